"""Those who were not sent everything at once: their streams share each turn of the loop, and hold up nobody."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from chatroom_server import stragglers
from chatroom_server.cursor import LossCause
from chatroom_server.stragglers import LEAST_BYTES_A_PULL, STREAMED_BYTES_A_TURN, STREAMED_SECONDS_A_TURN
from shared.protocol.limits import STALLED_SECONDS
from tests.helpers.stage import Missed, Stage, said
from tests.helpers.wire import frame


def test_streams_of_a_whole_class_share_what_one_turn_has_for_them() -> None:
    stage = Stage()
    chunk = b"x" * (STREAMED_BYTES_A_TURN // 4)
    streams = [Missed(*[chunk] * 3) for _ in range(10)]
    wires = [stage.connect() for _ in streams]
    for wire, missed in zip(wires, streams, strict=True):
        stage.relay.to_one_from(wire.cursor, missed.chunks)
    asked = [0]
    while stage.loop.has_more or stage.loop.writers:
        for wire in wires:
            stage.drain(wire)
        stage.loop.turn()
        asked.append(sum(missed.asked for missed in streams))
    assert max(later - earlier for earlier, later in pairwise(asked)) == 4
    assert [wire.sock.taken for wire in wires] == [chunk * 3] * 10


def test_long_stream_holds_up_no_other() -> None:
    stage = Stage()
    chunk = b"x" * STREAMED_BYTES_A_TURN
    long, short = Missed(*[chunk] * 50), Missed(*[chunk] * 2)
    wires = [stage.connect(), stage.connect()]
    for wire, missed in zip(wires, (long, short), strict=True):
        stage.relay.to_one_from(wire.cursor, missed.chunks)
    while not short.is_closed:
        for wire in wires:
            stage.drain(wire)
        stage.loop.turn()
        assert long.asked <= 5
    stage.read_all(*wires)
    assert [len(wire.sock.taken) // len(chunk) for wire in wires] == [50, 2]


def test_stream_that_finds_nothing_for_long_still_lets_the_loop_turn() -> None:
    stage = Stage()
    wire = stage.connect()
    missed = Missed(*[b""] * 1_000, b"found")
    stage.relay.to_one_from(wire.cursor, missed.chunks)
    asked = 0
    while stage.loop.has_more:
        stage.loop.turn()
        assert missed.asked - asked <= STREAMED_BYTES_A_TURN // LEAST_BYTES_A_PULL
        asked = missed.asked
    stage.read_all(wire)
    assert wire.sock.taken == b"found"


def test_between_two_shares_of_the_streams_there_is_room_for_what_is_said_meanwhile() -> None:
    stage = Stage()
    wire = stage.connect()
    missed = Missed(*[b""] * 1_000, b"found")
    stage.relay.to_one_from(wire.cursor, missed.chunks)
    shares: list[int] = []  # in which turns of the loop
    asked = turn = 0
    while stage.loop.has_more:
        stage.loop.turn()
        turn += 1
        if missed.asked > asked:
            shares.append(turn)
            asked = missed.asked
    assert len(shares) > 5
    assert min(later - earlier for earlier, later in pairwise(shares)) == 3


def test_streams_that_take_long_to_make_get_so_much_less_of_a_turn() -> None:
    stage = Stage()
    made = 0

    def slowly() -> Iterator[bytes]:
        nonlocal made
        for _ in range(50):
            stage.loop.now += STREAMED_SECONDS_A_TURN * 0.4
            made += 1
            yield b"x"

    wires = [stage.connect() for _ in range(20)]
    for wire in wires:
        stage.relay.to_one_from(wire.cursor, slowly())
    while stage.loop.has_more or stage.loop.writers:
        for wire in wires:
            stage.drain(wire)
        before = made
        stage.loop.turn()
        assert made - before <= 3
    assert [wire.sock.taken for wire in wires] == [b"x" * 50] * 20


def test_who_stands_in_line_for_a_stream_is_never_stalled() -> None:
    stage = Stage()
    chunk = b"x" * STREAMED_BYTES_A_TURN
    wires = [stage.connect() for _ in range(3)]
    for wire in wires:
        stage.relay.to_one_from(wire.cursor, Missed(chunk).chunks)
    for _ in range(3):
        stage.loop.turn()  # two for the flush; in the third the line has served one of three
    stage.loop.now += STALLED_SECONDS + 1
    stage.relay.sweep(stage.loop.now)
    assert [wire.losses for wire in wires] == [[LossCause.STALLED], [], []]
    stage.read_all(*wires[1:])
    assert [wire.sock.taken for wire in wires[1:]] == [chunk, chunk]


def test_time_in_line_is_not_time_in_which_nothing_was_taken() -> None:
    stage = Stage()
    chunk = b"x" * STREAMED_BYTES_A_TURN
    wires = [stage.connect(), stage.connect()]
    for wire in wires:
        stage.relay.to_one_from(wire.cursor, Missed(chunk).chunks)
    for _ in range(3):
        stage.loop.turn()
    stage.drain(wires[0])
    stage.loop.now += STALLED_SECONDS - 1
    stage.turn()
    stage.loop.now += STALLED_SECONDS - 1
    stage.relay.sweep(stage.loop.now)
    assert wires[1].losses == []
    stage.loop.now += 2
    stage.relay.sweep(stage.loop.now)
    assert wires[1].losses == [LossCause.STALLED]


def test_who_has_caught_up_is_never_stalled_however_long_nothing_was_said() -> None:
    stage = Stage()
    wire = stage.connect_stuck("one")
    stage.relay.to_one_from(wire.cursor, Missed(b"old").chunks)
    stage.read_all(wire)
    stage.loop.now += 10_000
    stage.relay.sweep(stage.loop.now)
    assert wire.losses == []


def test_what_waits_in_all_is_bounded_while_nobody_says_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stragglers, "MAX_WAITING_BYTES_IN_ALL", 50_000)
    stage = Stage()
    wires = [stage.connect() for _ in range(10)]
    for wire in wires:
        stage.relay.to_one_from(wire.cursor, Missed(b"x" * 20_000, b"y").chunks)
    stage.turn()
    assert 0 < stage.relay.waiting_bytes <= 50_000
    assert [wire.losses for wire in wires].count([LossCause.CROWDED]) == 8
    left = [wire for wire in wires if not wire.losses]
    stage.read_all(*left)
    assert [wire.sock.taken for wire in left] == [b"x" * 20_000 + b"y"] * 2


def test_those_who_talk_are_heard_while_a_class_catches_up() -> None:
    stage = Stage()
    chunk = b"x" * STREAMED_BYTES_A_TURN
    quick, late = stage.connect(), [stage.connect() for _ in range(20)]
    stage.turn()
    streams = [Missed(chunk) for _ in late]
    for wire, missed in zip(late, streams, strict=True):
        stage.relay.to_one_from(wire.cursor, missed.chunks)
    stage.relay.to_everyone(said("hello"))
    for _ in range(3):
        stage.loop.turn()
    assert quick.sock.taken == frame("4", "alice: hello")
    assert sum(missed.asked for missed in streams) == 1
    stage.read_all(*late)
    assert [wire.sock.taken for wire in late] == [chunk + frame("4", "alice: hello")] * len(late)
