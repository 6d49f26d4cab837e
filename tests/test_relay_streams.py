"""The fan-out with streams: what a guest has missed, at its place, for as long as it takes."""

import socket
from collections.abc import Iterator

import pytest

from chatroom_server import stragglers
from chatroom_server.cursor import LossCause
from chatroom_server.relay import Relay
from shared.protocol.limits import CLOSING_SECONDS, MAX_WAITING_BYTES, STALLED_SECONDS
from shared.protocol.messages import Notice, NoticeCode, WhisperReceived
from tests.helpers.loops import ClockLoop, run_on_clock, settle
from tests.helpers.stage import Missed, Stage, said
from tests.helpers.wire import frame, texts_in


def lines(*texts: str) -> list[bytes]:
    return [frame("4", text) for text in texts]


# ---- its place ------------------------------------------------------------------------------------------------


def test_stream_stands_where_it_was_put_between_private_and_room_wide_frames() -> None:
    stage = Stage()
    alice, bob = stage.connect(), stage.connect()
    stage.turn()
    stage.relay.to_everyone(said("one"))
    stage.relay.to_one(alice.cursor, WhisperReceived("bob", "before"))
    stage.relay.to_one_from(alice.cursor, iter(lines("old 1", "old 2", "old 3")))
    stage.relay.to_one(alice.cursor, WhisperReceived("bob", "after"))
    stage.relay.to_everyone(said("two"))
    stage.read_all(alice)
    stage.relay.to_everyone(said("three"))
    stage.turn()
    assert texts_in(alice.sock.taken) == [
        "4 alice: one",
        "4 bob, to you: before",
        "4 old 1",
        "4 old 2",
        "4 old 3",
        "4 bob, to you: after",
        "4 alice: two",
        "4 alice: three",
    ]
    assert texts_in(bob.sock.taken) == ["4 alice: one", "4 alice: two", "4 alice: three"]


def test_what_is_said_while_a_stream_is_read_waits_behind_it() -> None:
    stage = Stage()
    late, quick = stage.connect(is_admitted=False), stage.connect()
    stage.turn()
    stage.relay.to_one_from(late.cursor, iter(lines("old 1", "old 2")))
    stage.relay.admit(late.cursor)
    stage.turn()
    late.sock.capacity = 3
    for text in ("one", "two"):
        stage.relay.to_everyone(said(text))
        stage.turn()
    assert texts_in(quick.sock.taken) == ["4 alice: one", "4 alice: two"]
    stage.read_all(late)
    assert texts_in(late.sock.taken) == ["4 old 1", "4 old 2", "4 alice: one", "4 alice: two"]


def test_streams_stand_one_behind_another() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.to_one_from(wire.cursor, iter(lines("login 1", "login 2")))
    stage.relay.to_one_from(wire.cursor, iter(()))
    stage.relay.to_one_from(wire.cursor, iter(lines("older 1")))
    stage.turn()
    stage.relay.to_everyone(said("live"))
    stage.relay.to_one_from(wire.cursor, iter(lines("oldest 1")))
    stage.read_all(wire)
    assert texts_in(wire.sock.taken) == ["4 login 1", "4 login 2", "4 older 1", "4 alice: live", "4 oldest 1"]
    assert stage.relay.waiting_bytes == 0


def test_who_has_read_a_stream_is_level_again() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.to_one_from(wire.cursor, iter(lines("old")))
    stage.read_all(wire)
    sends = wire.sock.sends
    for number in range(3):
        stage.relay.to_everyone(said(f"line {number}"))
    stage.turn()
    assert wire.sock.sends == sends + 1
    assert wire.sock.taken.endswith(frame("4", "alice: line 2"))


def test_who_has_read_a_stream_in_the_middle_of_a_turn_gets_the_turn_once() -> None:
    for has_own in (False, True):
        stage = Stage()
        wire = stage.connect()
        stage.turn()
        wire.sock.capacity = 0
        stage.relay.to_one_from(wire.cursor, iter(lines("old")))
        stage.turn()
        stage.drain(wire)
        stage.relay.to_everyone(said("one"))
        if has_own:
            stage.relay.to_one(wire.cursor, WhisperReceived("bob", "psst"))
        stage.loop.turn()
        stage.relay.to_everyone(said("two"))
        stage.read_all(wire)
        own = ["4 bob, to you: psst"] * has_own
        assert texts_in(wire.sock.taken) == ["4 old", "4 alice: one", *own, "4 alice: two"]


def test_stream_with_nothing_in_it_holds_up_nobody() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.to_one_from(wire.cursor, iter((b"", b"")))
    stage.relay.to_everyone(said("one"))
    stage.read_all(wire)
    assert texts_in(wire.sock.taken) == ["4 alice: one"]
    assert stage.relay.waiting_bytes == 0


# ---- what is asked for, and when ------------------------------------------------------------------------------


def test_nothing_of_a_stream_is_asked_for_before_all_before_it_was_taken() -> None:
    stage = Stage()
    wire = stage.connect_stuck("one")
    missed = Missed(b"x" * 100, b"y" * 100)
    stage.relay.to_one_from(wire.cursor, missed.chunks)
    stage.turn()
    stage.drain(wire, 3)
    stage.turn()
    assert missed.asked == 0
    stage.drain(wire, len(frame("4", "alice: one")) - 3)
    stage.turn()
    assert missed.asked == 1
    stage.drain(wire, 99)
    stage.turn()
    assert missed.asked == 1
    stage.drain(wire, 1)
    stage.turn()
    assert missed.asked == 2
    assert wire.sock.taken == frame("4", "alice: one") + b"x" * 100


def test_stream_of_any_length_waits_for_a_slow_reader_without_counting_as_waiting() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.turn()
    chunk = b"x" * 50_000
    missed = Missed(*[chunk] * (3 * MAX_WAITING_BYTES // len(chunk)))
    stage.relay.to_one_from(wire.cursor, missed.chunks)
    stage.turn()
    taken = 0
    while wire.sock.fileno() in stage.loop.writers:
        assert stage.relay.waiting_bytes <= len(chunk) + 5_000
        stage.drain(wire, 30_000)
        stage.turn()
        taken += 1
    assert taken > 100
    assert wire.losses == []
    assert len(wire.sock.taken) > 2 * MAX_WAITING_BYTES
    assert missed.is_closed


def test_what_waits_behind_a_stream_is_bounded_as_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stragglers, "MAX_WAITING_BYTES", 5_000)
    stage = Stage()
    slow, quick = stage.connect(), stage.connect()
    stage.turn()
    slow.sock.capacity = 0
    missed = Missed(b"x" * 2_000, b"y")
    stage.relay.to_one_from(slow.cursor, missed.chunks)
    stage.turn()
    for number in range(200):
        stage.relay.to_everyone(said(f"line {number}"))
        stage.turn()
    assert slow.losses == [LossCause.TOO_SLOW]
    assert stage.relay.waiting_bytes == 0
    assert missed.is_closed
    assert texts_in(quick.sock.taken)[-1] == "4 alice: line 199"


def test_who_asks_for_streams_and_reads_none_of_them_is_closed() -> None:
    stage = Stage()
    wire = stage.connect_stuck("one")
    asked: list[Missed] = []
    while not wire.losses:
        asked.append(Missed(b"old"))
        stage.relay.to_one_from(wire.cursor, asked[-1].chunks)
        stage.turn()
        assert len(asked) < 10_000
    assert wire.losses == [LossCause.TOO_SLOW]
    assert stage.relay.waiting_bytes == 0


# ---- who is slow, gone, or to finish --------------------------------------------------------------------------


def test_who_takes_nothing_of_a_stream_for_twenty_seconds_is_closed() -> None:
    stage = Stage()
    stuck, slow = stage.connect(), stage.connect()
    for wire in (stuck, slow):
        wire.sock.capacity = 0
        stage.relay.to_one_from(wire.cursor, Missed(b"x" * 100, b"y" * 100).chunks)
    stage.turn()
    stage.loop.now += STALLED_SECONDS - 1
    stage.drain(slow, 1)
    stage.relay.sweep(stage.loop.now)
    assert stuck.losses == []
    stage.loop.now += 2
    stage.relay.sweep(stage.loop.now)
    assert stuck.losses == [LossCause.STALLED]
    assert slow.losses == []


def test_finish_sends_a_stream_to_its_end() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.to_one_from(wire.cursor, iter(lines("old 1", "old 2")))
    stage.relay.to_one(wire.cursor, Notice(NoticeCode.CLOSING))
    stage.relay.finish(wire.cursor, stage.loop.now)
    stage.turn()
    assert wire.finished == 0
    stage.read_all(wire)
    assert wire.finished == 1
    assert texts_in(wire.sock.taken) == ["4 old 1", "4 old 2", "4 * the room is closing"]


def test_finish_gives_a_stream_two_seconds() -> None:
    stage = Stage()
    wire = stage.connect()
    missed = Missed(b"x" * 100, b"y" * 100)
    wire.sock.capacity = 10
    stage.relay.to_one_from(wire.cursor, missed.chunks)
    stage.relay.finish(wire.cursor, stage.loop.now)
    stage.turn()
    stage.loop.now += CLOSING_SECONDS - 0.5
    stage.relay.sweep(stage.loop.now)
    assert wire.finished == 0
    stage.loop.now += 1
    stage.relay.sweep(stage.loop.now)
    assert wire.finished == 1
    assert missed.is_closed
    assert stage.relay.waiting_bytes == 0


@pytest.mark.parametrize("turns", range(4))
def test_detached_cursor_closes_its_streams_wherever_they_are(turns: int) -> None:
    stage = Stage()
    wire = stage.connect()
    wire.sock.capacity = 0
    begun = [Missed(b"old"), Missed(b"older")]
    for missed in begun:
        next(missed.chunks)  # begun: a generator that never ran has nothing to give back
        stage.relay.to_one_from(wire.cursor, missed.chunks)
    for _ in range(turns):
        stage.loop.turn()
    stage.relay.detach(wire.cursor)
    assert [missed.is_closed for missed in begun] == [True, True]
    stage.turn()
    assert stage.relay.waiting_bytes == 0
    assert stage.loop.writers == {}
    assert wire.sock.taken == b""


def test_stream_for_a_detached_cursor_is_closed_at_once() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.detach(wire.cursor)
    missed = Missed(b"old")
    next(missed.chunks)
    stage.relay.to_one_from(wire.cursor, missed.chunks)
    assert missed.is_closed


def test_socket_that_breaks_while_a_stream_is_sent_is_told_once_and_closes_it() -> None:
    stage = Stage()
    wire = stage.connect()
    missed = Missed(b"old", b"older")
    stage.relay.to_one_from(wire.cursor, missed.chunks)
    stage.turn()
    wire.sock.is_broken = True
    stage.drain(wire)
    stage.turn()
    assert wire.losses == [LossCause.GONE]
    assert missed.is_closed
    assert stage.relay.waiting_bytes == 0


def test_stream_that_raises_costs_its_own_connection_and_nobody_elses(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> Iterator[bytes]:
        yield frame("4", "old")
        raise ValueError("a bug")

    stage = Stage()
    unlucky, others = stage.connect(), [stage.connect() for _ in range(2)]
    stage.turn()
    stage.relay.to_one_from(others[0].cursor, iter(lines("old 1", "old 2")))
    stage.relay.to_one_from(unlucky.cursor, broken())
    stage.relay.to_everyone(said("one"))
    stage.read_all(unlucky, *others)
    stage.relay.to_everyone(said("two"))
    stage.read_all(unlucky, *others)
    assert unlucky.losses == [LossCause.FAILED]
    assert texts_in(unlucky.sock.taken) == ["4 old"]
    assert texts_in(others[0].sock.taken) == ["4 old 1", "4 old 2", "4 alice: one", "4 alice: two"]
    assert texts_in(others[1].sock.taken) == ["4 alice: one", "4 alice: two"]
    assert stage.relay.waiting_bytes == 0
    assert "ValueError: a bug" in caplog.text


# ---- on real sockets ------------------------------------------------------------------------------------------


def test_on_real_sockets_a_long_stream_arrives_whole_before_what_was_said_meanwhile() -> None:
    async def main(loop: ClockLoop) -> None:
        relay = Relay(loop)
        pairs = [socket.socketpair() for _ in range(2)]
        losses: list[LossCause] = []
        for ours, theirs in pairs:
            ours.setblocking(False)
            theirs.setblocking(False)
        late, quick = (relay.attach(ours, losses.append, lambda: None) for ours, _ in pairs)
        chunks = [frame("4", f"old {number} " + "x" * 30_000) for number in range(100)]
        relay.to_one_from(late, iter(chunks))
        relay.admit(late)
        relay.admit(quick)
        received = [bytearray(), bytearray()]
        sent = b""
        for number in range(50):
            relay.to_everyone(said(f"line {number}"))
            sent += frame("4", f"alice: line {number}")
            await settle(2)
            # The one who comes late reads on as it can; the other has heard everything by now.
            received[0] += await loop.sock_recv(pairs[0][1], 10_000)
        received[1] += await loop.sock_recv(pairs[1][1], 1 << 20)
        assert bytes(received[1]) == sent
        expected = b"".join(chunks) + sent
        while len(received[0]) < len(expected):
            received[0] += await loop.sock_recv(pairs[0][1], 1 << 20)
        assert bytes(received[0]) == expected
        assert losses == []
        assert relay.waiting_bytes == 0
        for ours, theirs in pairs:
            ours.close()
            theirs.close()

    run_on_clock(main)
