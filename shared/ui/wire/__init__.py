"""The Wire tab, in both windows: every frame, its bytes and their meaning, and the calls that carried them."""
