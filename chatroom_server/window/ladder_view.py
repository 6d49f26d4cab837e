"""The ladder of one guest's connection, below the table in which it was chosen, and the ways to take it away.

The rule: what is saved is what is shown.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from chatroom_server.window.ladder_model import LadderModel
from chatroom_server.window.ladder_table import LadderTable
from shared.ui import spacing
from shared.ui.ask_file import AskFile, FileQuestion, documents
from shared.ui.elided_label import ElidedLabel
from shared.ui.file_names import file_name
from shared.ui.file_toast import FileToast
from shared.ui.inert import inert_line
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.ui.wire.file_work import FileWork, write_whole
from shared.wire.ladder import Ladder
from shared.wire.ladder_mermaid import mermaid_of
from shared.wire.ladder_svg import svg_of

_PICTURE = ".svg"
_DIAGRAM = ".mmd"


class LadderView(QWidget):
    """Call ``show_ladder`` whenever there is a newer one; the person closes it with ``closed``."""

    closed = Signal()

    def __init__(
        self, themes: ThemeSource, toast: Toast, ask: AskFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._toast = toast
        self._ask = ask
        self._file_toast = FileToast(toast, self)
        self._work = FileWork(self)
        self._room = ""
        self._folder: Path | None = None
        self._title, self._note = ElidedLabel(), ElidedLabel()
        set_role(self._title, "heading")
        set_role(self._note, "muted")
        # The name has the room first.
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._model = LadderModel(self)
        self._table = LadderTable(self._model, themes)
        self._menu = QMenu(self)
        self._save, self._close = QPushButton(), QPushButton()
        self._save.setObjectName("saveLadder")
        self._save.setMenu(self._menu)
        self._close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, spacing.SMALL)
        head.setSpacing(spacing.SMALL)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self._save)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._table, 1)
        self.retranslate()

    @property
    def table(self) -> LadderTable:
        """The rungs; the keyboard belongs there."""
        return self._table

    def begin_room(self, room: str) -> None:
        """Suggest files of this room."""
        self._room = room
        self._model.show_ladder(None)

    def show_ladder(self, ladder: Ladder) -> None:
        """Show this one: another connection's from its end, the same one's where it is looked at."""
        shown = self._model.ladder
        self._model.show_ladder(ladder)
        if shown is None or shown.ends.connection != ladder.ends.connection:
            self._table.follow()
        self._say_title()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._model.retranslate()
        self._note.setText(self._model.words.inferred)
        self._save.setText(self.tr("Save…"))
        self._close.setText(self.tr("Close"))
        self._menu.clear()
        self._menu.addAction(self.tr("As a picture (.svg)…"), partial(self._ask_to_save, _PICTURE))
        self._menu.addAction(self.tr("As Mermaid text (.mmd)…"), partial(self._ask_to_save, _DIAGRAM))
        self._menu.addAction(self.tr("Copy as Mermaid text"), self._copy)
        self._say_title()

    def _say_title(self) -> None:
        ladder = self._model.ladder
        if ladder is not None:
            who = inert_line(ladder.ends.name) or str(ladder.ends.peer)
            self._title.setText(self.tr("Ladder of {name}").format(name=who))

    def _text(self, ending: str) -> str:
        ladder = self._model.ladder
        if ladder is None:
            return ""
        return (svg_of if ending == _PICTURE else mermaid_of)(ladder, self._model.words)

    def _ask_to_save(self, ending: str) -> None:
        ladder = self._model.ladder
        if ladder is None:
            return
        text = self._text(ending)
        today = datetime.now(UTC).astimezone().date()
        who = inert_line(ladder.ends.name) or self.tr("connection", "in the name of a file")
        kind = self.tr("Picture") if ending == _PICTURE else self.tr("Mermaid text")
        name = file_name(inert_line(self._room), today, who)
        question = FileQuestion(
            self.tr("Save the ladder"), self._folder or documents(), name, ((kind, ending),)
        )
        self._ask(self, question, partial(self._write, text))

    def _write(self, text: str, path: Path) -> None:
        data = text.encode()

        def write(file: BinaryIO) -> None:
            file.write(data)

        self._folder = path.parent
        self._work.run(partial(write_whole, path, write), partial(self._say_saved, path))

    def _say_saved(self, path: Path, is_saved: bool) -> None:
        self._file_toast.say(path, is_saved=is_saved)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text(_DIAGRAM))
        self._toast.show_words(lambda: self.tr("Copied."))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
