"""The fan-out: everyone's bytes, in one order."""

import asyncio
import socket
from typing import cast

from chatroom_server.cursor import LossCause
from chatroom_server.relay import Relay
from shared.protocol.codec import Dialect
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import MAX_WAITING_BYTES
from shared.protocol.messages import (
    CameOnline,
    Notice,
    NoticeCode,
    Roster,
    Said,
    Stamp,
    User,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from tests.helpers.loops import ClockLoop, run_on_clock, settle
from tests.helpers.stage import FakeSocket, Stage, said
from tests.helpers.wire import frame, texts_in

UTF_8 = TextEncoding.UTF_8
GBK = TextEncoding.GBK


# ---- order ----------------------------------------------------------------------------------------------------


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


def test_delivery_is_what_was_said_to_a_person_who_was_there_then() -> None:
    stage = Stage()
    alice, bob = stage.connect(), stage.connect()
    stage.turn()
    stage.relay.to_everyone(said("to two"))
    stage.relay.to_everyone(CameOnline("carol"))
    stage.connect()
    stage.relay.to_everyone(said("to three"))
    stage.relay.dismiss(bob.cursor)
    stage.relay.to_everyone(said("to two again"))
    stage.relay.to_one(alice.cursor, WhisperReceived("carol", "to one"))
    stage.relay.to_one(alice.cursor, WhisperSent("carol", "what one said oneself"))
    stage.turn()
    assert stage.relay.delivered == 2 + 3 + 2 + 1


def test_three_quarters_who_have_taken_it_are_most() -> None:
    stage = Stage()
    wires = [stage.connect() for _ in range(8)]
    stage.turn()
    assert stage.relay.is_mostly_level
    for count, wire in enumerate(wires[:3], 1):
        wire.sock.capacity = 0
        stage.relay.to_everyone(said("x"))
        stage.turn()
        assert stage.relay.is_mostly_level is (count <= 2)


def test_room_hears_how_much_was_made_for_each_receiver() -> None:
    made: list[int] = []
    stage = Stage(on_made=made.append)
    stage.connect()
    in_rich = stage.connect(dialect=Dialect.RICH)
    stage.turn()
    in_rich.sock.taken = b""
    stage.relay.to_everyone(Said("alice", "hello", Stamp(1, 0.0)))
    stage.turn()
    assert made[-1:] == [len(in_rich.sock.taken)]


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
    stage.relay.to_one(bob.cursor, Roster((User("alice"), User("bob"))))
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
    stage.relay.follow(alice.cursor, Dialect.PLAIN, GBK)
    stage.relay.to_everyone(said("二"))
    stage.relay.to_one(alice.cursor, WhisperReceived("bob", "三"))
    stage.relay.follow(alice.cursor, Dialect.PLAIN, UTF_8)
    stage.relay.to_everyone(said("四"))
    stage.turn()
    stage.relay.follow(alice.cursor, Dialect.PLAIN, GBK)
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


# ---- on real sockets ------------------------------------------------------------------------------------------


def test_on_real_sockets_a_stuck_reader_is_closed_and_a_slow_one_gets_every_byte() -> None:
    async def main(loop: ClockLoop) -> None:
        relay = Relay(loop)
        pairs = [socket.socketpair() for _ in range(3)]
        losses: list[list[LossCause]] = [[], [], []]
        for (ours, theirs), lost in zip(pairs, losses, strict=True):
            ours.setblocking(False)
            theirs.setblocking(False)
            relay.admit(relay.attach(ours, lost.append, lambda: None))
        quick, slow, _stuck = (theirs for _, theirs in pairs)
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
                data.extend(await loop.sock_recv(sock, 1 << 20))
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
