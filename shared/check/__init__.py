"""Judges somebody's server or client against docs/protocol.md: a row for each rule, with the bytes."""
