"""What is kept of a room on disk."""
