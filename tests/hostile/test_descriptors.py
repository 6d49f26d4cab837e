"""A server that may have fewer files open than there are connections: it stays up, says so, and recovers."""

import time
from collections import Counter

from chatroom_server.limit_log import LimitHit
from tests.hostile.attack_table import Attack, Crew
from tests.hostile.attackers.squatters import Squatters
from tests.hostile.attackers_process import attackers_of
from tests.hostile.class_process import ClassPlan
from tests.hostile.class_room import class_in
from tests.hostile.measuring import Field, wait_for_queue
from tests.hostile.newcomer import login_seconds
from tests.hostile.room_process import LINUX, room_process

pytestmark = LINUX

DESCRIPTORS = 100
RESERVE = 32
PUPILS = 20
NEXT_LINES = 2  # of one who comes and goes
MORE_THAN_THERE_ARE = Attack("every descriptor taken", (Crew(Squatters, 300, 300),))


def test_room_out_of_descriptors_stays_up_says_so_and_recovers() -> None:
    with (
        room_process(descriptors=DESCRIPTORS) as room,
        class_in(ClassPlan(room.tcp_port, PUPILS, 2 * PUPILS)) as lesson,
        attackers_of(room) as attackers,
    ):
        field = Field(room, lesson, attackers, 1.5)
        began_at = time.monotonic()
        measured = field.measure(MORE_THAN_THERE_ARE)
        assert measured.flaws.total == 0
        assert measured.is_unmoved, measured.attack.delays
        assert field.alone + measured.growth_descriptors <= DESCRIPTORS - RESERVE, (
            "the reserve is for the room itself"
        )
        login_seconds(room.tcp_port, "next")  # or it would fail for want of patience
        minutes = (time.monotonic() - began_at) // 60 + 1
        lines = room.log_lines()[field.marked :]
        told = Counter(cause for line in lines for cause in LimitHit if cause.value in line)
        assert told[LimitHit.DESCRIPTORS] > 0
        assert told[LimitHit.STRANGERS] == 0, "there are places enough, and it says so"
        assert max(told.values()) <= minutes + 1, "one a minute, and the first at once"
        assert len(lines) <= told.total() + minutes + NEXT_LINES, "and nothing else but counters"
        assert lesson.report().flaws.total == 0
        room.stop()


def test_pupil_gets_in_although_others_hold_every_descriptor() -> None:
    with room_process(descriptors=DESCRIPTORS) as room, attackers_of(room) as attackers:
        attackers.begin(MORE_THAN_THERE_ARE)
        wait_for_queue(room, 100)
        login_seconds(room.tcp_port, "pupil")
        assert attackers.end()["closed by the room"] > 0
        room.stop()
