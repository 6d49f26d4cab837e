"""The question before a room with guests in it is closed: a slip of the mouse must not send a class away.

The rule: it is asked in the window and stops nobody. Whoever goes on without an answer keeps the room open, and no
key that is pressed by mistake closes it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from shared.ui.banner import Banner, BannerKind

_KEEP_OPEN = 1


class ClosingQuestion(Banner):
    """Call ``ask``, keep it informed with ``set_guests``, and ``settle`` it when the room ends in another way."""

    confirmed = Signal(bool)
    """Close the room, and the program too if that is what was asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closingQuestion")
        self._guests = 0
        self._is_about_program = False
        self._is_asked = False
        self._before: QWidget | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the host has still to answer."""
        return self._is_asked

    def ask(self, *, is_about_program: bool) -> None:
        """Ask, and take the keyboard to the harmless answer: it was the host who wanted to close."""
        if not self._is_asked:
            self._before = QApplication.focusWidget()
        self._is_asked = True
        self._is_about_program = is_about_program
        self.retranslate()
        self.focus_action(_KEEP_OPEN)

    def set_guests(self, guests: int) -> None:
        """So many people besides the host are in the room now."""
        self._guests = guests
        self.retranslate()

    def settle(self) -> None:
        """The question is over, whatever the answer; the keyboard goes back to where it was."""
        if not self._is_asked:
            return
        self._is_asked = False
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        before, self._before = self._before, None
        if had_focus and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.dismiss()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        if self._is_asked:
            answers = ((self.tr("Close room"), self._on_confirmed), (self.tr("Keep open"), self.settle))
            self.show_text(self._question(), BannerKind.WARNING, answers)

    def _question(self) -> str:
        if self._is_about_program:
            if not self._guests:
                return self.tr("Close the room and quit?")
            return self.tr("Close the room for %n people and quit?", "", self._guests)
        if not self._guests:
            return self.tr("Close the room?")
        return self.tr("Close the room for %n people?", "", self._guests)

    @Slot()
    def _on_confirmed(self) -> None:
        is_about_program = self._is_about_program
        self.settle()
        self.confirmed.emit(is_about_program)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.settle()
            return
        super().keyPressEvent(event)
