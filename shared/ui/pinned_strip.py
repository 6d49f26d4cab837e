"""The last announcement, kept above the conversation until the next one takes its place.

The rule: it is told from what people say by its own colour and by a word, and it is never cut off from being read:
what does not fit on its one line stands whole in the tooltip, for screen readers, and in the transcript.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from shared.ui import spacing
from shared.ui.elided_label import ElidedLabel
from shared.ui.inert import inert_line
from shared.ui.stylesheet import set_role


class PinnedStrip(QFrame):
    """Hidden until `pin`; call `unpin` when another room begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pinnedStrip")
        set_role(self, "pinned")
        self._label = QLabel(self)
        set_role(self._label, "heading")
        self._text = ElidedLabel(parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, spacing.SMALL)
        row.setSpacing(spacing.SMALL)
        row.addWidget(self._label)
        row.addWidget(self._text, 1)
        self.hide()
        self.retranslate()

    @property
    def text(self) -> str:
        """What is pinned, whole; empty for nothing."""
        return self._text.text()

    def pin(self, text: str) -> None:
        """Show an announcement in place of the one before."""
        self._text.setText(text)
        self.retranslate()
        self.show()

    def unpin(self) -> None:
        """Show nothing."""
        self._text.setText("")
        self.hide()

    def retranslate(self) -> None:
        """Say the word again, in the language that is on now."""
        self._label.setText(self.tr("Announcement"))
        self.setAccessibleName(self.tr("Announcement"))
        self._text.setAccessibleName(inert_line(self._text.text()))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
