"""Many rows of the transcript in little room.

The rule: a row that comes out equals the one that went in. What was said is kept as one tuple of plain values, at
which Python's collector need not look: with a hundred thousand messages its pauses would be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final, TypeAlias, overload

from shared.ui.transcript_entry import Entry, EntryKind, Standing
from shared.ui.transcript_rows import EntryRow, ShownRow, row_key

_Said: TypeAlias = tuple[int, int, datetime, str, str, bool, str, int | None, date, bool]
_Item: TypeAlias = _Said | ShownRow
"""Events, lines and what is on its way are few, and stay what they are."""

_KINDS: Final = {kind.value: kind for kind in EntryKind}
_KNOWN_NAMES: Final = 5_000


class PackedRows(Sequence[ShownRow]):
    """A list of rows. Whatever is asked for is made anew: compare rows, and never ask whether two are the same."""

    def __init__(self, rows: Iterable[ShownRow] = ()) -> None:
        self._names: dict[str, str] = {}
        self._items: list[_Item] = [self._packed(row) for row in rows]

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> ShownRow: ...
    @overload
    def __getitem__(self, place: slice) -> PackedRows: ...
    def __getitem__(self, place: int | slice) -> ShownRow | PackedRows:
        if isinstance(place, int):
            return _unpacked(self._items[place])
        part = PackedRows()
        part._items = self._items[place]
        return part

    def __setitem__(self, place: int, row: ShownRow) -> None:
        self._items[place] = self._packed(row)

    def __iter__(self) -> Iterator[ShownRow]:
        return map(_unpacked, self._items)

    def append(self, row: ShownRow) -> None:
        """Add a row at the end."""
        self._items.append(self._packed(row))

    def splice(self, first: int, count: int, rows: PackedRows) -> None:
        """Put `rows` in the place of `count` rows from `first` on."""
        self._items[first : first + count] = rows._items

    def keys(self) -> list[int]:
        """The keys of all rows, top to bottom."""
        return [_key(item) for item in self._items]

    def differences(self, first: int, others: PackedRows) -> list[int]:
        """Where the rows from `first` on are not equal to `others`, one by one."""
        mine = self._items[first : first + len(others)]
        pairs = enumerate(zip(mine, others._items, strict=True), start=first)
        return [place for place, (item, other) in pairs if item is not other and item != other]

    def _packed(self, row: ShownRow) -> _Item:
        if not isinstance(row, EntryRow):
            return row
        entry = row.entry
        if entry.standing is not Standing.SETTLED or entry.words is not None or entry.came or entry.went:
            return row
        return (
            entry.key,
            entry.kind.value,
            entry.when,
            self._known(entry.sender),
            entry.text,
            entry.is_own,
            self._known(entry.to),
            entry.message_id,
            row.day,
            row.has_header,
        )

    def _known(self, name: str) -> str:
        """One string for all messages of a person, however many pieces of the stream they came in."""
        if len(self._names) > _KNOWN_NAMES:
            self._names.clear()
        return self._names.setdefault(name, name)


def _unpacked(item: _Item) -> ShownRow:
    if not isinstance(item, tuple):
        return item
    key, kind, when, sender, text, is_own, to, message_id, day, has_header = item
    entry = Entry(key, _KINDS[kind], when, sender, text, is_own, to, message_id=message_id)
    return EntryRow(row_key(entry.key), day, entry, has_header)


def _key(item: _Item) -> int:
    return row_key(item[0]) if isinstance(item, tuple) else item.key
