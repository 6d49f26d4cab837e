"""Everything in the transcript: the rows in which all that was said and all that happened is shown.

The rows are always what they would be if all settled entries had arrived in one piece, in order; and what is on
its way out always stands below everything settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from shared.ui.packed_rows import PackedRows
from shared.ui.transcript_entry import Entry, EntryKind
from shared.ui.transcript_rows import (
    DayRow,
    EdgeRow,
    EntryRow,
    PresenceRow,
    Row,
    UnreadRow,
    counted_up,
    day_above,
    day_row,
    entry_row,
    fold,
    joined,
    local_day,
    presence_row,
    unread_row,
)

SEAM_ROWS: Final = 8
"""Older history put in front changes no more rows than these: what folds away takes its lines with it."""


class TranscriptLog:
    """Keeps the rows. Appending costs the same however many there are.

    `opened_on` is the day the window was opened: as long as that day's entries are on top, they need no day line.
    """

    def __init__(self, opened_on: date) -> None:
        self._opened_on = opened_on
        self._rows = PackedRows()
        self._pending: tuple[Entry, ...] = ()
        self._is_marked = False
        self._unread_at: int | None = None
        self._changed_from = 0

    @property
    def rows(self) -> PackedRows:
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

    def entries(self) -> Iterator[Entry]:
        """All settled messages and notices, oldest first; who came and who went stands in the rows alone."""
        return (row.entry for row in self._rows if isinstance(row, EntryRow))

    def pending_rows(self) -> list[Row]:
        """The rows below all others, as they look right now."""
        rows: list[Row] = []
        before = self._last()
        for entry in self._pending:
            # No day line: what is not sent yet has no day of its own.
            row = entry_row(entry, before.day if before else self._opened_on, before)
            rows.append(row)
            before = row
        return rows

    def take_changed(self) -> int:
        """From which row on anything was appended or has changed since this was last asked.

        The unread line apart, which counts wherever it stands.
        """
        changed, self._changed_from = self._changed_from, len(self._rows)
        return changed

    def append(self, entries: Iterable[Entry], *, counts: bool = True) -> None:
        """Add what has just happened, at the end; unless it `counts`, it is read already."""
        for entry in entries:
            self._append_rows(entry, counts and entry.counts_as_unread)

    def prepend(self, entries: Iterable[Entry]) -> int:
        """Put older history in front; returns by how many rows everything that was there has moved down.

        Of what was there, only the first `SEAM_ROWS` rows may have changed.
        """
        front = TranscriptLog(self._opened_on)
        front.append(entries)
        before = len(self._rows)
        seam = joined(_rows_of(front.rows), _rows_of(self._rows[:SEAM_ROWS]))
        self._rows.splice(0, SEAM_ROWS, PackedRows(seam))
        moved = len(self._rows) - before
        self._changed_from += moved
        if self._unread_at is not None:
            self._unread_at += moved
        return moved

    def drop_oldest(self, count: int) -> int:
        """Let go of the `count` rows at the top, fewer than there are; of the unread line too, if it is there.

        What is on top then gets its day line and says who said it. Returns by how many rows all below moved up.
        """
        first = self._row(count)
        top: list[Row] = [entry_row(first.entry, first.day, None) if isinstance(first, EntryRow) else first]
        if not isinstance(first, DayRow) and first.day != self._opened_on:
            top.insert(0, day_above(first))
        self._rows.splice(0, count + 1, PackedRows(top))
        moved = count + 1 - len(top)
        self._changed_from = max(0, self._changed_from - moved)
        if self._unread_at is not None:
            self._unread_at = self._unread_at - moved if self._unread_at >= count else None
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

    def stop_counting(self) -> None:
        """What comes next is read as it comes: the unread line stays as it is, and none is set any more."""
        self._is_marked = False

    def clear_mark(self) -> int | None:
        """No unread line, neither now nor later. Returns the index of the line that is gone, or None."""
        self._is_marked = False
        gone, self._unread_at = self._unread_at, None
        if gone is not None:
            self._rows.splice(gone, 1, PackedRows())
            self._changed_from -= gone < self._changed_from
            below = self._rows[gone] if gone < len(self._rows) else None
            if isinstance(below, EntryRow):
                self._rows[gone] = entry_row(below.entry, below.day, self._row(gone - 1) if gone else None)
        return gone

    def _row(self, number: int) -> Row:
        row = self._rows[number]
        assert not isinstance(row, EdgeRow)  # which follows from no entry
        return row

    def _last(self) -> Row | None:
        return self._row(-1) if self._rows else None

    def _pop(self) -> None:
        self._rows.splice(len(self._rows) - 1, 1, PackedRows())
        self._changed_from = min(self._changed_from, len(self._rows))

    def _append_rows(self, entry: Entry, is_unread: bool) -> None:
        day = local_day(entry.when)
        last = self._last()
        if isinstance(last, DayRow) and last.day != day:
            self._pop()  # All that happened on that day has cancelled itself.
            last = self._last()
        if day != (last.day if last else self._opened_on):
            last = day_row(entry, day)
            self._rows.append(last)
        elif last is not None:
            day = last.day  # one date for all of a day
        if self._is_marked and is_unread:
            last = self._count_unread(entry, day) or last
        if entry.kind is EntryKind.PRESENCE:
            self._append_presence(entry, day)
        else:
            self._rows.append(entry_row(entry, day, last))

    def _append_presence(self, entry: Entry, day: date) -> None:
        row = presence_row(entry, day)
        last = self._last()
        if row is not None and isinstance(last, PresenceRow):
            self._pop()
            row = fold(last, row)
        if row is not None:
            self._rows.append(row)

    def _count_unread(self, entry: Entry, day: date) -> UnreadRow | None:
        """Count one more; returns the line if it is a new one."""
        if self._unread_at is None:
            self._unread_at = len(self._rows)
            line = unread_row(entry, day)
            self._rows.append(line)
            return line
        known = self._rows[self._unread_at]
        if isinstance(known, UnreadRow):
            self._rows[self._unread_at] = counted_up(known)
        return None


def _rows_of(rows: PackedRows) -> list[Row]:
    return [row for row in rows if not isinstance(row, EdgeRow)]
