"""The menu of the guest's window: what one does in a room, looks, settings, help, and the ways out.

What is chosen is kept for the next start right away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from chatroom_client.settings import ClientSettings
from chatroom_client.window.choices import Choices
from shared.ui.language import Languages
from shared.ui.look_menu import LookMenu
from shared.ui.theme_source import ThemeSource

if TYPE_CHECKING:
    from chatroom_client.window.own_states import OwnStates
    from chatroom_client.window.settings_dialog import SettingsDialog


class WindowMenu(QMenu):
    """One for the window, opened from both of its pages."""

    leave_wanted = Signal()
    hand_wanted = Signal()
    """Raise one's own hand, or lower it."""

    away_wanted = Signal()
    """Be away, or back."""

    quit_wanted = Signal()

    def __init__(
        self,
        themes: ThemeSource,
        languages: Languages,
        settings: ClientSettings,
        choices: Choices,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._themes = themes
        self._settings = settings
        self._choices = choices
        self._window = window
        self._settings_dialog: SettingsDialog | None = None
        self._is_in_room = False
        self._own_states: OwnStates | None = None
        self._hand = self.addAction("")
        self._hand.setShortcut(QKeySequence("Ctrl+Shift+H"))
        self._away = self.addAction("")
        self._away.setShortcut(QKeySequence("Ctrl+Shift+A"))
        self._leave = self.addAction("")
        self._leave_line = self.addSeparator()
        self.look = LookMenu(themes, languages, settings.language, window)
        self.look.add_to(self)
        self.addSeparator()
        self._quiet = self.addAction("")
        self._quiet.setCheckable(True)
        self._shared = self.addAction("")
        self._shared.setCheckable(True)
        self.wire = self.addAction("")
        """Checked while what goes over the wire is seen."""
        self.wire.setCheckable(True)
        self.wire.setShortcut(QKeySequence("F12"))
        self._settings_action = self.addAction("")
        self._settings_action.setShortcut(QKeySequence("Ctrl+,"))
        self._help_place = self.addSeparator()
        self.setToolTipsVisible(True)
        self._quit = self.addAction("")
        # Qt's own key for it is none on Windows.
        self._quit.setShortcut(QKeySequence("Ctrl+Q"))
        # A menu that is closed gives its shortcuts to nobody; the window has them always.
        window.addActions([self._hand, self._away, self.wire, self._settings_action, self._quit])
        self._hand.triggered.connect(self.hand_wanted)
        self._away.triggered.connect(self.away_wanted)
        self._settings_action.triggered.connect(self._on_settings_wanted)
        self._leave.triggered.connect(self.leave_wanted)
        self._quit.triggered.connect(self.quit_wanted)
        self._quiet.triggered.connect(choices.set_do_not_disturb)
        self._shared.triggered.connect(choices.set_shared_computer)
        choices.changed.connect(self._on_choices_changed)
        self._on_choices_changed()
        self.look.look_changed.connect(self._on_look_changed)
        self.set_in_room(False)
        self.retranslate()

    def set_in_room(self, is_in_room: bool) -> None:
        """Offer to leave, or not."""
        self._is_in_room = is_in_room
        self._leave.setVisible(is_in_room)
        self._leave_line.setVisible(is_in_room)
        self._show_own_states()

    def follow(self, own_states: OwnStates) -> None:
        """Offer what `own_states` can do, in its words."""
        self._own_states = own_states
        own_states.changed.connect(self._show_own_states)
        self._show_own_states()

    def add_help(self, menu: QMenu) -> None:
        """Put the help where it belongs."""
        self.insertMenu(self._help_place, menu)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._leave.setText(self.tr("Leave the room"))
        self._quiet.setText(self.tr("Do not disturb"))
        self._quiet.setToolTip(self.tr("Only announcements ask for attention."))
        self.wire.setText(self.tr("Wire: what the sockets do"))
        self._settings_action.setText(self.tr("Settings…"))
        self._shared.setText(self.tr("Shared computer"))
        self._shared.setToolTip(self.tr("Name and room are not kept for the next person."))
        self._quit.setText(self.tr("Quit"))
        self._show_own_states()

    @Slot()
    def _show_own_states(self) -> None:
        own = self._own_states
        is_told = self._is_in_room and own is not None and own.is_told
        for action in (self._hand, self._away):
            action.setVisible(is_told)
        if own is not None:
            self._hand.setText(own.hand_wish)
            self._away.setText(own.away_wish)

    @Slot()
    def _on_settings_wanted(self) -> None:
        if self._settings_dialog is None:
            from chatroom_client.window.settings_dialog import SettingsDialog  # noqa: PLC0415

            self._settings_dialog = SettingsDialog(self._choices, self.look, self._themes, self._window)
        self._settings_dialog.show()
        self._settings_dialog.raise_()
        self._settings_dialog.activateWindow()

    @Slot()
    def _on_choices_changed(self) -> None:
        self._quiet.setChecked(self._choices.is_do_not_disturb)
        self._shared.setChecked(self._choices.is_shared_computer)

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
