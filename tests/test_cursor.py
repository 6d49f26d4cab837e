"""A cursor in a log: what it has taken over, and what is only for it."""

import socket
from typing import cast

from chatroom_server.cursor import Cursor, SharedLog
from shared.protocol.codec import Dialect, PlainEncoder, encoders
from shared.protocol.encoding import TextEncoding
from tests.helpers.stage import FakeSocket, Missed


class Forgetful(PlainEncoder):
    """Counts how often it was told to forget."""

    forgotten = 0

    def forget_roster(self) -> None:
        super().forget_roster()
        self.forgotten += 1


def new_log() -> SharedLog:
    return SharedLog(encoders()[Dialect.PLAIN, TextEncoding.UTF_8])


def new_cursor(log: SharedLog) -> Cursor:
    return Cursor(cast("socket.socket", FakeSocket()), log, lambda _: None, lambda: None)


def test_cursor_takes_over_each_piece_once_from_where_it_came_in() -> None:
    log = new_log()
    first, second = new_cursor(log), new_cursor(log)
    log.enter(first)
    log.append(b"one")
    log.enter(second)
    first.carry()
    log.append(b"two")
    log.append(b"three")
    for cursor in (first, second):
        cursor.carry()
        cursor.carry()
    assert first.carried == [b"one", b"twothree"]
    assert second.carried == [b"twothree"]


def test_cursor_that_follows_no_log_takes_over_nothing() -> None:
    log = new_log()
    inside, outside = new_cursor(log), new_cursor(log)
    log.enter(inside)
    log.append(b"one")
    outside.carry()
    assert outside.carried == []
    log.leave(outside)
    assert (log.members, bytes(log.turn)) == (1, b"one")


def test_log_that_nobody_follows_any_more_is_empty() -> None:
    log = new_log()
    cursors = [new_cursor(log), new_cursor(log)]
    for cursor in cursors:
        log.enter(cursor)
        log.level[cursor] = None
    log.append(b"one")
    log.leave(cursors[0])
    assert log.turn == b"one"
    assert list(log.level) == cursors[1:]
    log.leave(cursors[1])
    log.leave(cursors[1])
    assert (log.members, log.messages, bytes(log.turn), log.level, log.lagging) == (0, 0, b"", {}, {})


def test_log_that_nobody_follows_any_more_forgets_who_is_online() -> None:
    encoder = Forgetful(TextEncoding.UTF_8)
    log = SharedLog(encoder)
    cursors = [new_cursor(log), new_cursor(log)]
    for cursor in cursors:
        log.enter(cursor)
    log.leave(cursors[0])
    assert encoder.forgotten == 0
    log.leave(cursors[1])
    assert encoder.forgotten == 1


def test_stream_stands_behind_what_was_carried_before_it() -> None:
    cursor = new_cursor(new_log())
    first, second = Missed(b"old"), Missed(b"older")
    cursor.carried += [b"one", b"two"]
    cursor.hold(first.chunks)
    cursor.hold(second.chunks)
    cursor.carried.append(b"three")
    assert cursor.held == [b"onetwo", first.chunks, second.chunks]
    assert cursor.carried == [b"three"]


def test_dropped_streams_are_closed() -> None:
    cursor = new_cursor(new_log())
    begun = Missed(b"old")
    next(begun.chunks)
    cursor.carried.append(b"one")
    cursor.hold(begun.chunks)
    cursor.hold(iter([b"no generator, so nothing to close"]))
    cursor.drop_held()
    cursor.drop_held()
    assert begun.is_closed
    assert cursor.held == []
