"""Flaws that are planted into the server, each of one kind, to show that the verdict finds it.

The rule: a plant is what a careless change could do by accident; the room works on as if it were not there.
"""

import asyncio
import ctypes
import itertools
import socket
from collections import Counter
from collections.abc import Callable

from chatroom_server.link import Link
from chatroom_server.relay import Relay
from chatroom_server.service import RoomService
from chatroom_server.sessions import Session, Sessions
from shared.protocol.messages import RoomWideMessage, Said

_kept: list[object] = []
_LONG_SECONDS = 86_400.0
_C_BYTES = 2048
_EVERY = 40


class _Remembered:
    """What a handler that remembers too much would keep."""

    def __init__(self, what: object) -> None:
        self.what = what


def _after(owner: type, method: str, then: Callable[..., object]) -> None:
    """Have ``then`` called behind every call of a method, with the same arguments."""
    original = getattr(owner, method)

    def and_then(*given: object) -> None:
        original(*given)
        then(*given)

    setattr(owner, method, and_then)


def plant_object() -> None:
    """A handler remembers every message in an object."""
    _after(RoomService, "on_message", lambda _service, _link, message, *_: _kept.append(_Remembered(message)))


def plant_bytes() -> None:
    """A handler remembers a few bytes of every message, which Python's collector does not know of."""
    _after(
        RoomService, "on_message", lambda _service, _link, message, *_: _kept.append(repr(message).encode())
    )


def plant_memory() -> None:
    """C has memory for every message, and never gives it back."""
    malloc = ctypes.CDLL(None).malloc
    malloc.restype = ctypes.c_void_p
    malloc.argtypes = [ctypes.c_size_t]
    _after(RoomService, "on_message", lambda *_: malloc(_C_BYTES))


def plant_socket() -> None:
    """A socket is opened for each connection, and never closed."""
    _after(Link, "open", lambda _: _kept.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)))


def plant_timer() -> None:
    """A timer is never cancelled."""
    _after(Link, "open", lambda _: asyncio.get_running_loop().call_later(_LONG_SECONDS, int))


def plant_task() -> None:
    """A task waits for what never happens."""
    _after(
        Link, "open", lambda _: _kept.append(asyncio.get_running_loop().create_task(asyncio.Event().wait()))
    )


def plant_table() -> None:
    """A table of the room's own never forgets who was here."""

    def remember(service: RoomService, link: Link, *_: object) -> None:
        vars(service).setdefault("visitors", Counter())[link.guest] += 1

    _after(RoomService, "on_link_leaving", remember)


def plant_session() -> None:
    """A goodbye does not end a session."""

    def keep(_: Sessions, session: Session) -> None:
        session.guest = None

    setattr(Sessions, "end", keep)  # noqa: B010 mypy knows that no method is ever assigned to


def plant_exception() -> None:
    """Something raises now and then, and the loop goes on."""

    def fail() -> None:
        raise ValueError("planted")

    _after(Link, "open", lambda _: asyncio.get_running_loop().call_soon(fail))


def plant_silence() -> None:
    """Now and then something that is said to all is shown to nobody."""
    _tell_everyone(0)


def plant_echo() -> None:
    """Now and then something that is said to all is shown twice."""
    _tell_everyone(2)


def _tell_everyone(times: int) -> None:
    original = Relay.to_everyone
    every = itertools.cycle(range(_EVERY))

    def tell(relay: Relay, message: RoomWideMessage) -> None:
        is_flawed = isinstance(message, Said) and next(every) == 0
        for _ in range(times if is_flawed else 1):
            original(relay, message)

    setattr(Relay, "to_everyone", tell)  # noqa: B010 mypy knows that no method is ever assigned to


PLANTS: dict[str, Callable[[], None]] = {
    "object": plant_object,
    "bytes": plant_bytes,
    "memory": plant_memory,
    "socket": plant_socket,
    "timer": plant_timer,
    "task": plant_task,
    "table": plant_table,
    "session": plant_session,
    "exception": plant_exception,
    "silence": plant_silence,
    "echo": plant_echo,
}
