"""Guests who never read, in a room where much is said: closed as too slow, and what waits for them is bounded."""

import time

from tests.hostile.attack_table import BUSY_ROOM_WITH_STUCK_READERS as BUSY
from tests.hostile.attackers_process import attackers_of
from tests.hostile.class_process import ClassPlan
from tests.hostile.class_room import class_in
from tests.hostile.room_process import LINUX, MIB, room_process

pytestmark = LINUX

PLAIN, RICH = (crew.short for crew in BUSY.crews[:2])
PUPILS = 10
PATIENCE_SECONDS = 40.0
# What waits is shared: forty who miss the same take little more than one. All together may have 64 MiB.
GROWTH_BYTES = 24 * MIB


def test_they_are_closed_as_too_slow_and_a_room_with_little_memory_goes_on() -> None:
    with room_process("--rate", "0") as room:
        little = room.address_space_bytes + GROWTH_BYTES
    with (
        room_process("--rate", "0", address_space_bytes=little) as room,
        class_in(ClassPlan(room.tcp_port, PUPILS, PUPILS)) as lesson,
        attackers_of(room) as attackers,
    ):
        before, most, alone = room.resident_bytes, 0, room.descriptors
        lesson.begin_turn()
        attackers.begin(BUSY)
        ends = time.monotonic() + PATIENCE_SECONDS
        have_come = False
        while not have_come or room.descriptors > alone + 1:
            assert time.monotonic() < ends, f"{room.descriptors - alone - 1} are not closed"
            have_come = have_come or room.descriptors == alone + PLAIN + RICH + 1
            most = max(most, room.resident_bytes)
            time.sleep(0.01)
        attackers.end()
        turn = lesson.end_turn()
        assert turn.come == PLAIN + RICH + 1
        assert turn.gone >= PLAIN, "the places of rich guests are kept for a while"
        assert most - before < GROWTH_BYTES
        report = lesson.report()
        assert report.flaws.total == 0
        assert report.roster is not None
        room.stop()
        told = [line for line in room.log_lines() if "did not read: closed" in line]
        assert 1 <= len(told) <= 2, "one line a minute, and one at the end"
