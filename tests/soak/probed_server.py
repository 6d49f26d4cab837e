"""``chatroom-server`` as it is, in a process that can be asked what it holds, and whose host can be given orders.

Behind the ready line each line on standard input is a question or an order, and each line on standard output the
answer to one question. The rule: the product is run from its own entry point, and nothing of it is changed, but for
what ``--plant`` plants and ``--small`` makes small.
"""

import argparse
import asyncio
import gc
import json
import os
import signal
import sys
import threading
import tracemalloc
from collections.abc import Mapping
from dataclasses import asdict

import chatroom_server.headless
import chatroom_server.history.history
import chatroom_server.limit_log
from chatroom_server.__main__ import main as run_server
from chatroom_server.deliveries import Moment, Outcome
from chatroom_server.room import Room
from chatroom_server.room_settings import Opened
from chatroom_server.service import RoomService
from shared.protocol.names import parse_name
from tests.soak import census
from tests.soak.plants import PLANTS

_ANSWER_SECONDS = 30.0
_TRACES = 12
# Bounds of what is kept in memory, for soaks that last no longer than it takes to fill them.
_SMALL = (
    (chatroom_server.history.history, "_RECENT", 50),
    (chatroom_server.limit_log, "RECENT_SECONDS", 2.0),
)


class _AskableService(RoomService):
    """The room, which begins to answer when it is open."""

    def open(self) -> Opened:
        opened = super().open()
        loop = asyncio.get_running_loop()
        threading.Thread(target=_answer_questions, args=(self, loop), name="probe", daemon=True).start()
        return opened


def _answer_questions(service: RoomService, loop: asyncio.AbstractEventLoop) -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        answered = threading.Event()
        loop.call_soon_threadsafe(_serve, service, loop, asked, answered)
        answered.wait(_ANSWER_SECONDS)
    # Nobody asks any more: whoever started this is gone.
    os.kill(os.getpid(), signal.SIGTERM)


def _serve(
    service: RoomService,
    loop: asyncio.AbstractEventLoop,
    asked: Mapping[str, str],
    answered: threading.Event,
) -> None:
    try:
        if asked["do"] == "census":
            answer = _census(service, loop, is_settled=asked.get("settled") == "yes")
            sys.stdout.write(json.dumps(answer, separators=(",", ":"), default=str) + "\n")
            sys.stdout.flush()
        else:
            service.act(lambda room, now: _obey(room, now, asked))
    finally:
        answered.set()


def _census(service: RoomService, loop: asyncio.AbstractEventLoop, *, is_settled: bool) -> dict[str, object]:
    if is_settled:
        gc.collect()
        census.forget_names()
    return {
        "loop": census.loop_counts(loop),
        "memory": census.memory_counts(),
        "objects": census.object_counts() if is_settled else {},
        "tables": census.table_sizes(service) | census.module_sizes(),
        "counters": asdict(service.counters),
        "traced": _traced() if is_settled else [],
    }


_first_traces: list[tracemalloc.Snapshot] = []


def _traced() -> list[str]:
    """Where what was not there in the first break was made; nothing without ``-X tracemalloc``."""
    if not tracemalloc.is_tracing():
        return []
    hidden = [tracemalloc.Filter(False, file) for file in (tracemalloc.__file__, "*/tests/soak/*")]
    now = tracemalloc.take_snapshot().filter_traces(hidden)
    _first_traces.append(now)
    grown = now.compare_to(_first_traces[0], "traceback")
    del _first_traces[1:]
    most = sorted(grown, key=lambda each: -each.count_diff)[:_TRACES]
    return [f"{each.count_diff:+} objects, {each.size_diff:+} bytes: {each.traceback}" for each in most]


def _obey(room: Room, now: Moment, asked: Mapping[str, str]) -> Outcome:
    """What a host does. Somebody who is not here is nobody."""
    who = next((p.guest for p in room._people if p.shown == asked.get("name")), -1)
    match asked["do"]:
        case "announce":
            return room.announce(asked["text"], now)
        case "mute":
            return room.set_muted(who, True, now)
        case "unmute":
            return room.set_muted(who, False, now)
        case "remove":
            return room.remove(who, now)
        case "forgive":
            return room.lift_removal(parse_name(asked["name"]).shown, now)
        case "ban":
            return room.ban(asked["address"], now)
        case "lift":
            return room.lift_ban(asked["address"], now)
        case other:
            raise ValueError(f"no such order: {other}")


def main() -> int:
    """Run the server with the options that are not this program's own."""
    parser = argparse.ArgumentParser(description="A server that can be asked; the soak starts it.")
    parser.add_argument("--plant", choices=sorted(PLANTS), action="append", default=[])
    parser.add_argument("--small", action="store_true", help="what fills in minutes is full in seconds")
    own, others = parser.parse_known_args()
    for name in own.plant:
        PLANTS[name]()
    if own.small:
        for module, name, value in _SMALL:
            assert hasattr(module, name), f"{name} has another name now"
            vars(module)[name] = value
    vars(chatroom_server.headless)["RoomService"] = _AskableService
    sys.argv = ["chatroom-server", "--headless", *others]
    return run_server()


if __name__ == "__main__":
    sys.exit(main())
