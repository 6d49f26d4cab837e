"""What can be shown beside the rows: the fields of a frame, the lanes, the bench, whispers.

The rule: a mark says what is the case; what others have to agree to is marked when they have.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from shared.wire.frames import Role


class WireViewMenu(QMenu):
    """Connect the signals, and mark each action as things are. Whispers are only offered to a server."""

    detail_toggled = Signal(bool)
    lanes_toggled = Signal(bool)
    bench_toggled = Signal(bool)
    whispers_wanted = Signal(bool)
    cleared = Signal()

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail = self.addAction("")
        self.lanes = self.addAction("")
        self.bench = self.addAction("")
        for action in (self.detail, self.lanes, self.bench):
            action.setCheckable(True)
        self.detail.triggered.connect(self.detail_toggled)
        self.lanes.triggered.connect(self.lanes_toggled)
        self.bench.triggered.connect(self.bench_toggled)
        self.bench.setVisible(False)
        self.addSeparator()
        self.whispers = self.addAction("")
        self.whispers.setCheckable(True)
        self.whispers.setVisible(role is Role.SERVER)
        self.whispers.triggered.connect(self._on_whispers)
        self.clear_action = self.addAction("")
        self.clear_action.triggered.connect(self.cleared)
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.detail.setText(self.tr("Fields and bytes of the chosen frame"))
        self.lanes.setText(self.tr("Three lanes: bytes, calls, frames"))
        self.bench.setText(self.tr("Stream bench"))
        self.whispers.setText(self.tr("Show whispers (everyone in the room is told)"))
        self.clear_action.setText(self.tr("Empty the list"))

    @Slot(bool)
    def _on_whispers(self, is_wanted: bool) -> None:
        # The click has moved the mark already; it goes where it belongs when the room has agreed.
        self.whispers.setChecked(not is_wanted)
        self.whispers_wanted.emit(is_wanted)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
