"""The menu of the guest's window: looks, the shared computer, and the ways out.

What is chosen is kept for the next start right away.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from chatroom_client.settings import ClientSettings
from shared.ui.language import Languages
from shared.ui.look_menu import LookMenu
from shared.ui.theme_source import ThemeSource


class WindowMenu(QMenu):
    """One for the window, opened from both of its pages."""

    leave_wanted = Signal()
    shared_computer_changed = Signal(bool)
    """Whether the next person here is somebody else; the settings know it already."""

    quit_wanted = Signal()

    def __init__(
        self, themes: ThemeSource, languages: Languages, settings: ClientSettings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._themes = themes
        self._settings = settings
        self._leave = self.addAction("")
        self._leave_line = self.addSeparator()
        self.look = LookMenu(themes, languages, settings.language, window)
        self.look.add_to(self)
        self.addSeparator()
        self._shared = self.addAction("")
        self._shared.setCheckable(True)
        self._shared.setChecked(settings.is_shared_computer)
        self.setToolTipsVisible(True)
        self.addSeparator()
        self._quit = self.addAction("")
        self._quit.setShortcut(QKeySequence.StandardKey.Quit)
        # A menu that is closed gives its shortcuts to nobody; the window has them always.
        window.addAction(self._quit)
        self._leave.triggered.connect(self.leave_wanted)
        self._quit.triggered.connect(self.quit_wanted)
        self._shared.toggled.connect(self._on_shared_toggled)
        self.look.look_changed.connect(self._on_look_changed)
        self.set_in_room(False)
        self.retranslate()

    def set_in_room(self, is_in_room: bool) -> None:
        """Offer to leave, or not."""
        self._leave.setVisible(is_in_room)
        self._leave_line.setVisible(is_in_room)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._leave.setText(self.tr("Leave the room"))
        self._shared.setText(self.tr("Shared computer"))
        self._shared.setToolTip(self.tr("Name and room are not kept for the next person."))
        self._quit.setText(self.tr("Quit"))

    @Slot(bool)
    def _on_shared_toggled(self, is_shared: bool) -> None:
        self._settings.is_shared_computer = is_shared
        self.shared_computer_changed.emit(is_shared)

    @Slot()
    def _on_look_changed(self) -> None:
        self._settings.theme_choice = self._themes.choice
        self._settings.language = self.look.language
        self._settings.zoom_percent = self._themes.text_percent

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
