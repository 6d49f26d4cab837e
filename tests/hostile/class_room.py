"""The class as a test meets it: it comes in, talks all the time, and tells the figures of each turn.

The rule: it talks in a process of its own, so that neither the attackers nor the test move its clock.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.hostile.class_process import ClassPlan, ClassReport, run_class
from tests.hostile.figures import Turn

_PATIENCE_SECONDS = 60.0


def _nothing() -> None:
    """Nobody wants to look."""


class ClassRoom:
    """A class that is in. Use ``class_in`` to get one."""

    def __init__(self, plan: ClassPlan) -> None:
        context = multiprocessing.get_context("spawn")
        self._orders, theirs = context.Pipe()
        self._process = context.Process(target=run_class, args=(plan, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._answer()

    def measure(
        self, seconds: float, look: Callable[[], None] = _nothing, begin: Callable[[], None] = _nothing
    ) -> Turn:
        """Return the figures of a turn of so many seconds.

        ``begin`` is called when it has begun, and ``look`` a few times from then on.
        """
        self.begin_turn()
        begin()
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            look()
            time.sleep(min(0.1, left))
        look()
        return self.end_turn()

    def begin_turn(self) -> None:
        """From here on what is said belongs to a new turn."""
        self._order("turn")

    def end_turn(self) -> Turn:
        """Return the figures of the turn, once everything that was said in it has come to everybody."""
        turn = self._order("figures")
        assert isinstance(turn, Turn)
        return turn

    def report(self) -> ClassReport:
        """Return what the class has found, once it has heard everything out and everybody sees the same people."""
        report = self._order("report")
        assert isinstance(report, ClassReport)
        return report

    def kill(self) -> None:
        """End the process with -9, in the midst of whatever it does."""
        self._process.kill()
        self._process.join(_PATIENCE_SECONDS)
        self._orders.close()

    def _order(self, order: str) -> object:
        self._orders.send(order)
        return self._answer()

    def _answer(self) -> object:
        assert self._orders.poll(_PATIENCE_SECONDS), "the class does not answer"
        try:
            return self._orders.recv()
        except EOFError:
            raise AssertionError(f"the class has ended with {self._process.exitcode}") from None


@contextmanager
def class_in(plan: ClassPlan) -> Iterator[ClassRoom]:
    """Have a class in the room until the block ends."""
    room = ClassRoom(plan)
    try:
        yield room
    finally:
        room.kill()
