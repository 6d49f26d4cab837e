"""Five hundred who are cut off and come back at once: everybody sees each of them go and come once, and agrees."""

from tests.hostile.class_process import ClassPlan
from tests.hostile.class_room import class_in
from tests.hostile.room_process import LINUX, room_process

pytestmark = LINUX

HERD = 500
WATCHING = 30


def test_herd_that_comes_back_at_once_is_two_notices_each_and_rosters_agree() -> None:
    with room_process("--max-per-address", "0") as room:
        watching = ClassPlan(room.tcp_port, WATCHING, WATCHING)
        herd = ClassPlan(room.tcp_port, HERD, 1.0, "herd", source="127.0.0.2", is_half_rich=False)
        with class_in(watching) as lesson, class_in(herd) as cut_off:
            lesson.begin_turn()
            cut_off.kill()
            with class_in(herd) as back:
                turn = lesson.end_turn()
                reports = [back.report(), lesson.report()]
        assert turn.gone == turn.come == HERD, "no more than two notices of each"
        for report in reports:
            assert report.flaws.total == 0
            assert report.false_notices == 0
            assert report.roster == watching.names | herd.names
        room.stop()
