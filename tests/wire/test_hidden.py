"""Where in a masked frame the hidden bytes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.wire.hidden import hidden_parts, is_whole_hidden
from shared.wire.mask import WhisperMask


@pytest.mark.parametrize(
    ("kind", "payload", "is_from_client", "parts"),
    [
        (b"2", b"bob,**", True, ((4, 6),)),
        (b"2", b"bob,hi", True, ()),  # shown on purpose
        (b"3", b"**", True, ()),
        (b"4", b"bob, to you: **", False, ((13, 15),)),
        (b"4", b"bob: **", False, ()),
        (b"4", b"*** bob, to you: **", False, ()),
        (b"6", b'{"t":"resume","session":"***","last":1}', True, ((25, 28),)),
        (b"6", b'{"session":"**","pin":"*"}', True, ((12, 14), (23, 24))),
        (b"*", b"***", True, ((0, 3),)),
    ],
)
def test_hidden_parts_are_found(
    kind: bytes, payload: bytes, is_from_client: bool, parts: tuple[tuple[int, int], ...]
) -> None:
    assert hidden_parts(kind, payload, is_from_client=is_from_client) == parts


def test_a_frame_without_a_type_to_see_is_hidden_whole() -> None:
    assert is_whole_hidden(b"*", b"")
    assert not is_whole_hidden(b"*", b"a")
    assert not is_whole_hidden(b"3", b"***")


@given(st.text("aQ *", min_size=1, max_size=20))
def test_what_the_mask_hid_is_found(text: str) -> None:
    seen, _ = WhisperMask(is_from_client=True).feed(b"\x022bob," + text.encode() + b"\x03")
    assert hidden_parts(b"2", seen[2:-1], is_from_client=True) == ((4, 4 + len(text)),)
