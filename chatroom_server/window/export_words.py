"""The words of exported files in the language of the window, and why a file could not be written.

The rule: a sentence names the cause and what to do about it; never an error of the system as it comes.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QObject

from chatroom_server.export.csv_table import AttendanceWords
from chatroom_server.export.file import CannotWrite, WriteProblem
from chatroom_server.export.lines import TranscriptWords
from chatroom_server.history.reader import HistoryUnreadable
from shared.ui.inert import isolated


class ExportWords(QObject):
    """Makes the words, in the language that is on."""

    def attendance(self) -> AttendanceWords:
        """Return the first line of the table."""
        return AttendanceWords(
            date=self.tr("Date", "a column of the attendance table"),
            name=self.tr("Name", "a column of the attendance table"),
            joined=self.tr("Joined", "a column of the attendance table"),
            left=self.tr("Left", "a column of the attendance table"),
            minutes=self.tr("Minutes in all", "a column of the attendance table"),
            visits=self.tr("Times came", "a column of the attendance table"),
            messages=self.tr("Messages", "a column of the attendance table"),
        )

    def transcript(self) -> TranscriptWords:
        """Return the words around what people said."""
        return TranscriptWords(
            language=self.tr("en", "the code of the language itself, as web pages have it"),
            title=self.tr("Transcript", "the title of an exported conversation"),
            came=self.tr("{name} came online", "in an exported conversation"),
            left=self.tr("{name} left", "in an exported conversation"),
            announcement=self.tr("Announcement", "in an exported conversation"),
            announcement_by=self.tr("Announcement by {name}", "in an exported conversation"),
            still_open=self.tr("still open", "a lesson, in place of when it ended"),
            nothing=self.tr("Nothing was said."),
        )

    def saved(self, file: Path, *, is_whole: bool) -> str:
        """Say that a file is there, and whether the history had everything when it was made."""
        name = isolated(file.name)
        if is_whole:
            return self.tr("Saved as {file}").format(file=name)
        return self.tr("Saved as {file}, without what the history could not take yet").format(file=name)

    def open_folder(self) -> str:
        """Say what the button beside it does."""
        return self.tr("Open folder")

    def problem(self, reason: CannotWrite | HistoryUnreadable) -> str:
        """Say why nothing was exported."""
        if isinstance(reason, HistoryUnreadable):
            return self.tr("Nothing was saved: the history cannot be read right now. Try again in a while.")
        name = isolated(reason.path.name)
        match reason.problem:
            case WriteProblem.NO_FOLDER:
                return self.tr("{file} was not saved: its folder is not there any more.").format(file=name)
            case WriteProblem.NOT_ALLOWED:
                return self.tr(
                    "{file} was not saved: it may not be written there, or another program has it open."
                ).format(file=name)
            case WriteProblem.DISK_FULL:
                return self.tr("{file} was not saved: the disk is full.").format(file=name)
            case WriteProblem.NOT_A_FILE:
                return self.tr("{file} was not saved: something that is no file has this name.").format(
                    file=name
                )
            case WriteProblem.OTHER:
                return self.tr(
                    "{file} was not saved: the disk does not take it. Choose another folder."
                ).format(file=name)
        assert_never(reason.problem)
