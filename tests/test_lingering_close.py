"""The end of a connection whose peer is to get everything."""

import socket
from collections.abc import Callable, Coroutine
from typing import Any

from chatroom_server.lingering_close import LingeringClose
from tests.helpers.loops import ClockLoop, run_on_clock, settle, until


class Ends:
    """A connection at its end, and what it has told."""

    def __init__(self, loop: ClockLoop) -> None:
        self.sock, self.peer = socket.socketpair()
        self.sock.setblocking(False)
        self.over = 0
        self.closing = LingeringClose(self.sock, loop, self._on_over)

    def _on_over(self) -> None:
        self.over += 1


def at_the_end(story: Callable[[Ends, ClockLoop], Coroutine[Any, Any, None]]) -> None:
    async def main(loop: ClockLoop) -> None:
        ends = Ends(loop)
        try:
            await story(ends, loop)
        finally:
            ends.closing.cancel()
            ends.sock.close()
            ends.peer.close()

    run_on_clock(main)


def test_peer_is_told_and_what_it_still_says_is_read() -> None:
    async def story(ends: Ends, loop: ClockLoop) -> None:
        ends.peer.sendall(b"x" * 1_000)
        ends.closing.begin(1.0)
        assert ends.peer.recv(10) == b"", "nothing more comes"
        ends.peer.sendall(b"x" * 1_000)
        await settle()
        assert ends.over == 0
        ends.peer.close()
        await until(lambda: ends.over == 1)
        loop.advance(2.0)
        await settle()
        assert ends.over == 1

    at_the_end(story)


def test_peer_that_says_nothing_is_not_waited_for_longer_than_that() -> None:
    async def story(ends: Ends, loop: ClockLoop) -> None:
        ends.closing.begin(1.0)
        loop.advance(0.5)
        await settle()
        assert ends.over == 0
        loop.advance(0.6)
        await until(lambda: ends.over == 1)

    at_the_end(story)


def test_peer_that_is_gone_is_not_waited_for() -> None:
    async def story(ends: Ends, loop: ClockLoop) -> None:
        ends.sock.shutdown(socket.SHUT_RDWR)
        ends.peer.close()
        ends.closing.begin(1.0)
        await until(lambda: ends.over == 1)

    at_the_end(story)


def test_cancelled_close_tells_nothing() -> None:
    async def story(ends: Ends, loop: ClockLoop) -> None:
        ends.closing.begin(1.0)
        ends.closing.cancel()
        ends.peer.close()
        loop.advance(2.0)
        await settle()
        assert ends.over == 0

    at_the_end(story)
