"""The guest's program with its window: everything is made here, and put together.

The rule: nothing is decided here, nothing outlives the call of `run_window`, and what the window's first picture
does not need is not loaded before it.
"""

from __future__ import annotations

import gc
import logging
import sys

from PySide6.QtWidgets import QApplication

from chatroom_client.arguments import Arguments
from chatroom_client.settings import ClientSettings
from chatroom_client.ways import Ways
from chatroom_client.window.join import JoinWish
from chatroom_client.window.main import ClientWindow
from shared.ui.collector import GuiCollector
from shared.ui.errors import install_excepthook
from shared.ui.language import Languages
from shared.ui.program_start import forget_log, name_program, start_log
from shared.ui.stop_signals import StopSignals
from shared.ui.theme_source import ThemeSource


def run_window(arguments: Arguments) -> int:
    """Open the window and stay until it is closed; return the exit status."""
    app = QApplication(sys.argv[:1])
    name_program(app, "client")
    collector = GuiCollector(app)
    try:
        return _run(app, arguments)
    finally:
        collector.stop()
        # Now, and not whenever Python comes to it: a widget that goes while Qt tears down another object waits for
        # a lock that its own thread holds.
        gc.collect()


def _run(app: QApplication, arguments: Arguments) -> int:
    reporter = install_excepthook(logging.getLogger("chatroom_client"))
    if arguments.is_acted:
        from shared.demo.actor import isolate_settings  # noqa: PLC0415

        isolate_settings()
    settings = ClientSettings()
    start_log("client", "info", is_kept=not settings.is_shared_computer)
    languages = Languages(app, settings.language, app)
    themes = ThemeSource(app, settings.theme_choice, app)
    themes.set_text_percent(settings.zoom_percent)
    ways = Ways(
        udp_port=arguments.udp_port,
        is_plain=arguments.is_plain or settings.is_plain,
        is_acted=arguments.is_acted,
        is_keeping=not settings.is_shared_computer,
        language=languages.code,
    )
    window = ClientWindow(ways.open, settings, themes, languages)
    signals = StopSignals()
    signals.asked_to_stop.connect(window.quit)
    begin(window, arguments)
    kept: list[object] = [reporter]
    if arguments.is_acted:
        from shared.demo.actor import Actor  # noqa: PLC0415

        kept.append(Actor(app))
    try:
        return app.exec()
    finally:
        ways.close()
        signals.stop()
        if settings.is_shared_computer:
            forget_log()


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
