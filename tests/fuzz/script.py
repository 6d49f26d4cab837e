"""Bytes as a script: what several parties do, one thing after the other, so that bytes can tell a whole story.

The rule: any bytes are a script. Steps are divided by 1E; the first byte of a step says who does what, the rest is
what with. A step that says nothing known is nothing.
"""

from collections.abc import Iterator

BETWEEN_STEPS = b"\x1e"
MAX_STEPS = 200


def steps_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each step: who does what, as one character, and with what."""
    for step in data.split(BETWEEN_STEPS)[:MAX_STEPS]:
        if step:
            yield chr(step[0]), step[1:]
