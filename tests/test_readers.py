"""Every connection is told when something has come for it, in one turn of the loop, and a bug costs one of them."""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chatroom_server.readers import LoopReaders, Readers, readers_of
from tests.helpers.loops import ClockLoop, ManualLoop, run_on_clock, settle

Make = Callable[[ClockLoop], Readers]


@dataclass
class Pairs:
    """Connected sockets that are watched, and what was read from them, in order."""

    readers: Readers
    read: list[str] = field(default_factory=list)
    ours: list[socket.socket] = field(default_factory=list)
    theirs: list[socket.socket] = field(default_factory=list)

    def add(self, on_readable: Callable[[], None] | None = None) -> int:
        """Watch one more, and return its number."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self.ours.append(ours)
        self.theirs.append(theirs)
        number = len(self.ours) - 1
        self.readers.watch(ours.fileno(), on_readable or (lambda: self.receive(number)))
        return number

    def receive(self, number: int) -> None:
        self.read.append(f"{number}:{self.ours[number].recv(10).decode()}")

    def forget(self, number: int) -> None:
        self.readers.forget(self.ours[number].fileno())


@pytest.fixture(params=[readers_of, LoopReaders], ids=["best", "loop"])
def make(request: pytest.FixtureRequest) -> Make:
    made: Make = request.param
    return made


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def play(make: Make, story: Callable[[Pairs], Awaitable[None]]) -> None:
    async def main(loop: ClockLoop) -> None:
        pairs = Pairs(make(loop))
        try:
            await story(pairs)
        finally:
            pairs.readers.close()
            for sock in (*pairs.ours, *pairs.theirs):
                sock.close()

    run_on_clock(main)


def test_everybody_for_whom_something_came_is_read(make: Make) -> None:
    async def story(pairs: Pairs) -> None:
        for _ in range(5):
            pairs.add()
        for number in (3, 1, 4):
            pairs.theirs[number].send(b"hi")
        await settle()
        assert sorted(pairs.read) == ["1:hi", "3:hi", "4:hi"]

    play(make, story)


def test_what_is_not_read_at_once_comes_in_the_next_turn(make: Make) -> None:
    async def story(pairs: Pairs) -> None:
        number = pairs.add()
        pairs.theirs[number].send(b"0123456789abcdef")
        await settle()
        assert pairs.read == ["0:0123456789", "0:abcdef"]

    play(make, story)


def test_end_of_a_connection_is_told_as_something_to_read(make: Make) -> None:
    async def story(pairs: Pairs) -> None:
        ends: list[bytes] = []

        def hear_the_end() -> None:
            ends.append(pairs.ours[0].recv(10))
            pairs.forget(0)

        pairs.add(hear_the_end)
        pairs.theirs[0].close()
        await settle()
        assert ends == [b""]

    play(make, story)


def test_who_is_forgotten_hears_no_more_and_can_be_watched_again(make: Make) -> None:
    async def story(pairs: Pairs) -> None:
        number = pairs.add()
        pairs.forget(number)
        pairs.forget(number)
        pairs.theirs[number].send(b"unheard")
        await settle()
        assert pairs.read == []
        pairs.readers.watch(pairs.ours[number].fileno(), lambda: pairs.receive(number))
        await settle()
        assert pairs.read == ["0:unheard"]

    play(make, story)


def test_who_is_forgotten_by_the_reader_before_it_is_not_read_in_the_same_turn() -> None:
    async def story(pairs: Pairs) -> None:
        order: list[int] = []

        def forget_the_other(number: int) -> None:
            order.append(number)
            pairs.receive(number)
            pairs.forget(1 - number)

        pairs.add(lambda: forget_the_other(0))
        pairs.add(lambda: forget_the_other(1))
        for theirs in pairs.theirs:
            theirs.send(b"x")
        await settle()
        assert len(order) == 1

    play(readers_of, story)


def test_reader_that_fails_is_told_to_the_loop_and_the_others_are_read() -> None:
    async def main(loop: ClockLoop) -> None:
        told: list[object] = []
        loop.set_exception_handler(lambda _, context: told.append(context["exception"]))
        pairs = Pairs(readers_of(loop))
        bug = ValueError("a bug")

        def fail() -> None:
            pairs.ours[0].recv(10)
            raise bug

        pairs.add(fail)
        for _ in range(3):
            pairs.add()
        for theirs in pairs.theirs:
            theirs.send(b"x")
        await settle()
        assert told == [bug]
        assert sorted(pairs.read) == ["1:x", "2:x", "3:x"]
        pairs.readers.close()
        for sock in (*pairs.ours, *pairs.theirs):
            sock.close()

    run_on_clock(main)


@pytest.mark.skipif(sys.platform != "linux", reason="counts descriptors in /proc")
def test_closing_gives_every_descriptor_back() -> None:
    async def main(loop: ClockLoop) -> None:
        before = open_descriptors()
        readers = readers_of(loop)
        readers.close()
        readers.close()
        assert open_descriptors() == before
        await asyncio.sleep(0)

    run_on_clock(main)


def test_loop_that_is_not_asyncios_own_watches_by_its_own_means() -> None:
    loop = ManualLoop()
    readers = readers_of(loop.as_loop)
    readers.watch(7, lambda: None)
    assert list(loop.readers) == [7]
    readers.close()
    assert not loop.readers
