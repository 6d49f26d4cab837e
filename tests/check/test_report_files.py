"""The two files of a report."""

import json
from pathlib import Path

from shared.check.report_files import can_write, write_report
from shared.check.rule import Language
from tests.check.sample_report import failed_report


def test_both_files_are_written_beside_each_other(tmp_path: Path) -> None:
    assert can_write(tmp_path / "mark.v2")
    assert list(tmp_path.iterdir()) == []
    page, data = write_report(failed_report(), tmp_path / "mark.v2", Language.EN)
    assert (page.name, data.name) == ("mark.v2.html", "mark.v2.json")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert json.loads(data.read_text("utf-8"))["side"] == "server"


def test_folder_that_is_not_there_is_found_out_before_anything_is_judged(tmp_path: Path) -> None:
    assert not can_write(tmp_path / "nowhere" / "mark")
