"""Five hundred guests on one room: rosters agree, and nobody misses a line."""

import asyncio

from tests.helpers.guests import Guest
from tests.helpers.headless import headless_server
from tests.helpers.wire import frame, frames_in, texts_in

GUESTS = 500
TALKERS = 20
LINES = 10


async def know_everyone(guest: Guest, name: str) -> list[str]:
    """Read until everyone is known; return the names in the order in which they came to be known."""
    read = b""
    while read.count(b"\x021") + read.count(b"\x022") < GUESTS:
        read += await guest.read_until(b"\x03")
    kinds_and_names = [(kind, payload.decode()) for kind, payload in frames_in(read)]
    listed = [other for kind, other in kinds_and_names if kind == "1"]
    assert listed[-1] == name, "one's own name is the last of the list"
    assert [kind for kind, _ in kinds_and_names] == ["1"] * len(listed) + ["2"] * (GUESTS - len(listed))
    return [other for _, other in kinds_and_names]


async def lesson(port: int, guests: list[Guest]) -> None:
    names = [f"学生 {number}" for number in range(GUESTS)]
    for name in names:
        guests.append(await Guest.connect(port))
        # At once, as every client does: more than 256 who only stand at the door push each other out.
        await guests[-1].send(frame("1", name))
    known = await asyncio.gather(
        *(know_everyone(guest, name) for guest, name in zip(guests, names, strict=True))
    )
    assert sorted(known[0]) == sorted(names)
    assert all(each == known[0] for each in known), "one order of arrival for all"

    async def talk(number: int) -> None:
        for line in range(LINES):
            await guests[number].send(frame("3", f"line {line}"))
            await asyncio.sleep(0)

    await asyncio.gather(*(talk(number) for number in range(TALKERS)))
    lines = [[f"4 学生 {number}: line {line}" for line in range(LINES)] for number in range(TALKERS)]
    size = sum(len(frame("4", text[2:])) for each in lines for text in each)
    heard = await asyncio.gather(*(guest.read(size) for guest in guests))
    assert all(each == heard[0] for each in heard), "one order for all"
    texts = texts_in(heard[0])
    assert sorted(texts) == sorted(text for each in lines for text in each)
    for number, each in enumerate(lines):
        assert [text for text in texts if text.startswith(f"4 学生 {number}:")] == each

    leaving, staying = guests[: GUESTS // 2], guests[GUESTS // 2 :]
    for guest in leaving:
        guest.close()
    size = sum(len(frame("3", name)) for name in names[: GUESTS // 2])
    farewells = await asyncio.gather(*(guest.read(size) for guest in staying))
    assert all(each == farewells[0] for each in farewells)
    assert sorted(texts_in(farewells[0])) == sorted(f"3 {name}" for name in names[: GUESTS // 2])
    for guest in staying:
        assert await guest.catch_up() == b"", "and nothing else was sent to anybody"


def test_five_hundred_guests_agree_on_who_is_here_and_miss_nothing() -> None:
    with headless_server("--rate", "0", "--max-per-address", "0", "--log-level", "warning") as server:
        guests: list[Guest] = []
        try:
            asyncio.run(lesson(server.tcp_port, guests))
        finally:
            for guest in guests:
                guest.close()
        status, err = server.stop()
    assert (status, err) == (0, "")
