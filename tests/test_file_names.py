"""The name that is suggested for a file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.ui.file_names import file_name

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("room", "what", "name"),
    [
        ("Room 101", "attendance", "Room 101 2026-11-20 attendance"),
        ("方老师的教室", "考勤", "方老师的教室 2026-11-20 考勤"),
        ("../../etc/passwd", "attendance", "etc-passwd 2026-11-20 attendance"),
        ('a<b>:"c|d?e*', "attendance", "a-b-c-d-e 2026-11-20 attendance"),
        (".hidden", "attendance", "hidden 2026-11-20 attendance"),
        ("...", "attendance", "2026-11-20 attendance"),
        (".hidden", "", "hidden 2026-11-20"),
    ],
)
def test_the_room_and_the_day_are_in_the_name(room: str, what: str, name: str) -> None:
    assert file_name(room, DAY, what) == name


def test_a_long_room_name_leaves_space_for_the_rest() -> None:
    name = file_name("教" * 60, DAY, "考勤")
    assert name.endswith(" 2026-11-20 考勤")
    assert len(name.encode()) < 200


@given(st.text(max_size=80))
def test_every_system_takes_it(room: str) -> None:
    name = file_name(room, DAY, "attendance")
    assert name.endswith("2026-11-20 attendance")
    assert not set('<>:"/\\|?*') & set(name)
    assert all(character.isprintable() or ord(character) > 0x9F for character in name)
    assert name == name.strip(" .")
    assert len(name.encode()) < 250
