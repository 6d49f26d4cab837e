"""The transcript as a Qt model: a window of a few rows on a log of any length.

However much the log holds, the view never has more than `MAX_ROWS` rows to lay out. The rows that are shown are
always one stretch of the log's rows, with what is on its way out below them if the stretch reaches the end, and
above them, if it reaches the top, a line that says what lies beyond.
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

from shared.ui.transcript_entry import Entry
from shared.ui.transcript_log import TranscriptLog
from shared.ui.transcript_rows import DayRow, EdgeRow, HistoryEdge, Row, ShownRow, UnreadRow, local_day
from shared.ui.transcript_steps import Insertion, Removal, Step, steps_between
from shared.ui.transcript_words import TranscriptWords

MAX_ROWS: Final = 1_200
"""Qt lays out every row at every arrival; so many take a few milliseconds on an old school computer, too."""

TRIM_ROWS: Final = 200
"""Rows leave the top in pieces of this size, so that most arrivals take nothing away."""

SLIDE_ROWS: Final = 200
"""Rows are brought in at an edge in pieces of this size: several screens, and measured within a frame or two."""

JUMP_ROWS: Final = 200
"""What is shown after a jump to the end; more comes as the reader scrolls up."""

FRAME_MILLISECONDS: Final = 33
"""Arrivals are collected for this long and shown together."""

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The row itself, one of the classes of `transcript_rows`."""


class TranscriptModel(QAbstractListModel):
    """Takes entries from the window, and shows a stretch of them.

    Everything that is added is in the log at once, and in the rows within a frame. While `is_following`, which the
    view keeps up to date, the stretch runs along with the newest; otherwise it grows up to its limit and then
    stands still, so that nothing moves under a reader.
    """

    rows_changed = Signal()
    """Rows came, went or changed, all in one; the view should lay them out."""

    messages_arrived = Signal(int)
    """So many messages of other people have just arrived, whether they are in the rows yet or not."""

    own_message_added = Signal()
    """The person has said something, and wants to see it. Comes before the rows change."""

    older_wanted = Signal()
    """The reader is at the top of everything. Answer with `prepend`, with nothing if there is no more."""

    edge_told = Signal()
    """What lies above everything is known anew, and may be asked for again."""

    def __init__(self, parent: QObject | None = None, *, opened_on: date | None = None) -> None:
        """`opened_on` is the day whose entries need no day line above them; today, if it is not given."""
        super().__init__(parent)
        self.words = TranscriptWords(self)
        self.is_following = True
        self._opened_on = opened_on or local_day(datetime.now(UTC))
        self._log = TranscriptLog(self._opened_on)
        self._shown: list[ShownRow] = []
        self._edge = HistoryEdge.NONE
        self._first = 0
        self._end = 0
        self._reaches_end = True
        self._on_their_way: set[int] = set()
        self._arrived = 0
        self._has_own_news = False
        self._is_older_asked = False
        self._timer = QTimer(self, singleShot=True, interval=FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._on_frame)

    @property
    def entries(self) -> Sequence[Entry]:
        """All settled entries, oldest first, whether shown or not."""
        return self._log.entries

    def all_rows(self) -> list[Row]:
        """All rows there are, top to bottom, whether shown or not."""
        return [*self._log.rows, *self._log.pending_rows()]

    @property
    def reaches_end(self) -> bool:
        """The last row shown is the last one there is."""
        return self._reaches_end

    @property
    def edge(self) -> HistoryEdge:
        """What lies above everything there is."""
        return self._edge

    @property
    def has_unread_line(self) -> bool:
        """Somewhere, whether shown or not, stands the unread line."""
        return self._log.unread_at is not None

    @property
    def unread_number(self) -> int | None:
        """Where the unread line is shown, or None if it is not."""
        place = self._log.unread_at
        return None if place is None else self.number_of(self._log.rows[place].key)

    @property
    def shown_rows(self) -> Sequence[ShownRow]:
        """The rows that are shown. Not to be changed."""
        return self._shown

    def rows_beyond(self) -> list[Row]:
        """The rows that would be shown next at either edge."""
        rows = self._log.rows
        above = rows[max(0, self._first - SLIDE_ROWS) : self._first]
        return [*reversed(above), *rows[self._end : self._end + SLIDE_ROWS]]

    def row_at(self, number: int) -> ShownRow:
        """The row shown at `number`, counted from the top of what is shown."""
        return self._shown[number]

    def number_of(self, key: int) -> int | None:
        """Where the row with `key` is shown, or None if it is not."""
        return next((number for number, row in enumerate(self._shown) if row.key == key), None)

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
        was_at_top = self._first == 0
        moved = self._log.prepend(entries)
        self._first = max(0, self._first + moved)
        self._end = max(0, self._end + moved)
        if was_at_top:
            self._first -= min(SLIDE_ROWS, self._first)
        self._keep_within_limit(drop_top=self.is_following)
        self._show()

    def set_edge(self, edge: HistoryEdge) -> None:
        """Say what lies above everything there is. With more there, `older_wanted` asks for it in time."""
        self._edge = edge
        self._is_older_asked = False
        self._change_soon()
        self.edge_told.emit()

    def mark_read(self) -> None:
        """All that is there has been read: the unread line will stand above the next message of somebody else."""
        self._unread_line_gone(self._log.mark_read())

    def clear_mark(self) -> None:
        """Take the unread line away, and set no new one."""
        self._unread_line_gone(self._log.clear_mark())

    def clear(self) -> None:
        """Forget everything, as for another room."""
        self._timer.stop()
        self.beginResetModel()
        self._log = TranscriptLog(self._opened_on)
        self._shown = []
        self._edge = HistoryEdge.NONE
        self._on_their_way.clear()
        self._first = self._end = self._arrived = 0
        self._reaches_end = True
        self._has_own_news = self._is_older_asked = False
        self.endResetModel()

    def show_older(self) -> None:
        """Bring in rows above what is shown; at the top of everything, ask the window for older history."""
        if self._first > 0:
            self._first = max(0, self._first - SLIDE_ROWS)
            self._keep_within_limit(drop_top=False)
            self._show()
        elif not self._is_older_asked:
            self._is_older_asked = True
            self.older_wanted.emit()

    def show_newer(self) -> None:
        """Bring in rows below what is shown, if there are any."""
        if not self._reaches_end:
            self._end = min(len(self._log.rows), self._end + SLIDE_ROWS)
            self._keep_within_limit(drop_top=True)
            self._show()

    def show_newest(self) -> None:
        """Show the end of everything."""
        if not self._reaches_end:
            self._end = len(self._log.rows)
            self._first = max(self._first, self._end - JUMP_ROWS)
            self._show()

    def show_unread(self) -> None:
        """Have the unread line, if there is one, among the rows shown."""
        self.flush()
        place = self._log.unread_at
        if place is not None and not self._first <= place < self._end:
            self._first = max(0, place - SLIDE_ROWS)
            self._end = min(len(self._log.rows), place + SLIDE_ROWS)
            self._show()

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
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_frame(self) -> None:
        arrived, self._arrived = self._arrived, 0
        if self._has_own_news:
            self._has_own_news = False
            self.own_message_added.emit()
        if self._reaches_end:
            is_flood = len(self._log.rows) - self._end > JUMP_ROWS
            self._end = len(self._log.rows)
            if is_flood and self.is_following:
                # Nobody sees them all pass, so only the last need be measured.
                self._first = max(self._first, self._end - JUMP_ROWS)
            self._keep_within_limit(drop_top=self.is_following)
        self._show()
        if arrived:
            self.messages_arrived.emit(arrived)

    def _keep_within_limit(self, drop_top: bool) -> None:
        """Cut the stretch to size, at the side where the reader is not."""
        limit = max(MAX_ROWS - len(self._log.pending), TRIM_ROWS)
        if self._end - self._first <= limit:
            return
        if drop_top:
            self._first = self._end - (limit - TRIM_ROWS)
        else:
            self._end = self._first + limit

    def _unread_line_gone(self, place: int | None) -> None:
        if place is not None:
            self._first -= place < self._first
            self._end -= place < self._end
        self._change_soon()

    def _show(self) -> None:
        """Make the rows shown what the stretch now holds."""
        self._reaches_end = self._end == len(self._log.rows)
        rows: list[ShownRow] = list(self._log.rows[self._first : self._end])
        # Of an empty conversation the window says in its own words that there is nothing.
        if self._first == 0 and self._edge is not HistoryEdge.NONE and rows:
            rows.insert(0, EdgeRow(self._edge))
        if self._reaches_end:
            rows += self._log.pending_rows()
        steps = steps_between(self._shown, rows)
        if not steps and self._shown == rows:
            return
        if sum(step.count for step in steps if isinstance(step, Removal)) > MAX_ROWS // 2:
            self.beginResetModel()
            self._shown = rows
            self.endResetModel()
        else:
            for step in steps:
                self._carry_out(step)
            self._replace_changed(rows)
        self.rows_changed.emit()

    def _carry_out(self, step: Step) -> None:
        match step:
            case Removal():
                self.beginRemoveRows(QModelIndex(), step.first, step.first + step.count - 1)
                del self._shown[step.first : step.first + step.count]
                self.endRemoveRows()
            case Insertion():
                self.beginInsertRows(QModelIndex(), step.first, step.first + len(step.rows) - 1)
                self._shown[step.first : step.first] = step.rows
                self.endInsertRows()

    def _replace_changed(self, rows: list[ShownRow]) -> None:
        """Take over rows that have kept their place and say something else now."""
        for number, (before, after) in enumerate(zip(self._shown, rows, strict=True)):
            # A row that is equal stays the same object, by which others recognise it.
            if before is not after and before != after:
                self._shown[number] = after
                self.dataChanged.emit(self.index(number), self.index(number))

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
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.shown(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words.spoken(row)
        return row if role == ROW_ROLE else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Lines that only divide can be read, but not selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if not isinstance(self._shown[index.row()], (DayRow, UnreadRow, EdgeRow)):
            flags |= Qt.ItemFlag.ItemIsSelectable
        return flags
