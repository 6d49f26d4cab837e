"""The pinned announcement as the host has it: with a button that takes it down.

The rule: it only asks. The strip goes when the room says that nothing is pinned any more.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from shared.ui.pinned_strip import PinnedStrip
from shared.ui.stylesheet import set_role


class PinnedByHost(PinnedStrip):
    """Use it like a ``PinnedStrip``; ``take_down_wanted`` is the host's wish."""

    take_down_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._take_down = QPushButton()
        super().__init__(parent)
        self._take_down.setObjectName("takeDownButton")
        set_role(self._take_down, "link")
        self._take_down.clicked.connect(self.take_down_wanted)
        row = self.layout()
        assert row is not None
        row.addWidget(self._take_down)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        super().retranslate()
        self._take_down.setText(self.tr("take down"))
        self._take_down.setAccessibleName(self.tr("Take down the announcement"))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
