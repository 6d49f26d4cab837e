"""Those who come to the door and are no guests: scanners, broken programs, the impatient, and who looks for a room.

The rule: each ends by itself or with its task, and none of them is owed anything but discovery's answer.
"""

import asyncio
import random
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress

from tests.soak.line import Line, connect, frame

_REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
_SILENT_SECONDS = 20.0  # longer than the room waits for a login
_ANSWER_SECONDS = 5.0
_KNOCK_SECONDS = 2.0


class Strangers:
    """One stranger at a time comes with ``one``. ``source`` gives an address to come from."""

    def __init__(
        self,
        tcp_port: int,
        udp_port: int,
        chance: random.Random,
        source: Callable[[], str],
        *,
        may_leave_sessions: bool = False,
    ) -> None:
        self.came = 0
        self.unanswered_requests = 0
        self.perhaps_sessions = 0  # logins broken off: whether there was a session is not known
        self._tcp_port = tcp_port
        self._udp_port = udp_port
        self._chance = chance
        self._source = source
        self._may_leave_sessions = may_leave_sessions
        self._kinds: tuple[tuple[Callable[[], Awaitable[None]], int], ...] = (
            (self._abort, 12),
            (self._hang_up, 6),
            (self._stay_silent, 3),
            (self._tear_a_frame, 6),
            (self._break_off_login, 6),
            (self._send_noise, 4),
            (self._send_too_much, 3),
            (self._send_malformed, 2),
            (self._ask_for_bad_names, 2),
            (self._drip, 2),
            (self._speak_http, 2),
            (self.look_for_room, 12),
        )

    async def one(self) -> None:
        """Let somebody come, of any kind."""
        self.came += 1
        kinds = [kind for kind, _ in self._kinds]
        (kind,) = self._chance.choices(kinds, [weight for _, weight in self._kinds])
        await kind()

    async def look_for_room(self) -> None:
        """Ask where the room is, with noise in between, and note whether that was answered."""
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with sock:
            sock.setblocking(False)
            loop = asyncio.get_running_loop()
            sock.bind((self._source() or "127.0.0.1", 0))
            room = ("127.0.0.1", self._udp_port)
            for datagram in (self._chance.randbytes(60), _REQUEST, _REQUEST + b'\n{"v":1}', b"x" * 3000):
                with suppress(OSError):
                    await loop.sock_sendto(sock, datagram, room)
            for _ in range(2):
                try:
                    answer = await asyncio.wait_for(loop.sock_recv(sock, 2048), _ANSWER_SECONDS)
                except (TimeoutError, OSError):
                    self.unanswered_requests += 1
                    return
                if str(self._tcp_port).encode() not in answer:
                    self.unanswered_requests += 1

    async def knock(self, source: str) -> None:
        """Come from this address, and wait a moment for the room to close the door again."""
        line = await connect(lambda: Line(_no_frame, _no_end), self._tcp_port, source)
        if line is not None:
            await asyncio.wait({line.ended}, timeout=_KNOCK_SECONDS)
            line.close()

    # ---- at the door -------------------------------------------------------------------------------------

    async def _open(self) -> Line | None:
        return await connect(lambda: Line(_no_frame, _no_end), self._tcp_port, self._source())

    async def _with_line(self, act: Callable[[Line], Awaitable[bool]]) -> None:
        line = await self._open()
        if line is None:
            return
        with_reset = True
        try:
            with_reset = await act(line)
        finally:
            if with_reset:
                line.reset()
            else:
                line.close()

    async def _abort(self) -> None:
        line = await self._open()
        if line is not None:
            line.reset()

    async def _hang_up(self) -> None:
        line = await self._open()
        if line is not None:
            line.close()

    async def _stay_silent(self) -> None:
        async def act(line: Line) -> bool:
            await asyncio.wait({line.ended}, timeout=_SILENT_SECONDS)
            return False

        await self._with_line(act)

    async def _tear_a_frame(self) -> None:
        async def act(line: Line) -> bool:
            line.send(b"\x021torn off in the midd")
            await asyncio.sleep(self._chance.uniform(0, 0.2))
            return self._chance.random() < 0.5

        await self._with_line(act)

    async def _break_off_login(self) -> None:
        async def act(line: Line) -> bool:
            name = f"Gone {self._chance.getrandbits(32)}"
            if self._may_leave_sessions and self._chance.random() < 0.3:
                line.send(frame("5", '{"v":1,"app":"soak"}') + frame("1", name))
                self.perhaps_sessions += 1
            else:
                line.send(frame("1", name))
            await asyncio.sleep(self._chance.choice((0, 0, 0.001, 0.01)))
            return self._chance.random() < 0.7

        await self._with_line(act)

    async def _send_noise(self) -> None:
        async def act(line: Line) -> bool:
            line.send(self._chance.randbytes(self._chance.randint(1, 20_000)))
            await asyncio.sleep(0.2)
            return True

        await self._with_line(act)

    async def _send_too_much(self) -> None:
        async def act(line: Line) -> bool:
            line.send(b"\x021" + b"n" * 5_000)
            await asyncio.wait({line.ended}, timeout=3)
            return False

        await self._with_line(act)

    async def _send_malformed(self) -> None:
        async def act(line: Line) -> bool:
            for _ in range(130):
                line.send(b"\x02\x03" + frame("9", "?"))
            await asyncio.wait({line.ended}, timeout=3)
            return False

        await self._with_line(act)

    async def _ask_for_bad_names(self) -> None:
        async def act(line: Line) -> bool:
            for name in ("Teacher", "a,b", "*x", "", "\u200b", "n" * 40, "所有人") * 4:
                line.send(frame("1", name))
            await asyncio.wait({line.ended}, timeout=3)
            return True

        await self._with_line(act)

    async def _drip(self) -> None:
        async def act(line: Line) -> bool:
            for byte in frame("1", f"Slow {self._chance.getrandbits(16)}")[:8]:
                line.send(bytes([byte]))
                await asyncio.sleep(0.4)
            return True

        await self._with_line(act)

    async def _speak_http(self) -> None:
        async def act(line: Line) -> bool:
            line.send(b"GET / HTTP/1.1\r\nHost: room\r\n\r\n")
            await asyncio.sleep(0.3)
            return False

        await self._with_line(act)


def _no_frame(_line: Line, _kind: bytes, _payload: bytes) -> None:
    pass


def _no_end(_line: Line) -> None:
    pass
