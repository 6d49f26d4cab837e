"""Half-typed messages between two starts of the program."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_client.drafts import Draft, parse_drafts, render_drafts, replaced

ROOM = "192.168.1.5:9999"
DRAFT = Draft(ROOM, "grace", "", "So ETX is")

texts = st.text(min_size=1, max_size=50).filter(lambda text: bool(text.strip()))
drafts = st.lists(st.builds(Draft, texts, texts, st.text(max_size=50), texts), max_size=10).map(tuple)


@given(drafts)
def test_drafts_come_back_as_they_were(given_drafts: tuple[Draft, ...]) -> None:
    assert parse_drafts(render_drafts(given_drafts)) == given_drafts


def test_room_has_one_draft_the_newest() -> None:
    other = Draft("10.0.0.1:9999", "grace", "", "elsewhere")
    newer = Draft(ROOM, "grace2", "bob", "psst")
    assert replaced((DRAFT, other), newer) == (other, newer)


def test_draft_without_text_is_none() -> None:
    assert replaced((DRAFT,), Draft(ROOM, "grace", "bob", "  \n")) == ()


def test_only_the_newest_rooms_are_remembered() -> None:
    found: tuple[Draft, ...] = ()
    for number in range(15):
        found = replaced(found, Draft(f"10.0.0.1:{number + 1}", "grace", "", "text"))
    assert [draft.room for draft in found] == [f"10.0.0.1:{number + 1}" for number in range(5, 15)]


def test_endless_text_is_not_kept() -> None:
    assert replaced((DRAFT,), Draft(ROOM, "grace", "", "x" * 20_001)) == ()


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{",
        "null",
        "7",
        '{"a": 1}',
        "[" * 100_000,
        json.dumps([["room", "name", "", 7]]),
        json.dumps([["room", "name", ""]]),
        json.dumps([["room", "name", None, "a whisper without its receiver"]]),
        json.dumps([["", "name", "", "text"]]),
        json.dumps([["room", "name", "", " "]]),
        json.dumps([["r" * 301, "name", "", "text"]]),
        json.dumps([["room", "name", "", "x" * 20_001]]),
    ],
    ids=range(13),
)
def test_what_is_damaged_is_left_out(damaged: str) -> None:
    assert parse_drafts(damaged) == ()


def test_whole_drafts_survive_beside_damaged_ones() -> None:
    assert parse_drafts(json.dumps([7, [ROOM, "grace", "", "So ETX is"], []])) == (DRAFT,)
