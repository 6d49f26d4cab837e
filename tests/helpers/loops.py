"""Event loops whose clock the test holds: time passes when the test says so, and never by waiting for it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast


class ClockLoop(asyncio.SelectorEventLoop):
    """A real loop that can be put ahead: what was due in the seconds between is due at once."""

    _ahead = 0.0
    _held_at: float | None = None

    def time(self) -> float:
        return (super().time() if self._held_at is None else self._held_at) + self._ahead

    def hold(self) -> None:
        """Let no time pass from now on but by ``advance``, however slow this machine is."""
        self._held_at = super().time()

    def advance(self, seconds: float) -> None:
        """Let this much time have passed."""
        self._ahead += seconds


def run_on_clock(main: Callable[[ClockLoop], Coroutine[Any, Any, None]]) -> None:
    """Run ``main`` on a loop of its own; an exception that only the loop saw fails the test as well."""
    loops: list[ClockLoop] = []
    unhandled: list[str] = []

    def make_loop() -> ClockLoop:
        loop = ClockLoop()
        loop.set_exception_handler(lambda _, context: unhandled.append(f"{context['message']}: {context}"))
        loops.append(loop)
        return loop

    with asyncio.Runner(loop_factory=make_loop) as runner:
        runner.get_loop()
        runner.run(main(loops[0]))
    assert unhandled == []


async def settle(turns: int = 20) -> None:
    """Let everything that can go on without time passing go on."""
    for _ in range(turns):
        await asyncio.sleep(0)


async def until(claim: Callable[[], bool], patience_seconds: float = 20.0) -> None:
    """Wait for something that another socket or process is about to make true."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + patience_seconds
    while not claim():
        # In turns of the loop, so that what a test waits for costs no time of its own.
        await asyncio.sleep(0.001)
        assert loop.time() < ends, "it never came true"


class ManualLoop:
    """What the server asks of a loop. It does nothing by itself: the test runs the turns, and says who is ready."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._soon: list[Callable[[], object]] = []
        self._later: list[tuple[float, Callable[[], object]]] = []
        self.readers: dict[int, Callable[[], object]] = {}
        self.writers: dict[int, Callable[[], object]] = {}

    def time(self) -> float:
        return self.now

    @property
    def as_loop(self) -> asyncio.AbstractEventLoop:
        """The same, as it is handed to the code under test."""
        return cast("asyncio.AbstractEventLoop", self)

    def call_soon(self, callback: Callable[..., object], *args: object) -> None:
        self._soon.append(lambda: callback(*args))

    def call_later(self, seconds: float, callback: Callable[..., object], *args: object) -> None:
        self._later.append((self.now + seconds, lambda: callback(*args)))

    def pass_time(self, seconds: float) -> None:
        """Let time pass, and have what is due then done in the next turn."""
        self.now += seconds
        self._soon += [callback for due, callback in self._later if due <= self.now]
        self._later = [each for each in self._later if each[0] > self.now]

    def add_reader(self, fileno: int, callback: Callable[..., object], *args: object) -> None:
        self.readers[fileno] = lambda: callback(*args)

    def remove_reader(self, fileno: int) -> bool:
        return self.readers.pop(fileno, None) is not None

    def add_writer(self, fileno: int, callback: Callable[..., object], *args: object) -> None:
        self.writers[fileno] = lambda: callback(*args)

    def remove_writer(self, fileno: int) -> bool:
        return self.writers.pop(fileno, None) is not None

    @property
    def has_more(self) -> bool:
        """Whether the next turn has something to do, with nobody ready."""
        return bool(self._soon)

    def turn(self) -> None:
        """Run what was asked for up to now; what that asks for waits for the next turn."""
        due, self._soon = self._soon, []
        for callback in due:
            callback()

    def settle(self) -> None:
        """Run turns until nothing is asked for."""
        while self._soon:
            self.turn()
