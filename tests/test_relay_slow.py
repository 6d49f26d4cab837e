"""The fan-out with those who are slow, stuck or gone, and those who are to finish."""

import errno

import pytest

from chatroom_server import stragglers
from chatroom_server.cursor import LossCause
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import CLOSING_SECONDS, STALLED_SECONDS
from shared.protocol.messages import (
    Notice,
    NoticeCode,
    WhisperReceived,
)
from tests.helpers.stage import Stage, said
from tests.helpers.wire import frame, texts_in

UTF_8 = TextEncoding.UTF_8
GBK = TextEncoding.GBK


# ---- who is slow ----------------------------------------------------------------------------------------------


def test_stalled_reader_catches_up_byte_for_byte() -> None:
    stage = Stage()
    slow, quick = stage.connect(), stage.connect()
    stage.turn()
    slow.sock.capacity = 5
    for number in range(200):
        stage.relay.to_everyone(said(f"line {number}"))
        if number % 7 == 0:
            stage.relay.to_one(slow.cursor, WhisperReceived("bob", f"aside {number}"))
        stage.turn()
    assert len(slow.sock.taken) == 5
    assert stage.relay.waiting_bytes > 0
    while slow.sock.fileno() in stage.loop.writers:
        stage.drain(slow, 11)
    expected = [
        line
        for number in range(200)
        for line in ([f"4 alice: line {number}"] + ([f"4 bob, to you: aside {number}"] * (number % 7 == 0)))
    ]
    assert texts_in(slow.sock.taken) == expected
    assert stage.relay.waiting_bytes == 0
    slow.sock.capacity = 1 << 30
    stage.relay.to_everyone(said("level again"))
    stage.turn()
    assert slow.sock.taken.endswith(frame("4", "alice: level again"))
    assert quick.sock.taken.endswith(frame("4", "alice: level again"))


def test_who_drains_in_the_middle_of_a_turn_gets_the_turn_once() -> None:
    for has_own in (False, True):
        stage = Stage()
        slow = stage.connect()
        stage.turn()
        slow.sock.capacity = 0
        stage.relay.to_everyone(said("one"))
        stage.turn()
        stage.relay.to_everyone(said("two"))
        if has_own:
            stage.relay.to_one(slow.cursor, WhisperReceived("bob", "psst"))
        stage.drain(slow)
        stage.relay.to_everyone(said("three"))
        stage.turn()
        own = ["4 bob, to you: psst"] * has_own
        assert texts_in(slow.sock.taken) == ["4 alice: one", "4 alice: two", *own, "4 alice: three"]


def test_backlog_beyond_its_limit_is_closed_while_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stragglers, "MAX_WAITING_BYTES", 1_000)
    stage = Stage()
    slow, quick = stage.connect(), stage.connect()
    stage.turn()
    slow.sock.capacity = 0
    for number in range(200):
        stage.relay.to_everyone(said(f"line {number}"))
        stage.turn()
        assert stage.relay.waiting_bytes <= 1_000
    assert slow.losses == [LossCause.TOO_SLOW]
    assert stage.relay.too_slow == 1
    assert slow.sock.fileno() not in stage.loop.writers
    assert texts_in(quick.sock.taken) == [f"4 alice: line {number}" for number in range(200)]


def test_largest_backlog_goes_first_when_all_together_wait_for_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stragglers, "MAX_WAITING_BYTES_IN_ALL", 500)
    stage = Stage()
    wires = [stage.connect() for _ in range(3)]
    stage.turn()
    for wire in wires[:2]:
        wire.sock.capacity = 0
    stage.relay.to_one(wires[1].cursor, WhisperReceived("bob", "x" * 100))
    for _ in range(10):
        stage.relay.to_everyone(said("x" * 20))
        stage.turn()
    assert wires[1].losses == [LossCause.CROWDED]
    assert wires[0].losses == wires[2].losses == []
    assert stage.relay.waiting_bytes <= 500


def test_who_takes_nothing_for_twenty_seconds_is_closed_and_any_progress_counts() -> None:
    stage = Stage()
    stuck, slow = stage.connect(), stage.connect()
    stage.turn()
    stuck.sock.capacity = slow.sock.capacity = 0
    stage.relay.to_everyone(said("x" * 100))
    stage.turn()
    stage.loop.now += STALLED_SECONDS - 1
    stage.drain(slow, 1)
    stage.relay.sweep(stage.loop.now)
    assert stuck.losses == []
    stage.loop.now += 2
    stage.relay.sweep(stage.loop.now)
    assert stuck.losses == [LossCause.STALLED]
    assert slow.losses == []
    stage.drain(slow)
    assert texts_in(slow.sock.taken) == ["4 alice: " + "x" * 100]


def test_who_reads_is_never_stalled_however_long_nothing_was_said() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.turn()
    stage.relay.to_everyone(said("hello"))
    stage.turn()
    stage.loop.now += 10_000
    stage.relay.sweep(stage.loop.now)
    wire.sock.capacity = 0
    stage.relay.to_everyone(said("hello"))
    stage.turn()
    stage.relay.sweep(stage.loop.now)
    assert wire.losses == []


def test_broken_socket_is_told_once_and_others_go_on() -> None:
    stage = Stage()
    broken, whole = stage.connect(), stage.connect()
    stage.turn()
    broken.sock.is_broken = True
    for text in ("one", "two"):
        stage.relay.to_everyone(said(text))
        stage.turn()
    assert broken.losses == [LossCause.GONE]
    assert texts_in(whole.sock.taken) == ["4 alice: one", "4 alice: two"]


def test_who_takes_nothing_until_the_system_gives_up_was_too_slow() -> None:
    stage = Stage()
    level, waiting, read = stage.connect(), stage.connect_stuck("x"), stage.connect()
    stage.turn()
    level.sock.has_timed_out = waiting.sock.has_timed_out = True
    stage.relay.to_everyone(said("y"))
    stage.turn()
    stage.drain(waiting)
    stage.relay.lose(read.cursor, TimeoutError(errno.ETIMEDOUT, "as a read has found out"))
    assert [wire.losses for wire in (level, waiting, read)] == [[LossCause.STALLED]] * 3
    assert stage.relay.too_slow == 3


def test_socket_that_breaks_while_it_waits_is_told_once() -> None:
    stage = Stage()
    wire = stage.connect_stuck("one")
    wire.sock.is_broken = True
    stage.drain(wire)
    assert wire.losses == [LossCause.GONE]
    assert stage.relay.waiting_bytes == 0
    assert stage.loop.writers == {}
    stage.relay.to_one(wire.cursor, Notice(NoticeCode.CLOSING))
    stage.relay.finish(wire.cursor, stage.loop.now)
    stage.turn()
    assert (wire.losses, wire.finished) == ([LossCause.GONE], 0)


# ---- finishing ------------------------------------------------------------------------------------------------


def test_finish_delivers_what_waits_and_nothing_that_is_said_later() -> None:
    stage = Stage()
    alice, bob = stage.connect(), stage.connect()
    stage.turn()
    alice.sock.capacity = 3
    stage.relay.to_everyone(said("before"))
    stage.turn()
    stage.relay.to_one(alice.cursor, Notice(NoticeCode.REMOVED))
    stage.relay.finish(alice.cursor, stage.loop.now)
    stage.relay.to_everyone(said("later"))
    stage.turn()
    assert alice.finished == 0
    stage.drain(alice)
    assert alice.finished == 1
    assert texts_in(alice.sock.taken) == ["4 alice: before", "4 * you were removed from the room"]
    assert texts_in(bob.sock.taken) == ["4 alice: before", "4 alice: later"]


def test_who_drains_before_the_turn_ends_still_gets_the_last_word() -> None:
    stage = Stage()
    wire = stage.connect_stuck("before")
    stage.relay.to_one(wire.cursor, Notice(NoticeCode.REMOVED))
    stage.relay.finish(wire.cursor, stage.loop.now)
    stage.drain(wire)
    assert wire.finished == 0
    stage.turn()
    assert wire.finished == 1
    assert texts_in(wire.sock.taken) == ["4 alice: before", "4 * you were removed from the room"]


def test_room_in_the_socket_that_the_loop_has_not_seen_yet_lets_nothing_overtake() -> None:
    stage = Stage()
    wire = stage.connect_stuck("one")
    stage.relay.to_one(wire.cursor, WhisperReceived("bob", "two"))
    stage.turn()
    wire.sock.capacity = 1 << 30
    stage.relay.to_everyone(said("three"))
    stage.turn()
    stage.drain(wire)
    assert texts_in(wire.sock.taken) == ["4 alice: one", "4 bob, to you: two", "4 alice: three"]


def test_finish_with_nothing_waiting_is_finished_at_the_end_of_the_turn() -> None:
    stage = Stage()
    wire = stage.connect(is_admitted=False)
    stage.relay.finish(wire.cursor, stage.loop.now)
    assert wire.finished == 0
    stage.turn()
    assert wire.finished == 1


def test_finish_gives_a_stuck_reader_two_seconds() -> None:
    stage = Stage()
    wire = stage.connect_stuck("never read")
    stage.relay.finish(wire.cursor, stage.loop.now)
    stage.turn()
    stage.loop.now += CLOSING_SECONDS - 0.5
    stage.relay.sweep(stage.loop.now)
    assert wire.finished == 0
    stage.loop.now += 1
    stage.relay.sweep(stage.loop.now)
    assert wire.finished == 1
    assert stage.relay.waiting_bytes == 0


def test_detached_cursor_gets_and_holds_nothing() -> None:
    stage = Stage()
    other = stage.connect()
    wire = stage.connect_stuck("one")
    stage.relay.detach(wire.cursor)
    stage.relay.detach(wire.cursor)
    stage.relay.admit(wire.cursor)
    stage.relay.to_one(wire.cursor, Notice(NoticeCode.CLOSING))
    stage.relay.to_everyone(said("two"))
    stage.turn()
    assert wire.sock.taken == b""
    assert stage.relay.waiting_bytes == 0
    assert texts_in(other.sock.taken) == ["4 alice: one", "4 alice: two"]
