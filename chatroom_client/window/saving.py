"""Saves the conversation into a file: asks where, writes it bit by bit, and says what came of it.

The rule: a file is there whole or not at all, and nobody who writes or reads is held up by a long one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import (
    QIODevice,
    QLocale,
    QObject,
    QSaveFile,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QWidget

from shared.ui.ask_file import AskFile, FileQuestion, ask_file, documents
from shared.ui.file_names import file_name
from shared.ui.file_toast import FileToast
from shared.ui.inert import inert_line
from shared.ui.toast import Toast
from shared.ui.transcript_file import FileHead, FileWords, text_pieces
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_page import page_pieces
from shared.ui.transcript_rows import HistoryEdge

_SLICE_MILLISECONDS: Final = 8
_PAGE_ENDING: Final = ".html"
_TEXT_ENDING: Final = ".txt"


@dataclass(slots=True)
class _Writing:
    file: QSaveFile
    pieces: Iterator[str]
    path: Path


class ConversationSaver(QObject):
    """Call `save` when somebody wants a file. It tells over the conversation, with `toast`, how it went."""

    finished = Signal(bool)
    """The file is there, or it could not be written."""

    def __init__(
        self, model: TranscriptModel, toast: Toast, window: QWidget, ask: AskFile = ask_file
    ) -> None:
        super().__init__(window)
        self._model = model
        self._file_toast = FileToast(toast, self)
        self._window = window
        self._ask = ask
        self._words = FileWords(model.words, self)
        self._writing: _Writing | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._on_time_to_write)

    def save(self, room: str, place: str, you: str) -> None:
        """Ask for a file, and write into it what stands in the transcript when the answer comes."""
        name = file_name(inert_line(room), datetime.now(UTC).astimezone().date())
        kinds = ((self.tr("Text"), _TEXT_ENDING), (self.tr("Web page"), _PAGE_ENDING))
        question = FileQuestion(self.tr("Save the conversation"), documents(), name, kinds)
        self._ask(self._window, question, lambda path: self._write(path, room, place, you))

    def _write(self, path: Path, room: str, place: str, you: str) -> None:
        self._model.flush()
        is_from_start = self._model.edge is HistoryEdge.START
        head = FileHead(room, place, you, datetime.now(UTC), is_from_start)
        # A copy: what comes while it is being written does not get between the lines.
        rows = self._model.shown_rows[:]
        if path.suffix.lower() == _PAGE_ENDING:
            language = QLocale().bcp47Name()
            pieces = page_pieces(head, rows, self._words, language)
        else:
            pieces = text_pieces(head, rows, self._words)
        self._drop()
        file = QSaveFile(str(path))
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            self._end(path, is_done=False)
            return
        self._writing = _Writing(file, pieces, path)
        self._timer.start()

    def _drop(self) -> None:
        """Whoever saves once more does not wait for the first time: that file stays as it was."""
        if self._writing is not None:
            self._timer.stop()
            self._writing.file.cancelWriting()
            self._writing.file.commit()
            self._writing = None

    @Slot()
    def _on_time_to_write(self) -> None:
        writing = self._writing
        if writing is None:
            return
        until = monotonic() + _SLICE_MILLISECONDS / 1000
        while monotonic() < until:
            piece = next(writing.pieces, None)
            if piece is None:
                self._writing = None
                self._end(writing.path, is_done=writing.file.commit())
                return
            writing.file.write(piece.encode("utf-8", "replace"))
        self._timer.start()

    def _end(self, path: Path, *, is_done: bool) -> None:
        self._file_toast.say(path, is_saved=is_done)
        self.finished.emit(is_done)
