"""The fan-out: everyone's bytes, in one order, whatever each socket takes and whoever is slow."""

import asyncio
import socket
from dataclasses import dataclass, field
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatroom_server import relay as relay_module
from chatroom_server.relay import Cursor, LossCause, Relay
from shared.protocol.codec import PlainEncoder
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import CLOSING_SECONDS, MAX_WAITING_BYTES, STALLED_SECONDS
from shared.protocol.messages import (
    CameOnline,
    Notice,
    NoticeCode,
    PrivateMessage,
    RoomWideMessage,
    Roster,
    Said,
    WentOffline,
    WhisperReceived,
)
from tests.helpers.loops import ClockLoop, ManualLoop, run_on_clock, settle
from tests.helpers.wire import frame, texts_in

UTF_8 = TextEncoding.UTF_8
GBK = TextEncoding.GBK


class FakeSocket:
    """Takes as many bytes as the test allows, and keeps them."""

    _next_fileno = 100

    def __init__(self) -> None:
        FakeSocket._next_fileno += 1
        self._fileno = FakeSocket._next_fileno
        self.taken = b""
        self.capacity = 1 << 30
        self.is_broken = False
        self.sends = 0

    def fileno(self) -> int:
        return self._fileno

    def send(self, data: bytes) -> int:
        self.sends += 1
        if self.is_broken:
            raise ConnectionResetError
        if not self.capacity:
            raise BlockingIOError
        part = bytes(data[: self.capacity])
        self.capacity -= len(part)
        self.taken += part
        return len(part)


@dataclass
class Wire:
    """One connection under test: its socket, its cursor, and what the relay said about it."""

    sock: FakeSocket
    losses: list[LossCause] = field(default_factory=list)
    finished: int = 0
    cursor: Cursor = field(init=False)

    def on_finished(self) -> None:
        self.finished += 1


class Stage:
    """A relay on a loop that the test runs by hand."""

    def __init__(self) -> None:
        self.loop = ManualLoop()
        self.relay = Relay(self.loop)

    def connect(self, encoding: TextEncoding = UTF_8, *, is_admitted: bool = True) -> Wire:
        wire = Wire(FakeSocket())
        wire.cursor = self.relay.attach(
            cast("socket.socket", wire.sock), wire.losses.append, wire.on_finished, encoding
        )
        if is_admitted:
            self.relay.admit(wire.cursor)
        return wire

    def turn(self) -> None:
        self.loop.settle()

    def drain(self, wire: Wire, count: int = 1 << 30) -> None:
        """Let a socket take so many bytes more."""
        wire.sock.capacity = count
        writer = self.loop.writers.get(wire.sock.fileno())
        if writer is not None:
            writer()


def said(text: str) -> Said:
    return Said("alice", text)


# ---- order -----------------------------------------------------------------------------------------------


def test_everyone_gets_the_same_bytes_in_one_send_a_turn() -> None:
    stage = Stage()
    wires = [stage.connect() for _ in range(3)]
    stage.turn()
    for text in ("one", "two", "three"):
        stage.relay.to_everyone(said(text))
    stage.turn()
    for wire in wires:
        assert texts_in(wire.sock.taken) == ["4 alice: one", "4 alice: two", "4 alice: three"]
        assert wire.sock.sends == 1
    assert stage.relay.delivered == 9


def test_nothing_is_sent_before_the_turn_ends() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.turn()
    stage.relay.to_everyone(said("one"))
    stage.loop.turn()
    stage.relay.to_everyone(said("what was read in the same turn"))
    assert wire.sock.taken == b""
    stage.turn()
    assert wire.sock.sends == 1


def test_private_frame_goes_between_two_room_wide_ones() -> None:
    stage = Stage()
    alice, bob = stage.connect(), stage.connect()
    stage.turn()
    stage.relay.to_everyone(said("one"))
    stage.relay.to_one(alice.cursor, WhisperReceived("bob", "psst"))
    stage.relay.to_everyone(said("two"))
    stage.relay.to_one(alice.cursor, WhisperReceived("bob", "pssst"))
    stage.relay.to_everyone(said("three"))
    stage.turn()
    assert texts_in(alice.sock.taken) == [
        "4 alice: one",
        "4 bob, to you: psst",
        "4 alice: two",
        "4 bob, to you: pssst",
        "4 alice: three",
    ]
    assert alice.sock.sends == 1
    assert texts_in(bob.sock.taken) == ["4 alice: one", "4 alice: two", "4 alice: three"]


def test_who_joins_in_the_middle_of_a_turn_gets_what_comes_after() -> None:
    stage = Stage()
    alice = stage.connect()
    bob = stage.connect(is_admitted=False)
    stage.relay.to_everyone(said("before"))
    stage.relay.to_everyone(CameOnline("bob"))
    stage.relay.to_one(bob.cursor, Roster(("alice", "bob")))
    stage.relay.admit(bob.cursor)
    stage.relay.to_everyone(said("after"))
    stage.turn()
    assert texts_in(alice.sock.taken) == ["4 alice: before", "2 bob", "4 alice: after"]
    assert texts_in(bob.sock.taken) == ["1 alice", "1 bob", "4 alice: after"]


def test_who_is_not_admitted_gets_private_frames_alone() -> None:
    stage = Stage()
    stage.connect()
    stranger = stage.connect(is_admitted=False)
    stage.relay.to_everyone(said("for the room"))
    stage.relay.to_one(stranger.cursor, Notice(NoticeCode.LOG_IN_FIRST))
    stage.turn()
    assert texts_in(stranger.sock.taken) == ["4 * log in first"]


def test_dismissed_gets_nothing_more() -> None:
    stage = Stage()
    alice, bob = stage.connect(), stage.connect()
    stage.relay.to_everyone(said("before"))
    stage.relay.dismiss(alice.cursor)
    stage.relay.to_everyone(WentOffline("alice"))
    stage.turn()
    stage.relay.to_everyone(said("later"))
    stage.turn()
    assert texts_in(alice.sock.taken) == ["4 alice: before"]
    assert texts_in(bob.sock.taken) == ["4 alice: before", "3 alice", "4 alice: later"]


def test_change_of_encoding_in_the_middle_of_a_turn_loses_and_doubles_nothing() -> None:
    stage = Stage()
    alice, bob = stage.connect(), stage.connect()
    stage.turn()
    stage.relay.to_everyone(said("一"))
    stage.relay.use_encoding(alice.cursor, GBK)
    stage.relay.to_everyone(said("二"))
    stage.relay.to_one(alice.cursor, WhisperReceived("bob", "三"))
    stage.relay.use_encoding(alice.cursor, UTF_8)
    stage.relay.to_everyone(said("四"))
    stage.turn()
    stage.relay.use_encoding(alice.cursor, GBK)
    stage.relay.to_everyone(said("五"))
    stage.turn()
    assert alice.sock.taken == (
        frame("4", "alice: 一")
        + frame("4", "alice: 二".encode("gbk"))
        + frame("4", "bob, to you: 三".encode("gbk"))
        + frame("4", "alice: 四")
        + frame("4", "alice: 五".encode("gbk"))
    )
    assert texts_in(bob.sock.taken) == ["4 alice: 一", "4 alice: 二", "4 alice: 四", "4 alice: 五"]


def test_last_one_to_leave_takes_what_was_said_and_the_next_gets_none_of_it() -> None:
    stage = Stage()
    alice = stage.connect()
    stage.turn()
    stage.relay.to_everyone(said("goodbye"))
    stage.relay.dismiss(alice.cursor)
    bob = stage.connect()
    stage.relay.to_everyone(said("hello"))
    stage.turn()
    assert texts_in(alice.sock.taken) == ["4 alice: goodbye"]
    assert texts_in(bob.sock.taken) == ["4 alice: hello"]


# ---- who is slow -----------------------------------------------------------------------------------------


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
    monkeypatch.setattr(relay_module, "MAX_WAITING_BYTES", 1_000)
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


def test_largest_backlog_goes_first_when_all_together_wait_for_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_module, "MAX_WAITING_BYTES_IN_ALL", 500)
    stage = Stage()
    wires = [stage.connect() for _ in range(3)]
    stage.turn()
    for wire in wires[:2]:
        wire.sock.capacity = 0
    stage.relay.to_one(wires[1].cursor, WhisperReceived("bob", "x" * 100))
    for _ in range(10):
        stage.relay.to_everyone(said("x" * 20))
        stage.turn()
    assert wires[1].losses == [LossCause.TOO_SLOW]
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
    assert stuck.losses == [LossCause.TOO_SLOW]
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


def test_socket_that_breaks_while_it_waits_is_told_once() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.turn()
    wire.sock.capacity = 0
    stage.relay.to_everyone(said("one"))
    stage.turn()
    wire.sock.is_broken = True
    stage.drain(wire)
    assert wire.losses == [LossCause.GONE]
    assert stage.relay.waiting_bytes == 0
    assert stage.loop.writers == {}
    stage.relay.to_one(wire.cursor, Notice(NoticeCode.CLOSING))
    stage.relay.finish(wire.cursor, stage.loop.now)
    stage.turn()
    assert (wire.losses, wire.finished) == ([LossCause.GONE], 0)


# ---- finishing -------------------------------------------------------------------------------------------


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
    wire = stage.connect()
    stage.turn()
    wire.sock.capacity = 0
    stage.relay.to_everyone(said("before"))
    stage.turn()
    stage.relay.to_one(wire.cursor, Notice(NoticeCode.REMOVED))
    stage.relay.finish(wire.cursor, stage.loop.now)
    stage.drain(wire)
    assert wire.finished == 0
    stage.turn()
    assert wire.finished == 1
    assert texts_in(wire.sock.taken) == ["4 alice: before", "4 * you were removed from the room"]


def test_room_in_the_socket_that_the_loop_has_not_seen_yet_lets_nothing_overtake() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.turn()
    wire.sock.capacity = 0
    stage.relay.to_everyone(said("one"))
    stage.turn()
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
    wire = stage.connect()
    stage.turn()
    wire.sock.capacity = 0
    stage.relay.to_everyone(said("never read"))
    stage.turn()
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
    wire, other = stage.connect(), stage.connect()
    stage.turn()
    wire.sock.capacity = 0
    stage.relay.to_everyone(said("one"))
    stage.turn()
    stage.relay.detach(wire.cursor)
    stage.relay.detach(wire.cursor)
    stage.relay.admit(wire.cursor)
    stage.relay.to_one(wire.cursor, Notice(NoticeCode.CLOSING))
    stage.relay.to_everyone(said("two"))
    stage.turn()
    assert wire.sock.taken == b""
    assert stage.relay.waiting_bytes == 0
    assert texts_in(other.sock.taken) == ["4 alice: one", "4 alice: two"]


# ---- against a model -------------------------------------------------------------------------------------

WIRES = 3


@dataclass
class Expected:
    """What one connection is to get, kept as simply as can be."""

    encoding: TextEncoding
    is_admitted: bool = False
    is_finishing: bool = False
    is_gone: bool = False
    stream: bytes = b""

    def add(self, message: RoomWideMessage | PrivateMessage) -> None:
        self.stream += PlainEncoder(self.encoding).encode(message)


texts = st.sampled_from(["hi", "你好", "x" * 30, "😀"])
which = st.integers(0, WIRES - 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("everyone"), st.just(0), texts),
        st.tuples(st.just("everyone"), st.just(0), texts),
        st.tuples(st.just("one"), which, texts),
        st.tuples(st.just("roster"), which, st.just("")),
        st.tuples(st.just("admit"), which, st.just("")),
        st.tuples(st.just("admit"), which, st.just("")),
        st.tuples(st.just("dismiss"), which, st.just("")),
        st.tuples(st.just("utf-8"), which, st.just("")),
        st.tuples(st.just("gbk"), which, st.just("")),
        st.tuples(st.just("stall"), which, st.just("")),
        st.tuples(st.just("drain some"), which, texts),
        st.tuples(st.just("drain"), which, st.just("")),
        st.tuples(st.just("free"), which, texts),
        st.tuples(st.just("turn"), st.just(0), st.just("")),
        st.tuples(st.just("turn"), st.just(0), st.just("")),
        st.tuples(st.just("half turn"), st.just(0), st.just("")),
        st.tuples(st.just("finish"), which, st.just("")),
        st.tuples(st.just("break"), which, st.just("")),
        st.tuples(st.just("detach"), which, st.just("")),
    ),
    max_size=60,
)


@given(steps, st.booleans(), st.booleans())
@settings(deadline=None, max_examples=500)
def test_any_interleaving_gives_each_connection_exactly_its_own_stream(
    played: list[tuple[str, int, str]], is_class_in: bool, is_class_stuck: bool
) -> None:
    stage = Stage()
    wires = [stage.connect(is_admitted=is_class_in) for _ in range(WIRES)]
    model = [Expected(UTF_8, is_class_in) for _ in wires]
    stage.turn()
    if is_class_stuck:
        for wire in wires:
            wire.sock.capacity = 0
    for act, index, word in played:
        wire, expected = wires[index], model[index]
        is_open = not expected.is_gone and not wire.losses
        match act:
            case "everyone":
                stage.relay.to_everyone(said(word))
                for each in model:
                    if each.is_admitted:
                        each.add(said(word))
            case "one" | "roster" if is_open and not wire.finished:
                message = WhisperReceived("bob", word) if act == "one" else Roster(("bob", "张䶮"))
                stage.relay.to_one(wire.cursor, message)
                expected.add(message)
            case "admit":
                stage.relay.admit(wire.cursor)
                expected.is_admitted = is_open and not expected.is_finishing
            case "dismiss":
                stage.relay.dismiss(wire.cursor)
                expected.is_admitted = False
            case "utf-8" | "gbk":
                stage.relay.use_encoding(wire.cursor, TextEncoding(act))
                expected.encoding = TextEncoding(act)
            case "stall":
                wire.sock.capacity = 0
            case "free":  # the system has room again, and the loop does not know it yet
                wire.sock.capacity = len(word)
            case "drain some":
                stage.drain(wire, len(word))
            case "drain":
                stage.drain(wire)
            case "turn":
                stage.turn()
            case "half turn":
                stage.loop.turn()
            case "finish":
                stage.relay.finish(wire.cursor, stage.loop.now)
                expected.is_admitted = False
                expected.is_finishing = True
            case "break":
                wire.sock.is_broken = True
            case "detach":
                stage.relay.detach(wire.cursor)
                expected.is_gone = True
                expected.is_admitted = False
        for wire, expected in zip(wires, model, strict=True):
            if wire.losses:
                expected.is_admitted = False
    for wire in wires:
        stage.drain(wire)
    stage.turn()
    for wire in wires:
        stage.drain(wire)
    assert stage.loop.writers == {}
    assert stage.relay.waiting_bytes == 0
    for wire, expected in zip(wires, model, strict=True):
        assert len(wire.losses) + wire.finished <= 1
        if expected.is_gone or wire.losses or wire.sock.is_broken:
            assert expected.stream.startswith(wire.sock.taken)
        else:
            assert wire.sock.taken == expected.stream
            assert wire.finished == expected.is_finishing


# ---- on real sockets -------------------------------------------------------------------------------------


def test_on_real_sockets_a_stuck_reader_is_closed_and_a_slow_one_gets_every_byte() -> None:
    async def main(loop: ClockLoop) -> None:
        relay = Relay(loop)
        pairs = [socket.socketpair() for _ in range(3)]
        losses: list[list[LossCause]] = [[], [], []]
        for (ours, theirs), lost in zip(pairs, losses, strict=True):
            ours.setblocking(False)
            theirs.setblocking(False)
            relay.admit(relay.attach(ours, lost.append, lambda: None))
        quick, slow, stuck = (theirs for _, theirs in pairs)
        received = {quick: bytearray(), slow: bytearray()}
        line = "x" * 4_000
        sent = b""
        number = 0
        while not losses[2]:
            number += 1
            relay.to_everyone(said(f"{number} {line}"))
            sent += frame("4", f"alice: {number} {line}")
            await settle(4)
            received[quick] += await loop.sock_recv(quick, 1 << 20)
            if number % 50 == 0:
                received[slow] += await loop.sock_recv(slow, 1 << 20)
            assert number < 5_000
        assert losses == [[], [], [LossCause.TOO_SLOW]]
        for sock, data in received.items():
            while len(data) < len(sent):
                data += await loop.sock_recv(sock, 1 << 20)
            assert bytes(data) == sent
        assert len(sent) > MAX_WAITING_BYTES
        for ours, theirs in pairs:
            loop.remove_writer(ours)
            ours.close()
            theirs.close()

    run_on_clock(main)


def test_on_a_real_loop_what_one_turn_reads_leaves_in_one_send() -> None:
    async def main(loop: ClockLoop) -> None:
        relay = Relay(loop)
        stage_socket = FakeSocket()
        relay.admit(relay.attach(cast("socket.socket", stage_socket), lambda _: None, lambda: None))
        await settle()
        ours, theirs = socket.socketpair()
        others, there = socket.socketpair()
        for sock in (ours, others):
            loop.add_reader(sock, lambda each: relay.to_everyone(said(each.recv(10).decode())), sock)
        theirs.send(b"one")
        there.send(b"two")
        await settle()
        assert sorted(texts_in(stage_socket.taken)) == ["4 alice: one", "4 alice: two"]
        assert stage_socket.sends == 1
        for sock in (ours, theirs, others, there):
            loop.remove_reader(sock)
            sock.close()

    run_on_clock(main)


def test_relay_needs_a_loop_and_nothing_else_of_asyncio() -> None:
    # What a turn costs must not grow with awaited tasks: the relay makes none.
    async def main(loop: ClockLoop) -> None:
        relay = Relay(loop)
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        cursor = relay.attach(ours, lambda _: None, lambda: None)
        relay.admit(cursor)
        relay.to_everyone(said("hello"))
        await settle()
        assert len(asyncio.all_tasks()) == 1
        assert theirs.recv(100) == frame("4", "alice: hello")
        relay.detach(cursor)
        ours.close()
        theirs.close()

    run_on_clock(main)
