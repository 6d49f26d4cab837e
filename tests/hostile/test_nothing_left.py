"""Thousands who connect and are gone before anything comes of it leave no memory and no descriptor behind."""

from functools import partial

from tests.hostile.attack_table import Attack, Crew
from tests.hostile.attackers.storms import Resets
from tests.hostile.measuring import Field, settle
from tests.hostile.room_process import IS_LONG, LINUX, MIB

pytestmark = LINUX

CONNECTIONS = 100_000 if IS_LONG else 3_000
STORM = Attack("storm", (Crew(partial(Resets), 20, 20),))
# What Python keeps of a first storm for the next one is no leak.
WARM_UPS, WARM_UP = 2, 3_000


def storm(field: Field, connections: int) -> int:
    """Have so many come and go; return the memory that the room has afterwards."""
    connected = 0
    while connected < connections:
        field.attackers.begin(STORM)
        field.lesson.measure(0.5)
        connected += field.attackers.end()["connected"]
        settle(field.room, field.alone)
    return field.room.resident_bytes


def test_aborted_connections_leave_no_memory_and_no_descriptor(field: Field) -> None:
    for _ in range(WARM_UPS):
        before = storm(field, WARM_UP)
    assert storm(field, CONNECTIONS) - before < MIB
    assert field.room.descriptors == field.alone
