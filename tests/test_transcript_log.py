"""The list of everything: folding, grouping, lines, and what is on its way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.ui.transcript_entry import Entry, EntryKind, Standing
from shared.ui.transcript_log import TranscriptLog
from shared.ui.transcript_rows import DayRow, EdgeRow, EntryRow, PresenceRow, ShownRow, UnreadRow
from tests.helpers.transcript import DAY, announced, at, came, own, said, talk, went


def log_of(*entries: Entry) -> TranscriptLog:
    log = TranscriptLog(DAY)
    log.append(entries)
    return log


def sketch(rows: Iterable[ShownRow]) -> list[object]:
    """Rows without their keys, and folded names without their order."""
    lines: list[object] = []
    for row in rows:
        match row:
            case EntryRow():
                lines.append((row.entry.key, row.has_header))
            case PresenceRow():
                lines.append((sorted(row.came), sorted(row.went)))
            case DayRow():
                lines.append(row.day)
            case UnreadRow():
                lines.append(row.count)
    return lines


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """What may happen in a room: who is here comes and goes, people talk, days go by."""
    here: set[str] = set()
    when = at(6)
    entries: list[Entry] = []
    for key in range(draw(st.integers(0, 30))):
        when += timedelta(minutes=draw(st.sampled_from([0, 1, 4, 6, 60, 1_000])))
        match draw(st.sampled_from("ppps sa".replace(" ", ""))):
            case "p":
                name = draw(st.sampled_from("abc"))
                entries.append(went(key, name, when=when) if name in here else came(key, name, when=when))
                here ^= {name}
            case "s":
                entries.append(said(key, sender=draw(st.sampled_from("ab")), when=when))
            case _:
                entries.append(announced(key, when=when))
    return entries


def test_consecutive_arrivals_and_departures_are_one_row() -> None:
    log = log_of(
        came(1, "alice"), came(2, "bob", "eve"), went(3, "eve"), came(4, "陈小明"), said(5), came(6, "dora")
    )

    assert sketch(log.rows) == [
        (["alice", "bob", "陈小明"], []),
        (5, True),
        (["dora"], []),
    ]


def test_row_whose_people_are_all_gone_again_vanishes_and_leaves_the_group_whole() -> None:
    log = log_of(said(1), came(2, "bob"), went(3, "bob"), said(4))

    assert sketch(log.rows) == [(1, True), (4, False)]


def test_two_thousand_arrivals_are_one_row() -> None:
    log = log_of(*(came(key, f"student {key}") for key in range(2_000)))

    assert len(log.rows) == 1


def test_day_line_stands_where_the_day_changes_and_not_above_the_opening_day() -> None:
    log = log_of(said(1, when=at(23)), said(2, when=at(1, days_later=1)))

    assert sketch(log.rows) == [(1, True), DAY + timedelta(days=1), (2, True)]


def test_history_of_an_earlier_day_has_its_day_on_top() -> None:
    log = log_of(said(1, when=at(23, days_later=-1)), said(2, when=at(9)))

    assert sketch(log.rows) == [DAY - timedelta(days=1), (1, True), DAY, (2, True)]


def test_unread_line_stands_above_the_first_unseen_message_and_counts() -> None:
    log = log_of(said(1))
    log.mark_read()
    log.append([came(2, "bob"), own(3), said(4), said(5)])

    assert sketch(log.rows) == [(1, True), (["bob"], []), (3, True), 2, (4, True), (5, False)]


def test_unread_line_moves_when_all_has_been_read_again() -> None:
    log = log_of(said(1))
    log.mark_read()
    log.append([said(2)])
    assert log.mark_read() == 1
    log.append([said(3)])

    assert sketch(log.rows) == [(1, True), (2, False), 1, (3, True)]


def test_unread_line_stays_and_counts_no_further_once_the_reader_is_back() -> None:
    log = log_of(said(1))
    log.mark_read()
    log.append([said(2)])
    log.stop_counting()
    log.append([said(3), said(4)])

    assert sketch(log.rows) == [(1, True), 1, (2, True), (3, False), (4, False)]


def test_reader_who_came_back_before_anything_arrived_gets_no_unread_line() -> None:
    log = log_of(said(1))
    log.mark_read()
    log.stop_counting()
    log.append([said(2)])

    assert sketch(log.rows) == [(1, True), (2, False)]


def test_unread_line_is_gone_for_good_when_it_is_cleared() -> None:
    log = log_of(said(1))
    log.mark_read()
    log.append([said(2)])
    log.clear_mark()
    log.append([said(3)])

    assert sketch(log.rows) == [(1, True), (2, False), (3, False)]


def test_unread_line_still_counts_after_older_history_came_in_front() -> None:
    log = log_of(said(10))
    log.mark_read()
    log.append([said(11)])
    log.prepend([said(1, sender="bob"), said(2, sender="eve")])
    log.append([said(12)])

    assert sketch(log.rows) == [(1, True), (2, True), (10, True), 2, (11, True), (12, False)]


def test_pending_messages_are_below_everything_settled_in_their_order() -> None:
    log = log_of(said(1))
    waiting = [own(3, standing=Standing.SENDING), own(4, standing=Standing.WAITING)]
    log.set_pending(waiting)
    log.append([said(5), said(6, sender="bob")])

    assert [row.entry for row in log.pending_rows() if isinstance(row, EntryRow)] == waiting
    assert sketch(log.pending_rows()) == [(3, True), (4, False)]
    assert all(entry.standing is Standing.SETTLED for entry in log.entries())


def test_pending_messages_are_replaced_and_join_ones_own_group() -> None:
    log = log_of(own(1))
    log.set_pending([own(2, standing=Standing.SENDING)])
    log.set_pending([own(3, standing=Standing.WAITING)])

    assert sketch(log.pending_rows()) == [(3, False)]


@given(histories(), st.integers(0, 30))
def test_history_put_in_front_gives_the_same_rows_as_if_it_had_been_there(
    entries: list[Entry], where: int
) -> None:
    whole, parts = log_of(*entries), log_of(*entries[where:])
    before = len(parts.rows)

    moved = parts.prepend(entries[:where])

    assert sketch(parts.rows) == sketch(whole.rows)
    assert list(parts.entries()) == list(whole.entries())
    assert list(parts.entries()) == [entry for entry in entries if entry.kind is not EntryKind.PRESENCE]
    assert len(parts.rows) == before + moved


@given(histories())
def test_rows_say_all_that_happened_once_and_in_order(entries: list[Entry]) -> None:
    rows = log_of(*entries).rows

    messages = [entry.key for entry in entries if entry.kind is not EntryKind.PRESENCE]
    assert [row.entry.key for row in rows if isinstance(row, EntryRow)] == messages
    assert len({row.key for row in rows}) == len(rows)
    for above, below in pairwise(rows):
        assert not isinstance(above, EdgeRow)
        assert not isinstance(below, EdgeRow)
        assert not (isinstance(above, PresenceRow) and isinstance(below, PresenceRow))
        assert not (isinstance(above, DayRow) and isinstance(below, DayRow))
        assert above.day == below.day or isinstance(below, DayRow)


@given(histories())
def test_folded_rows_tell_who_is_here_in_the_end(entries: list[Entry]) -> None:
    here: set[str] = set()
    for entry in entries:
        here = (here | set(entry.came)) - set(entry.went)
    told: set[str] = set()
    for row in log_of(*entries).rows:
        if isinstance(row, PresenceRow):
            assert not set(row.came) & told
            assert set(row.went) <= told
            told = (told | set(row.came)) - set(row.went)

    assert told == here


def test_a_hundred_thousand_entries_are_kept() -> None:
    log = log_of(*talk(100_000))

    assert len(log.rows) == 100_000
    assert [entry.key for entry in log.entries()] == list(range(1, 100_001))


@given(histories(), st.data())
def test_what_is_left_when_the_oldest_goes_looks_as_if_it_had_always_been_alone(
    entries: list[Entry], data: st.DataObject
) -> None:
    log = log_of(*entries)
    log.mark_read()
    log.append([said(100, when=at(9, days_later=40)), said(101, when=at(9, days_later=40))])
    count = data.draw(st.integers(1, len(log.rows) - 1))
    before = list(log.rows)

    moved = log.drop_oldest(count)

    assert len(log.rows) == len(before) - moved
    kept = [row.entry.key for row in before[count:] if isinstance(row, EntryRow)]
    assert [entry.key for entry in log.entries()] == kept
    assert list(log.rows)[count + 2 - moved :] == before[count + 2 :]
    first = log.rows[0]
    assert isinstance(first, DayRow) or (not isinstance(first, EdgeRow) and first.day == DAY)
    assert not isinstance(first, EntryRow) or first.has_header
    if log.unread_at is not None:
        assert isinstance(log.rows[log.unread_at], UnreadRow)
    log.append([said(102, when=at(9, days_later=40))])
    lines = [row.count for row in log.rows if isinstance(row, UnreadRow)]
    assert lines in ([3], [1])


@given(histories(), histories())
def test_only_rows_that_may_be_others_now_are_told_of(first: list[Entry], more: list[Entry]) -> None:
    log = log_of(*first)
    assert log.take_changed() == 0
    before = list(log.rows)
    log.append(
        [replace(entry, key=entry.key + 1_000, when=entry.when + timedelta(days=90)) for entry in more]
    )
    changed = log.take_changed()
    assert list(log.rows)[:changed] == before[:changed]
    assert len(before) - changed <= 3
    assert log.take_changed() == len(log.rows)


def test_same_person_has_one_name_in_memory() -> None:
    log = log_of(said(1, sender="".join(["al", "ice"])), said(2, sender="".join(["ali", "ce"])))
    first, second = log.entries()
    assert first.sender is second.sender
