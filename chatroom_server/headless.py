"""``chatroom-server --headless``: the room with no window, for a machine without a screen and for scripts.

The rule: one JSON line on standard output when the room is open, the log on standard error, and Qt is not even
imported. SIGINT and SIGTERM close the room in good order.
"""

import asyncio
import json
import logging
import signal
import sys

from chatroom_server.garbage import settle
from chatroom_server.history.file import HistoryInUse
from chatroom_server.room_settings import RoomSettings
from chatroom_server.service import RoomService
from chatroom_server.sockets import AddressNotHere, PortTaken

_log = logging.getLogger(__name__)


def run_headless(settings: RoomSettings, log_level: str) -> int:
    """Run a room until a signal; return the exit status: 0 closed in order, 1 it could not be opened."""
    logging.basicConfig(
        stream=sys.stderr, level=log_level.upper(), format="%(asctime)s %(levelname)s %(message)s", force=True
    )
    # Windows' own loop goes deaf on UDP after one ICMP error, and knows no add_reader.
    factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(_serve(settings))


async def _serve(settings: RoomSettings) -> int:
    service = RoomService(settings)
    try:
        opened = service.open()
    except PortTaken as taken:
        option = "--tcp-port" if taken.transport == "TCP" else "--udp-port"
        print(
            f"chatroom-server: {taken.transport} port {taken.port} is taken by another program, or not allowed: "
            f"close it, or choose another port with {option}.",
            file=sys.stderr,
        )
        return 1
    except AddressNotHere as absent:
        print(
            f"chatroom-server: {absent.host} is not an address of this computer: leave --host out to listen "
            "on all of its addresses.",
            file=sys.stderr,
        )
        return 1
    except HistoryInUse as used:
        print(
            f"chatroom-server: the history {used.path} is in use by another room: close that room, or name another "
            "file with --history.",
            file=sys.stderr,
        )
        return 1
    closing = asyncio.Event()
    _on_stop_signals(closing)
    if opened.udp_port is None:
        _log.warning("another program has UDP port 6000: guests have to type this room's address")
    print(
        json.dumps(
            {
                "event": "ready",
                "room": opened.room_name,
                "tcp_port": opened.tcp_port,
                "udp_port": opened.udp_port,
                "addresses": list(opened.addresses),
            },
            separators=(",", ":"),
        ),
        flush=True,
    )
    settle()
    await closing.wait()
    await service.close()
    return 0


def _on_stop_signals(closing: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        if sys.platform == "win32":
            # The loop cannot watch signals there: the handler runs between two steps of it.
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(closing.set))
        else:
            loop.add_signal_handler(number, closing.set)
