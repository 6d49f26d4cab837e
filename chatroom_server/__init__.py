"""The room: discovery, relay and the host's window."""
