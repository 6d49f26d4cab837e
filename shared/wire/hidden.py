"""Where in a masked frame the hidden bytes are.

The rule: the mask itself is asked, so that it is written down once what is hidden.
"""

import re

from shared.wire.mask import WhisperMask

HIDDEN_SIGN = b"*"
_STAND_IN = b"#"  # means as little to the mask, and can be told from what it puts there

_RUN = re.compile(rb"\*+")


def hidden_parts(kind: bytes, payload: bytes, *, is_from_client: bool) -> tuple[tuple[int, int], ...]:
    """Return start and end of each hidden part of ``payload``, of a frame that was masked, in order.

    A frame whose type is hidden is hidden whole. What the mask would hide and is not, was shown on purpose.
    """
    if is_whole_hidden(kind, payload):
        return ((0, len(payload)),)
    if kind == b"4" and payload.startswith(HIDDEN_SIGN):
        return ()  # the host's words and the server's own begin with that sign
    mask = WhisperMask(is_from_client)
    mask.lose()  # this is not the first frame
    stood_in = payload.replace(HIDDEN_SIGN, _STAND_IN)
    seen = mask.feed(b"\x02" + kind + stood_in)[0][1 + len(kind) :]
    marked = bytes(
        after if before != after and was == HIDDEN_SIGN[0] else _STAND_IN[0]
        for before, after, was in zip(stood_in, seen, payload, strict=True)
    )
    return tuple(found.span() for found in _RUN.finditer(marked))


def is_whole_hidden(kind: bytes, payload: bytes) -> bool:
    """Return whether of this frame nothing but its length is to be seen."""
    return kind == HIDDEN_SIGN and not payload.strip(HIDDEN_SIGN)
