"""Everything in the transcript: all entries, and the rows in which they are shown.

The rows are always what they would be if all settled entries had arrived in one piece, in order; and what is on
its way out always stands below everything settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from shared.ui.transcript_entry import Entry, EntryKind
from shared.ui.transcript_rows import (
    DayRow,
    EntryRow,
    PresenceRow,
    Row,
    UnreadRow,
    counted_up,
    day_row,
    entry_row,
    fold,
    joined,
    local_day,
    presence_row,
    unread_row,
)


class TranscriptLog:
    """Keeps entries and rows, with no limit. Appending costs the same however many there are.

    `opened_on` is the day the window was opened: as long as that day's entries are on top, they need no day line.
    """

    def __init__(self, opened_on: date) -> None:
        self._opened_on = opened_on
        self._entries: list[Entry] = []
        self._rows: list[Row] = []
        self._pending: tuple[Entry, ...] = ()
        self._is_marked = False
        self._unread_at: int | None = None

    @property
    def entries(self) -> Sequence[Entry]:
        """All settled entries, oldest first. Not to be changed."""
        return self._entries

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of all settled entries, top to bottom. Not to be changed."""
        return self._rows

    @property
    def pending(self) -> tuple[Entry, ...]:
        """One's own messages that are not settled, in the order in which they go out."""
        return self._pending

    @property
    def unread_at(self) -> int | None:
        """The number of the unread line among the rows, or None if there is none."""
        return self._unread_at

    def pending_rows(self) -> list[Row]:
        """The rows below all others, as they look right now."""
        rows: list[Row] = []
        before = self._rows[-1] if self._rows else None
        for entry in self._pending:
            # No day line: what is not sent yet has no day of its own.
            row = entry_row(entry, before.day if before else self._opened_on, before)
            rows.append(row)
            before = row
        return rows

    def append(self, entries: Iterable[Entry], *, counts: bool = True) -> None:
        """Add what has just happened, at the end; unless it `counts`, it is read already."""
        for entry in entries:
            self._entries.append(entry)
            self._append_rows(entry, counts and entry.counts_as_unread)

    def prepend(self, entries: Iterable[Entry]) -> int:
        """Put older history in front; returns by how many rows everything that was there has moved down."""
        front = TranscriptLog(self._opened_on)
        front.append(entries)
        before = len(self._rows)
        self._entries[:0] = front._entries
        self._rows = joined(front._rows, self._rows)
        moved = len(self._rows) - before
        if self._unread_at is not None:
            self._unread_at += moved
        return moved

    def set_pending(self, entries: Iterable[Entry]) -> None:
        """Say what is on its way out now; whatever was said before is forgotten."""
        self._pending = tuple(entries)

    def mark_read(self) -> int | None:
        """All there is has been read; the next message of somebody else gets the unread line above it.

        Returns the index of the earlier line, which is gone, or None if there was none.
        """
        gone = self.clear_mark()
        self._is_marked = True
        return gone

    def clear_mark(self) -> int | None:
        """No unread line, neither now nor later. Returns the index of the line that is gone, or None."""
        self._is_marked = False
        gone, self._unread_at = self._unread_at, None
        if gone is not None:
            del self._rows[gone]
            below = self._rows[gone] if gone < len(self._rows) else None
            if isinstance(below, EntryRow):
                self._rows[gone] = entry_row(below.entry, below.day, self._rows[gone - 1] if gone else None)
        return gone

    def _append_rows(self, entry: Entry, is_unread: bool) -> None:
        rows = self._rows
        day = local_day(entry.when)
        if rows and isinstance(rows[-1], DayRow) and rows[-1].day != day:
            rows.pop()  # All that happened on that day has cancelled itself.
        if day != (rows[-1].day if rows else self._opened_on):
            rows.append(day_row(entry, day))
        if self._is_marked and is_unread:
            self._count_unread(entry, day)
        if entry.kind is EntryKind.PRESENCE:
            self._append_presence(entry, day)
        else:
            rows.append(entry_row(entry, day, rows[-1] if rows else None))

    def _append_presence(self, entry: Entry, day: date) -> None:
        row = presence_row(entry, day)
        last = self._rows[-1] if self._rows else None
        if row is not None and isinstance(last, PresenceRow):
            self._rows.pop()
            row = fold(last, row)
        if row is not None:
            self._rows.append(row)

    def _count_unread(self, entry: Entry, day: date) -> None:
        if self._unread_at is None:
            self._unread_at = len(self._rows)
            self._rows.append(unread_row(entry, day))
            return
        line = self._rows[self._unread_at]
        if isinstance(line, UnreadRow):
            self._rows[self._unread_at] = counted_up(line)
