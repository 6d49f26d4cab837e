"""Attendance and conversation into a file: what the button "Export…" does.

The rule: the file is written in another thread, from what the history keeps, and whether it worked is always said.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from chatroom_server.export.csv_table import AttendanceWords
from chatroom_server.export.export import ExportFormat
from chatroom_server.export.file import CannotWrite
from chatroom_server.export.lines import TranscriptWords
from chatroom_server.history.history import HistoryState
from chatroom_server.history.reader import HistoryUnreadable
from chatroom_server.window.background import Background
from chatroom_server.window.export_words import ExportWords
from chatroom_server.window.history_reading import export_history
from shared.ui.ask_file import AskFile, FileQuestion, documents
from shared.ui.file_names import file_name
from shared.ui.toast import Toast


class Exports(QObject):
    """Call ``begin_room`` when a room opens; ``fill`` puts what can be exported into a menu."""

    def __init__(self, window: QWidget, toast: Toast, ask: AskFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._toast = toast
        self._ask = ask
        self._background = Background(self)
        self._words = ExportWords(self)
        self._room_name = ""
        self._file: Path | None = None
        self._is_troubled = False
        self._folder: Path | None = None

    def begin_room(self, room_name: str, history_file: Path | None) -> None:
        """Export from this history from now on; None if the room keeps none."""
        self._room_name = room_name
        self._file = history_file
        self._is_troubled = False

    def show_state(self, state: HistoryState) -> None:
        """Know whether everything that was said is in the history by now."""
        self._is_troubled = state is HistoryState.TROUBLED

    @Slot(QMenu)
    def fill(self, menu: QMenu) -> None:
        """Put the entries into an empty menu."""
        if self._file is None:
            menu.addAction(self.tr("This room keeps no history: there is nothing to export")).setEnabled(
                False
            )
            return
        menu.addAction(self.tr("Attendance (spreadsheet)…"), partial(self._ask_attendance, False))
        menu.addAction(self.tr("Conversation (text or web page)…"), partial(self._ask_conversation, False))
        earlier = menu.addMenu(self.tr("With earlier lessons"))
        earlier.addAction(self.tr("Attendance (spreadsheet)…"), partial(self._ask_attendance, True))
        earlier.addAction(self.tr("Conversation (text or web page)…"), partial(self._ask_conversation, True))

    def _ask_attendance(self, has_earlier: bool) -> None:
        kinds = ((self.tr("Table for spreadsheets"), ExportFormat.ATTENDANCE.value),)
        name = (
            self.tr("attendance of all lessons", "in the name of a file")
            if has_earlier
            else self.tr("attendance", "in the name of a file")
        )
        question = self._question(self.tr("Save the attendance"), name, kinds)
        self._start(question, self._words.attendance(), has_earlier)

    def _ask_conversation(self, has_earlier: bool) -> None:
        kinds = (
            (self.tr("Text"), ExportFormat.TEXT.value),
            (self.tr("Web page"), ExportFormat.PAGE.value),
        )
        name = (
            self.tr("conversation of all lessons", "in the name of a file")
            if has_earlier
            else self.tr("conversation", "in the name of a file")
        )
        question = self._question(self.tr("Save the conversation"), name, kinds)
        self._start(question, self._words.transcript(), has_earlier)

    def _question(self, title: str, what: str, kinds: tuple[tuple[str, str], ...]) -> FileQuestion:
        today = datetime.now(UTC).astimezone().date()
        return FileQuestion(
            title, self._folder or documents(), file_name(self._room_name, today, what), kinds
        )

    def _start(
        self, question: FileQuestion, words: AttendanceWords | TranscriptWords, has_earlier: bool
    ) -> None:
        if self._file is not None:
            # The room may be closed, and another one open, by the time that the host has answered.
            self._ask(self._window, question, partial(self._write, self._file, words, has_earlier))

    def _write(
        self, history: Path, words: AttendanceWords | TranscriptWords, has_earlier: bool, target: Path
    ) -> None:
        self._folder = target.parent
        self._background.run(
            partial(export_history, history, target, words, has_earlier=has_earlier),
            partial(self._on_written, target, not self._is_troubled),
        )

    def _on_written(
        self, target: Path, is_whole: bool, reason: CannotWrite | HistoryUnreadable | None
    ) -> None:
        if reason is not None:
            self._toast.show_words(partial(self._words.problem, reason))
            return
        self._toast.show_words(
            partial(self._words.saved, target, is_whole=is_whole),
            partial(_open_folder, target.parent),
            self._words.open_folder,
        )


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
