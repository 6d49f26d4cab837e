"""Fuzzing: every decoder, and what stands behind it, against bytes that nobody should ever send."""
