"""A short word about what was just done, with the way back: "mallory was muted. Undo".

The rule: what was done last and can be undone is said at once, so that Undo is always about that; but nothing goes
from under the mouse or the keyboard.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.stylesheet import set_role, set_style_property

_SHOWN_MS: Final = 8_000
"""Long enough to read it, see the mistake and reach the button."""

_WIDEST: Final = 520


@dataclass(frozen=True, slots=True)
class _Notice:
    words: Callable[[], str]
    undo: Callable[[], object] | None
    label: Callable[[], str] | None
    about: Hashable

    @property
    def is_undoable(self) -> bool:
        """The button takes back what was done, and that is wanted soon or never."""
        return self.undo is not None and self.label is None


class Toast(QFrame):
    """Notices wait for one another, and each is shown for `shown_ms`. It takes no focus, and goes by itself.

    It floats over the bottom of `parent`: give it the conversation, lest it hides what somebody writes.
    """

    def __init__(self, parent: QWidget, shown_ms: int = _SHOWN_MS) -> None:
        super().__init__(parent)
        self._waiting: deque[_Notice] = deque()
        self._shown: _Notice | None = None

        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._undo_button = QPushButton(self)
        set_role(self._undo_button, "link")
        self._undo_button.clicked.connect(self._on_undo_clicked)

        row = QHBoxLayout(self)
        row.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.MEDIUM, spacing.SMALL)
        row.setSpacing(spacing.MEDIUM)
        row.addWidget(self._label, 1)
        row.addWidget(self._undo_button)

        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(shown_ms)
        self._timer.timeout.connect(self._on_time_over)

        set_style_property(self, "toast", "yes")
        parent.installEventFilter(self)
        self.retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """What is shown, or was shown last."""
        return self._label.text()

    def show_words(
        self,
        words: Callable[[], str],
        undo: Callable[[], object] | None = None,
        label: Callable[[], str] | None = None,
        *,
        about: Hashable = None,
    ) -> None:
        """Say what `words` gives, after what is said now; `undo` is called if it is taken back.

        `label` says what the button does if that is something else than to undo. Both are asked again when the
        language changes. What can be undone does not wait: what it interrupts is said once more afterwards. What
        was said earlier `about` the same thing is no longer true, and is not said any more.
        """
        notice = _Notice(words, undo, label, about)
        self._forget(about)
        if not notice.is_undoable:
            self._waiting.append(notice)
        else:
            self._waiting.appendleft(notice)
            if self._shown is not None and not self._is_in_use:
                self._waiting.insert(1, self._shown)
                self._timer.stop()
        if not self._timer.isActive():
            self._show_next()

    def clear(self) -> None:
        """Forget what is said now and all that waits: it has nothing to do with what comes next."""
        self._waiting.clear()
        self._timer.stop()
        self._show_next()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        shown = self._shown
        label = None if shown is None else shown.label
        self._undo_button.setText(self.tr("Undo") if label is None else label())
        if shown is not None:
            self._label.setText(shown.words())
            self._take_place()

    @property
    def _is_in_use(self) -> bool:
        return self.underMouse() or self._undo_button.hasFocus()

    def _forget(self, about: Hashable) -> None:
        if about is None:
            return
        self._waiting = deque(each for each in self._waiting if each.about != about)
        if self._shown is not None and self._shown.about == about and not self._is_in_use:
            self._shown = None
            self._timer.stop()

    def _show_next(self) -> None:
        if not self._waiting:
            self._shown = None
            self.hide()
            return
        self._shown = self._waiting.popleft()
        self._undo_button.setVisible(self._shown.undo is not None)
        self.retranslate()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, self._label.text())

    def _take_place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(_WIDEST, parent.width() - 2 * spacing.LARGE)
        line = self._label.fontMetrics().horizontalAdvance(self._label.text())
        # The hint of a label that wraps is a near square; a notice is one line as long as there is room.
        self._label.setMinimumWidth(min(line + spacing.TIGHT, max(0, width - self._width_beside_label())))
        self.setMaximumWidth(max(0, width))
        self.adjustSize()
        # It asks for the height at the width it would like, which may be more than it gets.
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - spacing.LARGE)

    def _width_beside_label(self) -> int:
        beside = spacing.LARGE + spacing.MEDIUM + 2
        if not self._undo_button.isHidden():
            beside += self._undo_button.sizeHint().width() + spacing.MEDIUM
        return beside

    @Slot()
    def _on_time_over(self) -> None:
        if self._is_in_use:
            self._timer.start()
            return
        self._show_next()

    @Slot()
    def _on_undo_clicked(self) -> None:
        shown = self._shown
        self._timer.stop()
        self._show_next()
        if shown is not None and shown.undo is not None:
            shown.undo()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._take_place()
        return super().eventFilter(watched, event)
