"""What is kept, written for people: attendance and transcripts."""
