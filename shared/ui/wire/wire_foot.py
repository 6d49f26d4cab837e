"""The line below the rows: what was counted, and a way to the fields of the chosen frame where they have no place.

The rule: somebody who has chosen a frame sees at once how it is taken apart, however low the window is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from shared.ui import spacing
from shared.ui.stylesheet import set_role
from shared.ui.wire.wire_counts import WireCounts
from shared.wire.frames import Role


class WireFoot(QWidget):
    """``counts`` shows the numbers. Call ``offer_detail`` while a frame is chosen and its fields have no place."""

    detail_wanted = Signal()

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = WireCounts(role)
        self._detail_button = QPushButton()
        self._detail_button.setObjectName("wireDetail")
        set_role(self._detail_button, "link")
        self._detail_button.hide()
        self._detail_button.clicked.connect(self.detail_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(spacing.MEDIUM, spacing.TIGHT, spacing.MEDIUM, spacing.TIGHT)
        row.setSpacing(spacing.MEDIUM)
        row.addWidget(self.counts, 1)
        row.addWidget(self._detail_button)
        self.retranslate()

    def offer_detail(self, is_offered: bool) -> None:
        """Have the button there, or not."""
        self._detail_button.setVisible(is_offered)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._detail_button.setText(self.tr("Fields and bytes"))
        self._detail_button.setToolTip(self.tr("Take the chosen frame apart (Enter)"))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
