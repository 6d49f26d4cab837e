"""A report's two files: the page for people, and the JSON for a machine that marks."""

from pathlib import Path

from shared.check.report import Report
from shared.check.report_json import report_json
from shared.check.report_page import report_page
from shared.check.rule import Language


def files_of(stem: Path) -> tuple[Path, Path]:
    """Return the page's and the JSON's file for a report's name without its ending."""
    return stem.with_name(f"{stem.name}.html"), stem.with_name(f"{stem.name}.json")


def can_write(stem: Path) -> bool:
    """Return whether both files can be written, before minutes are spent on what goes into them."""
    for file in files_of(stem):
        is_new = not file.exists()
        try:
            file.open("a", encoding="utf-8").close()
            if is_new:
                file.unlink()
        except OSError:
            return False
    return True


def write_report(report: Report, stem: Path, language: Language) -> tuple[Path, Path]:
    """Write both files in place of those that are there; return them. Raises ``OSError``."""
    page, data = files_of(stem)
    page.write_text(report_page(report, language), encoding="utf-8")
    data.write_text(report_json(report), encoding="utf-8")
    return page, data
