"""The class's own ears: what is lost, doubled or in another order is found, and frames may come in any pieces."""

from array import array

import pytest

from tests.helpers.wire import frame
from tests.hostile.seat import Seat, line, login

NOW = 100.0


def heard(*numbers: int, speaker: int = 7) -> bytes:
    """What the room makes of that speaker's lines, each written a quarter of a second ago."""
    return b"".join(
        frame("4", f"pupil {speaker}: ".encode() + line(0, speaker, number, NOW - 0.25)[2:-1])
        for number in numbers
    )


def listening(*pieces: bytes) -> tuple[Seat, "array[float]"]:
    """A seat that has heard this, and the delays."""
    delays = array("d")
    seat = Seat("pupil", 1, [delays])
    for piece in pieces:
        seat.take(piece, NOW, 0)
    return seat, delays


def test_lines_in_order_are_all_there_each_with_its_delay() -> None:
    seat, delays = listening(heard(1, 2, 3))
    assert (seat.missing({7: 3}), seat.doubled, seat.heard[0]) == (0, 0, 3)
    assert list(delays) == pytest.approx([0.25] * 3)


def test_frames_in_any_pieces_are_the_same_lines() -> None:
    whole, _ = listening(heard(1, 2, 3))
    data = heard(1, 2, 3)
    pieces, delays = listening(*(data[at : at + 1] for at in range(len(data))))
    assert pieces.order == whole.order
    assert len(delays) == 3


@pytest.mark.parametrize(("numbers", "lost"), [((1, 3), 1), ((2,), 2), ((), 3), ((1, 2), 1)])
def test_line_that_did_not_come_is_lost(numbers: tuple[int, ...], lost: int) -> None:
    assert listening(heard(*numbers))[0].missing({7: 3}) == lost


def test_line_that_came_twice_is_doubled() -> None:
    assert listening(heard(1, 2, 2, 1, 3))[0].doubled == 2


def test_same_lines_in_another_order_are_told_by_their_digest() -> None:
    one, _ = listening(heard(1, speaker=1), heard(1, speaker=2))
    other, _ = listening(heard(1, speaker=2), heard(1, speaker=1))
    assert (one.missing({1: 1, 2: 1}), other.missing({1: 1, 2: 1})) == (0, 0)
    assert one.order != other.order


def test_what_others_say_and_objects_of_the_rich_dialect_are_nobodys_concern() -> None:
    seat, delays = listening(frame("6", '{"t":"msg"}') + frame("4", "flooder 1: 0 1 1 9.9"), heard(1))
    assert (seat.heard[0], len(delays), seat.missing({7: 1})) == (1, 1, 0)


def test_roster_is_kept_and_notices_that_cannot_be_are_counted() -> None:
    seat, _ = listening(frame("1", "bob") + frame("1", "pupil 1"))
    assert seat.is_in
    seat.take(frame("2", "carol") + frame("3", "bob"), NOW, 0)
    assert (seat.roster, seat.come[0], seat.gone[0], seat.false_notices) == ({"carol", "pupil 1"}, 1, 1, 0)
    seat.take(frame("2", "carol") + frame("3", "bob"), NOW, 0)
    assert seat.false_notices == 2


def test_seat_logs_in_with_one_frame_or_with_a_hello_before_it() -> None:
    assert login("pupil 1", is_rich=False) == frame("1", "pupil 1")
    rich = login("pupil 1", is_rich=True)
    assert rich.startswith(b"\x025{")
    assert rich.endswith(frame("1", "pupil 1"))
