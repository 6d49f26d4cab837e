"""The button beside the box from which emoji are chosen.

The rule: what is chosen goes where the cursor is, and a word that is being composed there is not lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton, QWidget

from shared.ui.emoji_picker import EmojiPicker
from shared.ui.icons import icon
from shared.ui.message_edit import MessageEdit
from shared.ui.stylesheet import set_role
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource


class EmojiButton(QToolButton):
    """Opens the picker, and writes what is chosen into `edit`.

    Hand back with `set_recent` what `recent` said at an earlier start of the same person.
    """

    recent_changed = Signal()
    """`recent` is another now."""

    def __init__(self, themes: ThemeSource, edit: MessageEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._picker: EmojiPicker | None = None
        self._recent: tuple[str, ...] = ()
        set_role(self, "quiet")
        # By mouse the keyboard stays in the box, and a word that is being composed with it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.open_picker)
        themes.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(themes.theme)
        self._fit_icon()
        self.retranslate()

    @property
    def picker(self) -> EmojiPicker:
        """What opens; it is made when it is asked for first, as it holds hundreds of signs."""
        if self._picker is None:
            self._picker = EmojiPicker(self)
            self._picker.set_recent(self._recent)
            self._picker.emoji_chosen.connect(self._on_emoji_chosen)
            self._picker.recent_changed.connect(self.recent_changed)
        return self._picker

    @property
    def recent(self) -> tuple[str, ...]:
        """The emoji chosen last, the newest first."""
        return self._recent if self._picker is None else self._picker.recent

    def set_recent(self, recent: Sequence[str]) -> None:
        """Offer these first, the newest first; what is no emoji of the picker's is left out by it."""
        self._recent = tuple(recent)
        if self._picker is not None:
            self._picker.set_recent(recent)

    @Slot()
    def open_picker(self) -> None:
        """Let the person choose."""
        QGuiApplication.inputMethod().commit()
        self.picker.open_at(self)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("Emoji"))
        self.setToolTip(self.tr("Emoji"))

    def _fit_icon(self) -> None:
        side = self.fontMetrics().height() + 2
        self.setIconSize(QSize(side, side))

    @Slot(str)
    def _on_emoji_chosen(self, emoji: str) -> None:
        if not self._edit.is_composing:
            self._edit.insertPlainText(emoji)
            self._edit.ensureCursorVisible()
        if not self.picker.isVisible():  # which stays open for whoever wants several
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self.setIcon(icon("emoji", theme.muted_text))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icon()
        super().changeEvent(event)
