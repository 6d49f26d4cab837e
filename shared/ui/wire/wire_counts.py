"""The line that counts what went over the wire, whether it was shown or not."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QWidget

from shared.ui.parts_label import PartsLabel
from shared.ui.stylesheet import set_role
from shared.ui.wire.call_names import call_name
from shared.wire.frames import Role
from shared.wire.record import Direction, WireCounters

_MOST_FOR_QT: Final = 2**31 - 1
"""It counts people and things, and a full hall is sent more bytes than that within a minute."""


class WireCounts(PartsLabel):
    """Call ``show_counters`` with what is exact, and how many rows wait while the table pauses."""

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._role = role
        self._counters = WireCounters()
        self._held = 0
        set_role(self, "muted")
        self._say()

    def show_counters(self, counters: WireCounters, role: Role, held: int = 0) -> None:
        """Show these; ``held`` rows wait for the pause to end."""
        if (counters, role, held) != (self._counters, self._role, self._held):
            self._counters, self._role, self._held = counters, role, held
            self._say()

    def _say(self) -> None:
        counters, parts = self._counters, []
        if self._held:
            parts.append(self.tr("paused: %Ln more rows", "", self._held))
        if counters.left_out:
            parts.append(self.tr("%Ln calls not shown", "too much came at once", counters.left_out))
        received = self._counted(counters.frames_received, counters.bytes_received)
        sent = self._counted(counters.frames_sent, counters.bytes_sent)
        calls = f"{call_name(self._role, Direction.RECEIVED)}() ×{_number(counters.receives)}"
        parts.append(self.tr("received {counted} in {calls}").format(counted=received, calls=calls))
        calls = f"{call_name(self._role, Direction.SENT)}() ×{_number(counters.sends)}"
        parts.append(self.tr("sent {counted} in {calls}").format(counted=sent, calls=calls))
        self.show_parts(parts)

    def _counted(self, frames: int, size: int) -> str:
        return self.tr("{frames}, {bytes}").format(frames=self._frames(frames), bytes=self._bytes(size))

    def _frames(self, frames: int) -> str:
        if frames > _MOST_FOR_QT:
            return self.tr("{number} frames").format(number=_number(frames))
        return self.tr("%Ln frames", "", frames)

    def _bytes(self, size: int) -> str:
        if size > _MOST_FOR_QT:
            return self.tr("{number} bytes").format(number=_number(size))
        return self.tr("%Ln bytes", "", size)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)


def _number(number: int) -> str:
    return QLocale().toString(number)
