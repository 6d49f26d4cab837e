"""A question to the host before something that is done to many: a slip of the mouse must not send a class away.

The rule: it is asked in the window and stops nobody. Whoever goes on without an answer has nothing done, and no key
that is pressed by mistake does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from shared.ui.banner import Banner, BannerKind

_HARMLESS = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, with the two answers, all in the language that is on; and what is done if it is wanted."""

    words: Callable[[], tuple[str, str, str]]
    """The question, the answer that does it, and the harmless one."""
    then: Callable[[], None]


class Question(Banner):
    """Call ``put`` to ask, ``retranslate`` when the words have changed, ``settle`` when it ends in another way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self._before: QWidget | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the host has still to answer."""
        return self._asked is not None

    def put(self, asked: Asked) -> None:
        """Ask, and take the keyboard to the harmless answer: it was the host who wanted something."""
        if self._asked is None:
            self._before = QApplication.focusWidget()
        self._asked = asked
        self.retranslate()
        self.focus_action(_HARMLESS)

    def settle(self) -> None:
        """The question is over, whatever the answer; the keyboard goes back to where it was."""
        if self._asked is None:
            return
        self._asked = None
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        before, self._before = self._before, None
        if had_focus and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.dismiss()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        if self._asked is not None:
            question, answer, harmless = self._asked.words()
            answers = ((answer, self._on_confirmed), (harmless, self.settle))
            self.show_text(question, BannerKind.WARNING, answers)

    @Slot()
    def _on_confirmed(self) -> None:
        asked = self._asked
        self.settle()
        if asked is not None:
            asked.then()

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
