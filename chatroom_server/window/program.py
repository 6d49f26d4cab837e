"""The program around the host's window: its name, its log, its looks, and how it ends.

The rule: however it is told to end, by its window, by a signal or by the desktop, the room is closed first.
"""

from __future__ import annotations

import logging
import sys

from PySide6.QtWidgets import QApplication

from chatroom_server.arguments import Arguments
from chatroom_server.settings import WindowSettings
from chatroom_server.window.server_window import ServerWindow
from shared.ui.collector import GuiCollector
from shared.ui.errors import install_excepthook
from shared.ui.language import Languages
from shared.ui.program_start import name_program, start_log
from shared.ui.stop_signals import StopSignals
from shared.ui.theme_source import ThemeSource


def run_program(arguments: Arguments) -> int:
    """Show the window and run until it is closed; return the exit status."""
    app = QApplication(sys.argv[:1])
    name_program(app, "server")
    start_log("server", arguments.log_level)
    collector = GuiCollector(app)
    reporter = install_excepthook(logging.getLogger("chatroom_server"))
    if arguments.is_acted:
        from shared.demo.actor import Actor, isolate_settings  # noqa: PLC0415

        isolate_settings()
    settings = WindowSettings()
    languages = Languages(app, settings.language, app)
    themes = ThemeSource(app, settings.theme, app)
    themes.set_text_percent(settings.text_percent)
    window = ServerWindow(arguments, themes, languages, settings)
    signals = StopSignals()
    signals.asked_to_stop.connect(window.close_without_asking)
    window.show()
    actor = Actor(app) if arguments.is_acted else None
    if actor is not None:
        actor.ended.connect(window.close_without_asking)
    status = app.exec()
    signals.stop()
    collector.stop()
    del actor, reporter
    return status
