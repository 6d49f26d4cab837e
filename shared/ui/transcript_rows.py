"""The rows of the transcript, and how one row follows from the one before it.

A row depends on its own entry and on the row right before it, on nothing else. So arrivals look only at the
last row, and older history put in front touches only the seam.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Final, TypeAlias

from shared.ui.transcript_entry import Entry, EntryKind

GROUP_GAP: Final = timedelta(minutes=5)
"""Messages of one person further apart than this each show their time."""

_KEYS_PER_ENTRY: Final = 3
"""An entry's own row, the day line before it, and the unread line before it."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A message, an announcement or a notice."""

    key: int
    day: date
    entry: Entry
    has_header: bool = True
    """It shows who said it and when; without, it belongs to the message above."""


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """All who came and went between two other rows; who did both is in neither list."""

    key: int
    day: date
    when: datetime
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """The line above the first entry of another day."""

    key: int
    day: date


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """The line above the first message that was not seen."""

    key: int
    day: date
    count: int


class HistoryEdge(Enum):
    """What is known of what is older than everything that is here."""

    NONE = auto()  # nothing, and nothing is said about it
    MORE = auto()  # there is more, and it comes when the reader gets there
    OUT_OF_REACH = auto()  # there is more, and no way to it for now
    START = auto()  # nothing is older
    DROPPED = auto()  # there was more, and it was let go of to keep this much


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """The line above everything: what lies beyond. It follows from no other row."""

    edge: HistoryEdge
    key: int = 2**62
    """No entry's."""


Row: TypeAlias = EntryRow | PresenceRow | DayRow | UnreadRow
"""What follows from the entries."""

ShownRow: TypeAlias = Row | EdgeRow


def local_day(when: datetime) -> date:
    """The day on this computer's calendar."""
    return when.astimezone().date()


def row_key(entry_key: int) -> int:
    """The key of an entry's own row."""
    return entry_key * _KEYS_PER_ENTRY


def entry_row(entry: Entry, day: date, before: Row | None) -> EntryRow:
    """The row of anything but a presence, below the row `before`."""
    return EntryRow(row_key(entry.key), day, entry, not _continues(entry, before))


def presence_row(entry: Entry, day: date) -> PresenceRow | None:
    """The row of one presence, or None if it says nothing."""
    return _after(PresenceRow(row_key(entry.key), day, entry.when, (), ()), entry.came, entry.went)


def day_row(entry: Entry, day: date) -> DayRow:
    """The day line above `entry`."""
    return DayRow(row_key(entry.key) + 1, day)


def day_above(row: Row) -> DayRow:
    """The day line above `row`, which has none and is no line of a day itself."""
    return DayRow(row.key // _KEYS_PER_ENTRY * _KEYS_PER_ENTRY + 1, row.day)


def unread_row(entry: Entry, day: date) -> UnreadRow:
    """The unread line above `entry`, which is the first that was not seen."""
    return UnreadRow(row_key(entry.key) + 2, day, 1)


def counted_up(row: UnreadRow) -> UnreadRow:
    """One more message was not seen."""
    return replace(row, count=row.count + 1)


def fold(row: PresenceRow, later: PresenceRow) -> PresenceRow | None:
    """Both rows in one, or None if they cancel each other out: all who came are gone again."""
    return _after(row, later.came, later.went)


def joined(front: list[Row], back: list[Row]) -> list[Row]:
    """Older rows `front` above the rows `back`, with the seam made good."""
    if not front or not back:
        return [*front, *back]
    if isinstance(front[-1], DayRow) and back[0].day != front[-1].day:
        # All that happened on that day has cancelled itself.
        return joined(front[:-1], back)
    if isinstance(back[0], DayRow) and back[0].day == front[-1].day:
        back = back[1:]
    elif not isinstance(back[0], DayRow) and back[0].day != front[-1].day:
        # The newer part began on the day the window was opened, which needs no line as long as it is on top.
        return [*front, day_above(back[0]), *back]
    if not back:
        return list(front)
    last, first = front[-1], back[0]
    match first:
        case PresenceRow() if isinstance(last, PresenceRow):
            folded = fold(last, first)
            if folded is not None:
                return [*front[:-1], folded, *back[1:]]
            return joined(front[:-1], back[1:])
        case EntryRow():
            return [*front, entry_row(first.entry, first.day, last), *back[1:]]
        case _:
            return [*front, *back]


def _continues(entry: Entry, before: Row | None) -> bool:
    if not isinstance(before, EntryRow) or entry.kind not in {EntryKind.SAID, EntryKind.WHISPER}:
        return False
    last = before.entry
    return (
        (last.kind, last.sender, last.is_own, last.to) == (entry.kind, entry.sender, entry.is_own, entry.to)
        # Two computers' clocks may differ, so a later message can seem a little older.
        and abs(entry.when - last.when) <= GROUP_GAP
    )


def _after(row: PresenceRow, came: tuple[str, ...], went: tuple[str, ...]) -> PresenceRow | None:
    # Insertion order is the order of the names; a dict finds them at once in a class of two thousand.
    here, gone = dict.fromkeys(row.came), dict.fromkeys(row.went)
    for name in went:
        if name in here:
            del here[name]
        else:
            gone[name] = None
    for name in came:
        if name in gone:
            del gone[name]
        else:
            here[name] = None
    if not here and not gone:
        return None
    return replace(row, came=tuple(here), went=tuple(gone))
