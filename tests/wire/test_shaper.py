"""Streams in the sends that a bench wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.wire.shape import AS_IT_IS, LEAST_BETWEEN_PIECES_SECONDS, Shape
from shared.wire.shaper import GLUED_AT_MOST_SECONDS, StreamShaper

FRAME = b"\x023hello\x03"

shapes = st.builds(
    Shape, st.sampled_from([0, 1, 3, 100]), st.sampled_from([0, 1, 3]), st.sampled_from([0.0, 0.5, 2.0])
)
pushes = st.lists(st.sampled_from([FRAME, b"\x023a", b"b\x03", FRAME * 3, b"\0"]), max_size=8)


def sends_until_empty(shaper: StreamShaper, now: float) -> list[tuple[float, bytes]]:
    """Ask at the times that it names, as its user does, and note when each send came."""
    sends: list[tuple[float, bytes]] = []
    while (at := shaper.next_at) is not None:
        now = max(now, at)
        due = shaper.due(now)
        sends += [(now, data) for data in due]
    return sends


def test_without_a_bench_each_push_is_one_send_at_once() -> None:
    shaper = StreamShaper(AS_IT_IS)
    shaper.push(b"one", 5.0)
    shaper.push(b"two", 5.0)
    assert shaper.due(5.0) == [b"one", b"two"]
    assert shaper.next_at is None


def test_pieces_come_one_after_the_other_with_time_between() -> None:
    shaper = StreamShaper(Shape(piece_bytes=2))
    shaper.push(b"abcde", 5.0)
    assert shaper.due(5.0) == [b"ab"]
    assert shaper.due(5.0) == []
    sends = sends_until_empty(shaper, 5.0)
    assert [data for _, data in sends] == [b"cd", b"e"]
    assert [at for at, _ in sends] == pytest.approx(
        [5.0 + LEAST_BETWEEN_PIECES_SECONDS, 5.0 + 2 * LEAST_BETWEEN_PIECES_SECONDS]
    )


def test_a_piece_never_holds_two_pushes() -> None:
    shaper = StreamShaper(Shape(piece_bytes=100))
    shaper.push(b"one", 5.0)
    shaper.push(b"two", 5.0)
    assert shaper.due(5.0) == [b"one"]
    assert [data for _, data in sends_until_empty(shaper, 5.0)] == [b"two"]


def test_glued_frames_wait_until_there_are_enough() -> None:
    shaper = StreamShaper(Shape(glued_frames=3))
    shaper.push(FRAME, 5.0)
    shaper.push(FRAME, 5.25)
    assert shaper.due(5.5) == []
    shaper.push(FRAME, 5.75)
    assert shaper.due(5.75) == [FRAME * 3]


def test_glued_frames_wait_for_a_second_at_most() -> None:
    shaper = StreamShaper(Shape(glued_frames=3))
    shaper.push(FRAME, 5.0)
    assert shaper.due(5.0) == []
    assert shaper.next_at == 5.0 + GLUED_AT_MOST_SECONDS
    assert shaper.due(5.0 + GLUED_AT_MOST_SECONDS) == [FRAME]


def test_a_delay_keeps_the_rhythm_of_the_pushes() -> None:
    shaper = StreamShaper(Shape(delay_seconds=2.0))
    shaper.push(b"one", 5.0)
    shaper.push(b"two", 5.5)
    assert shaper.due(6.75) == []
    assert sends_until_empty(shaper, 6.75) == [(7.0, b"one"), (7.5, b"two")]


def test_a_bench_that_ends_lets_everything_go_in_order() -> None:
    shaper = StreamShaper(Shape(piece_bytes=1, glued_frames=3, delay_seconds=2.0))
    shaper.push(b"one\x03\x03\x03", 5.0)
    assert shaper.due(5.0) == []
    assert shaper.due(7.0) == [b"o"]
    shaper.push(b"two", 7.0)
    shaper.shape = AS_IT_IS
    assert b"".join(shaper.due(7.0)) == b"ne\x03\x03\x03two"
    assert shaper.waiting_bytes == 0


def test_a_shorter_delay_does_not_let_anything_overtake() -> None:
    shaper = StreamShaper(Shape(delay_seconds=10.0))
    shaper.push(b"one", 5.0)
    shaper.shape = Shape(delay_seconds=1.0)
    shaper.push(b"two", 5.5)
    assert sends_until_empty(shaper, 5.5) == [(6.0, b"one"), (6.5, b"two")]


def test_what_is_left_can_be_taken_at_once() -> None:
    shaper = StreamShaper(Shape(piece_bytes=2, glued_frames=2))
    for data in (FRAME, FRAME, FRAME):
        shaper.push(data, 5.0)
    sent = b"".join(shaper.due(5.0))
    assert sent + shaper.drain() == FRAME * 3
    assert (shaper.next_at, shaper.waiting_bytes, shaper.drain()) == (None, 0, b"")


@given(shapes, shapes, pushes, pushes)
def test_nothing_is_lost_and_nothing_overtakes(
    first: Shape, second: Shape, before: list[bytes], after: list[bytes]
) -> None:
    shaper = StreamShaper(first)
    sent: list[bytes] = []
    now = 0.0
    for shape, some in ((first, before), (second, after)):
        shaper.shape = shape
        for data in some:
            now += 0.125
            shaper.push(data, now)
            sent += shaper.due(now)
    pushed = b"".join(before + after)
    assert shaper.waiting_bytes == len(pushed) - sum(map(len, sent))
    sent += [data for _, data in sends_until_empty(shaper, now)]
    assert b"".join(sent) == pushed
    assert shaper.waiting_bytes == 0
