"""The invariant of the rich dialect: without its own frames it is the plain one, byte for byte (§4).

Two rooms are played side by side on real sockets. In the one some guests are rich, break off and come back; in the
other a plain guest sits in the place of each, and never breaks off. What they get must be the same, except for
what the rich one was not there to get.
"""

import random
from dataclasses import dataclass

import pytest

from chatroom_server.deliveries import joined
from chatroom_server.facts import Arrived, Left, Returned
from shared.protocol.codec import encode_client_message
from shared.protocol.limits import PLACE_KEPT_SECONDS
from shared.protocol.messages import Bye, Hello, LogIn, Ping, Resume, RoomMode, Say, SetHand, Whisper
from tests.helpers.guests import Guest, OpenRoom, open_room
from tests.helpers.loops import ClockLoop, run_on_clock, until
from tests.helpers.wire import frame, frames_in

NAMES = ["alice", "bob", "陈小明", "Dave"]
WORDS = ["hello", "two\nlines", "* bob is not online", "a: b", " ", "x" * 4_001, "😀 同学", "\u2028"]

# How often each thing happens: mostly people talk, break off and come back.
ACTS = {
    "come": 6, "say": 5, "whisper": 3, "break": 4, "hand": 1, "mute": 1, "unmute": 1, "announce": 1, "go": 1,
    "time": 1, "mode": 2, "slow": 1, "unpin": 1, "lower": 1,
}  # fmt: skip
STEPS = 200


def stripped(data: bytes) -> list[tuple[str, bytes]]:
    """The frames that a plain client knows."""
    return [(kind, payload) for kind, payload in frames_in(data) if kind not in "56"]


@dataclass
class Seat:
    """One person: rich or plain in the one room, plain in the other; None where there is no connection."""

    name: str
    is_rich: bool
    here: Guest | None = None
    there: Guest | None = None
    session: str = ""
    pings: int = 0

    async def pair(self) -> tuple[bytes, bytes]:
        """What both got since they were last asked."""
        assert self.here is not None
        assert self.there is not None
        if not self.is_rich:
            return await self.here.catch_up(), await self.there.catch_up()
        return await self.rich_catch_up(), await self.there.catch_up()

    async def rich_catch_up(self) -> bytes:
        assert self.here is not None
        self.pings += 1
        await self.here.send(encode_client_message(Ping(self.pings)))
        return await self.here.read_until(b'{"t":"pong","n":%d}\x03' % self.pings)


@dataclass
class TwoRooms:
    """The room that is looked at, and the plain one that says what is right."""

    here: OpenRoom
    there: OpenRoom
    seats: list[Seat]

    async def play(self, act: str, number: int, other: int) -> None:
        seat = self.seats[number]
        match act:
            case "come" if seat.there is None:
                await self.come(seat)
            case "come" if seat.here is None:
                await self.come_back(seat)
            case "say" if seat.here is not None:
                await self.send(seat, Say(WORDS[other]))
            case "whisper" if seat.here is not None:
                await self.send(seat, Whisper(NAMES[other % len(NAMES)], "psst"))
            case "hand" if seat.here is not None and seat.is_rich:
                await seat.here.send(encode_client_message(SetHand(other % 2 == 0)))
            case "mute" | "unmute" if seat.there is not None:
                for room in (self.here, self.there):
                    self.mute(room, seat.name, is_muted=act == "mute")
            case "announce":
                for room in (self.here, self.there):
                    room.service.act(lambda r, now: r.announce(WORDS[other], now))
            case "mode":
                mode = [*RoomMode][other % len(RoomMode)]
                for room in (self.here, self.there):
                    room.service.act(lambda r, now: r.rules.set_mode(mode, now))
            case "slow":
                for room in (self.here, self.there):
                    room.service.act(lambda r, now: r.rules.set_slow((0, 0, 5, 30)[other % 4], now))
            case "unpin":
                for room in (self.here, self.there):
                    room.service.act(lambda r, now: joined(r.rules.unpin(now), r.rules.pin_again(now)))
            case "lower":
                self.here.service.act(lambda r, now: r.signs.lower_all_hands(now))
            case "break" if seat.here is not None and seat.is_rich:
                await self.compare()
                before = self.here.service.counters.connections
                seat.here.reset()
                seat.here = None
                await until(lambda: self.here.service.counters.connections < before)
            case "go" if seat.here is not None:
                await self.go(seat)
            case "time":
                await self.let_time_pass()
            case _:
                pass
        await self.compare()

    def mute(self, room: OpenRoom, name: str, *, is_muted: bool) -> None:
        guest = [fact.guest for fact in room.facts if isinstance(fact, Arrived) and fact.name == name][-1]
        room.service.act(lambda the_room, now: the_room.set_muted(guest, is_muted, now))

    async def come(self, seat: Seat) -> None:
        seat.there = await self.there.connect()
        seat.here = await self.here.connect()
        if seat.is_rich:
            await seat.here.send(encode_client_message(Hello(1, "a test", "en")) + frame("1", seat.name))
        else:
            await seat.here.send(frame("1", seat.name))
        await seat.there.send(frame("1", seat.name))
        await self.compare_one(seat)

    async def come_back(self, seat: Seat) -> None:
        """The rich one gets a list; the plain one in its place never was away, and what it got meanwhile is old."""
        assert seat.there is not None
        seat.here = await self.here.connect()
        hello = encode_client_message(Hello(1, "a test", "en"))
        resume = encode_client_message(Resume(seat.session, 0))
        await seat.here.send(hello + resume + encode_client_message(LogIn(seat.name)))
        told = stripped(await seat.rich_catch_up())
        others = [name for name in self.there.service.room.names if name != seat.name]
        assert told == [("1", name.encode()) for name in (*others, seat.name)]
        await seat.there.catch_up()

    async def send(self, seat: Seat, message: Say | Whisper) -> None:
        assert seat.here is not None
        assert seat.there is not None
        await seat.here.send(encode_client_message(message))
        await seat.there.send(encode_client_message(message))

    async def go(self, seat: Seat) -> None:
        assert seat.here is not None
        assert seat.there is not None
        if seat.is_rich:
            await seat.here.send(encode_client_message(Bye()))
        else:
            seat.here.close()
        seat.there.close()
        seat.here = seat.there = None
        seat.session = ""
        await self.gone(self.here, seat.name)
        await self.gone(self.there, seat.name)

    async def let_time_pass(self) -> None:
        """Places that nobody came back to are given up, and the plain ones in them go."""
        await self.here.pass_time(PLACE_KEPT_SECONDS + 1)
        gone = [seat for seat in self.seats if seat.here is None and seat.there is not None]
        for seat in gone:
            await self.gone(self.here, seat.name)
        # In the order in which the room saw their places expire, or the two streams could not be the same.
        left = [fact.name for fact in self.here.facts if isinstance(fact, Left)]
        for seat in sorted(gone, key=lambda each: len(left) - left[::-1].index(each.name)):
            assert seat.there is not None
            seat.there.close()
            seat.there = None
            await self.gone(self.there, seat.name)

    async def gone(self, room: OpenRoom, name: str) -> None:
        await until(lambda: name not in room.service.room.names)

    async def compare(self) -> None:
        for seat in self.seats:
            if seat.here is not None and seat.there is not None:
                await self.compare_one(seat)

    async def compare_one(self, seat: Seat) -> None:
        rich, plain = await seat.pair()
        if seat.is_rich:
            for kind, payload in frames_in(rich):
                if kind == "6" and b'"t":"welcome"' in payload:
                    seat.session = payload.decode().partition('"session":"')[2].partition('"')[0]
            assert stripped(rich) == frames_in(plain)
        else:
            assert frames_in(rich) == frames_in(plain), "a plain guest among rich ones"


@pytest.mark.parametrize("seed", range(10))
def test_rich_stream_without_its_own_frames_is_the_plain_one(seed: int) -> None:
    chance = random.Random(seed)
    acts = chance.choices(list(ACTS), list(ACTS.values()), k=STEPS)
    seats = [Seat(name, is_rich=index < 2 or chance.random() < 0.5) for index, name in enumerate(NAMES)]
    returns: list[str] = []

    async def main(_: ClockLoop) -> None:
        async with open_room(host_name="Teacher") as here, open_room(host_name="Teacher") as there:
            rooms = TwoRooms(here, there, seats)
            for act in acts:
                number = chance.randrange(len(NAMES))
                await rooms.play(act, number, chance.randrange(len(WORDS)))
            returns.extend(fact.name for fact in here.facts if isinstance(fact, Returned))

    run_on_clock(main)
    assert len(returns) > 1, "or the seed shows nothing"
