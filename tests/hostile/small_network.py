"""``python -m tests.hostile.small_network``: attacks on a class whose computers take little at once, told as JSON.

The rule: run it with ``in_small_network``, where packets are as small as those of a real network. There the system
takes tens of kilobytes for each guest and not megabytes, so that what the room makes too fast waits in the room.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import asdict

from tests.helpers.headless import ROOT
from tests.hostile.attack_table import LINE_FEEDS, WHISPERED_FEEDS
from tests.hostile.attackers_process import attackers_of
from tests.hostile.class_process import ClassPlan
from tests.hostile.class_room import class_in
from tests.hostile.room_process import room_process

ATTACKS = {attack.name: attack for attack in (LINE_FEEDS, WHISPERED_FEEDS)}
_PUPILS = 12
_SECONDS = 3.0
_PACKET_BYTES = 1_500
_IN_A_NETWORK_OF_ITS_OWN = ("unshare", "--net", "sh", "-c")


def why_not() -> str:
    """Return why this computer cannot have a network of such packets; empty if it can."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return "unshare or ip not installed (packages util-linux and iproute2)"
    tried = subprocess.run([*_IN_A_NETWORK_OF_ITS_OWN, "ip link set lo up"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "a network of its own needs root"


def in_small_network(attack: str) -> dict[str, int]:
    """Attack a class there; return what came of it, for the class and for those who attacked."""
    script = f'ip link set lo mtu {_PACKET_BYTES} up && exec "$@"'
    command = (sys.executable, "-m", "tests.hostile.small_network", attack)
    done = subprocess.run(
        [*_IN_A_NETWORK_OF_ITS_OWN, script, "sh", *command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4_000:]
    came_of_it: dict[str, int] = json.loads(done.stdout)
    return came_of_it


def main(attack: str) -> None:
    """Attack, and print what came of it."""
    with (
        room_process() as room,
        class_in(ClassPlan(room.tcp_port, _PUPILS, _PUPILS)) as lesson,
        attackers_of(room) as attackers,
    ):
        turn = lesson.measure(_SECONDS, begin=lambda: attackers.begin(ATTACKS[attack]))
        did = attackers.end()
        report = lesson.report()
        room.stop()
    sys.stdout.write(json.dumps({**did, **asdict(report.flaws), "delays": turn.delays.count}))


if __name__ == "__main__":
    main(sys.argv[1])
