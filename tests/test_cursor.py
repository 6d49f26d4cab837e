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
    assert first.carried == [b"one", b"two", b"three"]
    assert second.carried == [b"two", b"three"]


def test_what_is_taken_over_is_not_copied_for_each() -> None:
    log = new_log()
    cursors = [new_cursor(log) for _ in range(2)]
    for cursor in cursors:
        log.enter(cursor)
    frames = bytes(1_000)
    log.append(frames)
    for cursor in cursors:
        cursor.carry()
    assert all(cursor.carried[0] is frames for cursor in cursors)


def test_turn_of_each_begins_where_it_came_in_and_has_its_own_in_between() -> None:
    log = new_log()
    early, late, outside = (new_cursor(log) for _ in range(3))
    log.enter(early)
    log.append(b"one ")
    early.carry()
    early.carried.append(b"(psst) ")
    log.append(b"two ")
    log.enter(late)
    log.append(b"three")
    outside.carried.append(b"refused")
    log.join()
    assert early.take_turn() == b"one (psst) two three"
    assert late.take_turn() == b"three"
    assert outside.take_turn() == b"refused"
    log.end_turn()
    log.append(b"four")
    log.join()
    assert early.take_turn() == b"four"


def test_cursor_that_follows_no_log_takes_over_nothing() -> None:
    log = new_log()
    inside, outside = new_cursor(log), new_cursor(log)
    log.enter(inside)
    log.append(b"one")
    outside.carry()
    assert outside.carried == []
    log.leave(outside)
    assert (log.members, log.pieces) == (1, [b"one"])


def test_log_that_nobody_follows_any_more_is_empty() -> None:
    log = new_log()
    cursors = [new_cursor(log), new_cursor(log)]
    for cursor in cursors:
        log.enter(cursor)
        log.level[cursor] = None
    log.append(b"one")
    log.leave(cursors[0])
    assert log.pieces == [b"one"]
    assert list(log.level) == cursors[1:]
    log.leave(cursors[1])
    log.leave(cursors[1])
    assert (log.members, log.pieces, log.size_bytes, log.level, log.lagging) == (0, [], 0, {}, {})


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
