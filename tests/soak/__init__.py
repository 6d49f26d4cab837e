"""A day of lessons in an hour: whatever comes and goes, nothing that the server holds grows (docs/proofs.md)."""
