"""The wire format, written down a second time: simple, slow, and independent of the code under test."""

import re

_FRAME = re.compile(rb"\x02([^\x02\x03])([^\x02\x03]*)\x03", re.DOTALL)


def frame(kind: str, payload: str | bytes) -> bytes:
    """The bytes of one frame."""
    return b"\x02" + kind.encode() + (payload if isinstance(payload, bytes) else payload.encode()) + b"\x03"


def frames_in(data: bytes) -> list[tuple[str, bytes]]:
    """Type and payload of every frame in a server's stream; fails where something is no frame."""
    found = [(match[1].decode("latin-1"), match[2]) for match in _FRAME.finditer(data)]
    assert b"".join(frame(kind, payload) for kind, payload in found) == data, "bytes outside frames"
    return found


def texts_in(data: bytes, encoding: str = "utf-8") -> list[str]:
    """What a guest sees of a server's stream: each frame's type and text."""
    return [f"{kind} {payload.decode(encoding)}" for kind, payload in frames_in(data)]
