"""The transcript as a Qt model: every row there is, from what lies beyond the oldest to what is on its way out.

The rule: an arrival costs the same however much is held, and what is held has a limit. Only the rows that may have
changed are ever compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from shared.ui.packed_rows import PackedRows
from shared.ui.transcript_entry import Entry
from shared.ui.transcript_log import SEAM_ROWS, TranscriptLog
from shared.ui.transcript_rows import (
    DayRow,
    EdgeRow,
    EntryRow,
    HistoryEdge,
    ShownRow,
    UnreadRow,
    local_day,
)
from shared.ui.transcript_steps import Insertion, Removal, steps_between
from shared.ui.transcript_words import TranscriptWords

HELD_ROWS: Final = 100_000
"""A day of the busiest lessons, in some thirty megabytes."""

SPARE_ROWS: Final = 5_000
"""The oldest are let go of in pieces of this size, so that most arrivals take nothing away."""

MOST_ROWS: Final = 2 * HELD_ROWS
"""Whoever reads higher up keeps what is there, up to this."""

FRAME_MILLISECONDS: Final = 33
"""Arrivals are collected for this long and shown together."""

STORM_MESSAGES: Final = 15
"""More than these in one frame go by faster than anybody reads."""

STORM_MILLISECONDS: Final = 250
"""Then they are shown less often: each time, all in sight is another, and measured and painted anew."""

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The row itself, one of the classes of `transcript_rows`."""


class TranscriptModel(QAbstractListModel):
    """Takes entries from the window, and shows them.

    Everything that is added is in the log at once, and in the rows within a frame, in a storm a little later. The
    oldest rows go when there are too many: while `is_following`, which the view keeps up to date, soon, otherwise
    as late as possible.
    """

    rows_changed = Signal()
    """Rows came, went or changed, all in one; the view should lay them out."""

    messages_arrived = Signal(int)
    """So many messages of other people have just arrived."""

    own_message_added = Signal()
    """The person has said something, and wants to see it. Comes before the rows change."""

    older_wanted = Signal()
    """The reader is at the top of everything. Answer with `prepend`, with nothing if there is no more."""

    edge_told = Signal()
    """What lies above everything is known anew, and may be asked for again."""

    oldest_dropped = Signal()
    """There were too many rows, and something else is the oldest now: `set_edge` should say what lies beyond."""

    def __init__(
        self, parent: QObject | None = None, *, opened_on: date | None = None, timer: QTimer | None = None
    ) -> None:
        """`opened_on` is the day whose entries need no day line above them; today, if it is not given.

        `timer` says when to show what has come; one of its own, if it is not given.
        """
        super().__init__(parent)
        self.words = TranscriptWords(self)
        self.is_following = True
        self._opened_on = opened_on or local_day(datetime.now(UTC))
        self._log = TranscriptLog(self._opened_on)
        self._shown = PackedRows()
        self._edge = HistoryEdge.NONE
        self._edge_rows = 0
        self._on_their_way: set[int] = set()
        self._arrived = 0
        self._has_own_news = False
        self._is_older_asked = False
        self._is_storm = False
        self._timer = timer or QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_frame)

    @property
    def edge(self) -> HistoryEdge:
        """What lies above everything there is."""
        return self._edge

    @property
    def has_unread_line(self) -> bool:
        """Somewhere stands the unread line."""
        return self._log.unread_at is not None

    @property
    def unread_number(self) -> int | None:
        """Where the unread line is shown, or None if it is not."""
        place = self._log.unread_at
        number = len(self._shown) if place is None else place + self._edge_rows
        is_shown = number < len(self._shown) and isinstance(self._shown[number], UnreadRow)
        return number if is_shown else None

    @property
    def shown_rows(self) -> Sequence[ShownRow]:
        """The rows that are shown. Not to be changed; each is made when it is asked for."""
        return self._shown

    @property
    def last_entry(self) -> Entry | None:
        """What was settled last, if it is a message or a notice."""
        last = self._log.rows[-1] if self._log.rows else None
        return last.entry if isinstance(last, EntryRow) else None

    @property
    def oldest_id(self) -> int | None:
        """The room's number for the oldest message that has one."""
        numbers = (entry.message_id for entry in self._log.entries())
        return next((number for number in numbers if number is not None), None)

    def all_entries(self) -> list[Entry]:
        """All settled messages and notices, oldest first, whether shown yet or not."""
        return [*self._log.entries()]

    def row_at(self, number: int) -> ShownRow:
        """The row shown at `number`, counted from the top."""
        return self._shown[number]

    def append(self, entries: Iterable[Entry], *, is_news: bool = True) -> None:
        """Add what has just happened, in order. Shown within a frame; call `flush` to have it now.

        What was said earlier `is_news` of no kind: it counts as read.
        """
        entries = list(entries)
        self._log.append(entries, counts=is_news)
        for entry in entries:
            self._arrived += is_news and entry.counts_as_unread
            if is_news and entry.is_own and entry.is_message and entry.key not in self._on_their_way:
                self._has_own_news = True
            self._on_their_way.discard(entry.key)
        self._change_soon()

    def set_pending(self, entries: Iterable[Entry]) -> None:
        """Say which own messages are not settled; they replace those said before, and stand below all others."""
        self._log.set_pending(entries)
        for entry in self._log.pending:
            if entry.key not in self._on_their_way:
                self._on_their_way.add(entry.key)
                self._has_own_news = True
        self._change_soon()

    def prepend(self, entries: Iterable[Entry]) -> None:
        """Put older history on top of everything; an empty one says that nothing came, and may be asked again."""
        self.flush()
        self._is_older_asked = False
        seam = min(SEAM_ROWS, len(self._log.rows))
        moved = self._log.prepend(entries)
        self._show_stretch(self._edge_rows, seam, self._log.rows[: seam + moved])
        self._show_edge()
        self.rows_changed.emit()

    def set_edge(self, edge: HistoryEdge) -> None:
        """Say what lies above everything there is. With more there, `older_wanted` asks for it in time."""
        self._edge = edge
        self._is_older_asked = False
        self._change_soon()
        self.edge_told.emit()

    def want_older(self) -> None:
        """The reader comes near the top: ask the window for older history, unless it is asked already."""
        if not self._is_older_asked:
            self._is_older_asked = True
            self.older_wanted.emit()

    def mark_read(self) -> None:
        """All that is there has been read: the unread line will stand above the next message of somebody else."""
        self.flush()
        self._show_without_line(self._log.mark_read())

    def stop_counting(self) -> None:
        """What comes next is read as it comes: the unread line stays where it is, with its number."""
        self._log.stop_counting()

    def clear_mark(self) -> None:
        """Take the unread line away, and set no new one."""
        self.flush()
        self._show_without_line(self._log.clear_mark())

    def clear(self) -> None:
        """Forget everything, as for another room."""
        self._timer.stop()
        self.beginResetModel()
        self._log = TranscriptLog(self._opened_on)
        self._shown = PackedRows()
        self._edge = HistoryEdge.NONE
        self._edge_rows = 0
        self._on_their_way.clear()
        self._arrived = 0
        self._has_own_news = False
        self._is_older_asked = False
        self.endResetModel()
        self.rows_changed.emit()

    def retranslate(self) -> None:
        """Say everything anew in the language that is on now."""
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    @Slot()
    def flush(self) -> None:
        """Show at once what has been added."""
        if self._timer.isActive():
            self._timer.stop()
            self._on_frame()

    def _change_soon(self) -> None:
        # One's own words are waited for.
        is_unhurried = self._is_storm and not self._has_own_news
        wait = STORM_MILLISECONDS if is_unhurried else FRAME_MILLISECONDS
        if not self._timer.isActive() or self._timer.remainingTime() > wait:
            self._timer.start(wait)

    @Slot()
    def _on_frame(self) -> None:
        arrived, self._arrived = self._arrived, 0
        self._is_storm = arrived > STORM_MESSAGES
        if self._has_own_news:
            self._has_own_news = False
            self.own_message_added.emit()
        is_other = self._show_all()
        is_other = self._drop_oldest() or is_other
        if is_other:
            self.rows_changed.emit()
        if arrived:
            self.messages_arrived.emit(arrived)

    def _show_all(self) -> bool:
        """Show all that the log has come to hold, and what is below and above it; False if that is nothing new."""
        first = self._log.take_changed()
        rows = self._log.rows[first:]
        rows.splice(len(rows), 0, PackedRows(self._log.pending_rows()))
        first += self._edge_rows
        is_other = self._show_stretch(first, len(self._shown) - first, rows)
        line = self._log.unread_at
        if line is not None:
            is_other = (
                self._show_stretch(line + self._edge_rows, 1, self._log.rows[line : line + 1]) or is_other
            )
        return self._show_edge() or is_other

    def _show_edge(self) -> bool:
        # Of an empty conversation the window says in its own words that there is nothing.
        is_told = self._edge is not HistoryEdge.NONE and len(self._shown) > self._edge_rows
        edge = PackedRows([EdgeRow(self._edge)] if is_told else [])
        is_other = self._show_stretch(0, self._edge_rows, edge)
        self._edge_rows = len(edge)
        return is_other

    def _drop_oldest(self) -> bool:
        held = len(self._log.rows)
        if held <= (HELD_ROWS + SPARE_ROWS if self.is_following else MOST_ROWS):
            return False
        count = held - HELD_ROWS if self.is_following else SPARE_ROWS
        moved = self._log.drop_oldest(count)
        self._show_stretch(self._edge_rows, count + 1, self._log.rows[: count + 1 - moved])
        self.oldest_dropped.emit()
        return True

    def _show_without_line(self, gone: int | None) -> None:
        if gone is not None:
            # Without the line, the message below it may belong to the one above.
            below = self._log.rows[gone : gone + 1]
            self._show_stretch(gone + self._edge_rows, 1 + len(below), below)
            self.rows_changed.emit()

    def _show_stretch(self, first: int, count: int, rows: PackedRows) -> bool:
        """Make the `count` rows shown from `first` on into `rows`; False if they are that already."""
        steps = steps_between(self._shown[first : first + count].keys(), rows.keys())
        for step in steps:
            at, none = first + step.first, PackedRows()
            match step:
                case Removal():
                    self.beginRemoveRows(QModelIndex(), at, at + step.count - 1)
                    self._shown.splice(at, step.count, none)
                    self.endRemoveRows()
                case Insertion():
                    self.beginInsertRows(QModelIndex(), at, at + step.count - 1)
                    self._shown.splice(at, 0, rows[step.first : step.first + step.count])
                    self.endInsertRows()
        changed = self._shown.differences(first, rows)
        for number in changed:
            self._shown.splice(number, 1, rows[number - first : number - first + 1])
            self.dataChanged.emit(self.index(number), self.index(number))
        return bool(steps or changed)

    # Qt's own names

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The text of a row, its sentence for screen readers, or the row itself."""
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.shown(self._shown[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words.spoken(self._shown[index.row()])
        return self._shown[index.row()] if role == ROW_ROLE else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Lines that only divide can be read, but not selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if not isinstance(self._shown[index.row()], (DayRow, UnreadRow, EdgeRow)):
            flags |= Qt.ItemFlag.ItemIsSelectable
        return flags
