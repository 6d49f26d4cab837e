"""One attack on a class: a quiet turn, the attack, a quiet turn; and once more where this computer was too busy.

The rule: a disturbance from outside can only make a turn slower. So an attack that moved the class's delay is tried
again, and has moved it when it does so every time.
"""

import time
from dataclasses import dataclass

from tests.hostile.attack_table import Attack
from tests.hostile.attackers_process import Attackers
from tests.hostile.class_room import ClassRoom
from tests.hostile.figures import Measured
from tests.hostile.room_process import RoomProcess

_TRIES = 3
_SETTLING_SECONDS = 20.0


@dataclass
class Field:
    """Where it all happens: a room, a class in it, and attackers who wait. ``seconds`` is how long each attack is.

    ``marked``, ``alone`` and ``open_files`` tell how it was when only the class was in: how many lines the log had,
    how many descriptors were in use, and what for besides connections.
    """

    room: RoomProcess
    lesson: ClassRoom
    attackers: Attackers
    seconds: float

    def __post_init__(self) -> None:
        self._quiet = self.lesson.measure(self.seconds / 2)
        self.marked = len(self.room.log_lines())
        self.alone = self.room.descriptors
        self.open_files = self.room.open_files

    def measure(self, attack: Attack, *, is_full: bool = False, times: int = 1) -> Measured:
        """Return the best of up to three tries, with half as long a quiet turn before and after each."""
        best = self._measure_once(attack, is_full=is_full, times=times)
        for _ in range(_TRIES - 1):
            if best.is_unmoved or best.flaws.total:
                break
            again = self._measure_once(attack, is_full=is_full, times=times)
            if again.flaws.total or again.attack.delays.p99 < best.attack.delays.p99:
                best = again
        return best

    def _measure_once(self, attack: Attack, *, is_full: bool, times: int) -> Measured:
        before = self._quiet
        memory, descriptors, cpu = self.room.resident_bytes, self.room.descriptors, self.room.cpu_seconds
        worst = [memory, descriptors]

        def look() -> None:
            worst[0] = max(worst[0], self.room.resident_bytes)
            worst[1] = max(worst[1], self.room.descriptors)

        def begin() -> None:
            self.attackers.begin(attack, is_full=is_full, times=times)

        during = self.lesson.measure(self.seconds, look, begin)
        cpu_seconds = self.room.cpu_seconds - cpu
        did = self.attackers.end()
        settle(self.room, descriptors)
        self._quiet = after = self.lesson.measure(self.seconds / 2)
        growth_bytes, growth_descriptors = worst[0] - memory, worst[1] - descriptors
        return Measured(before, during, after, growth_bytes, growth_descriptors, cpu_seconds, did)


def wait_for_queue(room: RoomProcess, connections: int) -> None:
    """Wait until that many are connected and not yet accepted. Fails when the attackers do not get that far."""
    ends = time.monotonic() + _SETTLING_SECONDS
    while room.waiting_connections < connections:
        assert time.monotonic() < ends, f"only {room.waiting_connections} wait"
        time.sleep(0.01)


def settle(room: RoomProcess, descriptors: int) -> None:
    """Wait until the room has noticed that the attackers are gone. Fails when it keeps what they held."""
    ends = time.monotonic() + _SETTLING_SECONDS
    while room.descriptors > descriptors:
        assert time.monotonic() < ends, f"{room.descriptors - descriptors} descriptors are left behind"
        time.sleep(0.01)
