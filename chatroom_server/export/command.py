"""``chatroom-server --export FILE``: writes what a history keeps, and says in one line what, or why not.

The rule: it only reads the history, whether its room is open or not, and makes none where there is none.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from chatroom_server.arguments import Arguments
from chatroom_server.export.choice import NoHistory, chosen_history
from chatroom_server.export.csv_table import AttendanceWords
from chatroom_server.export.export import write_attendance, write_transcript
from chatroom_server.export.file import CannotWrite, WriteProblem
from chatroom_server.export.format import ExportFormat, format_of
from chatroom_server.export.lines import TranscriptWords
from chatroom_server.history.reader import HistoryReader, HistoryUnreadable


@dataclass(frozen=True, slots=True)
class Told:
    """How the command ended: its exit status, 0 for a file that was written, and the one line to print."""

    status: int
    line: str


def run_export(arguments: Arguments) -> Told:
    """Write ``arguments.export_file``; a file of that name is replaced."""
    file = arguments.export_file
    assert file is not None
    try:
        history = chosen_history(arguments)
        if os.path.realpath(file) == os.path.realpath(history):
            return Told(
                1, f"chatroom-server: {file} is the history itself: name another file after --export."
            )
        written = _write(file, HistoryReader(history))
    except NoHistory as reason:
        return Told(1, f"chatroom-server: {reason}.")
    except HistoryUnreadable as unreadable:
        return Told(
            1,
            f"chatroom-server: {unreadable.path} cannot be read as a history: name another file with --history, "
            "or another room with --room.",
        )
    except CannotWrite as failure:
        return Told(1, f"chatroom-server: cannot write {file}, {_advice(failure.problem)}.")
    return Told(0, f"chatroom-server: wrote {written} to {file}")


def _write(file: Path, reader: HistoryReader) -> str:
    if format_of(file) is ExportFormat.ATTENDANCE:
        written = write_attendance(file, reader, AttendanceWords())
        what = f"{_counted(written.entries, 'line')} of attendance in"
    else:
        written = write_transcript(file, reader, TranscriptWords())
        what = f"{_counted(written.entries, 'message')} of"
    return f"{what} {_counted(written.lessons, 'lesson')}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _advice(problem: WriteProblem) -> str:
    match problem:
        case WriteProblem.NO_FOLDER:
            return "as its folder is not there: make it, or name a file in another one"
        case WriteProblem.NOT_ALLOWED:
            return (
                "as that is not allowed: close the program that has it open, or name a file in another folder"
            )
        case WriteProblem.DISK_FULL:
            return "as the disk is full: free some of it, or name a file on another disk"
        case WriteProblem.NOT_A_FILE:
            return "as something else has that name: give it another one"
        case WriteProblem.OTHER:
            return "as the disk does not take it: name a file in another folder"
        case _:
            assert_never(problem)
