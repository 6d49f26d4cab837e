"""``--show-limits`` and docs/limits.md: every limit with its number, its reason and its option, and both alike."""

import re
from pathlib import Path

import pytest

from chatroom_server.__main__ import main
from chatroom_server.limit_log import LimitHit
from chatroom_server.limits_shown import ShownLimit, limit_groups, limits_text
from shared.protocol.limits import RoomLimits
from tests.test_docs_protocol import IN_LIMITS_TABLE, numbers

PAGE = Path(__file__).parents[1] / "docs" / "limits.md"
CHINESE_PAGE = PAGE.with_name("limits.zh-CN.md")


def all_limits(room: RoomLimits) -> list[ShownLimit]:
    return [limit for group in limit_groups(room) for limit in group.limits]


def tables(page: Path) -> list[list[list[str]]]:
    """The cells of each table of a page, without its head."""
    found = re.findall(r"(?:^\|.*\n)+", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [
        [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()[2:]]
        for table in found
    ]


def test_every_number_of_the_limits_is_shown_once() -> None:
    names = [limit.name for limit in all_limits(RoomLimits())]
    assert sorted(names) == sorted(IN_LIMITS_TABLE)


@pytest.mark.parametrize("limit", all_limits(RoomLimits()), ids=lambda limit: limit.name)
def test_number_is_the_one_that_holds(limit: ShownLimit) -> None:
    assert limit.number == numbers()[limit.name]
    assert limit.amount.startswith(f"{limit.number:,.0f} ")
    assert limit.why.endswith(".")


def test_options_on_the_line_are_taken_into_account() -> None:
    shown = {limit.name: limit for limit in all_limits(RoomLimits(30, 0, 2.5))}
    assert shown["rate"].amount == "2.5 a second"
    assert shown["max_users"].amount == "30 people"
    assert shown["max_per_address"].amount == "no limit"
    assert {limit.option for limit in shown.values()} == {"", "--rate", "--max-users", "--max-per-address"}


def test_without_a_rate_there_is_no_burst_either() -> None:
    shown = {limit.name: limit.amount for limit in all_limits(RoomLimits(rate=0))}
    assert shown["rate"] == shown["BURST_MESSAGES"] == "no limit"


@pytest.mark.parametrize("room", [RoomLimits(), RoomLimits(1_000_000, 0, 999_999.5)], ids=["usual", "wide"])
def test_text_fits_a_terminal_of_eighty_columns_in_any_encoding(room: RoomLimits) -> None:
    text = limits_text(room)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80
    assert not any(line != line.rstrip() for line in text.splitlines())


def test_command_prints_the_limits_and_opens_no_room(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["chatroom-server", "--headless", "--rate", "2", "--show-limits"])
    assert main() == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert re.search(r"^  messages of one person +2 a second  \(--rate\)$", out, re.MULTILINE)
    assert "Nobody types faster for long." in out
    assert "ready" not in out


def test_page_has_the_same_limits_word_for_word() -> None:
    groups = limit_groups(RoomLimits())
    headings = re.findall(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[:-1] == [group.title for group in groups]
    assert tables(PAGE)[:-1] == [
        [
            [limit.what, limit.amount, limit.why.rstrip("."), f"`{limit.option}`" if limit.option else ""]
            for limit in group.limits
        ]
        for group in groups
    ]


def test_chinese_page_has_the_same_numbers_and_options() -> None:
    def essence(page: Path) -> list[list[tuple[list[str], str]]]:
        return [[(re.findall(r"[\d,]+", row[1]), row[3]) for row in table] for table in tables(page)[:-1]]

    assert essence(CHINESE_PAGE) == essence(PAGE)


@pytest.mark.parametrize("page", [PAGE, CHINESE_PAGE], ids=["English", "Chinese"])
def test_page_tells_what_each_line_of_the_log_means(page: Path) -> None:
    rows = tables(page)[-1]
    assert [row[0] for row in rows] == [cause.value for cause in LimitHit]
    assert all(row[1] for row in rows)
