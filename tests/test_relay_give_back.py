"""What a stand-in for a socket took and did not send is first in line, whatever waits already."""

from chatroom_server.cursor import LossCause
from shared.protocol.limits import MAX_WAITING_BYTES
from shared.protocol.messages import Notice, NoticeCode
from tests.helpers.stage import Missed, Stage, said
from tests.helpers.wire import frame


def test_it_goes_out_before_what_is_said_next() -> None:
    stage = Stage()
    wire, other = stage.connect(), stage.connect()
    stage.relay.give_back(wire.cursor, b"first")
    stage.relay.to_everyone(said("hello"))
    stage.turn()
    stage.read_all(wire, other)
    assert wire.sock.taken == b"first" + frame("4", "alice: hello")
    assert other.sock.taken == frame("4", "alice: hello")


def test_it_goes_out_before_what_was_said_in_this_turn_already() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.to_everyone(said("hello"))
    stage.relay.to_one(wire.cursor, Notice(NoticeCode.UNMUTED))
    stage.relay.give_back(wire.cursor, b"first")
    stage.relay.to_everyone(said("again"))
    stage.turn()
    stage.read_all(wire)
    words = ("alice: hello", "* you are no longer muted", "alice: again")
    assert wire.sock.taken == b"first" + b"".join(frame("4", text) for text in words)


def test_it_goes_out_before_what_waits() -> None:
    stage = Stage()
    wire = stage.connect_stuck("stuck")
    stage.relay.give_back(wire.cursor, b"first")
    stage.read_all(wire)
    assert wire.sock.taken == b"first" + frame("4", "alice: stuck")


def test_it_goes_out_before_a_stream_that_stands_in_line() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.to_one_from(wire.cursor, Missed(b"1", b"2").chunks)
    stage.relay.to_everyone(said("hello"))
    stage.loop.turn()
    stage.loop.turn()
    stage.relay.give_back(wire.cursor, b"first")
    stage.read_all(wire)
    assert wire.sock.taken.endswith(b"2" + frame("4", "alice: hello"))
    assert wire.sock.taken in (
        b"first12" + frame("4", "alice: hello"),
        b"1first2" + frame("4", "alice: hello"),
    )


def test_connection_that_finishes_waits_for_it() -> None:
    stage = Stage()
    wire = stage.connect()
    wire.sock.capacity = 0
    stage.relay.give_back(wire.cursor, b"first")
    stage.relay.finish(wire.cursor, stage.loop.now)
    stage.loop.settle()
    assert wire.finished == 0
    stage.read_all(wire)
    assert wire.sock.taken == b"first"
    assert wire.finished == 1


def test_it_counts_as_waiting_and_is_bounded_like_all_that_waits() -> None:
    stage = Stage()
    wire = stage.connect()
    wire.sock.capacity = 0
    stage.relay.give_back(wire.cursor, b"x" * (MAX_WAITING_BYTES + 1))
    assert stage.relay.waiting_bytes == MAX_WAITING_BYTES + 1
    stage.relay.to_everyone(said("hello"))
    stage.turn()
    assert wire.losses == [LossCause.TOO_SLOW]
    assert stage.relay.waiting_bytes == 0


def test_it_is_counted_as_sent_once() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.to_everyone(said("hello"))
    stage.turn()
    sent = wire.cursor.sent_bytes
    stage.relay.give_back(wire.cursor, frame("4", "alice: hello"))
    stage.read_all(wire)
    assert wire.cursor.sent_bytes == sent


def test_what_never_went_is_not_counted_once_the_connection_is_gone() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.to_everyone(said("hello"))
    stage.turn()
    stage.relay.detach(wire.cursor)
    stage.relay.give_back(wire.cursor, frame("4", "alice: hello"))
    assert wire.cursor.sent_bytes == 0


def test_nothing_comes_of_it_once_the_connection_is_gone() -> None:
    stage = Stage()
    wire = stage.connect()
    stage.relay.detach(wire.cursor)
    stage.relay.give_back(wire.cursor, b"too late")
    stage.loop.settle()
    assert stage.relay.waiting_bytes == 0
    assert wire.sock.taken == b""
