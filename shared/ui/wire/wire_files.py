"""Takes the wire away: saves it for Wireshark, as a recording or as hex, and opens a recording again.

The rule: files are read and written beside the window, and what came of it is always said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import BinaryIO, assert_never

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from shared import resources
from shared.ui.ask_file import AskFile, FileQuestion, documents
from shared.ui.file_names import file_name
from shared.ui.file_toast import FileToast
from shared.ui.inert import inert_line
from shared.ui.toast import Toast
from shared.ui.wire.file_work import FileWork, write_whole
from shared.ui.wire.hex_text import write_hex_text
from shared.ui.wire.wire_log import WireLog
from shared.wire.pcapng import write_pcapng
from shared.wire.recording import (
    Recording,
    RecordingError,
    RecordingFault,
    read_recording,
    write_recording,
)


class WireFile(Enum):
    """What can be saved; the value is the ending of the file."""

    CAPTURE = ".pcapng"  # for Wireshark
    RECORDING = ".jsonl"  # to be opened here again
    HEX = ".txt"  # what is shown, to be read and printed
    DISSECTOR = ".lua"  # teaches Wireshark the protocol


class WireFiles(QObject):
    """Fills a menu with ``fill``; ``recording_opened`` tells a recording and the name of its file."""

    recording_opened = Signal(object, str)

    def __init__(
        self, log: WireLog, toast: Toast, ask: AskFile, ask_to_open: AskFile, window: QWidget
    ) -> None:
        super().__init__(window)
        self._log = log
        self._toast = toast
        self._ask = ask
        self._ask_to_open = ask_to_open
        self._window = window
        self._file_toast = FileToast(toast, self)
        self._work = FileWork(self)
        self._room = ""
        self._folder: Path | None = None

    def set_room(self, name: str) -> None:
        """Suggest files of this room."""
        self._room = name

    def set_log(self, log: WireLog) -> None:
        """Save what this one holds from now on."""
        self._log = log

    @Slot()
    def fill(self, menu: QMenu) -> None:
        """Put what can be done into a menu."""
        menu.clear()
        for kind in WireFile:
            menu.addAction(self._choice(kind), partial(self.save, kind))
            if kind is WireFile.HEX:
                menu.addSeparator()
        menu.addSeparator()
        menu.addAction(self.tr("Open a recording…"), self.open)

    def save(self, kind: WireFile) -> None:
        """Ask where, and write what there is when the answer comes."""
        name = "chatroom" if kind is WireFile.DISSECTOR else self._suggested_name()
        kinds = ((self._kind(kind), kind.value),)
        question = FileQuestion(self._title(kind), self._folder or documents(), name, kinds)
        self._ask(self._window, question, partial(self._write, kind))

    def open(self) -> None:
        """Ask for a recording, and tell it."""
        kinds = ((self._kind(WireFile.RECORDING), WireFile.RECORDING.value),)
        question = FileQuestion(
            self.tr("Open a recording of the wire"), self._folder or documents(), "", kinds
        )
        self._ask_to_open(self._window, question, self._read)

    def _write(self, kind: WireFile, path: Path) -> None:
        self._folder = path.parent
        write = self._writer(kind)
        self._work.run(partial(write_whole, path, write), partial(self._say_saved, kind, path))

    def _writer(self, kind: WireFile) -> Callable[[BinaryIO], None]:
        """Return what fills the file, with a copy of what there is now."""
        log, role, room = self._log, self._log.role, self._room
        match kind:
            case WireFile.CAPTURE:
                records = log.records()
                return lambda file: write_pcapng(records, role, file)
            case WireFile.RECORDING:
                records = log.records()
                return lambda file: write_recording(records, role, file, room)
            case WireFile.HEX:
                rows, words = log.model.shown_rows(), log.words.copy()
                return lambda file: write_hex_text(rows, words, file)
            case WireFile.DISSECTOR:
                return _write_dissector
        assert_never(kind)

    def _say_saved(self, kind: WireFile, path: Path, is_saved: bool) -> None:
        hint = self._where_scripts_belong if kind is WireFile.DISSECTOR else None
        self._file_toast.say(path, is_saved=is_saved, hint=hint)

    def _read(self, path: Path) -> None:
        self._folder = path.parent
        self._work.run(partial(_read_recording, path), partial(self._tell_read, path))

    def _tell_read(self, path: Path, found: Recording | RecordingFault | None) -> None:
        if isinstance(found, Recording):
            self.recording_opened.emit(found, path.name)
            return
        self._toast.show_words(lambda: self._problem(found).format(file=inert_line(path.name)))

    def _suggested_name(self) -> str:
        today = datetime.now(UTC).astimezone().date()
        return file_name(inert_line(self._room), today, self.tr("wire", "in the name of a file"))

    def _choice(self, kind: WireFile) -> str:
        match kind:
            case WireFile.CAPTURE:
                return self.tr("Save for Wireshark (.pcapng)…")
            case WireFile.RECORDING:
                return self.tr("Save as a recording to be opened here (.jsonl)…")
            case WireFile.HEX:
                return self.tr("Save the rows shown as hex text (.txt)…")
            case WireFile.DISSECTOR:
                return self.tr("Save the script that teaches Wireshark this protocol (.lua)…")
        assert_never(kind)

    def _title(self, kind: WireFile) -> str:
        return self.tr("Save the script") if kind is WireFile.DISSECTOR else self.tr("Save the wire")

    def _kind(self, kind: WireFile) -> str:
        match kind:
            case WireFile.CAPTURE:
                return self.tr("Capture for Wireshark")
            case WireFile.RECORDING:
                return self.tr("Recording of the wire")
            case WireFile.HEX:
                return self.tr("Text")
            case WireFile.DISSECTOR:
                return self.tr("Script for Wireshark")
        assert_never(kind)

    def _where_scripts_belong(self) -> str:
        return self.tr("In Wireshark, Help > About > Folders shows where personal Lua plugins belong.")

    def _problem(self, fault: RecordingFault | None) -> str:
        match fault:
            case None:
                return self.tr("{file} could not be read.")
            case RecordingFault.NOT_A_RECORDING:
                return self.tr("{file} is no recording of the wire.")
            case RecordingFault.TOO_NEW:
                return self.tr("{file} was saved by a newer version of this program.")
            case RecordingFault.BROKEN:
                return self.tr("{file} is damaged, and cannot be shown.")
            case RecordingFault.TOO_LARGE:
                return self.tr("{file} is larger than any recording of this program.")
        assert_never(fault)


def _read_recording(path: Path) -> Recording | RecordingFault | None:
    try:
        with path.open("rb") as file:
            return read_recording(file)
    except RecordingError as error:
        return error.fault
    except OSError:
        return None


def _write_dissector(file: BinaryIO) -> None:
    file.write(resources.read_bytes("wireshark", "chatroom.lua"))
