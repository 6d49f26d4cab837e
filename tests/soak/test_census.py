"""The census finds tables, timers, tasks and memory, wherever they hang."""

import asyncio
import sys

import pytest

from chatroom_server.deliveries import Moment
from chatroom_server.room import Room
from tests.soak.census import (
    forget_names,
    loop_counts,
    memory_counts,
    module_sizes,
    object_counts,
    table_sizes,
)

NOW = Moment(1_700_000_000.0, 100.0)
UNLIMITED = -1


def test_tables_of_the_room_grow_and_shrink_with_its_people() -> None:
    room = Room()
    before = table_sizes(room)
    room.log_in(1, "10.0.0.1", "Anna", NOW)
    room.log_in(2, "10.0.0.2", "Bob", NOW)
    during = table_sizes(room)
    assert any(size == [2, UNLIMITED] and before[path] == [0, UNLIMITED] for path, size in during.items())
    for guest in (1, 2):
        room.leave(guest, NOW)
    assert table_sizes(room) == before


def test_table_inside_an_object_inside_a_table_is_counted() -> None:
    room = Room()
    others = {number: Room() for number in range(3)}
    vars(room)["rooms"] = others
    for number, other in others.items():
        vars(other)["novel"] = [0] * number
    assert table_sizes(room)["service.rooms"] == [3, UNLIMITED]
    assert table_sizes(room)["service.rooms[].novel"] == [0 + 1 + 2, UNLIMITED]


def test_object_that_hangs_on_itself_is_counted_once() -> None:
    room = Room()
    before = len(table_sizes(room))
    vars(room)["itself"] = room
    assert len(table_sizes(room)) == before


def test_caches_of_modules_are_counted() -> None:
    assert any(path.startswith("shared.protocol.") for path in module_sizes())


def test_loop_tells_its_timers_tasks_and_sockets() -> None:
    async def count() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        loop = asyncio.get_running_loop()
        before = loop_counts(loop)
        timer = loop.call_later(1_000, int)
        task = loop.create_task(asyncio.Event().wait())
        await asyncio.sleep(0)
        during = loop_counts(loop)
        timer.cancel()
        task.cancel()
        await asyncio.wait([task])
        return before, during, loop_counts(loop)

    before, during, after = asyncio.run(count())
    assert (during["timers"], during["tasks"]) == (before["timers"] + 1, before["tasks"] + 1)
    assert (after["timers"], after["tasks"]) == (before["timers"], before["tasks"])


def test_objects_are_counted_by_type() -> None:
    rooms = [Room() for _ in range(5)]
    assert object_counts()["chatroom_server.room.Room"] >= len(rooms)


@pytest.mark.skipif(sys.platform != "linux", reason="malloc tells nothing there")
def test_memory_of_python_and_of_c_is_counted_apart() -> None:
    before = memory_counts()
    if before["malloc"] < 0:
        pytest.skip("no mallinfo2 in this C library")
    small = [bytes([each % 256]) * 40 for each in range(5_000)]
    between = memory_counts()
    large = bytes(300_000)
    after = memory_counts()
    assert between["blocks"] - before["blocks"] >= len(small)
    assert after["malloc"] - between["malloc"] >= len(large)
    assert after["blocks"] - between["blocks"] < len(small) / 2


def test_names_that_were_looked_up_are_forgotten() -> None:
    forget_names()
    before = sys.getallocatedblocks()
    for each in range(200):
        getattr(Room, f"no_{each}", None)
    forget_names()
    assert sys.getallocatedblocks() - before < 150
