"""The popup from which an emoji is chosen: search, shelves, and the ones chosen last.

The rule: everything in it is reached from the keyboard, and it closes with the choice, unless Shift is held for
more than one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shared.ui import spacing
from shared.ui.emoji_grid import EmojiGrid
from shared.ui.emoji_table import EMOJI, Emoji, EmojiGroup, find_emoji
from shared.ui.line_edit import LineEdit
from shared.ui.stylesheet import set_role

MAX_RECENT: Final = 18
"""Two rows of them."""

_RECENT_MARK: Final = "🕘"


class EmojiPicker(QFrame):
    """Make one for a window, and `open_at` the button that was pressed; connect `emoji_chosen`.

    The keyboard goes back to where it was when the popup closes. Keep `recent` for the next start, where the
    person is the same then, and hand it back with `set_recent`.
    """

    emoji_chosen = Signal(str)
    """The emoji, to be inserted where the person writes; one signal for each."""

    recent_changed = Signal()
    """`recent` is another now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        # The click that closes it is not one on the button that opens it.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self._recent: list[Emoji] = []
        set_role(self, "popup")
        self.search_edit = LineEdit(self)
        self.search_edit.setClearButtonEnabled(True)
        self._shelves = QButtonGroup(self)
        self._recent_button = self._shelf_button(_RECENT_MARK)
        self._group_buttons = {group: self._shelf_button(group.value) for group in EmojiGroup}
        self._shelf = self._recent_button
        self.grid = EmojiGrid(self)
        self._name_label = QLabel(self)
        self._name_label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._name_label, "muted")

        row = QHBoxLayout()
        row.setSpacing(0)
        for button in self._shelves.buttons():
            row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.SMALL, spacing.SMALL, spacing.SMALL, spacing.SMALL)
        column.setSpacing(spacing.TIGHT)
        column.addWidget(self.search_edit)
        column.addLayout(row)
        column.addWidget(self.grid)
        column.addWidget(self._name_label)

        self.search_edit.textChanged.connect(self._on_search_changed)
        self.search_edit.returnPressed.connect(self._on_entered)
        self._shelves.buttonClicked.connect(self._on_shelf_clicked)
        self.grid.emoji_picked.connect(self._on_emoji_picked)
        self.grid.current_changed.connect(self._on_current_changed)
        self.grid.left_upwards.connect(self._on_left_upwards)
        self.grid.typed.connect(self._on_typed)
        self.retranslate()

    @property
    def recent(self) -> tuple[str, ...]:
        """The emoji chosen last, the newest first."""
        return tuple(emoji.text for emoji in self._recent)

    def set_recent(self, recent: Sequence[str]) -> None:
        """Put back what `recent` said at an earlier start; what is none of our emoji is left out."""
        known = {emoji.text: emoji for emoji in EMOJI}
        self._recent = [known[text] for text in dict.fromkeys(recent) if text in known][:MAX_RECENT]

    def open_at(self, button: QWidget) -> None:
        """Open beside `button`: above it where there is room, below it where not, and always on its screen."""
        self.search_edit.clear()
        self._recent_button.setEnabled(bool(self._recent))
        self._show_shelf(self._recent_button if self._recent else self._group_buttons[EmojiGroup.FACES])
        self.adjustSize()
        self.move(self._place_at(button))
        self.show()
        self.search_edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("Emoji"))
        self.search_edit.setPlaceholderText(self.tr("Search emoji"))
        self.search_edit.setAccessibleName(self.tr("Search emoji"))
        self.grid.setAccessibleName(self.tr("Emoji"))
        self._recent_button.setAccessibleName(self.tr("Used last"))
        words = {
            EmojiGroup.FACES: self.tr("Faces"),
            EmojiGroup.PEOPLE: self.tr("Hands and people"),
            EmojiGroup.NATURE: self.tr("Animals and nature"),
            EmojiGroup.FOOD: self.tr("Food and drink"),
            EmojiGroup.PLAY: self.tr("Sports, feasts and places"),
            EmojiGroup.OBJECTS: self.tr("School and things"),
            EmojiGroup.SIGNS: self.tr("Hearts and signs"),
        }
        for group, button in self._group_buttons.items():
            button.setAccessibleName(words[group])
        for each in self._shelves.buttons():
            each.setToolTip(each.accessibleName())
        self.grid.emoji.set_chinese(QLocale().language() is QLocale.Language.Chinese)
        self._on_current_changed(None)

    def _shelf_button(self, mark: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(mark)
        button.setCheckable(True)
        # The grid says how wide the popup is.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_role(button, "quiet")
        self._shelves.addButton(button)
        return button

    def _show_shelf(self, button: QToolButton) -> None:
        self._shelf = button
        button.setChecked(True)
        if button is self._recent_button:
            self.grid.show_emoji(self._recent)
        else:
            self.grid.show_emoji([emoji for emoji in EMOJI if self._group_buttons[emoji.group] is button])

    def _place_at(self, button: QWidget) -> QPoint:
        near = QRect(button.mapToGlobal(QPoint(0, 0)), button.size())
        screen = QGuiApplication.screenAt(near.center()) or self.screen()
        free = screen.availableGeometry()
        above = near.top() - self.height() - spacing.TIGHT
        top = above if above >= free.top() else near.bottom() + spacing.TIGHT
        # Of a button at the right edge of a window, what opens stays within the window.
        left = near.right() - self.width()
        return QPoint(
            max(free.left(), min(left, free.right() - self.width())),
            max(free.top(), min(top, free.bottom() - self.height())),
        )

    @Slot(str)
    def _on_search_changed(self, wanted: str) -> None:
        if not wanted.strip():
            self._show_shelf(self._shelf)
            return
        # What is found is of every shelf. Qt lets go of the last one only where none has to be down.
        self._shelves.setExclusive(False)
        self._shelf.setChecked(False)
        self._shelves.setExclusive(True)
        self.grid.show_emoji(find_emoji(wanted))

    @Slot()
    def _on_entered(self) -> None:
        # With nothing to look for, the first emoji is nobody's choice.
        if self.search_edit.text().strip():
            modifiers = QGuiApplication.keyboardModifiers()
            self.grid.pick_first(stays_open=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    @Slot(QAbstractButton)
    def _on_shelf_clicked(self, button: QToolButton) -> None:
        self.search_edit.clear()
        self._show_shelf(button)

    @Slot(object, bool)
    def _on_emoji_picked(self, emoji: Emoji, stays_open: bool) -> None:
        if not stays_open:
            self.close()
        before = self.recent
        self._recent = [emoji, *(each for each in self._recent if each is not emoji)][:MAX_RECENT]
        self.emoji_chosen.emit(emoji.text)
        if self.recent != before:
            self.recent_changed.emit()

    @Slot(object)
    def _on_current_changed(self, emoji: Emoji | None) -> None:
        if emoji is not None:
            said = self.grid.emoji.name_of(emoji)
        elif self.grid.emoji.rowCount() == 0 and self.search_edit.text().strip():
            said = self.tr("No emoji is called that.")
        else:
            said = self.tr("Hold Shift to choose more than one.")
        metrics = QFontMetrics(self._name_label.font())
        self._name_label.setText(metrics.elidedText(said, Qt.TextElideMode.ElideRight, self.grid.width()))

    @Slot()
    def _on_left_upwards(self) -> None:
        self.search_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.search_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search_edit.insert(text)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Down and not self.grid.hasFocus():
            self.grid.take_keyboard()
        elif is_enter and isinstance(shelf := self.focusWidget(), QToolButton):
            shelf.click()
        else:
            super().keyPressEvent(event)
