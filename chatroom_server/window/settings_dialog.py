"""What the host chooses once for all lessons: looks, names, the sound of a hand, the port, and what is kept.

The rule: every choice counts and is kept at once, there is nothing to confirm. What an open room cannot change any
more is said to count from the next one on.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chatroom_server.settings import WindowSettings
from chatroom_server.window.room_form import RoomForm
from shared.ui import spacing
from shared.ui.look_form import LookForm
from shared.ui.look_menu import LookMenu
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource

_CHARACTERS: Final = 52
"""In a line of the dialog, whatever the size of the text."""


class SettingsDialog(QDialog):
    """Call ``open``; what the start page shows too is told when it is another one. Looks are on at once."""

    names_changed = Signal()
    """Another name or port is kept now."""
    keeping_changed = Signal()
    """Other things are kept of a lesson now."""

    def __init__(
        self, settings: WindowSettings, look: LookMenu, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self._settings = settings
        self._looks = LookForm(look, themes)
        self._room = RoomForm(settings)
        self._headings = tuple(QLabel() for _ in range(4))
        for heading in self._headings:
            set_role(heading, "heading")
        self._sound, self._sound_hint = _box("handSoundBox"), _hint()
        self._history, self._history_hint = _box("keepHistoryBox"), _hint()
        self._shared, self._shared_hint = _box("sharedComputerBox"), _hint()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        # Some desktops put a picture of theirs on it, as on no other button of the window.
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        self._scroll = QScrollArea()
        self._page = QWidget()
        self._lay_out()
        self._show_choices()
        self._room.changed.connect(self.names_changed)
        self._sound.toggled.connect(self._on_sound_toggled)
        self._history.toggled.connect(self._on_history_toggled)
        self._shared.toggled.connect(self._on_shared_toggled)
        self._buttons.rejected.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setWindowTitle(self.tr("Settings"))
        words = (self.tr("Look"), self.tr("Room"), self.tr("Raised hands"), self.tr("What is kept"))
        for heading, word in zip(self._headings, words, strict=True):
            heading.setText(word)
        self._sound.setText(self.tr("Make a sound when a hand goes up"))
        self._sound_hint.setText(self.tr("The title of the window counts the hands in any case."))
        self._history.setText(self.tr("Keep what is said"))
        self._history_hint.setText(
            self.tr("For attendance, exports, search and the next lesson. It counts from the next room on.")
        )
        self._shared.setText(self.tr("This is a shared computer"))
        self._shared_hint.setText(
            self.tr(
                "Names and logs are not kept. From the next room on, what is said in a lesson is forgotten when "
                "its room closes: export it before. Earlier lessons stay where they are."
            )
        )
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))
        for box, hint in (
            (self._sound, self._sound_hint),
            (self._history, self._history_hint),
            (self._shared, self._shared_hint),
        ):
            box.setAccessibleDescription(hint.text())

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self._page)
        rows.setContentsMargins(spacing.LARGE, spacing.LARGE, spacing.LARGE, spacing.MEDIUM)
        rows.setSpacing(spacing.TIGHT)
        looks, room, hands, kept = self._headings
        parts: tuple[tuple[QLabel, tuple[QWidget, ...]], ...] = (
            (looks, (self._looks,)),
            (room, (self._room,)),
            (hands, (self._sound, self._sound_hint)),
            (kept, (self._history, self._history_hint, self._shared, self._shared_hint)),
        )
        for heading, widgets in parts:
            rows.addWidget(heading)
            for widget in widgets:
                rows.addWidget(widget)
            rows.addSpacing(spacing.MEDIUM)
        rows.addStretch()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # What is in it is reached by Tab, and comes into sight by that.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._page)
        for surface in (self._scroll, self._scroll.viewport(), self._page):
            surface.setAutoFillBackground(False)
        self._buttons.setContentsMargins(spacing.LARGE, 0, spacing.LARGE, spacing.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._buttons)

    def _show_choices(self) -> None:
        settings = self._settings
        for box, is_on in (
            (self._sound, settings.rings_for_hands),
            (self._history, settings.keeps_history),
            (self._shared, settings.is_shared),
        ):
            box.blockSignals(True)
            box.setChecked(is_on)
            box.blockSignals(False)
        self._room.show_settings()

    @Slot()
    def _fit(self) -> None:
        """As wide as a line of its texts, as tall as is needed, and never beyond the screen."""
        room = self.screen().availableGeometry().size() - QSize(2 * spacing.HUGE, 2 * spacing.HUGE)
        width = min(self.fontMetrics().averageCharWidth() * _CHARACTERS + 2 * spacing.LARGE, room.width())
        page = self._page.layout()
        tall = page.totalHeightForWidth(width) if page is not None else 0
        height = min(tall + self._buttons.sizeHint().height() + spacing.MEDIUM, room.height())
        self.resize(width, height)

    @Slot(bool)
    def _on_sound_toggled(self, is_on: bool) -> None:
        self._settings.rings_for_hands = is_on

    @Slot(bool)
    def _on_history_toggled(self, is_on: bool) -> None:
        self._settings.keeps_history = is_on
        self.keeping_changed.emit()

    @Slot(bool)
    def _on_shared_toggled(self, is_on: bool) -> None:
        self._settings.is_shared = is_on
        self._room.show_settings()
        self.keeping_changed.emit()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
        is_other_size = event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange)
        if is_other_size and self.isVisible():
            # When all in it has the new words and the new font.
            QTimer.singleShot(0, self, self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        self._show_choices()
        self._fit()
        super().showEvent(event)


def _box(name: str) -> QCheckBox:
    box = QCheckBox()
    box.setObjectName(name)
    return box


def _hint() -> QLabel:
    hint = QLabel(wordWrap=True)
    set_role(hint, "muted")
    return hint
