"""Guests killed with -9, again and again, while a class talks: those who stay lose nothing, and see who is here."""

from tests.hostile.class_process import ClassPlan
from tests.hostile.class_room import class_in
from tests.hostile.room_process import IS_LONG, LINUX, room_process

pytestmark = LINUX

STAYING, KILLED, TIMES = (500, 50, 85) if IS_LONG else (30, 5, 6)
LINES = 40 if IS_LONG else 120  # a second, of all who stay
SECONDS_BETWEEN = 5.0 if IS_LONG else 0.1


def test_guests_killed_at_random_cost_the_others_nothing() -> None:
    with room_process("--max-per-address", "0") as room:
        staying = ClassPlan(room.tcp_port, STAYING, LINES)
        killed = ClassPlan(room.tcp_port, KILLED, KILLED, "victim", source="127.0.0.2", is_half_rich=False)
        with class_in(staying) as lesson:
            for _ in range(TIMES):
                with class_in(killed) as victims:
                    # In the midst of what they say and hear.
                    victims.begin_turn()
                    lesson.measure(SECONDS_BETWEEN)
            turn = lesson.measure(SECONDS_BETWEEN)
            report = lesson.report()
        assert turn.flaws.total == 0
        assert report.deliveries > TIMES * STAYING * LINES * SECONDS_BETWEEN / 2
        assert report.false_notices == 0
        assert report.roster == staying.names
        room.stop()
