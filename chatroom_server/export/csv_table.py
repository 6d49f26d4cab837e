"""Attendance as a table that every spreadsheet opens: UTF-8 with its mark, CRLF, and names that stay names.

The rule: what a guest typed never becomes a formula, in whichever way a spreadsheet splits the line.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from chatroom_server.attendance import Attended
from chatroom_server.export.times import time_on

# Without the mark Excel takes the file for the computer's old encoding, and Chinese names are lost.
CSV_ENCODING = "utf-8-sig"
CSV_NEWLINE = ""  # the csv module writes its own

# Full-width signs count too in some languages' spreadsheets. Where the list separator is not the comma, a
# spreadsheet splits inside our quotation marks, and what stands behind the separator begins a cell.
_FORMULA = re.compile("(^|[;|])(?=\\s*[=+@\\-＝＋＠－])|^(?=[\t\r\n])")


@dataclass(frozen=True, slots=True)
class AttendanceWords:
    """The words of the first line, in the language of whoever opens the table."""

    date: str = "date"
    name: str = "name"
    joined: str = "joined"
    left: str = "left"
    minutes: str = "minutes"
    visits: str = "times came"
    messages: str = "messages"


def write_table(file: TextIO, attended: Iterable[Attended], words: AttendanceWords) -> int:
    """Write the first line and a line for each; return how many. The file has ``CSV_ENCODING``, ``CSV_NEWLINE``."""
    table = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    table.writerow(
        (words.date, words.name, words.joined, words.left, words.minutes, words.visits, words.messages)
    )
    count = 0
    for count, line in enumerate(attended, 1):  # noqa: B007
        table.writerow(
            (
                line.day.isoformat(),
                without_formula(line.name),
                time_on(line.day, line.joined_utc),
                "" if line.left_utc is None else time_on(line.day, line.left_utc),
                round(line.seconds / 60),
                line.visits,
                line.messages,
            )
        )
    return count


def without_formula(name: str) -> str:
    """Return a name with an apostrophe before whatever a spreadsheet would take for the beginning of a formula."""
    return _FORMULA.sub(r"\g<0>'", name)
