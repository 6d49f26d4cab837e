"""How a file's name ends decides what is written into it."""

from pathlib import Path

import pytest

from chatroom_server.export.format import ExportFormat, format_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", ExportFormat.ATTENDANCE),
        ("a.txt", ExportFormat.TEXT),
        ("a.html", ExportFormat.PAGE),
        ("folder.csv/课.HTML", ExportFormat.PAGE),
        ("a.csv.txt", ExportFormat.TEXT),
    ],
)
def test_ending_decides_in_small_letters_and_capitals(name: str, expected: ExportFormat) -> None:
    assert format_of(Path(name)) is expected


@pytest.mark.parametrize("name", ["a", "a.xls", "a.csv.gz", ".csv", "csv", "a.", "-"])
def test_other_endings_mean_nothing(name: str) -> None:
    assert format_of(Path(name)) is None
