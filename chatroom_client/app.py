"""The guest's program with its window: everything is made here, and put together.

The rule: nothing is decided here, and nothing outlives the call of `run_window`.
"""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from chatroom_client.arguments import Arguments
from chatroom_client.finder import RoomFinder
from chatroom_client.kept_file import KeptFiles
from chatroom_client.link import ServerLink
from chatroom_client.settings import ClientSettings
from chatroom_client.window.join import JoinWish
from chatroom_client.window.main import ClientWindow
from shared.ui.collector import GuiCollector
from shared.ui.errors import install_excepthook
from shared.ui.language import Languages
from shared.ui.program_start import name_program, start_log
from shared.ui.stop_signals import StopSignals
from shared.ui.theme_source import ThemeSource
from shared.version import product_version


def run_window(arguments: Arguments) -> int:
    """Open the window and stay until it is closed; return the exit status."""
    app = QApplication(sys.argv[:1])
    name_program(app, "client")
    start_log("client", "info")
    collector = GuiCollector(app)
    reporter = install_excepthook(logging.getLogger("chatroom_client"))
    if arguments.is_acted:
        from shared.demo.actor import isolate_settings  # noqa: PLC0415

        isolate_settings()
    settings = ClientSettings()
    languages = Languages(app, settings.language, app)
    themes = ThemeSource(app, settings.theme_choice, app)
    themes.set_text_percent(settings.zoom_percent)
    files = KeptFiles(_folder_of_sessions(is_acted=arguments.is_acted))
    files.clean(time.time())
    link = ServerLink(
        files=files,
        is_plain=arguments.is_plain,
        app=f"LAN Chatroom {product_version()}",
        language=languages.code,
    )
    link.set_keeping(not settings.is_shared_computer)
    finder = RoomFinder(udp_port=arguments.udp_port)
    window = ClientWindow(link, finder, settings, themes, languages)
    signals = StopSignals()
    signals.asked_to_stop.connect(window.close)
    begin(window, arguments)
    kept: list[object] = [reporter]
    if arguments.is_acted:
        from shared.demo.actor import Actor  # noqa: PLC0415

        kept.append(Actor(app))
    try:
        return app.exec()
    finally:
        link.close()
        signals.stop()
        collector.stop()


def _folder_of_sessions(*, is_acted: bool) -> Path:
    """Return where sessions are kept for the next start of the program; an actor's lie apart from any person's."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(data) / ("sessions-acted" if is_acted else "sessions")


def begin(window: ClientWindow, arguments: Arguments) -> None:
    """Show the window as the command line wants it: in the room, or on the way there."""
    if arguments.name:
        window.join_screen.set_name(arguments.name)
    if arguments.server is not None:
        window.join_screen.set_address(str(arguments.server))
    window.show()
    window.look_for_rooms()
    if arguments.name and arguments.server is not None:
        server = arguments.server
        window.join(JoinWish(arguments.name, server.host, server.port, str(server)))
