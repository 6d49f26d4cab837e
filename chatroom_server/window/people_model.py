"""Who is in the room, as a Qt model for the host's table, in the order that the host chose.

The rule: facts count at once, and are shown a few times a second. However much happens, the table changes at most
once in ``FLUSH_MILLISECONDS``, and where people only talk once in ``SAID_MILLISECONDS``, in that one column. It
sorts itself, because a proxy would ask Python for every comparison.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, assert_never

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTime,
    QTimer,
    Signal,
    Slot,
)

from chatroom_server.facts import (
    HOST,
    AnnouncedByHost,
    Arrived,
    AwayChanged,
    GuestId,
    HandChanged,
    Interrupted,
    Left,
    MuteChanged,
    Returned,
    Spoke,
    Whispered,
)
from chatroom_server.window.people_order import Column, PeopleOrder, Person
from chatroom_server.window_facts import Happening, PassedOver
from shared.ui.inert import inert_line, isolated

FLUSH_MILLISECONDS: Final = 100
"""Ten times a second looks immediate, and costs the same however fast the facts come."""

SAID_MILLISECONDS: Final = 500
"""In a room where hundreds talk, every row in sight has another number each time."""

GUEST_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The number of the guest in a row."""


class PeopleModel(QAbstractTableModel):
    """Call ``open`` when a room opens, then ``apply`` with every batch of facts."""

    count_changed = Signal(int)
    """How many people are here, the host among them; it comes when the table shows them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: dict[GuestId, Person] = {}  # everybody, in the order of arrival
        self._rows: list[Person] = []  # the same as far as it is shown, in the order chosen
        self._changed: set[GuestId] = set()
        self._talked: set[GuestId] = set()
        self._order = PeopleOrder()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time_to_show)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who is here by now, in the order of arrival. Not to be changed."""
        return tuple(self._people.values())

    def person(self, guest: GuestId) -> Person | None:
        """Return who that is, or None for one who is not here."""
        return self._people.get(guest)

    def named(self, name: str) -> Person | None:
        """Return who has exactly that name, or None."""
        return next((person for person in self._people.values() if person.name == name), None)

    def count_at(self, address: str) -> int:
        """Return how many people are here from ``address``."""
        return sum(person.address == address for person in self._people.values())

    def person_at(self, row: int) -> Person:
        """Return who is shown in a row."""
        return self._rows[row]

    def row_of(self, guest: GuestId) -> int | None:
        """Return where somebody is shown, or None."""
        return next((row for row, person in enumerate(self._rows) if person.guest == guest), None)

    def open(self, host_name: str, utc: float) -> None:
        """Begin a room in which there is only the host."""
        self._timer.stop()
        self.beginResetModel()
        host = Person(HOST, host_name, "", utc, is_plain=False)
        self._people = {HOST: host}
        self._rows = [host]
        self._changed.clear()
        self._talked.clear()
        self.endResetModel()
        self.count_changed.emit(1)

    def apply(self, happenings: Iterable[Happening]) -> None:
        """Take in what has happened; the table shows it within ``SAID_MILLISECONDS``, or sooner."""
        for happening in happenings:
            match happening:
                case Spoke():
                    self._count(happening.guest, 1)
                    continue
                case PassedOver():
                    for guest, count in happening.said:
                        self._count(guest, count)
                    continue
                case Whispered():
                    self._count(happening.sender, 1)
                    continue
                case AnnouncedByHost():
                    self._count(HOST, 1)
                    continue
                case Arrived():
                    self._people[happening.guest] = Person(
                        happening.guest,
                        happening.name,
                        happening.address,
                        happening.utc,
                        is_plain=happening.is_plain,
                    )
                case Left():
                    self._people.pop(happening.guest, None)
                case MuteChanged() | AwayChanged() | HandChanged() | Interrupted() | Returned() if (
                    happening.guest in self._people
                ):
                    _take_in(self._people[happening.guest], happening)
                    self._changed.add(happening.guest)
                case _:
                    continue
            self._show_within(FLUSH_MILLISECONDS)
        if self._talked:
            self._show_within(SAID_MILLISECONDS)

    @property
    def long_states(self) -> tuple[str, ...]:
        """The longest texts that often stand in the state of a person."""
        muted = Person(HOST + 1, "", "", 0.0, is_plain=True, is_muted=True)
        interrupted = Person(HOST + 1, "", "", 0.0, is_plain=False, is_interrupted=True)
        return self._state(muted), self._state(interrupted)

    @property
    def short_states(self) -> tuple[str, ...]:
        """The texts of which the host has to see all, however narrow the table is."""
        muted = Person(HOST + 1, "", "", 0.0, is_plain=False, is_muted=True)
        away = Person(HOST + 1, "", "", 0.0, is_plain=False, is_away=True, has_hand_up=True)
        return self._state(muted), self._state(away), self._title(Column.STATE)

    def retranslate(self) -> None:
        """Say everything anew in the language that is on now."""
        self._order = PeopleOrder(self._order.column, is_descending=self._order.is_descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._tell_changed(range(len(self._rows)))

    # ---- showing -----------------------------------------------------------------------------------------

    def _count(self, guest: GuestId, messages: int) -> None:
        person = self._people.get(guest)
        if person is not None:
            person.said += messages
            self._talked.add(guest)

    def _show_within(self, milliseconds: int) -> None:
        if not self._timer.isActive() or self._timer.remainingTime() > milliseconds:
            self._timer.start(milliseconds)

    @Slot()
    def _on_time_to_show(self) -> None:
        count = len(self._rows)
        self._drop_rows()
        self._add_rows()
        self._put_in_order()
        changed, self._changed = self._changed, set()
        talked, self._talked = self._talked, set()
        if changed:
            self._tell_changed([row for row, person in enumerate(self._rows) if person.guest in changed])
        if talked:
            rows = [row for row, person in enumerate(self._rows) if person.guest in talked]
            self._tell_changed(rows, Column.SAID, Column.SAID)
        if len(self._rows) != count:
            self.count_changed.emit(len(self._rows))

    def _drop_rows(self) -> None:
        last = len(self._rows)
        # From the bottom up, in runs, so that the numbers above stay true.
        while last > 0:
            if self._rows[last - 1].guest in self._people:
                last -= 1
                continue
            first = last - 1
            while first > 0 and self._rows[first - 1].guest not in self._people:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last - 1)
            del self._rows[first:last]
            self.endRemoveRows()
            last = first

    def _add_rows(self) -> None:
        shown = {person.guest for person in self._rows}
        new = [person for person in self._people.values() if person.guest not in shown]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    def _put_in_order(self) -> None:
        ordered = self._order.sorted(list(self._people.values()))
        if ordered == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        guests = [self._rows[index.row()].guest for index in before]
        self._rows = ordered
        rows = {person.guest: row for row, person in enumerate(ordered)}
        after = [self.index(rows[guest], index.column()) for guest, index in zip(guests, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tell_changed(
        self, rows: Sequence[int], first: Column = Column.NAME, last: Column = Column.STATE
    ) -> None:
        if rows:
            self.dataChanged.emit(self.index(min(rows), first), self.index(max(rows), last))

    # ---- words -------------------------------------------------------------------------------------------

    def _text(self, person: Person, column: Column) -> str:
        match column:
            case Column.NAME:
                return inert_line(person.name)
            case Column.ADDRESS:
                return self.tr("this PC", "where the host is") if person.is_host else person.address
            case Column.SINCE:
                moment = datetime.fromtimestamp(person.since).astimezone()
                locale = QLocale()
                if locale.language() is QLocale.Language.C:
                    return moment.strftime("%H:%M")
                time = QTime(moment.hour, moment.minute)
                return locale.toString(time, QLocale.FormatType.ShortFormat)
            case Column.SAID:
                return QLocale().toString(person.said)
            case Column.STATE:
                return self._state(person)
        assert_never(column)

    def _state(self, person: Person, *, is_spoken: bool = False) -> str:
        words = []
        if person.is_host:
            words.append(self.tr("host", "a person in the room"))
        if person.has_hand_up:
            words.append(self.tr("hand up", "a person in the room") if is_spoken else "✋")
        if person.is_interrupted:
            words.append(self.tr("reconnecting…", "a person whose connection broke"))
        if person.is_away:
            words.append(self.tr("away", "a person who does not look right now"))
        if person.is_muted:
            words.append(self.tr("muted", "a person who may not write to everyone"))
        if person.is_plain:
            words.append(self.tr("plain", "a guest whose client speaks the plain protocol"))
        return " · ".join(words)

    def _spoken(self, person: Person) -> str:
        """The whole row as a sentence, for screen readers."""
        sentence = self.tr(
            "{name}, {address}, since {time}, said {count}", "a row of the people table"
        ).format(
            name=isolated(person.name),
            address=self._text(person, Column.ADDRESS),
            time=self._text(person, Column.SINCE),
            count=self._text(person, Column.SAID),
        )
        state = self._state(person, is_spoken=True)
        return f"{sentence}, {state}" if state else sentence

    def _title(self, column: Column) -> str:
        match column:
            case Column.NAME:
                return self.tr("Name")
            case Column.ADDRESS:
                return self.tr("Address")
            case Column.SINCE:
                return self.tr("Since")
            case Column.SAID:
                return self.tr("Said", "how many messages a person has written")
            case Column.STATE:
                return self.tr("State", "of a person in the room")
        assert_never(column)

    # Qt overrides

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        person, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(person, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column is Column.SAID else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == GUEST_ROLE:
            return person.guest
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.NAME:
            return self._spoken(person)
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.STATE:
            return self._state(person, is_spoken=True)
        if role == Qt.ItemDataRole.ToolTipRole:
            # Marked as rich and escaped, or Qt would guess from a name whether it is markup.
            return f"<p style='white-space:pre'>{html.escape(self._text(person, column))}</p>"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column is Column.SAID else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column from now on; -1 is the order of arrival."""
        chosen = Column(column) if 0 <= column < len(Column) else Column.SINCE
        self._order = PeopleOrder(chosen, is_descending=order is Qt.SortOrder.DescendingOrder)
        self._drop_rows()
        self._add_rows()
        self._put_in_order()


def _take_in(person: Person, fact: MuteChanged | AwayChanged | HandChanged | Interrupted | Returned) -> None:
    match fact:
        case MuteChanged():
            person.is_muted = fact.is_muted
        case AwayChanged():
            person.is_away = fact.is_away
        case HandChanged():
            person.has_hand_up = fact.is_up
        case Interrupted():
            person.is_interrupted = True
        case Returned():
            person.is_interrupted = False
            person.address = fact.address
        case _:
            assert_never(fact)
