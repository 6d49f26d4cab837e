"""The head of a flush: what must not be lost is written down before anybody is shown it."""

import socket

import pytest

from chatroom_server.relay import Relay
from shared.protocol.messages import WhisperReceived
from tests.helpers.loops import ClockLoop, run_on_clock, settle
from tests.helpers.stage import Missed, Stage, said
from tests.helpers.wire import frame, texts_in


class Book:
    """Stands for the history: counts how often it was told to write down."""

    def __init__(self) -> None:
        self.written = 0
        self.is_torn = False

    def write_down(self) -> None:
        if self.is_torn:
            raise RuntimeError("torn")
        self.written += 1


def test_nothing_can_be_read_while_it_is_being_written_down() -> None:
    async def main(loop: ClockLoop) -> None:
        readable: list[bytes] = []
        pairs = [socket.socketpair() for _ in range(2)]

        def write_down() -> None:
            for _, theirs in pairs:
                try:
                    readable.append(theirs.recv(100))
                except BlockingIOError:
                    readable.append(b"")

        relay = Relay(loop, write_down)
        cursors = []
        for ours, theirs in pairs:
            ours.setblocking(False)
            theirs.setblocking(False)
            cursors.append(relay.attach(ours, lambda _: None, lambda: None))
            relay.admit(cursors[-1])
        await settle()
        readable.clear()
        relay.to_everyone(said("for all"))
        relay.to_one(cursors[1], WhisperReceived("bob", "for one"))
        await settle()
        assert readable == [b"", b""]
        assert texts_in(pairs[0][1].recv(100)) == ["4 alice: for all"]
        assert texts_in(pairs[1][1].recv(100)) == ["4 alice: for all", "4 bob, to you: for one"]
        for ours, theirs in pairs:
            ours.close()
            theirs.close()

    run_on_clock(main)


def test_each_flush_writes_down_once_however_much_and_for_however_many() -> None:
    book = Book()
    stage = Stage(book.write_down)
    wires = [stage.connect() for _ in range(5)]
    stage.turn()
    before = book.written
    for number in range(10):
        stage.relay.to_everyone(said(f"line {number}"))
        stage.relay.to_one(wires[number % 5].cursor, WhisperReceived("bob", "psst"))
    stage.turn()
    assert book.written == before + 1


def test_what_drains_in_the_middle_of_a_turn_was_written_down_in_an_earlier_one() -> None:
    book = Book()
    stage = Stage(book.write_down)
    slow = stage.connect_stuck("one")
    written = book.written
    stage.relay.to_everyone(said("two"))
    stage.relay.to_one(slow.cursor, WhisperReceived("bob", "psst"))
    stage.drain(slow)
    assert texts_in(slow.sock.taken) == ["4 alice: one"]
    assert book.written == written
    stage.turn()
    assert texts_in(slow.sock.taken) == ["4 alice: one", "4 alice: two", "4 bob, to you: psst"]
    assert book.written == written + 1


def test_stream_is_asked_for_nothing_before_the_turn_it_was_put_in_is_written_down() -> None:
    book = Book()
    stage = Stage(book.write_down)
    wire = stage.connect()
    stage.turn()
    earlier = Missed(b"old")
    stage.relay.to_one_from(wire.cursor, earlier.chunks)
    stage.turn()
    later = Missed(b"older")
    stage.relay.to_one_from(wire.cursor, later.chunks)
    stage.drain(wire)
    stage.loop.turn()
    assert (earlier.asked, later.asked) == (1, 0)
    written = book.written
    stage.read_all(wire)
    assert (later.asked, book.written) == (1, written + 1)


def test_what_could_not_be_written_down_goes_to_nobody_until_it_is() -> None:
    book = Book()
    stage = Stage(book.write_down)
    wires = [stage.connect() for _ in range(2)]
    stage.turn()
    book.is_torn = True
    stage.relay.to_everyone(said("one"))
    with pytest.raises(RuntimeError, match="torn"):
        stage.turn()
    assert [wire.sock.taken for wire in wires] == [b"", b""]
    book.is_torn = False
    stage.relay.to_everyone(said("two"))
    stage.turn()
    for wire in wires:
        assert wire.sock.taken == frame("4", "alice: one") + frame("4", "alice: two")
