"""Guests who whisper in every way there is, to a room whose wire is looked at: nothing of it is ever seen.

The rule: what somebody wrote before being told that whispers are shown, and the secret of every session, is in no
record of the wire, in no file made of them, and in nothing else that the host's window is told.
"""

import io
import random
import re
import socket

import pytest

from chatroom_server.lab.whisper_fence import TOLD_SECONDS
from chatroom_server.window_facts import WindowFacts
from shared.protocol.codec import encode_client_message
from shared.protocol.messages import Resume, Whisper
from shared.wire.frames import Role
from shared.wire.pcapng import write_pcapng
from shared.wire.record import Direction, WireRecord
from shared.wire.recording import write_recording
from shared.wire.shape import AS_IT_IS, Shape
from tests.helpers.guests import Guest, OpenRoom, in_a_room
from tests.helpers.loops import settle
from tests.helpers.rich_guests import RichGuest, break_off
from tests.helpers.wire import frame
from tests.helpers.wires import chunks, lab_of

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # whose capitals make no public word here
_TELLING = 8  # so many of them in a row can be no accident
_RUN = re.compile(rb"[A-Z]{%d,}" % _TELLING)
_NAMES = ("alice", "陈小明", "mary ann", "Жанна", "bob")
_STEPS = 120
_SECONDS_TO_READ = 0.5  # what one was told; the room waits longer

# What is whispered, {to}, and in the middle of it {it}, the secret: tidy, and as beginners send it.
_WAYS = (
    "\x022{to},{it}\x03",
    "\x022{to},{it} and 你好 {it}\x03",
    "\x022{to},{it}\x03\x023all\x03\x022{to},{it}\x03",
    "\x022{to},{it}\x03\0\0{it}\0",
    "\x022{to},hi\x03\r\n{it}\x03",
    "\x022nobody at all,{it}\x03",
    "\x022{to}，{it}, {it}\x03",
    "\x022{to}: {it}, {it}\x03",
    "\x022{to}\n{it}, {it}\x03",
    "\x022{to}\0{it},{it}\x03",
    "\x022{to},{it}\x02{it}\x03",
    "\x022{to},{it}\x022{to},{it}\x03",
    "\x022{to},{it}: {it}, to you: {it}\x03",
    "\x022{to},you, to {to}: {it}\x03",
    "\x022{to},{it}",
    "2{to},{it}\x03",
    "\x02\x02{to},{it}\x03",
    "\x02 2{to},{it}\x03",
    "\x022{to},{long}\x03",
    "\x022{to},{longer}\x03",
    '\x026{{"t":"whisper","to":"{to}","text":"{it}"}}\x03',
    '\x026{{"t":"resume","session":"{it}","last":0}}\x03',
    "\x025{{'pin':'{it}'}}\x03",
)
_RICH_WAYS = tuple(way for way in _WAYS if way.startswith("\x02"))


def _parts(text: bytes) -> set[bytes]:
    return {text[at : at + _TELLING] for at in range(len(text) - _TELLING + 1)}


class Class:
    """Guests of every kind in a room, a host who looks and does not, and what must never be seen."""

    def __init__(self, room: OpenRoom, dice: random.Random) -> None:
        self._room = room
        self._dice = dice
        self._plain: dict[str, tuple[Guest, str]] = {}
        self._rich: dict[str, RichGuest] = {}
        self._confidential: set[str] = set()
        self._sessions: set[str] = set()
        self._is_shown = False
        self._told_at: dict[str, float] = dict.fromkeys(
            _NAMES, 0.0
        )  # by the room's clock, if whispers are shown
        self._records: list[WireRecord] = []

    async def come(self) -> None:
        """Have everybody log in: two who speak UTF-8, one who speaks GBK, two rich ones."""
        for name, encoding in zip(_NAMES[:3], ("utf-8", "gb18030", "utf-8"), strict=True):
            guest = await self._room.connect()
            await guest.send(frame("1", name.encode(encoding)))
            self._plain[name] = guest, encoding
        for name in _NAMES[3:]:
            self._rich[name] = await RichGuest.join(self._room, name)
            self._sessions.add(self._rich[name].session)

    async def live(self) -> None:
        """Let one thing after the other happen, and then look at all that was to be seen."""
        doings = (
            [self._whisper] * 10
            + [self._whisper_rich] * 6
            + [self._flood, self._look, self._look_away, self._bench, self._come_back, self._cut] * 2
            + [self._show, self._hide, self._pass_time, self._pull, self._read]
        )
        for _ in range(_STEPS):
            await self._dice.choice(doings)()
            if self._dice.random() < 0.7:
                await settle(self._dice.randrange(6))
        lab_of(self._room).set_bench(None, AS_IT_IS)
        for _ in range(5):
            await self._read()
            await self._pass_time()
            await self._pull()

    def judge(self, log: str) -> None:
        """Fail if anything confidential is in what was recorded, or in anything made of it."""
        records = tuple(self._records)
        capture, recording, facts = io.BytesIO(), io.BytesIO(), WindowFacts()
        write_pcapng(records, Role.SERVER, capture)
        write_recording(records, Role.SERVER, recording)
        facts.add(self._room.facts)
        seen = {
            "the wire": b"".join(chunk.data for chunk in chunks(records)),
            "a capture": capture.getvalue(),
            "a recording": recording.getvalue(),
            "the window": repr(facts.take()).encode(),
            "the log": log.encode(),
        }
        secret = {part for each in self._confidential for part in _parts(each.encode())}
        for where, data in seen.items():
            told = {part for run in _RUN.findall(data) for part in _parts(run)} & secret
            assert not told, f"{where} tells {told}"
            assert not [session for session in self._sessions if session.encode() in data], where
        assert chunks(records, Direction.RECEIVED), "nothing was looked at"

    # ---- guests ------------------------------------------------------------------------------------------

    def _secret(self, sender: str) -> str:
        secret = "".join(self._dice.choices(_LETTERS, k=16))
        knows = self._is_shown and self._room.loop.time() > self._told_at[sender] + _SECONDS_TO_READ
        if not knows:
            self._confidential.add(secret)
        return secret

    def _frame(self, sender: str, ways: tuple[str, ...]) -> str:
        way, to, it = self._dice.choice(ways), self._dice.choice(_NAMES), self._secret(sender)
        if "pin" in way or "session" in way:
            self._confidential.add(it)  # whoever was told what
        return way.format(to=to, it=it, long=it * 300, longer=it * 1_100)

    async def _send(self, guest: Guest, data: bytes) -> None:
        """In pieces, so that calls end anywhere."""
        # Else a piece may wait with the sender for longer than the room does, whose clock is put ahead.
        guest.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cuts = sorted(self._dice.randrange(len(data) + 1) for _ in range(self._dice.randrange(3)))
        for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True):
            try:
                guest.socket.send(data[start:end])
            except OSError:
                return  # the room has closed it, or it is full
            await settle(self._dice.randrange(4))

    async def _whisper(self) -> None:
        sender = self._dice.choice(list(self._plain))
        guest, encoding = self._plain[sender]
        data = self._frame(sender, _WAYS).encode(encoding)
        if self._dice.random() < 0.2:
            data = data.replace(b",", b",\xff\xfe\x81", 1)
        await self._send(guest, data)

    async def _whisper_rich(self) -> None:
        sender = self._dice.choice(list(self._rich))
        guest = self._rich[sender].wire
        if self._dice.random() < 0.5:
            message = Whisper(self._dice.choice(_NAMES), self._secret(sender))
            await self._send(guest, encode_client_message(message))
        else:
            await self._send(guest, self._frame(sender, _RICH_WAYS).encode())

    async def _come_back(self) -> None:
        """A rich guest breaks off and resumes, and says again at once what perhaps did not arrive."""
        name = self._dice.choice(list(self._rich))
        guest = self._rich[name]
        unsure = encode_client_message(Whisper(self._dice.choice(_NAMES), self._secret(name)))
        await self._send(guest.wire, unsure)
        break_off(guest, is_reset=self._dice.random() < 0.5)
        lab_of(self._room).set_bench(None, AS_IT_IS)  # or this would take its time
        again = await RichGuest.join(self._room, name, Resume(guest.session, 0))
        self._told_at[name] = self._room.loop.time()
        self._sessions.add(again.session)
        await self._send(again.wire, unsure)
        self._rich[name] = again

    async def _cut(self) -> None:
        """Somebody plain breaks off in the middle, and comes again with a whisper right behind the login."""
        name = self._dice.choice(list(self._plain))
        guest, encoding = self._plain[name]
        guest.reset()
        await self._room.pass_time(1)
        guest = await self._room.connect()
        self._plain[name] = guest, encoding
        self._told_at[name] = self._room.loop.time()
        whisper = frame("2", f"{self._dice.choice(_NAMES)},{self._secret(name)}".encode(encoding))
        await self._send(guest, frame("1", name.encode(encoding)) + whisper)

    async def _flood(self) -> None:
        """So much that calls are left out of the record, with whispers in between."""
        sender = self._dice.choice(list(self._plain))
        guest, encoding = self._plain[sender]
        for _ in range(self._dice.randrange(1, 4)):
            whisper = frame("2", f"{self._dice.choice(_NAMES)},{self._secret(sender)}".encode(encoding))
            await self._send(guest, frame("3", "x" * 3_000) * 4 + whisper + frame("3", "y") * 20)

    async def _read(self) -> None:
        for guest in [
            *(guest for guest, _ in self._plain.values()),
            *(rich.wire for rich in self._rich.values()),
        ]:
            try:
                while guest.socket.recv(1 << 20):
                    pass
            except OSError:
                continue

    # ---- the host ----------------------------------------------------------------------------------------

    async def _look(self) -> None:
        lab_of(self._room).look(True)

    async def _look_away(self) -> None:
        if self._dice.random() < 0.3:
            await self._pull()
            lab_of(self._room).look(False)

    async def _pull(self) -> None:
        self._records += lab_of(self._room).pull().records

    async def _show(self) -> None:
        if not self._is_shown:
            self._is_shown = True
            self._told_at = dict.fromkeys(_NAMES, self._room.loop.time())
            self._room.service.show_whispers(True)

    async def _hide(self) -> None:
        self._is_shown = False
        self._room.service.show_whispers(False)

    async def _pass_time(self) -> None:
        await settle()
        await self._read()
        await self._room.pass_time(TOLD_SECONDS + 1)

    async def _bench(self) -> None:
        shapes = (
            Shape(piece_bytes=1),
            Shape(piece_bytes=7),
            Shape(glued_frames=3),
            Shape(delay_seconds=0.5),
            AS_IT_IS,
        )
        some = [None, *(link.number for link in self._room.service._connections)]
        lab_of(self._room).set_bench(self._dice.choice(some), self._dice.choice(shapes))


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_was_whispered_in_confidence_is_ever_seen(
    seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")

    async def story(room: OpenRoom) -> None:
        some = Class(room, random.Random(seed))
        lab_of(room).look(True)
        await some.come()
        await some.live()
        some.judge(caplog.text)

    in_a_room(story)
