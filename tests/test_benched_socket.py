"""A socket on the bench: what is sent through it goes out in pieces, stuck together or late, and all of it."""

import asyncio
import errno
from collections.abc import Awaitable, Callable

import pytest

from chatroom_server.lab.benched_socket import BenchedSocket
from shared.protocol.limits import STALLED_SECONDS
from shared.wire.shape import AS_IT_IS, LEAST_BETWEEN_PIECES_SECONDS, Shape
from tests.helpers.loops import ClockLoop, run_on_clock, settle
from tests.helpers.tapped import CalledSocket
from tests.helpers.wire import frame


class Benched:
    """One socket on the bench, on a clock that the test holds."""

    def __init__(self, loop: ClockLoop, shape: Shape) -> None:
        self._loop = loop
        self.sock = CalledSocket()
        self.waiting = 0
        self.calls: list[int] = []
        self.losses: list[OSError] = []
        self.socket = BenchedSocket(
            shape,
            loop,
            recv=self.sock.recv,
            really_send=self.sock.send,
            on_waiting=self._on_waiting,
            on_calls=self.calls.append,
            on_lost=self.losses.append,
        )

    async def pass_time(self, seconds: float) -> None:
        """Let time pass in steps as short as the pieces', and what is due happen."""
        for _ in range(max(1, round(seconds / LEAST_BETWEEN_PIECES_SECONDS))):
            self._loop.advance(LEAST_BETWEEN_PIECES_SECONDS)
            await settle(4)

    def _on_waiting(self, more: int) -> None:
        self.waiting += more


def benched(shape: Shape, story: Callable[[Benched], Awaitable[None]]) -> None:
    async def main(loop: ClockLoop) -> None:
        stage = Benched(loop, shape)
        await story(stage)
        stage.socket.end()
        assert stage.waiting == 0
        await settle()
        assert loop is asyncio.get_running_loop()

    run_on_clock(main)


def test_calls_are_counted_as_they_are_and_not_as_they_were_meant() -> None:
    async def story(stage: Benched) -> None:
        stage.socket.send(b"hello")
        assert sum(stage.calls) == -1  # the sender has counted one call that was none
        await stage.pass_time(1.0)
        assert sum(stage.calls) == 5 - 1

    benched(Shape(piece_bytes=1), story)


def test_pieces_go_out_one_by_one() -> None:
    async def story(stage: Benched) -> None:
        assert stage.socket.send(b"hello") == 5
        assert stage.waiting == 5
        await stage.pass_time(1.0)
        assert stage.sock.sent == [b"he", b"ll", b"o"]
        assert stage.waiting == 0

    benched(Shape(piece_bytes=2), story)


def test_frames_stick_together() -> None:
    async def story(stage: Benched) -> None:
        first, second = frame("4", "a"), frame("4", "b")
        stage.socket.send(first)
        await settle()
        assert stage.sock.sent == []
        stage.socket.send(memoryview(second))
        await stage.pass_time(0.02)
        assert stage.sock.sent == [first + second]

    benched(Shape(glued_frames=2), story)


def test_everything_comes_later() -> None:
    async def story(stage: Benched) -> None:
        stage.socket.send(b"hello")
        await stage.pass_time(0.4)
        assert stage.sock.sent == []
        await stage.pass_time(0.2)
        assert stage.sock.sent == [b"hello"]

    benched(Shape(delay_seconds=0.5), story)


def test_what_the_socket_does_not_take_goes_out_when_it_does() -> None:
    async def story(stage: Benched) -> None:
        stage.sock.capacity = 3
        stage.socket.send(b"abcdef")
        await stage.pass_time(1.0)
        assert stage.sock.sent == [b"abcd"[:2], b"c"]
        assert stage.waiting == 3
        stage.sock.capacity = 100
        await stage.pass_time(1.0)
        assert b"".join(stage.sock.sent) == b"abcdef"

    benched(Shape(piece_bytes=2), story)


def test_end_gives_back_what_was_not_sent_in_order() -> None:
    async def story(stage: Benched) -> None:
        stage.sock.capacity = 3
        for part in (b"abcd", b"ef", b"gh"):
            stage.socket.send(part)
        await stage.pass_time(0.1)
        assert b"".join(stage.sock.sent) + stage.socket.end() == b"abcdefgh"
        stage.sock.capacity = 100
        await stage.pass_time(1.0)
        assert b"".join(stage.sock.sent) == b"abc"

    benched(Shape(piece_bytes=2), story)


def test_shape_holds_for_what_waits_too() -> None:
    async def story(stage: Benched) -> None:
        stage.socket.send(b"abcd")
        await stage.pass_time(0.1)
        stage.socket.set_shape(AS_IT_IS)
        await stage.pass_time(0.1)
        assert stage.sock.sent == [b"abcd"]

    benched(Shape(delay_seconds=60), story)


def test_broken_socket_is_told() -> None:
    async def story(stage: Benched) -> None:
        stage.sock.failure = ConnectionResetError()
        stage.socket.send(b"x")
        await stage.pass_time(0.1)
        assert stage.losses == [stage.sock.failure]

    benched(Shape(piece_bytes=1), story)


def test_socket_that_takes_nothing_for_too_long_is_given_up() -> None:
    async def story(stage: Benched) -> None:
        stage.sock.capacity = 0
        stage.socket.send(b"x")
        await stage.pass_time(STALLED_SECONDS - 1)
        assert stage.losses == []
        await stage.pass_time(2)
        assert [error.errno for error in stage.losses] == [errno.ETIMEDOUT]

    benched(Shape(piece_bytes=1), story)


def test_waiting_on_the_bench_is_not_held_against_the_socket() -> None:
    async def story(stage: Benched) -> None:
        stage.socket.send(b"x")
        stage.sock.capacity = 0
        await stage.pass_time(STALLED_SECONDS + 2)
        assert stage.losses == []
        stage.sock.capacity = 1
        await stage.pass_time(1)
        assert stage.sock.sent == [b"x"]

    benched(Shape(delay_seconds=STALLED_SECONDS + 1), story)


def test_reading_goes_on_as_ever() -> None:
    async def story(stage: Benched) -> None:
        stage.sock.coming.append(b"hello")
        assert stage.socket.recv(100) == b"hello"
        with pytest.raises(BlockingIOError):
            stage.socket.recv(100)

    benched(Shape(delay_seconds=5), story)
