"""The attackers, in a process of their own with less right to the processor than room and class.

The rule: what is measured is what the room does about them, and not who else wants this computer's processors: in
a real classroom each of them brings a computer along.
"""

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from tests.hostile.attack_table import Attack
from tests.hostile.attackers.attacker import TICK_SECONDS
from tests.hostile.attackers.connections import Target
from tests.hostile.limits import raise_descriptors
from tests.hostile.room_process import RoomProcess

_PATIENCE_SECONDS = 60.0
_NICENESS = 15


@dataclass(frozen=True, slots=True)
class Order:
    """Who is to come: an attack in its short or its full size, so many times over."""

    attack: Attack
    is_full: bool = False
    times: int = 1


def run_attackers(target: Target, orders: "Connection[object, object]") -> None:
    """Attack from each order until the next word; then tell what was done."""
    raise_descriptors()
    # Room and class may run before everything else on a busy computer; those here must not.
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    os.nice(_NICENESS)
    orders.send("ready")
    while isinstance(order := orders.recv(), Order):
        crews = order.attack.attackers(target, is_full=order.is_full, times=order.times)
        orders.send("begun")
        while not orders.poll(TICK_SECONDS):
            for attacker in crews:
                attacker.act()
        orders.recv()
        did: Counter[str] = Counter()
        for attacker in crews:
            attacker.close()
            did += attacker.did
        orders.send(dict(did))


class Attackers:
    """Those who wait for an order. Use ``attackers_of`` to get them."""

    def __init__(self, target: Target) -> None:
        context = multiprocessing.get_context("spawn")
        self._orders, theirs = context.Pipe()
        self._process = context.Process(target=run_attackers, args=(target, theirs), daemon=True)
        self._process.start()
        theirs.close()
        assert self._answer() == "ready"

    def begin(self, attack: Attack, *, is_full: bool = False, times: int = 1) -> None:
        """Have them go at it."""
        self._orders.send(Order(attack, is_full, times))
        assert self._answer() == "begun"

    def end(self) -> dict[str, int]:
        """Have them go; return what they did, and what was done to them."""
        self._orders.send("end")
        did = self._answer()
        assert isinstance(did, dict)
        return did

    def kill(self) -> None:
        """End them with -9."""
        self._process.kill()
        self._process.join(_PATIENCE_SECONDS)
        self._orders.close()

    def _answer(self) -> object:
        assert self._orders.poll(_PATIENCE_SECONDS), "the attackers do not answer"
        try:
            return self._orders.recv()
        except EOFError:
            raise AssertionError(f"the attackers have ended with {self._process.exitcode}") from None


@contextmanager
def attackers_of(room: RoomProcess) -> Iterator[Attackers]:
    """Have attackers of a room at hand until the block ends."""
    attackers = Attackers(Target(room.tcp_port, room.udp_port))
    try:
        yield attackers
    finally:
        attackers.kill()
