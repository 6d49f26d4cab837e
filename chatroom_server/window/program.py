"""The program around the host's window: its name, its log, its looks, and how it ends.

The rule: however it is told to end, by its window, by a signal or by the desktop, the room is closed first, and
nothing of the window outlives the application.
"""

from __future__ import annotations

import gc
import logging
import sys

from PySide6.QtWidgets import QApplication

from chatroom_server.arguments import Arguments
from chatroom_server.room_process import room_in_process
from chatroom_server.settings import WindowSettings
from chatroom_server.window.server_window import ServerWindow
from shared.ui.collector import GuiCollector
from shared.ui.errors import install_excepthook
from shared.ui.language import Languages
from shared.ui.program_start import forget_log, name_program, start_log
from shared.ui.stop_signals import StopSignals
from shared.ui.theme_source import ThemeSource


def run_program(arguments: Arguments) -> int:
    """Show the window and run until it is closed; return the exit status."""
    app = QApplication(sys.argv[:1])
    name_program(app, "server")
    collector = GuiCollector(app)
    try:
        return _run(app, arguments)
    finally:
        collector.stop()
        # Now, and not whenever Python comes to it: a widget that goes while Qt tears down another object waits for
        # a lock that its own thread holds.
        gc.collect()


def _run(app: QApplication, arguments: Arguments) -> int:
    reporter = install_excepthook(logging.getLogger("chatroom_server"))
    if arguments.is_acted:
        from shared.demo.actor import Actor, isolate_settings  # noqa: PLC0415

        isolate_settings()
    settings = WindowSettings()
    start_log("server", arguments.log_level, is_kept=not settings.is_shared)
    languages = Languages(app, settings.language, app)
    themes = ThemeSource(app, settings.theme, app)
    themes.set_text_percent(settings.text_percent)
    window = ServerWindow(arguments, themes, languages, settings, carrier=room_in_process)
    signals = StopSignals()
    signals.asked_to_stop.connect(window.close_without_asking)
    window.show()
    kept: list[object] = [reporter]
    if arguments.is_acted:
        actor = Actor(app)
        actor.ended.connect(window.close_without_asking)
        kept.append(actor)
    try:
        return app.exec()
    finally:
        signals.stop()
        # Whatever else ends the application leaves its room open, and a process is not asked: it is terminated.
        window.end_room()
        if settings.is_shared:
            forget_log()
