"""How long the programs take to be there: ``python -m benchmarks.start_time [--quick]``.

The guest's window against a bare window of Qt, each in a process of its own that ends with its first picture; and
``chatroom-server --headless`` until it says that the room is open, against a Python that only imports what such a
program needs. They take turns. Judged is processor time, which others on the computer have no part in.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST_WINDOW: Final = 1.5
MOST_HEADLESS_SECONDS: Final = 0.5

_FIRST_PICTURE: Final = """
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class FirstPicture(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            QTimer.singleShot(0, self.tell)  # behind what is painted in the same turn
        return False

    def tell(self):
        print("shown", flush=True)

def watched_run(*_):
    watch = FirstPicture(QApplication.instance())
    QApplication.instance().installEventFilter(watch)
    return run()

run, QApplication.exec = QApplication.exec, watched_run
"""
_BARE: Final = """
app = QApplication([])
window = QMainWindow()
window.resize(980, 700)
window.show()
app.exec()
"""
_WITH_TEXT: Final = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
app = QApplication([])
window = QMainWindow()
label = QLabel("Hello")
label.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.setCentralWidget(label)
window.resize(980, 700)
window.show()
app.exec()
"""
_GUEST: Final = """
from chatroom_client.__main__ import main
main()
"""
_ROOM: Final = ("--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--no-history")
_COMMANDS: Final = {
    "a bare window": (sys.executable, "-c", _FIRST_PICTURE + _BARE),
    "one with a word in it": (sys.executable, "-c", _FIRST_PICTURE + _WITH_TEXT),
    "the guest's window": (sys.executable, "-c", _FIRST_PICTURE + _GUEST),
    "Python, asyncio, SQLite": (sys.executable, "-c", "import asyncio, json, sqlite3, logging; print()"),
    "headless room": (sys.executable, "-m", "chatroom_server", "--headless", *_ROOM),
}


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a program, in seconds."""

    cpu: float
    clock: float


def start(command: Sequence[str], home: Path) -> Start:
    """Start a program, and return how long it took until its first line."""
    folders = {"XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"}
    environment = {**os.environ, **{name: str(home / folder) for name, folder in folders.items()}}
    # As after an installation: compiled once, whatever this shell has been told.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(home / "compiled")
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        clock = time.perf_counter() - began
        cpu = _cpu_seconds(process.pid)
        process.kill()
    assert line, f"{command} ended"
    return Start(cpu or clock, clock)


def _cpu_seconds(process: int) -> float:
    """What a process has used until now, with all its threads; 0 where nobody tells."""
    try:
        fields = Path(f"/proc/{process}/schedstat").read_text("ascii").split()
        tasks = Path(f"/proc/{process}/task").iterdir()
        return (
            max(
                int(fields[0]), sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks)
            )
            / 1e9
        )
    except (OSError, IndexError):
        return 0.0


def _ratio(ours: Sequence[Start], theirs: Sequence[Start]) -> float:
    """The median of the ratios, turn by turn."""
    return statistics.median(one.cpu / other.cpu for one, other in zip(ours, theirs, strict=True))


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return the exit status: 0 if both figures are reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start_time", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two turns, to see that it runs")
    parser.add_argument("--turns", type=int, default=7, help="of each program (default: 7)")
    chosen = parser.parse_args(given)
    starts: dict[str, list[Start]] = {name: [] for name in _COMMANDS}
    with tempfile.TemporaryDirectory(prefix="chatroom-benchmark-", ignore_cleanup_errors=True) as home:
        for command in _COMMANDS.values():
            start(command, Path(home))  # what is read once is in memory then, and compiled
        for _ in range(2 if chosen.quick else chosen.turns):
            for name, command in _COMMANDS.items():
                starts[name].append(start(command, Path(home)))
    print("seconds of the processor: median (least to most); of the clock: median")
    for name, found in starts.items():
        cpu, clock = [each.cpu for each in found], [each.clock for each in found]
        words = f"{statistics.median(cpu):.3f} ({min(cpu):.3f} to {max(cpu):.3f})"
        print(f"  {name:25} {words}; {statistics.median(clock):.3f}")
    ratio = _ratio(starts["the guest's window"], starts["a bare window"])
    ratio_to_text = _ratio(starts["the guest's window"], starts["one with a word in it"])
    ready = statistics.median(each.cpu for each in starts["headless room"])
    are_reached = [ratio <= MOST_WINDOW, ready <= MOST_HEADLESS_SECONDS]
    signs = ["✓" if is_reached else "✗" for is_reached in are_reached]
    print(
        f"{signs[0]} the guest's window: {ratio:.2f} times a bare one; {ratio_to_text:.2f} times one with a word"
    )
    print(f"{signs[1]} headless room: ready after {ready:.3f} s")
    return 0 if all(are_reached) else 1


if __name__ == "__main__":
    sys.exit(main())
