"""What the host's window costs the room, and the room the window: ``python -m benchmarks.host_window [--quick]``.

500 guests and 2,000 messages a second in all, in two rooms: one without a window, one with the host's window on it.
They take turns in one run on one computer, so that ratios count: a message's way with the window is to be at most
1.5 times as long (p99), a full hall with it at least 0.8 times as fast. And the window's event loop is never to
wait 50 ms of its own doing, not even while everybody comes in.

``--wire`` measures what it costs to look at the wire, in the same way: the first room's window shows the
conversation, the second one's the wire, which it pulls thirty times a second. The hall is to be at least 0.8 times
as fast then, too; how much longer a message takes while somebody looks is only told.

The window is shown on the desktop if there is one, and otherwise painted where nobody sees it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum

MOST_DELAY = 1.5
LEAST_HALL = 0.8
MOST_GAP_MS = 50.0

_ROOM = (
    "--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--rate", "0", "--max-per-address", "0",
    "--log-level", "warning",
)  # fmt: skip

Answer = dict[str, float]


class View(Enum):
    """What somebody sees of a room; the value is how a table calls it."""

    NOTHING = "headless"  # there is no window
    CONVERSATION = "with the window"
    WIRE = "wire looked at"

    @property
    def command(self) -> tuple[str, ...]:
        """The module that runs such a room, and the options that say so."""
        match self:
            case View.NOTHING:
                return ("chatroom_server", "--headless")
            case View.CONVERSATION:
                return ("benchmarks.host_window_room",)
            case View.WIRE:
                return ("benchmarks.host_window_room", "wire")


class Program:
    """A process that is told something line by line, and answers in lines of JSON."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def tell(self, line: str) -> None:
        """Give an order that has no answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def answer(self) -> Answer:
        """Return the next answer, once it has come."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"{self._process.args!r} ended"
        found: Answer = json.loads(line)
        return found

    def ask(self, line: str) -> Answer:
        """Give an order, and return the answer."""
        self.tell(line)
        return self.answer()


@contextmanager
def program(module: str, *options: str) -> Iterator[Program]:
    """Run a module until the block ends."""
    environment = dict(os.environ)
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & environment.keys():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # What the screenless platform says of itself at each new size of a window is no news.
    environment.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false;default.warning=false")
    with subprocess.Popen(
        [sys.executable, "-m", module, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            yield Program(process)
        finally:
            process.terminate()


@dataclass(slots=True)
class Measured:
    """What was seen in the turns of one room; gaps only where there is a window."""

    talks: list[Answer] = field(default_factory=list)
    halls: list[Answer] = field(default_factory=list)
    gaps: dict[str, list[Answer]] = field(default_factory=dict)
    """Of the window's event loop, by what the guests did meanwhile."""

    def delay(self, which: str) -> float:
        """Return the median over the turns, in milliseconds."""
        return statistics.median(talk[which] for talk in self.talks)

    @property
    def longest_gap(self) -> float:
        """The longest gap of the window's own doing in a usual turn, in milliseconds.

        In an unusual one, somebody else had the processor while the room or the desktop was to let go of something.
        """
        usual = (statistics.median(gap["own max"] for gap in gaps) for gaps in self.gaps.values())
        return max(usual, default=0.0)


class _Place:
    """A room with its guests, and perhaps with its window."""

    def __init__(
        self, stack: ExitStack, options: Sequence[str], guests: int, pace: float, view: View
    ) -> None:
        self.seen = Measured()
        room = stack.enter_context(program(*view.command, *_ROOM, *options))
        port = str(int(room.answer()["tcp_port"]))
        self._window = None if view is View.NOTHING else room
        if self._window is not None:
            self._window.tell("begin")
        load = ("--guests", str(guests), "--pace", str(pace))
        self._guests = stack.enter_context(program("benchmarks.host_window_guests", port, *load))
        self._guests.answer()
        self._look("coming in")

    def take_turn(self, seconds: float) -> None:
        """Have the guests talk, and then fill the hall."""
        self.seen.talks.append(self._do("paced", "talk", seconds))
        self.seen.halls.append(self._do("hall", "hall", seconds))

    def _do(self, order: str, name: str, seconds: float) -> Answer:
        if self._window is not None:
            self._window.tell("begin")
        answer = self._guests.ask(f"{order} {seconds}")
        self._look(name)
        return answer

    def _look(self, name: str) -> None:
        if self._window is not None:
            self.seen.gaps.setdefault(name, []).append(self._window.ask("end"))


def measure(
    turns: int,
    seconds: float,
    *,
    guests: int,
    pace: float,
    options: Sequence[str],
    views: tuple[View, View] = (View.NOTHING, View.CONVERSATION),
) -> tuple[Measured, Measured]:
    """Return what was measured in a room of the one view, and in one of the other; ``options`` are of both."""
    with ExitStack() as stack:
        bare, shown = (_Place(stack, options, guests, pace, view) for view in views)
        for turn in range(turns):
            # Who begins takes turns, too: computers get warm, and others come and go on them.
            for place in (bare, shown) if turn % 2 == 0 else (shown, bare):
                place.take_turn(seconds)
        return bare.seen, shown.seen


def ratios(bare: Measured, shown: Measured) -> tuple[list[float], list[float]]:
    """Return how many times as long a message was on its way (p99), and as fast the hall, turn by turn."""
    delays = [one["p99"] / other["p99"] for one, other in zip(shown.talks, bare.talks, strict=True)]
    halls = [
        one["deliveries"] / other["deliveries"] for one, other in zip(shown.halls, bare.halls, strict=True)
    ]
    return delays, halls


def table(
    bare: Measured, shown: Measured, views: tuple[View, View] = (View.NOTHING, View.CONVERSATION)
) -> Iterator[str]:
    """Return what was measured, line by line."""
    yield f"{'':<20}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'hall M/s':>10}"
    for name, seen in zip((view.value for view in views), (bare, shown), strict=True):
        delays = "".join(f"{seen.delay(which):9.2f}" for which in ("p50", "p99", "max"))
        hall = statistics.median(answer["deliveries"] for answer in seen.halls) / 1e6
        yield f"{name:<20}{delays}{hall:10.1f}"
    yield ""
    yield f"{'event loop of the window':<40}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'worst':>9}{'share':>7}"
    for name, gaps in shown.gaps.items():
        for kind, words in (
            ("gap", "gaps"),
            ("own", "gaps of its own doing"),
            ("busy", "at work in a piece"),
        ):
            medians = [
                statistics.median(gap[f"{kind} {which}"] for gap in gaps) for which in ("p50", "p99", "max")
            ]
            worst = max(gap[f"{kind} max"] for gap in gaps)
            share = statistics.median(gap["cpu"] for gap in gaps) if kind == "busy" else None
            figures = "".join(f"{figure:9.2f}" for figure in (*medians, worst))
            yield f"{f'{name}: {words}':<40}{figures}" + ("" if share is None else f"{100 * share:6.1f}%")


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print a table and the figures, and return the exit status: 0 if every figure is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.host_window", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three short turns, to see that it runs")
    parser.add_argument("--turns", type=int, default=8, help="of each room (default: 8)")
    parser.add_argument(
        "--seconds", type=float, default=3.0, help="of talk, and of hall, in each turn (default: 3)"
    )
    parser.add_argument("--guests", type=int, default=500, help="in each room (default: 500)")
    parser.add_argument("--pace", type=float, default=2_000.0, help="messages a second (default: 2,000)")
    parser.add_argument("--history", action="store_true", help="both rooms write their histories")
    parser.add_argument("--wire", action="store_true", help="what it costs to look at the wire")
    chosen = parser.parse_args(given)
    turns, seconds = (3, 1.0) if chosen.quick else (chosen.turns, chosen.seconds)
    options = () if chosen.history else ("--no-history",)
    views = (View.CONVERSATION, View.WIRE) if chosen.wire else (View.NOTHING, View.CONVERSATION)
    other = views[0].value
    bare, shown = measure(
        turns, seconds, guests=chosen.guests, pace=chosen.pace, options=options, views=views
    )
    print("\n".join(table(bare, shown, views)))
    delays, halls = ratios(bare, shown)
    delay, hall, gap = statistics.median(delays), statistics.median(halls), shown.longest_gap
    figures = (
        (
            f"p99, × {other}: {delay:.2f} (from {min(delays):.2f} to {max(delays):.2f})",
            "" if chosen.wire else "≤ 1.5",
            chosen.wire or delay <= MOST_DELAY,
        ),
        (
            f"hall, × {other}: {hall:.2f} (from {min(halls):.2f} to {max(halls):.2f})",
            "≥ 0.8",
            hall >= LEAST_HALL,
        ),
        (f"longest gap of its own doing: {gap:.1f} ms", "< 50 ms", gap < MOST_GAP_MS),
    )
    print()
    for words, goal, is_reached in figures:
        print(f"{words:<50} {goal:<8} {'reached' if is_reached else 'MISSED'}" if goal else words)
    return 0 if all(is_reached for _, _, is_reached in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
