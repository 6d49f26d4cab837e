"""What closing the guest's window means: the end of the program, or a place in the tray.

The rule: whoever asks for the end gets it, wherever the window is; and nothing hides without a way back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from chatroom_client.settings import ClientSettings

if TYPE_CHECKING:
    from chatroom_client.window.tray import Tray


class Closing(QObject):
    """Ask `hides` when `window` is about to close; tell it with `call_off` that somebody is back at the window."""

    def __init__(self, window: QWidget, settings: ClientSettings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._is_quitting = False
        program = QGuiApplication.instance()
        if isinstance(program, QGuiApplication):
            program.commitDataRequest.connect(self._on_session_ending)

    def quit(self) -> None:
        """End the program, wherever the window is; closing it may only put it into the tray."""
        self._is_quitting = True
        was_hidden = self._window.isHidden()
        QApplication.setQuitOnLastWindowClosed(True)
        if self._window.close() and was_hidden:
            # Nobody saw a window close, so nothing ends by itself.
            QApplication.quit()

    def call_off(self) -> None:
        """Nobody is ending the program now."""
        self._is_quitting = False

    def hides(self, tray: Tray | None) -> bool:
        """Put the window into the tray, if that is what closing it means; otherwise return False."""
        if self._is_quitting or tray is None or not tray.can_hide:
            return False
        tray.hide_window(explain=not self._settings.is_tray_explained)
        self._settings.is_tray_explained = True
        return True

    @Slot()
    def _on_session_ending(self) -> None:
        # The computer is about to be shut down, which a window that only hides would prevent. Nobody says so if
        # that is called off; but then the person comes back to the window.
        self._is_quitting = True
