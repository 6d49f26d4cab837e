"""A class in a room, and attackers who wait for their order: one set for each file of tests."""

from collections.abc import Iterator

import pytest

from tests.hostile.attackers_process import attackers_of
from tests.hostile.class_process import ClassPlan
from tests.hostile.class_room import class_in
from tests.hostile.measuring import Field
from tests.hostile.room_process import room_process

PUPILS = 40
LINES_A_SECOND = 40
ATTACK_SECONDS = 0.8


@pytest.fixture(scope="module")
def field() -> Iterator[Field]:
    """A lesson in a room with all its limits, which is closed in good order when the tests of a file are over."""
    with (
        room_process(is_watched=True) as room,
        class_in(ClassPlan(room.tcp_port, PUPILS, LINES_A_SECOND)) as lesson,
        attackers_of(room) as attackers,
    ):
        yield Field(room, lesson, attackers, ATTACK_SECONDS)
        room.stop()
