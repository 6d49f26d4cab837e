"""Whoever sends through a connection goes on at once, whatever the other side does."""

import multiprocessing

from chatroom_server.connection_writer import ConnectionWriter

MANY = 3_000
WORDS = "x" * 1_000  # three megabytes in all, which no pipe takes at once


def test_everything_waits_in_order_for_whoever_reads_late() -> None:
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        writer = ConnectionWriter(ours)
        assert not writer.is_far_behind
        for number in range(MANY):
            writer.send((number, WORDS))
        assert writer.is_far_behind
        assert [theirs.recv() for _ in range(MANY)] == [(number, WORDS) for number in range(MANY)]
        assert not writer.is_far_behind
        writer.finish()


def test_what_was_sent_goes_out_before_the_end() -> None:
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        writer = ConnectionWriter(ours)
        writer.send("goodbye")
        writer.finish()
        assert theirs.recv() == "goodbye"


def test_a_writer_ends_when_the_other_side_is_gone() -> None:
    ours, theirs = multiprocessing.Pipe()
    with ours:
        writer = ConnectionWriter(ours)
        theirs.close()
        for _ in range(MANY):
            writer.send(WORDS)
        writer.finish()
