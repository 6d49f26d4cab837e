"""Results go into the page between their marks, and nothing else of the page changes."""

from pathlib import Path

import pytest

from benchmarks.publish import publish
from benchmarks.results import Results
from benchmarks.scenarios import NAMES
from benchmarks.servers import ROOT

PAGE = ROOT / "docs" / "performance.md"


def test_results_stand_between_the_marks_and_can_be_written_again(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the picture needs matplotlib")
    page = tmp_path / "performance.md"
    text = PAGE.read_text(encoding="utf-8")
    page.write_text(text, encoding="utf-8")
    for processor in ("abacus", "slide rule"):
        publish(Results(about={"processor": processor}), page)
    written = page.read_text(encoding="utf-8")
    assert "- processor: slide rule\n" in written
    assert "abacus" not in written
    assert written.split("<!-- results")[0] == text.split("<!-- results")[0]
    assert written.endswith("<!-- end of results -->\n")
    assert "](performance.png)" in written
    assert (tmp_path / "performance.png").exists()


def test_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has no place for results"):
        publish(Results(), page)
    assert page.read_text(encoding="utf-8") == "nothing here\n"


def test_every_scenario_is_explained_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in NAMES:
        assert f"| {name} |" in text
