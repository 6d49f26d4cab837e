"""The strip that says that the history cannot be written, as long as it cannot.

The rule: it says what is wrong and that nothing stops because of it; it goes by itself, and only when everything is
written again.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from chatroom_server.history.history import HistoryState
from shared.ui.banner import Banner, BannerKind


class HistoryBanner(Banner):
    """Call ``begin_room`` when a room opens, then ``show_state`` once a second."""

    recovered = Signal()
    """What was kept in memory is written, and so is what comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyBanner")
        self._state = HistoryState.OFF
        self._trouble = ""

    def begin_room(self) -> None:
        """Nothing is known to be wrong with the history of another room."""
        self._state = HistoryState.OFF
        self.dismiss()

    def show_state(self, state: HistoryState, trouble: str) -> None:
        """Say how the history does; ``trouble`` is why it cannot be written, as ``History.trouble`` has it."""
        before, self._state, self._trouble = self._state, state, trouble
        if state is HistoryState.TROUBLED:
            self.retranslate()
        elif before is HistoryState.TROUBLED:
            self.dismiss()
            if state is HistoryState.WRITING:
                self.recovered.emit()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        if self._state is HistoryState.TROUBLED:
            self.show_text(self._sentence(), BannerKind.WARNING)

    def _sentence(self) -> str:
        match self._trouble:
            case "disk full":
                cause = self.tr("The disk is full: the history cannot be written.")
            case "read-only" | "not allowed":
                cause = self.tr("The history cannot be written: its file or folder is read-only.")
            case "no such folder" | "is a folder" | "cannot be opened":
                cause = self.tr("The history cannot be written: its file cannot be made or opened.")
            case "in use by another program":
                cause = self.tr("The history cannot be written: another program holds its file.")
            case "disk error":
                cause = self.tr("The history cannot be written: the disk reports an error.")
            case "damaged":
                cause = self.tr("The history is damaged. It will be set aside, and a new one begun.")
            case _:
                cause = self.tr("The history cannot be written right now.")
        goes_on = self.tr(
            "The room goes on; what is said is kept in memory, and written as soon as that works again."
        )
        return self.tr("{cause} {consequence}", "two sentences").format(cause=cause, consequence=goes_on)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
