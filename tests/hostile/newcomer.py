"""A pupil who comes while the room is under attack, with no program of ours, and how long that takes."""

import time

from tests.helpers.headless import RawClient


def login_seconds(port: int, name: str) -> float:
    """Return how long it takes from the connect to one's own name in the list; whoever came is gone again."""
    began_at = time.monotonic()
    with RawClient(port) as client:
        client.log_in(name)
        return time.monotonic() - began_at
