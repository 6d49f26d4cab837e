"""A room with the host's window on it, and a probe in the window's thread, for ``benchmarks.host_window``.

Prints one JSON line when the room is open; then ``begin`` on standard input forgets what the probe has seen, and
``end`` prints it. The window goes when standard input ends. With ``wire`` before the options, the window shows the
wire from the opening on.

The rule: the window is the program's own, from its arguments to its collector, and its room has a process of its
own; only the person at it is missing.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QSettings, QSize, QSocketNotifier, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from chatroom_server.arguments import parse_arguments
from chatroom_server.room_process import room_in_process
from chatroom_server.settings import WindowSettings
from chatroom_server.window.room_tabs import RoomTabs
from chatroom_server.window.server_window import ServerWindow
from shared.ui.collector import GuiCollector
from shared.ui.language import Languages
from shared.ui.program_start import name_program
from shared.ui.theme_source import ThemeSource

PROBE_MS = 5
_LOOK_MS = 20
_SIZE = QSize(1240, 760)


class GapProbe(QObject):
    """Looks how long the event loop leaves a timer of 5 ms waiting, and why.

    A gap is *own* without the time for which other threads and programs had the processor that this one wanted, and
    *busy* as far as this thread was at work: that is how long the room may have waited for the interpreter.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._scheduled = _Scheduled()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=PROBE_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self.begin()

    def begin(self) -> None:
        """Forget what was seen."""
        self._gaps: list[float] = []
        self._own: list[float] = []
        self._busy: list[float] = []
        self._before = self._began = self._scheduled.now()

    def seen(self) -> dict[str, float]:
        """Gaps in milliseconds, and the share of a processor that the thread used."""
        now = self._scheduled.now()
        found = {"cpu": (now.worked - self._began.worked) / (now.passed - self._began.passed)}
        for name, gaps in (("gap", self._gaps), ("own", self._own), ("busy", self._busy)):
            gaps.sort()
            found |= {f"{name} p50": statistics.median(gaps), f"{name} max": gaps[-1]}
            found[f"{name} p99"] = gaps[int(len(gaps) * 0.99)]
        return found

    @Slot()
    def _on_tick(self) -> None:
        now, before = self._scheduled.now(), self._before
        gap = now.passed - before.passed
        self._gaps.append(1_000 * gap)
        self._own.append(1_000 * (gap - (now.kept_waiting - before.kept_waiting)))
        self._busy.append(1_000 * (now.worked - before.worked))
        self._before = now


class _Now(NamedTuple):
    """Seconds of this thread: since some moment, at work, and ready to work without a processor."""

    passed: float
    worked: float
    kept_waiting: float


class _Scheduled:
    """How long the thread that made it has had to wait for a processor; only Linux tells."""

    def __init__(self) -> None:
        path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._file = os.open(path, os.O_RDONLY) if path.exists() else None

    def now(self) -> _Now:
        """Return where the thread stands now."""
        kept_waiting = 0 if self._file is None else int(os.pread(self._file, 100, 0).split()[1])
        return _Now(time.perf_counter(), time.thread_time(), kept_waiting / 1e9)


class Orders(QObject):
    """Does what standard input says."""

    def __init__(self, window: ServerWindow, probe: GapProbe, *, is_wire_shown: bool) -> None:
        super().__init__(window)
        self._is_wire_shown = is_wire_shown
        self._window = window
        self._probe = probe
        os.set_blocking(0, False)
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_input)
        self._opening = QTimer(self, interval=_LOOK_MS)
        self._opening.timeout.connect(self._on_look)
        self._opening.start()
        _button(window, "openRoomButton").click()

    @Slot()
    def _on_look(self) -> None:
        address = self._window.findChild(QLabel, "roomAddress")
        if address is not None and address.isVisible():
            self._opening.stop()
            if self._is_wire_shown:
                tabs = self._window.findChild(RoomTabs)
                assert tabs is not None
                tabs.setCurrentWidget(tabs.wire)
            print(json.dumps({"tcp_port": int(address.text().rpartition(":")[2])}), flush=True)

    @Slot()
    def _on_input(self) -> None:
        data = os.read(0, 4096)
        for order in data.decode("ascii").split():
            if order == "begin":
                self._probe.begin()
            else:
                print(json.dumps(self._probe.seen()), flush=True)
        if not data:
            self._notifier.setEnabled(False)
            self._window.close_without_asking()


def _button(window: ServerWindow, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert found is not None, name
    return found


def main() -> int:
    """Open the window, and in it the room; return the program's exit status."""
    is_wire_shown = sys.argv[1:2] == ["wire"]
    arguments = parse_arguments(sys.argv[2 if is_wire_shown else 1 :])
    with tempfile.TemporaryDirectory(prefix="chatroom-benchmark-", ignore_cleanup_errors=True) as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["WIN_PD_OVERRIDE_LOCAL_APPDATA"] = str(Path(folder, "data"))
        app = QApplication(sys.argv[:1])
        name_program(app, "server")
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        collector = GuiCollector(app)
        themes = ThemeSource(app)
        languages, settings = Languages(app, "en", app), WindowSettings()
        window = ServerWindow(arguments, themes, languages, settings, carrier=room_in_process)
        window.show()
        # A screen that nobody sees is smaller than any of today's.
        window.resize(_SIZE)
        orders = Orders(window, GapProbe(window), is_wire_shown=is_wire_shown)
        status = app.exec()
        collector.stop()
        del orders
    return status


if __name__ == "__main__":
    sys.exit(main())
