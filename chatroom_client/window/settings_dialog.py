"""Everything the person can choose of how the program looks and behaves, in one small dialog.

The rule: a choice is on and kept the moment it is made, so there is nothing to confirm and nothing to lose.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from chatroom_client.settings import Sound
from chatroom_client.window.choices import Choices
from chatroom_client.window.tray import is_there
from shared.ui import spacing
from shared.ui.first_size import first_size
from shared.ui.look_form import LookForm
from shared.ui.look_menu import LookMenu
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource

_CHARACTERS: Final = 52
"""In a line of the dialog, whatever the size of the text."""


class SettingsDialog(QDialog):
    """Make one when it is asked for first; `show` it as often as it is."""

    def __init__(self, choices: Choices, look: LookMenu, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setObjectName("settingsDialog")
        self._scroll = QScrollArea(self)
        self._page = QWidget()
        # Words of another language or size have their new room only when all labels have taken them over.
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._headings: list[QLabel] = []
        self._notes: list[QLabel] = []
        self._indented: dict[QAbstractButton, QLabel] = {}
        self.look_form = LookForm(look, themes, self._page)
        self._send_label, self.send_box = QLabel(self._page), QComboBox(self._page)
        self._sound_label, self.sound_box = QLabel(self._page), QComboBox(self._page)
        self.quiet_check = QCheckBox(self._page)
        self.tray_check = QCheckBox(self._page)
        self.shared_check = QCheckBox(self._page)
        self.plain_check = QCheckBox(self._page)
        self.close_button = QPushButton(self)
        for is_so in (False, True):
            self.send_box.addItem("", is_so)
        for sound in Sound:
            self.sound_box.addItem("", sound)
        self._lay_out()
        self._wire()
        self.retranslate()
        self._show_choices()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setWindowTitle(self.tr("Settings"))
        headings = (
            self.tr("Look"),
            self.tr("Writing"),
            self.tr("Attention"),
            self.tr("This computer"),
        )
        for label, text in zip(self._headings, headings, strict=True):
            label.setText(text)
        self._send_label.setText(self.tr("Send with"))
        self.send_box.setItemText(0, self.tr("Enter"))
        self.send_box.setItemText(1, self.tr("Ctrl+Enter"))
        self._sound_label.setText(self.tr("Sound"))
        words = {
            Sound.NONE: self.tr("Never"),
            Sound.MEANT: self.tr("When somebody means me"),
            Sound.ALL: self.tr("For every message"),
        }
        for sound, word in words.items():
            self.sound_box.setItemText(self.sound_box.findData(sound), word)
        self.quiet_check.setText(self.tr("Do not disturb"))
        self.tray_check.setText(self.tr("Stay in the tray when the window is closed"))
        self.shared_check.setText(self.tr("Shared computer"))
        self.plain_check.setText(self.tr("Speak only the course protocol"))
        notes = (
            self.tr("Shift+Enter always begins a new line."),
            self.tr("Whispers, announcements and your name in a message mean you."),
            self.tr("Only announcements may then ask for your attention."),
            self.tr("Closing the window does not leave the room then.")
            if is_there()
            else self.tr("This desktop has no tray, so closing the window ends the program."),
            self.tr("Name, room, drafts and messages are not kept for the next person."),
            self.tr("From the next start on. Hands, rules and what was missed are unknown to it."),
        )
        for label, text in zip(self._notes, notes, strict=True):
            label.setText(text)
        described = (self.send_box, self.sound_box, *self._checks())
        for widget, text in zip(described, notes, strict=True):
            widget.setAccessibleDescription(text)
        self.close_button.setText(self.tr("Close"))

    # ---- inside ------------------------------------------------------------------------------------------

    def _checks(self) -> tuple[QCheckBox, ...]:
        return (self.quiet_check, self.tray_check, self.shared_check, self.plain_check)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._page)
        column.setContentsMargins(spacing.LARGE, spacing.LARGE, spacing.LARGE, spacing.LARGE)
        column.setSpacing(spacing.SMALL)
        column.addWidget(self._heading())
        column.addWidget(self.look_form)
        column.addWidget(self._heading())
        column.addLayout(self._row(self._send_label, self.send_box))
        column.addWidget(self._note())
        column.addWidget(self._heading())
        column.addLayout(self._row(self._sound_label, self.sound_box))
        column.addWidget(self._note())
        self._add_checks(column, self.quiet_check, self.tray_check)
        column.addWidget(self._heading())
        self._add_checks(column, self.shared_check, self.plain_check)
        column.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # What is in it is reached by Tab, and comes into sight by that.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._page)
        for surface in (self._scroll, self._scroll.viewport(), self._page):
            surface.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, spacing.MEDIUM)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(buttons)

    def _heading(self) -> QLabel:
        label = QLabel(self._page)
        set_role(label, "heading")
        if self._headings:
            label.setContentsMargins(0, spacing.SMALL, 0, 0)
        self._headings.append(label)
        return label

    def _note(self) -> QLabel:
        label = QLabel(self._page)
        label.setWordWrap(True)
        set_role(label, "muted")
        self._notes.append(label)
        return label

    def _row(self, label: QLabel, box: QComboBox) -> QLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(label, box)
        label.setBuddy(box)
        return form

    def _add_checks(self, column: QVBoxLayout, *checks: QAbstractButton) -> None:
        for check in checks:
            column.addWidget(check)
            note = self._note()
            self._indented[check] = note
            column.addWidget(note)

    def _wire(self) -> None:
        # `activated` and `clicked`: only what the person has chosen.
        self.send_box.activated.connect(self._on_send_chosen)
        self.sound_box.activated.connect(self._on_sound_chosen)
        self.quiet_check.clicked.connect(self._choices.set_do_not_disturb)
        self.tray_check.clicked.connect(self._choices.set_tray)
        self.shared_check.clicked.connect(self._choices.set_shared_computer)
        self.plain_check.clicked.connect(self._choices.set_plain)
        self._choices.changed.connect(self._show_choices)
        self._fit_soon.timeout.connect(self._grow)
        self.close_button.clicked.connect(self.accept)

    def _align(self) -> None:
        """All boxes begin on one line, and what explains a tick where the words beside the tick do."""
        self.look_form.align((self._send_label, self._sound_label))
        for check, note in self._indented.items():
            words = check.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, _option(check), check)
            note.setIndent(words.left())

    def _wanted_size(self) -> QSize:
        """As wide as a line of its words and as tall as is needed, as far as the screen goes."""
        room = first_size(QSize(10_000, 10_000), self.screen().availableSize())
        wide = self.fontMetrics().averageCharWidth() * _CHARACTERS + 2 * spacing.LARGE
        width = min(max(wide, self._page.minimumSizeHint().width()), room.width())
        page = self._page.layout()
        # Counted beside a scroll bar, or one that is there for a moment would need itself.
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        tall = page.totalHeightForWidth(width - bar) if page is not None else 0
        below = self.close_button.sizeHint().height() + spacing.SMALL + spacing.MEDIUM
        return QSize(width, min(tall + below, room.height()))

    @Slot()
    def _grow(self) -> None:
        self._align()
        # Not smaller again: what was just chosen would move away from the hand.
        self.resize(self._wanted_size().expandedTo(self.size()))

    @Slot()
    def _show_choices(self) -> None:
        blockers = [QSignalBlocker(box) for box in (self.send_box, self.sound_box)]
        self.send_box.setCurrentIndex(self.send_box.findData(self._choices.sends_with_ctrl_enter))
        self.sound_box.setCurrentIndex(self.sound_box.findData(self._choices.sound))
        for blocker in blockers:
            blocker.unblock()
        self.quiet_check.setChecked(self._choices.is_do_not_disturb)
        self.tray_check.setChecked(self._choices.has_tray)
        self.shared_check.setChecked(self._choices.is_shared_computer)
        self.plain_check.setChecked(self._choices.is_plain)

    @Slot(int)
    def _on_send_chosen(self, place: int) -> None:
        self._choices.set_sends_with_ctrl_enter(bool(self.send_box.itemData(place)))

    @Slot(int)
    def _on_sound_chosen(self, place: int) -> None:
        self._choices.choose_sound(self.sound_box.itemData(place))

    # Qt overrides

    def sizeHint(self) -> QSize:
        return self._wanted_size()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        self._align()
        self.resize(self._wanted_size())
        self.look_form.language_box.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)


def _option(check: QAbstractButton) -> QStyleOptionButton:
    option = QStyleOptionButton()
    option.initFrom(check)
    return option
