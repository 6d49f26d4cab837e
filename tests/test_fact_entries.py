"""What of all that happens stands in the host's conversation."""

import pytest

from chatroom_server.facts import (
    HOST,
    Arrived,
    BanChanged,
    Fact,
    Interrupted,
    Left,
    RemovedByHost,
    Returned,
    Spoke,
    WhispersShown,
)
from chatroom_server.window.fact_entries import FactEntries
from chatroom_server.window_facts import PassedOver
from shared.ui.transcript_entry import EntryKind

NINE = 1_795_165_200.0
EXPECTED: tuple[Fact, ...] = (
    Arrived(NINE, 1, "ann", "", is_plain=False),
    Interrupted(NINE, 1, "ann"),
    Arrived(NINE, 2, "ben", "", is_plain=False),
    Interrupted(NINE, 2, "ben"),
)


@pytest.fixture
def entries(qapp: object) -> FactEntries:
    return FactEntries()


def told(entries: FactEntries, *facts: Fact) -> list[str]:
    """Who came and who went, as the conversation says it."""
    made = entries.entries(facts)
    assert all(entry.kind in {EntryKind.PRESENCE, EntryKind.NOTICE} for entry in made)
    return [
        *(f"{name} came" for entry in made for name in entry.came),
        *(f"{name} went" for entry in made for name in entry.went),
    ]


def test_who_comes_and_goes_is_told(entries: FactEntries) -> None:
    assert told(entries, Arrived(NINE, 1, "ann", "10.0.0.7", is_plain=False)) == ["ann came"]
    assert told(entries, Interrupted(NINE, 1, "ann"), Returned(NINE, 1, "ann", "10.0.0.8")) == []
    assert told(entries, Left(NINE, 1, "ann")) == ["ann went"]


def test_who_is_expected_back_after_a_crash_neither_came_nor_went(entries: FactEntries) -> None:
    assert told(entries, *EXPECTED) == []
    assert told(entries, Returned(NINE + 5, 1, "ann", "10.0.0.7")) == []
    assert told(entries, Left(NINE + 25, 2, "ben")) == [], "ben never was back"
    assert told(entries, Left(NINE + 60, 1, "ann")) == ["ann went"]


def test_who_was_not_back_in_time_comes_like_anybody(entries: FactEntries) -> None:
    told(entries, *EXPECTED, Left(NINE + 25, 1, "ann"))
    assert told(entries, Arrived(NINE + 30, 3, "ann", "10.0.0.7", is_plain=False)) == ["ann came"]


def test_guest_of_the_next_room_is_not_the_one_whom_the_last_expected(entries: FactEntries) -> None:
    told(entries, *EXPECTED)
    came = told(entries, Arrived(NINE, 1, "cleo", "10.0.0.9", is_plain=True), Left(NINE, 1, "cleo"))
    assert came == ["cleo came", "cleo went"]


@pytest.mark.parametrize(
    "measure",
    [RemovedByHost(NINE, "ann", False), BanChanged(NINE, "10.0.0.7", ("ann",), True)],
)
def test_whoever_was_seen_out_is_not_said_to_have_left(
    entries: FactEntries, measure: RemovedByHost | BanChanged
) -> None:
    told(entries, Arrived(NINE, 1, "ann", "10.0.0.7", is_plain=False))
    assert told(entries, measure, Left(NINE, 1, "ann")) == []


def test_whoever_was_removed_before_coming_back_leaves_no_trace_for_a_namesake(entries: FactEntries) -> None:
    told(entries, *EXPECTED, RemovedByHost(NINE, "ann", False), Left(NINE, 1, "ann"))
    assert told(
        entries, Arrived(NINE + 90, 3, "ann", "10.0.0.7", is_plain=False), Left(NINE + 99, 3, "ann")
    ) == ["ann came", "ann went"]


def test_host_has_no_address_and_comes_all_the_same(entries: FactEntries) -> None:
    assert told(entries, Arrived(NINE, HOST, "Teacher", "", is_plain=False)) == ["Teacher came"]


def test_what_went_by_too_fast_is_told_where_it_was_said(entries: FactEntries) -> None:
    passed = PassedOver(NINE, ((1, 4_999), (2, 1)))
    before, gap, after = entries.entries(
        [Spoke(NINE, 1, 1, "ann", "first"), passed, Spoke(NINE, 5_002, 2, "ben", "last")]
    )
    assert (before.text, after.text) == ("first", "last")
    assert before.key < gap.key < after.key
    assert gap.kind is EntryKind.NOTICE
    assert gap.shown_text.startswith("5000 ")


def test_host_is_told_whether_the_wire_shows_whispers(entries: FactEntries) -> None:
    made = entries.entries([WhispersShown(NINE, True), WhispersShown(NINE, False)])
    assert [entry.words() for entry in made if entry.words is not None] == [
        "Your wire shows whispers between guests now; everyone was told",
        "Whispers between guests are theirs again; everyone was told",
    ]
