"""Accepting goes on by itself, whatever accept says, and leaves descriptors for the room."""

import errno
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from chatroom_server.limit_log import LimitLog
from chatroom_server.listener import Listener, raise_descriptor_limit
from chatroom_server.sockets import listen
from shared.protocol.limits import RESERVED_DESCRIPTORS
from tests.helpers.guests import Guest
from tests.helpers.loops import ClockLoop, run_on_clock, settle, until

PLENTY = 1 << 20


@dataclass
class Door:
    """A listener, who came in, and who stands outside."""

    loop: ClockLoop
    listener: Listener
    limits: LimitLog
    accepted: list[socket.socket] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)

    async def knock(self, count: int = 1) -> None:
        for _ in range(count):
            self.guests.append(await Guest.connect(self.listener.port))
        await settle()

    async def advance(self, seconds: float) -> None:
        self.loop.advance(seconds)
        await settle()

    def come_in(self, sock: socket.socket, address: str) -> None:
        self.accepted.append(sock)
        self.addresses.append(address)


class BrokenListening(socket.socket):
    """A listening socket whose accept fails as often as the test says."""

    failures: list[OSError]

    def accept(self) -> tuple[socket.socket, Any]:
        if self.failures:
            raise self.failures.pop(0)
        return super().accept()


def open_door(
    story: Callable[[Door], Awaitable[None]],
    *,
    failures: list[OSError] | None = None,
) -> None:
    async def main(loop: ClockLoop) -> None:
        sockets = listen("127.0.0.1", 0)
        if failures is not None:
            broken = BrokenListening(fileno=sockets[0].detach())
            broken.setblocking(False)
            broken.failures = failures
            sockets = [broken]
        numbers = [sock.fileno() for sock in sockets]
        doors: list[Door] = []
        limits = LimitLog()
        listener = Listener(
            sockets,
            loop,
            lambda sock, address, _port: doors[0].come_in(sock, address),
            PLENTY,
            lambda: len(doors[0].accepted),
            limits=limits,
        )
        doors.append(Door(loop, listener, limits))
        try:
            await story(doors[0])
        finally:
            listener.close()
            for guest in doors[0].guests:
                guest.close()
            for sock in doors[0].accepted:
                sock.close()
        assert not any(loop.remove_reader(number) for number in numbers)

    run_on_clock(main)


def lowest_free_descriptor() -> int:
    number = os.dup(0)
    os.close(number)
    return number


def test_connection_is_handed_over_ready_with_its_address() -> None:
    async def story(door: Door) -> None:
        await door.knock(3)
        await until(lambda: len(door.accepted) == 3)
        assert door.addresses == ["127.0.0.1"] * 3
        assert all(sock.gettimeout() == 0 for sock in door.accepted)

    open_door(story)


def test_who_comes_while_it_is_held_waits_and_is_let_in_after() -> None:
    async def story(door: Door) -> None:
        door.listener.hold()
        await door.knock(3)
        await door.advance(10)
        assert door.accepted == []
        door.listener.release()
        door.listener.release()
        await until(lambda: len(door.accepted) == 3)

    open_door(story)


def test_hold_from_within_the_hand_over_stops_at_once() -> None:
    async def story(door: Door) -> None:
        door.listener.hold()
        await door.knock(5)
        come_in = door.come_in

        def hold_then(sock: socket.socket, address: str) -> None:
            come_in(sock, address)
            door.listener.hold()

        door.come_in = hold_then  # type: ignore[method-assign]
        for number in range(1, 6):
            door.listener.release()
            await settle()
            assert len(door.accepted) == number

    open_door(story)


def test_closed_door_accepts_nothing_and_leaves_nothing_in_the_loop() -> None:
    async def story(door: Door) -> None:
        port = door.listener.port
        door.listener.close()
        door.listener.close()
        with pytest.raises(ConnectionRefusedError):
            await Guest.connect(port)

    open_door(story)


@pytest.mark.skipif(sys.platform == "win32", reason="counts connections there")
@pytest.mark.parametrize("other_files", [0, 400])
def test_descriptors_run_out_it_is_counted_and_goes_on_when_somebody_leaves(other_files: int) -> None:
    if raise_descriptor_limit() < 2 * other_files:
        pytest.skip("so many files may not be open here")
    limits = LimitLog()
    others = [os.dup(0) for _ in range(other_files)]

    async def main(loop: ClockLoop) -> None:
        sockets = listen("127.0.0.1", 0)
        guests = [await Guest.connect(sockets[0].getsockname()[1]) for _ in range(7)]
        accepted: list[socket.socket] = []
        first_free = lowest_free_descriptor()
        listener = Listener(
            sockets,
            loop,
            lambda sock, _address, _port: accepted.append(sock),
            first_free + 3 + RESERVED_DESCRIPTORS,
            lambda: len(accepted),
            limits=limits,
        )
        for _ in range(50):
            await settle()
            assert len(accepted) == 3
            assert lowest_free_descriptor() == first_free + 3, "the reserve is never eaten into"
            loop.advance(0.6)
        accepted.pop(0).close()
        await settle()
        assert len(accepted) == 3, "the next one is let in"
        for sock in accepted:
            sock.close()
        for guest in guests:
            guest.close()
        listener.close()

    try:
        run_on_clock(main)
    finally:
        for number in others:
            os.close(number)
    (total,) = limits.totals()
    assert total.startswith("too many open files: new connections made to wait ")


@pytest.mark.skipif(sys.platform == "win32", reason="counts connections there")
def test_descriptors_are_looked_at_once_for_each_connection_however_often_somebody_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[int] = []
    dup = os.dup

    def counted(number: int) -> int:
        looks.append(number)
        return dup(number)

    async def story(door: Door) -> None:
        come_in = door.come_in

        def ask(sock: socket.socket, address: str) -> None:
            come_in(sock, address)
            assert door.listener.has_room()

        door.come_in = ask  # type: ignore[method-assign]
        door.listener.hold()
        await door.knock(30)
        monkeypatch.setattr(os, "dup", counted)
        door.listener.release()
        await until(lambda: len(door.accepted) == 30)
        assert len(looks) == 30 + 1, "and once before the first"

    open_door(story)


@pytest.mark.skipif(sys.platform == "win32", reason="counts connections there")
def test_last_descriptor_is_told_to_who_asks_and_is_one_hit_when_somebody_waits_for_it() -> None:
    async def main(loop: ClockLoop) -> None:
        sockets = listen("127.0.0.1", 0)
        guests = [await Guest.connect(sockets[0].getsockname()[1]) for _ in range(2)]
        accepted: list[socket.socket] = []
        limits = LimitLog()

        def come_in(sock: socket.socket, _address: str, _port: int) -> None:
            accepted.append(sock)
            assert not listener.has_room()
            assert not listener.has_room()
            listener.hold()

        most = lowest_free_descriptor() + 1 + RESERVED_DESCRIPTORS
        listener = Listener(sockets, loop, come_in, most, lambda: len(accepted), limits=limits)
        await settle()
        assert (len(accepted), limits.totals()) == (1, []), "nobody was made to wait yet"
        listener.release()
        await settle()
        assert limits.totals() == ["too many open files: new connections made to wait once"]
        listener.close()
        for sock in accepted:
            sock.close()
        for guest in guests:
            guest.close()

    run_on_clock(main)


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.EPROTO, errno.EINVAL])
def test_accept_that_fails_pauses_and_then_goes_on(number: int) -> None:
    async def story(door: Door) -> None:
        await door.knock()
        assert door.accepted == []
        for _ in range(3):
            await door.advance(0.6)
        await until(lambda: len(door.accepted) == 1)
        await door.knock()
        await until(lambda: len(door.accepted) == 2)
        told = (
            "too many open files: new connections made to wait 3 times"
            if number in (errno.EMFILE, errno.ENFILE)
            else "the system did not let a connection in: made to wait 3 times"
        )
        assert door.limits.totals() == [told]

    open_door(story, failures=[OSError(number, os.strerror(number)) for _ in range(3)])


def test_connection_that_went_before_it_was_accepted_holds_nobody_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story(door: Door) -> None:
        await door.knock()
        await until(lambda: len(door.accepted) == 1)

    open_door(story, failures=[ConnectionAbortedError(), ConnectionResetError()])
    assert caplog.records == []


def test_door_closed_while_it_pauses_stays_closed() -> None:
    async def story(door: Door) -> None:
        await door.knock()
        door.listener.close()
        await door.advance(10)
        assert door.accepted == []

    open_door(story, failures=[OSError(errno.EMFILE, "too many")])


def test_hold_and_pause_together_both_have_to_end() -> None:
    async def story(door: Door) -> None:
        await door.knock()
        door.listener.hold()
        await door.advance(10)
        assert door.accepted == []
        door.listener.release()
        await until(lambda: len(door.accepted) == 1)

    open_door(story, failures=[OSError(errno.EMFILE, "too many")])


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_limit_of_open_files_is_raised_as_far_as_allowed() -> None:
    import resource  # noqa: PLC0415

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        limit = raise_descriptor_limit()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert (
            soft == limit == (65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)) or soft > limit
        )
        assert raise_descriptor_limit() == limit
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
