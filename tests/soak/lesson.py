"""One lesson: a class comes in, talks while things go wrong, comes to rest at the bell, is judged, and leaves.

The rule: whoever was cut off is back at the bell, so that everybody has to have everything; and behind the last one
who leaves nothing of this class may be left in the room.
"""

import asyncio
import contextlib
import random
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path

from tests.chaos.findings import Flaw
from tests.chaos.past import read_rows
from tests.soak.line import frame
from tests.soak.pupil import Desk, Pupil
from tests.soak.scale import Scale
from tests.soak.server import ProbedServer
from tests.soak.strangers import Strangers
from tests.soak.talk import Flaws, Typed, judge_talk
from tests.soak.words import HOST, Saying, name_of, saying_of

_WHISPERS = 0.15  # of all sayings
_REST_SECONDS = 40.0  # until everything is said and heard after the bell
_ARRIVING = 0.1  # of the lesson
_ANOTHER_SECOND = 1.05
_MOST_ANNOUNCEMENTS = 100_000  # in one lesson: no number comes twice
_SMALL_BUFFER_BYTES = 4096
_GREED = 250  # pages of history, or some 15 MB: more than all buffers hold
_BANNED_SOURCE = "127.9.9.9"
_HAS_MANY_ADDRESSES = sys.platform == "linux"  # 127.0.0.1 alone elsewhere


class Lesson:
    """Call ``hold``; then everybody has left, and what was wrong with the talk is in ``flaws``."""

    def __init__(
        self, number: int, scale: Scale, server: ProbedServer, chance: random.Random, flaws: Flaws
    ) -> None:
        self.number = number
        self.strangers = Strangers(
            server.tcp_port,
            server.udp_port,
            chance,
            self._some_source,
            may_leave_sessions=scale.has_long_waits,
        )
        self._scale = scale
        self._server = server
        self._chance = chance
        self._flaws = flaws
        self._bell = asyncio.Event()
        self._seats_taken = 0
        self._everybody: list[Pupil] = []  # who was here at any time in this lesson
        self._idle: dict[Pupil, None] = {}  # who is here, with nothing out of order
        self._monitor: Pupil | None = None  # to whom nothing happens
        self._host = Typed(HOST)
        self._churn: tuple[tuple[Callable[[Pupil], Awaitable[None]], int], ...] = (
            (self._break_connection, 8),
            (self._go_for_long, 1),
            (self._sleep, 4),
            (self._read_slowly, 2),
            (self._show_states, 5),
            (self._scroll_up, 5),
            (self._send_nonsense, 3),
            (self._paste, 2),
            (self._give_up_seat, 4),
        )

    async def hold(self, after_id: int) -> int:
        """Hold the lesson; ``after_id`` is the newest message before it. Return the newest at its end."""
        scale = self._scale
        async with asyncio.TaskGroup() as group:
            arrivals = [
                group.create_task(self._arrive(seat < scale.rich, seat == scale.seats - 1))
                for seat in range(scale.seats)
            ]
            visitors: set[asyncio.Task[None]] = set()
            going_on = [
                group.create_task(self._now_and_then(scale.says_a_second, self._talk)),
                group.create_task(self._now_and_then(scale.churns_a_second, self._go_wrong)),
                group.create_task(self._now_and_then(scale.host_acts_a_second, self._keep_order)),
                group.create_task(self._ping()),
            ]
            if scale.has_long_waits:
                going_on.append(group.create_task(self._get_stuck()))
            calling = group.create_task(self._let_strangers_come(group, visitors))
            await asyncio.sleep(scale.lesson_seconds)
            self._bell.set()
            calling.cancel()
            for visitor in visitors:
                visitor.cancel()
            await asyncio.wait([*arrivals, *going_on])
        newest_id = await self._come_to_rest(after_id)
        await asyncio.gather(*(self._leave(pupil) for pupil in self._everybody if pupil.is_in))
        # The last to ask at the door is always one from here, and in a second in which nobody else does.
        await asyncio.sleep(_ANOTHER_SECOND)
        last = Strangers(self._server.tcp_port, self._server.udp_port, self._chance, lambda: "")
        await last.look_for_room()
        asked_in_vain = self.strangers.unanswered_requests + last.unanswered_requests
        if asked_in_vain:
            self._flaws.add(Flaw.TROUBLE, f"{asked_in_vain} requests of discovery without the right answer")
        return newest_id

    # ---- people ------------------------------------------------------------------------------------------

    def _new_pupil(self, is_rich: bool, *, is_slow: bool = False) -> Pupil:
        self._seats_taken += 1
        is_gbk = not is_rich and self._chance.random() < 0.25
        name = name_of(self.number, self._seats_taken, self._chance, is_gbk=is_gbk)
        source = f"127.1.{self.number % 250}.{self._seats_taken % 250 + 1}" if _HAS_MANY_ADDRESSES else ""
        encoding = "gbk" if is_gbk else "utf-8"
        buffer_bytes = _SMALL_BUFFER_BYTES if is_slow else 0
        desk = Desk(name, is_rich, encoding, source, self._server.tcp_port, buffer_bytes)
        pupil = Pupil(desk, self._chance)
        self._everybody.append(pupil)
        return pupil

    async def _arrive(self, is_rich: bool, is_monitor: bool) -> None:
        await self._pause(self._chance.uniform(0, _ARRIVING) * self._scale.lesson_seconds)
        pupil = self._new_pupil(is_rich)
        if is_monitor:
            self._monitor = pupil
        if await pupil.come() and not is_monitor:
            self._idle[pupil] = None

    async def _pause(self, seconds: float) -> None:
        """Wait, but no longer than to the bell."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), seconds)

    async def _now_and_then(self, a_second: float, act: Callable[[], Coroutine[None, None, None]]) -> None:
        """Let ``act`` happen at random until the bell, and wait for the end of all that began."""
        async with asyncio.TaskGroup() as group:
            while not self._bell.is_set():
                await self._pause(self._chance.expovariate(a_second))
                if not self._bell.is_set():
                    group.create_task(act())

    async def _let_strangers_come(self, group: asyncio.TaskGroup, visitors: set[asyncio.Task[None]]) -> None:
        while True:
            await asyncio.sleep(self._chance.expovariate(self._scale.strangers_a_second))
            visitor = group.create_task(self.strangers.one())
            visitors.add(visitor)
            visitor.add_done_callback(visitors.discard)

    async def _ping(self) -> None:
        while not self._bell.is_set():
            await self._pause(10)
            for number, pupil in enumerate(self._everybody):
                if pupil.is_in and pupil.desk.is_rich:
                    pupil.tell("ping", n=number)

    def _some_source(self) -> str:
        chance = self._chance
        return f"127.2.{chance.randint(0, 250)}.{chance.randint(1, 250)}" if _HAS_MANY_ADDRESSES else ""

    # ---- what happens ------------------------------------------------------------------------------------

    async def _talk(self) -> None:
        here = [pupil for pupil in self._everybody if pupil.is_in]
        if here:
            to = self._chance.choice(self._everybody).name if self._chance.random() < _WHISPERS else ""
            who = self._chance.choice(here)
            who.say("" if to == who.name else to)

    async def _go_wrong(self) -> None:
        idle = [pupil for pupil in self._idle if pupil.is_in]
        if not idle:
            return
        pupil = self._chance.choice(idle)
        del self._idle[pupil]
        acts = [act for act, _ in self._churn]
        (act,) = self._chance.choices(acts, [weight for _, weight in self._churn])
        await act(pupil)
        if pupil.is_in:
            self._idle[pupil] = None

    def _some_seconds(self, most: float) -> float:
        return self._chance.uniform(0.05, min(most, self._scale.lesson_seconds / 3))

    async def _break_connection(self, pupil: Pupil) -> None:
        pupil.cut(with_reset=self._chance.random() < 0.6)
        await self._pause(self._some_seconds(8))
        await pupil.come()

    async def _go_for_long(self, pupil: Pupil) -> None:
        pupil.cut(with_reset=self._chance.random() < 0.5)
        await self._pause(self._scale.lesson_seconds)
        await pupil.come()

    async def _sleep(self, pupil: Pupil) -> None:
        pupil.sleep()
        await self._pause(self._some_seconds(12))
        pupil.wake()

    async def _read_slowly(self, pupil: Pupil) -> None:
        for _ in range(10):
            pupil.sleep()
            await self._pause(self._some_seconds(2))
            pupil.wake()
            await asyncio.sleep(0.01)

    async def _show_states(self, pupil: Pupil) -> None:
        if pupil.desk.is_rich:
            word = self._chance.choice(("hand", "away"))
            pupil.tell(word, on=True)
            await self._pause(self._some_seconds(5))
            pupil.tell(word, on=False)

    async def _scroll_up(self, pupil: Pupil) -> None:
        if pupil.desk.is_rich:
            for _ in range(self._chance.randint(1, 5)):
                pupil.look_back()

    async def _send_nonsense(self, pupil: Pupil) -> None:
        # Nothing of types 2 and 3, which a session counts.
        pupil.send(
            b"noise\x02\x03" + frame("9", "?") + b"\x02\x02" + frame("1", "me too") + b"\x021\xff\xff\x03"
        )

    async def _paste(self, pupil: Pupil) -> None:
        for _ in range(12):
            pupil.say()

    async def _give_up_seat(self, pupil: Pupil) -> None:
        if not pupil.has_answers:
            return
        await self._leave(pupil)
        # Nobody comes back for what it whispered, so that may be forgotten.
        pupil.typed.must = [saying for saying in pupil.typed.must if not saying.to]
        newcomer = self._new_pupil(pupil.desk.is_rich)
        if await newcomer.come():
            self._idle[newcomer] = None

    async def _leave(self, pupil: Pupil) -> None:
        if not await pupil.go():
            self._flaws.add(Flaw.TROUBLE, f"{pupil.name} said goodbye, and the room did not close")

    async def _get_stuck(self) -> None:
        """Somebody asks for a lot, and reads nothing of it."""
        await self._pause(self._scale.lesson_seconds * 0.2)
        pupil = self._new_pupil(True, is_slow=True)
        if await pupil.come():
            pupil.sleep()
            for _ in range(_GREED):
                pupil.want_much()
            await self._pause(self._scale.lesson_seconds)
            pupil.cut(with_reset=True)
        await pupil.come()

    async def _keep_order(self) -> None:
        """What a host does."""
        order, chance = self._server.order, self._chance
        idle = [pupil for pupil in self._idle if pupil.is_in]
        match chance.choice(("announce", "announce", "mute", "remove", "ban")):
            case "announce":
                saying = Saying(HOST, self.number * _MOST_ANNOUNCEMENTS + len(self._host.must) + 1)
                self._host.must.append(saying)
                await order("announce", text=saying.text)
            case "mute" if plain := [pupil for pupil in idle if not pupil.desk.is_rich]:
                pupil = chance.choice(plain)
                del self._idle[pupil]
                pupil.expect_muting()
                await order("mute", name=pupil.name)
                await self._pause(self._some_seconds(10))
                await order("unmute", name=pupil.name)
                self._idle[pupil] = None
            case "remove" if idle:
                pupil = chance.choice(idle)
                del self._idle[pupil]
                await order("remove", name=pupil.name)
                pupil.is_expelled = True
                await self._pause(self._some_seconds(10))
                await order("forgive", name=pupil.name)
                pupil.is_expelled = False
                pupil.cut(with_reset=False)
                await pupil.come()
                self._idle[pupil] = None
            case "ban":
                await order("ban", address=_BANNED_SOURCE)
                await self._pause(self._some_seconds(10))
                if _HAS_MANY_ADDRESSES:
                    await self.strangers.knock(_BANNED_SOURCE)
                await order("lift", address=_BANNED_SOURCE)
            case _:
                pass

    # ---- the bell ----------------------------------------------------------------------------------------

    async def _come_to_rest(self, after_id: int) -> int:
        """Wait until everything is said and heard, and judge; return the newest id."""
        here = [pupil for pupil in self._everybody if pupil.is_in]
        missing = [pupil.name for pupil in self._everybody if not pupil.is_in and not pupil.has_left]
        if missing:
            self._flaws.add(Flaw.TROUBLE, f"thrown out, or not let in: {missing}")
        if not await self._until(lambda: all(pupil.has_answers for pupil in here)):
            waiting = [pupil.name for pupil in here if not pupil.has_answers]
            self._flaws.add(Flaw.TROUBLE, f"never answered: {waiting}")
        monitor = self._monitor
        word = None if monitor is None else monitor.say()
        if word is None:
            raise RuntimeError("nobody is there to say the last word")
        if not await self._until(lambda: all(pupil.has_heard(word) for pupil in here)):
            deaf = [pupil.name for pupil in here if not pupil.has_heard(word)]
            self._flaws.add(Flaw.LOST, f"the last word, for {deaf}")
        for pupil in here:
            pupil.mark_whole()
        rows = self._rows(self._server.history_file, after_id)
        for pupil in self._everybody:
            for strange in pupil.strange:
                self._flaws.add(Flaw.INVENTED, f"{pupil.name}: {strange}")
        runs = [run for pupil in self._everybody for run in pupil.runs]
        judge_talk(rows, runs, [self._host, *(pupil.typed for pupil in self._everybody)], self._flaws)
        return max((row_id for row_id, _ in rows), default=after_id)

    async def _until(self, is_so: Callable[[], bool]) -> bool:
        for _ in range(int(_REST_SECONDS / 0.05)):
            if is_so():
                return True
            await asyncio.sleep(0.05)
        return False

    def _rows(self, file: Path, after_id: int) -> list[tuple[int, Saying]]:
        rows: list[tuple[int, Saying]] = []
        for row_id, row in sorted(read_rows(file, after_id).items()):
            saying = saying_of(row.sender, row.text)
            if saying is None or saying.to != row.to:
                self._flaws.add(Flaw.INVENTED, f"id {row_id} of the history: {row}")
            else:
                rows.append((row_id, saying))
        return rows
