"""A report as a table for a terminal."""

from dataclasses import replace

import pytest

from shared.check.columns import width_of
from shared.check.report_text import report_text
from shared.check.rule import Finding, Language, Verdict
from tests.check.sample_report import LESSON, failed_report


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [60, 100])
def test_table_fits_the_terminal_in_both_languages(language: Language, width: int) -> None:
    data = "\x024小明: 你好，".encode() * 40
    lines = report_text(failed_report(data), language, width).splitlines()
    assert max(width_of(line) for line in lines) <= width
    assert any(line.startswith(("FAIL", "未通过")) and "§2" in line for line in lines)
    assert any(LESSON.say(language) in line for line in lines)


def test_columns_stand_below_each_other_in_chinese() -> None:
    lines = report_text(failed_report(), Language.ZH, 100).splitlines()
    rows = [line for line in lines if line.startswith(("未通过", "未见"))]
    assert len({width_of(line.partition("§")[0]) for line in rows}) == 1


@pytest.mark.parametrize("data", [b"\x1b[2J\x07", "\u202eevil".encode(), b"\x9b31m"])
def test_what_came_cannot_steer_a_terminal(data: bytes) -> None:
    text = report_text(failed_report(b"\x024" + data + b"\x03", subject="\x1b[2Jhost"), Language.EN, 100)
    assert all(character.isprintable() or character == "\n" for character in text)


@pytest.mark.parametrize("language", Language)
def test_why_nothing_was_seen_is_not_buried_below_rows(language: Language) -> None:
    failed = failed_report()
    unseen = tuple(Finding(finding.rule, Verdict.NOT_SEEN) for finding in failed.findings)
    lines = report_text(replace(failed, findings=unseen), language, 100).splitlines()
    assert not any("§" in line for line in lines)
    assert len(lines) < 8
