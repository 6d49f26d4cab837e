"""One soak: lesson after lesson in one room, measured all the time, and exactly in each break."""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shared.protocol.limits import BURST_MESSAGES
from tests.chaos.findings import Flaw
from tests.soak.lesson import Lesson
from tests.soak.sample import Sample, sample_of
from tests.soak.scale import Scale
from tests.soak.server import ProbedServer
from tests.soak.talk import Flaws
from tests.soak.verdict import uneven_tables

_EMPTY_SECONDS = 60.0  # until the room has seen everybody off: kept places, logins, lingering sockets
_FIRST_SETTLE_SECONDS = 2.0  # and as long as a guest who has sent too much is made to wait
_LOOK_SECONDS = 0.5
_FIRST_LOOK_SECONDS = 1.2  # longer than the room lets pass between two looks at what is to be done

Listener = Callable[[Sample], None]


@dataclass(slots=True)
class Soak:
    """What was measured and found."""

    samples: list[Sample] = field(default_factory=list)
    flaws: Flaws = field(default_factory=Flaws)
    strangers: int = 0
    lessons: int = 0
    traced: list[str] = field(default_factory=list)  # of the last break
    seconds: float = 0.0
    exit_status: int = 0
    troubles: list[str] = field(default_factory=list)  # lines on the server's standard error


async def run_soak(
    scale: Scale,
    seed: int,
    folder: Path,
    plants: Sequence[str] = (),
    listener: Listener | None = None,
    *,
    is_traced: bool = False,
) -> Soak:
    """Run one soak with its files in ``folder``; ``listener`` gets each sample as it is taken.

    ``is_traced``: the server also tells where what is left in each break was made, at a third of its speed.
    """
    options = [word for plant in plants for word in ("--plant", plant)]
    options += ["--rate", str(scale.rate)]
    if scale.is_small:
        options.append("--small")
    server = ProbedServer(folder, options, is_traced=is_traced)
    await server.start()
    soak = _Running(scale, random.Random(seed), server, listener)
    try:
        await soak.run()
    finally:
        soak.result.exit_status = await server.stop()
        soak.result.troubles = server.troubles()
    return soak.result


class _Running:
    def __init__(
        self, scale: Scale, chance: random.Random, server: ProbedServer, listener: Listener | None
    ) -> None:
        self.result = Soak()
        self._scale = scale
        self._chance = chance
        self._server = server
        self._listener = listener
        self._began_at = time.monotonic()
        self._perhaps_sessions = 0
        self._quiet_tables: dict[str, list[int]] = {}

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self._began_at

    async def run(self) -> None:
        """Hold lessons until the time is over, the last one to its end."""
        scale, result = self._scale, self.result
        sampling = asyncio.get_running_loop().create_task(self._sample_on())
        newest_id = 0
        try:
            while (
                result.lessons < scale.least_lessons
                or self._seconds < scale.seconds - scale.lesson_seconds / 2
            ):
                result.lessons += 1
                lesson = Lesson(result.lessons, scale, self._server, self._chance, result.flaws)
                newest_id = await lesson.hold(newest_id)
                result.strangers += lesson.strangers.came
                self._perhaps_sessions += lesson.strangers.perhaps_sessions
                await self._take_quiet_sample()
                await asyncio.sleep(scale.break_seconds)
        finally:
            sampling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sampling
        result.seconds = self._seconds

    async def _sample_on(self) -> None:
        while True:
            await asyncio.sleep(self._scale.sample_seconds)
            census = await self._server.ask(is_settled=False)
            self._keep(sample_of(self._seconds, self.result.lessons, self._server.look(), census))

    async def _take_quiet_sample(self) -> None:
        if not await self._is_empty():
            self.result.flaws.add(Flaw.ROSTER, f"after lesson {self.result.lessons} the room is not empty")
        if not self._quiet_tables:
            await asyncio.sleep(_FIRST_SETTLE_SECONDS + BURST_MESSAGES / self._scale.rate)
        ends_at = self._seconds + self._scale.settle_seconds
        before: dict[str, list[int]] = {}
        while True:
            await asyncio.sleep(_LOOK_SECONDS if self._quiet_tables else _FIRST_LOOK_SECONDS)
            census = await self._server.ask(is_settled=True)
            tables = census["tables"]
            assert isinstance(tables, dict)
            # The first break is what all others are held against: nothing in it may be on its way out.
            wanted = self._quiet_tables or tables
            is_level = not uneven_tables(wanted, tables, self._perhaps_sessions)
            is_shrinking = not self._quiet_tables and _is_smaller(tables, before)
            before = tables
            if (is_level and not is_shrinking) or self._seconds > ends_at:
                break
        self._quiet_tables = self._quiet_tables or tables
        traced = census["traced"]
        assert isinstance(traced, list)
        self.result.traced = traced
        self._keep(
            sample_of(
                self._seconds,
                self.result.lessons,
                self._server.look(),
                census,
                is_quiet=True,
                most_sessions=self._perhaps_sessions,
            )
        )

    async def _is_empty(self) -> bool:
        ends_at = self._seconds + _EMPTY_SECONDS
        while self._seconds < ends_at:
            census = await self._server.ask(is_settled=False)
            counters = census["counters"]
            assert isinstance(counters, dict)
            if not counters["users"] and not counters["connections"]:
                return True
            await asyncio.sleep(_LOOK_SECONDS)
        return False

    def _keep(self, sample: Sample) -> None:
        self.result.samples.append(sample)
        if self._listener is not None:
            self._listener(sample)


def _is_smaller(now: Mapping[str, Sequence[int]], before: Mapping[str, Sequence[int]]) -> bool:
    """Whether some table has less in it than before, or whether there is no before."""
    return not before or any(now.get(path, (0,))[0] < size for path, (size, _) in before.items())
