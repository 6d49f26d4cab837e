"""The table of attendance: a spreadsheet opens it with names intact, and runs nothing."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.attendance import Attended
from chatroom_server.export.csv_table import (
    CSV_ENCODING,
    CSV_NEWLINE,
    AttendanceWords,
    without_formula,
    write_table,
)
from chatroom_server.export.times import local_day
from shared.protocol.names import InvalidName, parse_name
from tests.helpers.zone import CHINA, UTC_ZONE, in_zone

NINE = 1_795_165_200.0  # 2026-11-20 09:00:00 in UTC


def line(
    name: str,
    *,
    joined_utc: float = NINE,
    left_utc: float | None = NINE + 2_400,
    seconds: float = 2_400,
    visits: int = 1,
    messages: int = 3,
) -> Attended:
    return Attended(name, local_day(joined_utc), joined_utc, left_utc, seconds, visits, messages)


def table(*lines: Attended, words: AttendanceWords | None = None) -> str:
    file = io.StringIO(newline="")
    assert write_table(file, lines, words or AttendanceWords()) == len(lines)
    return file.getvalue()


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture(autouse=True)
def in_utc() -> Iterator[None]:
    with in_zone(UTC_ZONE):
        yield


def test_table_has_a_line_of_words_and_a_line_for_each_person() -> None:
    assert table(line("alice"), line("方老师", left_utc=None, seconds=2_399, visits=2, messages=0)) == (
        '"date","name","joined","left","minutes","times came","messages"\r\n'
        '"2026-11-20","alice","09:00:00","09:40:00",40,1,3\r\n'
        '"2026-11-20","方老师","09:00:00","",40,2,0\r\n'
    )


def test_words_of_the_first_line_can_be_in_another_language() -> None:
    words = AttendanceWords("日期", "姓名", "进入", "离开", "分钟", "次数", "消息")
    assert rows(table(words=words)) == [["日期", "姓名", "进入", "离开", "分钟", "次数", "消息"]]


def test_file_begins_with_the_mark_by_which_spreadsheets_know_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding=CSV_ENCODING, newline=CSV_NEWLINE) as file:
        write_table(file, [line("方老师")], AttendanceWords())
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "方老师".encode() in data
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_leaving_on_another_day_says_which() -> None:
    (_, row) = rows(table(line("owl", left_utc=NINE + 86_400)))
    assert row[:4] == ["2026-11-20", "owl", "09:00:00", "2026-11-21 09:00:00"]


def test_times_are_those_of_this_computers_clock() -> None:
    with in_zone(CHINA):
        (_, row) = rows(table(line("alice")))
    assert row[:4] == ["2026-11-20", "alice", "17:00:00", "17:40:00"]


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "＋1",
        "－1",
        "＠a",
        "\t=1",
        "\ttab",
        "\r=1",
        " =1",
        "\u3000=1",
    ],
)
def test_name_that_a_spreadsheet_would_run_gets_an_apostrophe(name: str) -> None:
    assert without_formula(name) == f"'{name}"
    (_, row) = rows(table(line(name)))
    assert row[1] == f"'{name}"


def test_name_that_would_be_split_into_a_formula_is_harmless_after_it() -> None:
    assert without_formula("x;=1+1") == "x;'=1+1"
    assert without_formula("x;y|@a") == "x;y|'@a"


@pytest.mark.parametrize(
    "name",
    ["方老师", "alice", "Jean-Luc", "a=b", "me@home", "C++", "玛丽·居里", "O'Neil", '"quoted"', "a;b", "1-1"],
)
def test_other_names_stay_as_they_are(name: str) -> None:
    (_, row) = rows(table(line(name)))
    assert row[1] == name


@given(st.text(alphabet=st.sampled_from("=+-@;|\t\"'a1方 ＝"), max_size=24) | st.text(max_size=24))
def test_any_name_is_one_cell_that_is_no_formula(raw: str) -> None:
    try:
        name = parse_name(raw).shown
    except InvalidName:
        return
    (_, row) = rows(table(line(name)))
    assert len(row) == 7
    assert row[1].replace("'", "") == name.replace("'", "")
    for separator in ("\x00", ";", "|", "\t"):
        for cell in row[1].split(separator):
            assert not cell.strip(" \u3000").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_day_of_a_line_is_the_day_in_the_first_column() -> None:
    (_, row) = rows(table(Attended("a", date(2026, 11, 19), NINE, NINE, 0, 1, 0)))
    assert row[:3] == ["2026-11-19", "a", "2026-11-20 09:00:00"]
