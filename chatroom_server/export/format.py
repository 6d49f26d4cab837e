"""What an export is, told by how the name of its file ends.

The rule: the ending that people see decides, in capitals too, and nothing else.
"""

from enum import StrEnum
from pathlib import Path


class ExportFormat(StrEnum):
    """What is written into a file that ends so."""

    ATTENDANCE = ".csv"  # who was there, for a spreadsheet
    TEXT = ".txt"  # what was said, for any editor
    PAGE = ".html"  # what was said, for a browser


def format_of(path: Path) -> ExportFormat | None:
    """Return what is to be written into a file of this name, None for a name with another ending."""
    try:
        return ExportFormat(path.suffix.lower())
    except ValueError:
        return None
