"""Two who want one name at the same moment, and whispers to names that come and go: one gets it, and no other."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from tests.helpers.guests import Guest
from tests.helpers.wire import frame, frames_in
from tests.hostile.room_process import IS_LONG, LINUX, RoomProcess, room_process

pytestmark = LINUX

ROUNDS = 10_000 if IS_LONG else 150
NAMES_IN_USE = 6
WHISPERS = 100_000 if IS_LONG else 400
# Each is the same name as the first, or looks like it.
LOOK_ALIKES = ("alice {}", "ALICE {}", " Alice  {} ", "аlice {}", "ａｌｉｃｅ {}", "alιce {}")


@contextmanager
def open_room() -> Iterator[RoomProcess]:
    with room_process("--rate", "0", "--max-per-address", "0", "--no-history") as room:
        yield room
        room.stop()


async def log_in(guest: Guest, name: str) -> bool:
    """Return whether the name could be had."""
    await guest.send(frame("1", name))
    heard = b""
    while True:
        heard += await guest.read_until(b"\x03")
        # Of who comes meanwhile a stranger is told nothing: the list ends with one's own name.
        kind, payload = frames_in(heard)[-1]
        if kind == "0":
            return False
        if kind == "1" and payload.decode().strip() == name.strip():
            return True


async def race(port: int, number: int) -> list[bool]:
    names = (f"alice {number}", LOOK_ALIKES[number % len(LOOK_ALIKES)].format(number))
    rivals = [await Guest.connect(port), await Guest.connect(port)]
    try:
        return list(await asyncio.gather(*map(log_in, rivals, names)))
    finally:
        for rival in rivals:
            if number % 2:
                rival.reset()
            else:
                rival.close()


def test_of_two_logins_with_one_name_or_its_look_alike_exactly_one_is_let_in() -> None:
    async def rounds(port: int) -> None:
        for number in range(ROUNDS):
            assert sorted(await race(port, number)) == [False, True], "never both, never neither"

    with open_room() as room:
        asyncio.run(rounds(room.tcp_port))


class Lodger:
    """One after the other under one name: each comes, hears what is whispered to it, and is gone again."""

    def __init__(self, port: int, name: str) -> None:
        self._port = port
        self._name = name
        self.heard = 0

    async def come_and_go(self, is_over: asyncio.Event) -> None:
        visits = 0
        while not is_over.is_set():
            visits += 1
            guest = await Guest.connect(self._port)
            try:
                if await log_in(guest, self._name):
                    self._check(await guest.catch_up())
            finally:
                if visits % 2:
                    guest.reset()
                else:
                    guest.close()

    def _check(self, heard: bytes) -> None:
        for kind, payload in frames_in(heard):
            text = payload.decode()
            if kind == "4" and ", to you: " in text:
                self.heard += 1
                assert text.partition(": ")[2] == f"only for {self._name}", "somebody else's whisper"
            else:
                assert "only for" not in text


async def whisper(port: int, name: str, is_over: asyncio.Event) -> int:
    """Whisper to all of the names, over and over; return how many were answered with a receipt."""
    guest = await Guest.connect(port)
    assert await log_in(guest, name)
    arrived = 0
    for number in range(WHISPERS):
        to = f"lodger {number % NAMES_IN_USE}"
        await guest.send(frame("2", f"{to},only for {to}"))
        if number % NAMES_IN_USE == 0:
            heard = (await guest.catch_up()).decode()
            arrived += heard.count("you, to lodger")
            assert ", to you: " not in heard
    is_over.set()
    guest.close()
    return arrived


def test_whisper_reaches_only_who_has_the_name_while_names_come_and_go() -> None:
    async def rounds(port: int) -> None:
        is_over = asyncio.Event()
        lodgers = [Lodger(port, f"lodger {number}") for number in range(NAMES_IN_USE)]
        results = await asyncio.gather(
            whisper(port, "alice", is_over),
            whisper(port, "bob", is_over),
            *(lodger.come_and_go(is_over) for lodger in lodgers),
        )
        assert sum(each for each in results if each) > 0
        assert sum(lodger.heard for lodger in lodgers) > 0

    with open_room() as room:
        asyncio.run(rounds(room.tcp_port))
