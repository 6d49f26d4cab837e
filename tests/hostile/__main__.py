"""``python -m tests.hostile``: every attack in its full size. Exit status 0 when the class felt nothing, else 1."""

import argparse
import sys

from tests.hostile.attack_table import ATTACKS, EVERYTHING
from tests.hostile.attackers_process import attackers_of
from tests.hostile.class_process import ClassPlan
from tests.hostile.class_room import class_in
from tests.hostile.measuring import Field, wait_for_queue
from tests.hostile.newcomer import login_seconds
from tests.hostile.report import attack_line, heading_lines
from tests.hostile.room_process import MIB, room_process

_NEWCOMERS = 20


def main() -> int:
    """Run, print the report, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.hostile", description="A class talks while others attack the room."
    )
    parser.add_argument("--guests", type=int, default=60, help="the class (default: 60; half of it rich)")
    parser.add_argument(
        "--lines", type=float, default=20.0, help="lines a second of all together (default: 20)"
    )
    parser.add_argument("--seconds", type=float, default=10.0, help="each attack (default: 10)")
    parser.add_argument("--times", type=int, default=1, help="so many times the attackers (default: 1)")
    parser.add_argument("--only", default="", metavar="WORDS", help="attacks with this in their name")
    given = parser.parse_args()
    chosen = [attack for attack in (EVERYTHING, *ATTACKS) if given.only in attack.name]
    is_clean = True
    with (
        room_process("--max-per-address", str(max(64, given.guests + 64))) as room,
        class_in(ClassPlan(room.tcp_port, given.guests, given.lines)) as lesson,
        attackers_of(room) as attackers,
    ):
        field = Field(room, lesson, attackers, given.seconds)
        print(
            f"{given.guests} guests, {given.lines:g} lines/s, attackers x {given.times}, "
            f"the room has {room.resident_bytes / MIB:.1f} MiB"
        )
        for line in heading_lines():
            print(line)
        for attack in chosen:
            measured = field.measure(attack, is_full=True, times=given.times)
            is_clean = is_clean and measured.is_unmoved and not measured.flaws.total
            print(attack_line(attack.name, measured, given.seconds), flush=True)
        attackers.begin(EVERYTHING, is_full=True, times=given.times)
        wait_for_queue(room, 500 * given.times)
        seconds = sorted(login_seconds(room.tcp_port, f"newcomer {number}") for number in range(_NEWCOMERS))
        attackers.end()
        report = lesson.report()
        print(
            f"a new pupil meanwhile: in after {seconds[_NEWCOMERS // 2]:.2f} s, {seconds[-1]:.2f} s at most; "
            f"{report.deliveries:,} deliveries, {report.flaws.total} flaws, "
            f"{'one roster for all' if report.roster is not None else 'ROSTERS DIFFER'}; "
            f"{room.resident_bytes / MIB:.1f} MiB; closed in {room.stop():.2f} s"
        )
    is_clean = is_clean and not report.flaws.total and not report.false_notices and report.roster is not None
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
