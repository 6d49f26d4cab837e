"""What a long conversation costs the guest's window: ``python -m benchmarks.guest_window [--quick]``.

A real window in a room that another process plays: 100,000 messages come, and then what a person does is measured:
one more message, scrolling in every way, another width, size of text and language of colour. After that 1,000
messages a second come for ten seconds.

Judged is the processor time of the window's thread in one turn of its event loop, which is what holds up a frame on
a computer that does nothing else; the time on the clock stands beside it, with everybody else's work in it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication

from chatroom_client.finder import RoomFinder
from chatroom_client.link import ServerLink
from chatroom_client.settings import ClientSettings
from chatroom_client.window.join import JoinWish
from chatroom_client.window.main import ClientWindow
from shared.ui.collector import GuiCollector
from shared.ui.language import Languages
from shared.ui.program_start import name_program
from shared.ui.theme_source import ThemeChoice, ThemeSource

MOST_FRAME_MS: Final = 16.0
MOST_GAP_MS: Final = 50.0
MOST_BYTES: Final = 1_024
FLOOD_RATE: Final = 1_000

_TRACED: Final = 20_000
"""Tracing makes everything several times slower, and a message costs the same among fewer."""

_AFTER_TURNS: Final = 6
"""What a person does has its echo in the turns behind it: rows are laid out, more of them are measured."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the event loop, in milliseconds."""

    cpu: float
    clock: float


class Clock:
    """Runs the event loop, turn by turn, and keeps how long each took."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._alarm = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._alarm.timeout.connect(lambda: None)
        self._alarm.start()

    def turn(self, action: Callable[[], object] | None = None, *, waits: bool = False) -> Turn:
        """Do something as the program itself would, and whatever follows from it at once."""
        flags = QEventLoop.ProcessEventsFlag
        if waits:
            self._app.processEvents(flags.WaitForMoreEvents | flags.ExcludeUserInputEvents, 1)
        cpu, clock = time.thread_time(), time.perf_counter()
        if action is not None:
            action()
        self._app.processEvents()
        return Turn(1_000 * (time.thread_time() - cpu), 1_000 * (time.perf_counter() - clock))

    def until(self, is_done: Callable[[], bool], seconds: float = 600.0) -> list[Turn]:
        """Run until something is so."""
        ends = time.monotonic() + seconds
        turns = []
        while not is_done():
            assert time.monotonic() < ends, "it never came"
            turns.append(self.turn())
            if turns[-1].cpu < 0.2:
                time.sleep(0.001)
        return turns

    def settle(self, seconds: float = 0.08) -> list[Turn]:
        """Run for a moment, in which the window does what it has put off."""
        ends = time.monotonic() + seconds
        return self.until(lambda: time.monotonic() > ends)


class Room:
    """The process at the other end."""

    def __init__(self, stack: ExitStack) -> None:
        self._process = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.guest_window_room"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        stack.callback(self._process.kill)
        assert self._process.stdout is not None
        self.port = int(json.loads(self._process.stdout.readline())["port"])

    def tell(self, order: str) -> None:
        """Give an order."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()


class Bench:
    """A window with a long conversation, and what is done to it."""

    def __init__(self, stack: ExitStack, app: QApplication, folder: Path) -> None:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
        self._clock = Clock(app)
        self._stack = stack
        self._collector = GuiCollector(app)
        self._themes = ThemeSource(app, ThemeChoice.LIGHT)
        self._languages = Languages(app, "en", app)
        self.link = ServerLink(app="a benchmark")
        ways = (self.link, RoomFinder(outlets=tuple))
        self._window = ClientWindow(lambda: ways, ClientSettings(), self._themes, self._languages)
        self._window.resize(980, 700)
        self._window.show()
        self._view = self._window.chat.view
        self.enter()

    def enter(self) -> None:
        """Go into a new room."""
        self._room = Room(self._stack)
        self.held = 0
        self._window.join(JoinWish("grace", "127.0.0.1", self._room.port, f"127.0.0.1:{self._room.port}"))
        self._clock.until(lambda: "grace" in self._window.chat.names)
        self._clock.settle(0.5)

    def leave(self) -> None:
        """Go out of it."""
        self.link.leave()
        self._clock.settle(0.2)

    def fill(self, count: int) -> list[Turn]:
        """Have so much said, as fast as the window takes it."""
        self._room.tell(f"say {count}")
        return self._arrive(count)

    def flood(self, seconds: float) -> list[Turn]:
        """Have 1,000 messages a second said."""
        count = round(FLOOD_RATE * seconds)
        self._room.tell(f"pace {FLOOD_RATE} {seconds}")
        return self._arrive(count)

    def _arrive(self, count: int) -> list[Turn]:
        arrived = 0

        def on_arrived(news: int) -> None:
            nonlocal arrived
            arrived += news

        transcript = self._window.chat.transcript
        transcript.messages_arrived.connect(on_arrived)
        turns = self._clock.until(lambda: arrived >= count)
        transcript.messages_arrived.disconnect(on_arrived)
        assert arrived == count, (arrived, count)
        self.held += count
        return turns + self._clock.settle()

    def do(self, name: str, times: int) -> list[Turn]:
        """Do one thing again and again; returns the longest turn of each time."""
        self._clock.settle(0.3)
        worst = []
        for number in range(times):
            turns = self._one(name, number)
            worst.append(max(turns, key=lambda turn: turn.cpu))
        return worst

    def _one(self, name: str, number: int) -> list[Turn]:
        bar = self._view.verticalScrollBar()
        match name:
            case "new message":
                if not self._view.is_at_bottom:
                    self._view.scroll_to_bottom()
                    self._clock.settle()
                return self.fill(1)
            case "new message, reading":
                if self._view.is_at_bottom:
                    bar.setValue(bar.maximum() // 2)
                    self._clock.settle()
                return self.fill(1)
            case "wheel up":
                return self._act(lambda: self._wheel(120))
            case "wheel down":
                return self._act(lambda: self._wheel(-120))
            case "page up":
                return self._act(lambda: bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub))
            case "thumb anywhere":
                place = (number * 0.381966) % 1
                return self._act(lambda: bar.setSliderPosition(round(bar.maximum() * place)))
            case "to the newest":
                bar.setValue(bar.maximum() // 3)
                self._clock.settle()
                return self._act(self._view.scroll_to_bottom)
            case "other width":
                return self._act(lambda: self._window.resize(700 + number % 9 * 40, 700))
            case "other text size":
                return self._act(lambda: self._themes.set_text_percent((100, 125, 150, 110)[number % 4]))
            case "other colours":
                choice = (ThemeChoice.DARK, ThemeChoice.LIGHT)[number % 2]
                return self._act(lambda: self._themes.choose(choice))
            case _:
                raise ValueError(name)

    def _act(self, action: Callable[[], object]) -> list[Turn]:
        turns = [self._clock.turn(action)]
        turns += [self._clock.turn() for _ in range(_AFTER_TURNS)]
        return turns + self._clock.settle(0.04)

    def _wheel(self, step: int) -> None:
        at = QPointF(200, 200)
        no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(
            at, at, QPoint(), QPoint(0, step), no_button, no_key, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(self._view.viewport(), event)

    def text_bytes(self) -> int:
        """How much of the memory is text."""
        return sum(sys.getsizeof(entry.text) for entry in self._window.chat.transcript.all_entries())

    def collect_everything(self) -> Turn:
        """What Python's own collection of everything takes with all that is held."""
        return self._clock.turn(gc.collect)

    def picture(self, file: str) -> None:
        """Keep what the window looks like."""
        self._window.grab().save(file)

    def close(self) -> None:
        """Go."""
        self._window.close()
        self.link.close()
        self._clock.settle()
        self._collector.stop()


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    words: str
    is_reached: bool | None


def _share(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _frames(name: str, turns: list[Turn], most: float | None) -> Figure:
    cpu, clock = [turn.cpu for turn in turns], [turn.clock for turn in turns]
    words = "  ".join(f"{_share(cpu, share):7.2f}" for share in (0.5, 0.99, 1.0))
    words += "   " + "  ".join(f"{_share(clock, share):7.2f}" for share in (0.5, 0.99, 1.0))
    return Figure(name, words, None if most is None else max(cpu) <= most)


_DEEDS: Final = {
    "new message": 60,
    "new message, reading": 30,
    "wheel up": 120,
    "wheel down": 60,
    "page up": 40,
    "thumb anywhere": 60,
    "to the newest": 20,
    "other width": 18,
    "other text size": 8,
    "other colours": 8,
}
_DRESSED: Final = {"other text size", "other colours"}
"""Qt dresses every widget of the window anew, which the transcript has no part in."""


def measure(bench: Bench, held: int, seconds: float, *, is_quick: bool) -> list[Figure]:
    """Return the lines of the table."""
    figures = []
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    bench.fill(_TRACED // (10 if is_quick else 1))
    gc.collect()
    each = (tracemalloc.get_traced_memory()[0] - before - bench.text_bytes()) / bench.held
    tracemalloc.stop()
    figures.append(Figure("memory a message, traced", f"{each:7.0f} bytes", each <= MOST_BYTES))
    bench.leave()
    bench.enter()
    empty = _resident()
    filling = bench.fill(held)
    each = (_resident() - empty - bench.text_bytes()) / bench.held
    figures.append(Figure("memory a message, resident", f"{each:7.0f} bytes", each <= MOST_BYTES))
    each = 1_000 * sum(turn.cpu for turn in filling) / bench.held
    figures.append(Figure("a message, from socket to row", f"{each:7.0f} µs of the processor", None))
    for name, times in _DEEDS.items():
        turns = bench.do(name, max(4, times // 4) if is_quick else times)
        figures.append(_frames(name, turns, None if name in _DRESSED else MOST_FRAME_MS))
    figures.append(_frames("filling, each turn", filling, MOST_GAP_MS))
    figures.append(_frames(f"{FLOOD_RATE} a second, each turn", bench.flood(seconds), MOST_GAP_MS))
    figures.append(_frames("collecting everything", [bench.collect_everything()], None))
    return figures


def _resident() -> float:
    gc.collect()
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return float(pages * resource.getpagesize())
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return the exit status: 0 if every figure is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.guest_window", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="fewer messages and shorter, to see that it runs"
    )
    parser.add_argument("--held", type=int, default=100_000, help="messages (default: 100,000)")
    parser.add_argument("--seconds", type=float, default=10.0, help="of 1,000 messages each (default: 10)")
    parser.add_argument("--picture", metavar="FILE", help="keep what the window looks like in the end")
    chosen = parser.parse_args(given)
    held, seconds = (10_000, 2.0) if chosen.quick else (chosen.held, chosen.seconds)
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="chatroom-benchmark-") as folder, ExitStack() as stack:
        app = QApplication(sys.argv[:1])
        name_program(app, "client")
        bench = Bench(stack, app, Path(folder))
        figures = measure(bench, held, seconds, is_quick=chosen.quick)
        if chosen.picture:
            bench.picture(chosen.picture)
        bench.close()
    print(f"{held} messages held; milliseconds of the processor (of the clock): median, 99 %, longest")
    for figure in figures:
        sign = {None: " ", True: "✓", False: "✗"}[figure.is_reached]
        print(f"{sign} {figure.name:30} {figure.words}")
    return 0 if all(figure.is_reached is not False for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
