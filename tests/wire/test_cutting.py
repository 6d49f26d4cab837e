"""Where in some bytes the frames begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.framing import ETX, STX
from shared.protocol.limits import MAX_MALFORMED_FRAMES
from shared.wire.cutting import Cut, CutKind, cuts_of


def test_frames_and_what_is_between_are_told_apart() -> None:
    assert cuts_of(b"\0\x023a\x03\n\x023b\x023", is_inside=False) == [
        Cut(CutKind.OUTSIDE, 0, 1),
        Cut(CutKind.WHOLE, 1, 5),
        Cut(CutKind.OUTSIDE, 5, 6),
        Cut(CutKind.LOST, 6, 9),
        Cut(CutKind.OPEN, 9, 11),
    ]


def test_a_frame_that_began_before_goes_on() -> None:
    assert cuts_of(b"a\x03b", is_inside=True) == [Cut(CutKind.WHOLE, 0, 2), Cut(CutKind.OUTSIDE, 2, 3)]
    assert cuts_of(b"\x023", is_inside=True) == [Cut(CutKind.LOST, 0, 0), Cut(CutKind.OPEN, 0, 2)]


def test_after_too_many_lost_ends_nobody_reads_on() -> None:
    cuts = cuts_of(b"\x02" * 1_000, is_inside=False)
    assert [cut.kind for cut in cuts].count(CutKind.LOST) == MAX_MALFORMED_FRAMES + 1
    assert cuts[-1] == Cut(CutKind.OUTSIDE, MAX_MALFORMED_FRAMES + 1, 1_000)


@given(st.lists(st.sampled_from([b"\x02", b"\x03", b"a"]), max_size=30).map(b"".join), st.booleans())
def test_cuts_leave_no_hole_and_end_at_the_marks(data: bytes, is_inside: bool) -> None:
    position = 0
    for cut in cuts_of(data, is_inside=is_inside):
        assert cut.start == position
        position = cut.end
        match cut.kind:
            case CutKind.WHOLE:
                assert data[cut.end - 1] == ETX
            case CutKind.LOST:
                assert data[cut.end] == STX
            case CutKind.OUTSIDE:
                assert STX not in data[cut.start : cut.end]
            case CutKind.OPEN:
                assert cut.end == len(data)
    assert position == len(data)
