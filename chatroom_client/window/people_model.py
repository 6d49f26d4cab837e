"""Everybody in the room as a Qt model, and the same with a filter.

The rule: the order is that of arrival and is never sorted, so a name stays where it was last seen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from chatroom_client.window.person_state import PersonState, StateWords, states_of
from shared.protocol.messages import User
from shared.ui.inert import inert_line, isolated
from shared.ui.tip import tip

NAME_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The name as it goes over the wire."""

IS_YOU_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""Whether it is the person at this window."""


STATES_ROLE: Final = Qt.ItemDataRole.UserRole + 3
"""What else is known of the person: a tuple of `PersonState`."""


class PeopleModel(QAbstractListModel):
    """Who is here. Fill it with `set_people` after a login, then `add`, `change` and `remove`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._states: dict[str, tuple[PersonState, ...]] = {}
        self._words = StateWords(self)
        self._you = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody in the order of arrival, oneself included."""
        return tuple(self._names)

    @property
    def others(self) -> tuple[str, ...]:
        """Everybody in the order of arrival but oneself."""
        return tuple(name for name in self._names if name != self._you)

    @property
    def you(self) -> str:
        """One's own name."""
        return self._you

    @property
    def own_states(self) -> tuple[PersonState, ...]:
        """What is known of oneself."""
        return self._states.get(self._you, ())

    @property
    def host(self) -> str:
        """Who opened the room, as far as that is known; empty if it is not, or if the host is not here."""
        hosts = (name for name, states in self._states.items() if PersonState.HOST in states)
        return next(hosts, "")

    def states(self, name: str) -> tuple[PersonState, ...]:
        """What is known of somebody besides the name."""
        return self._states.get(name, ())

    def set_people(self, names: Iterable[str], you: str, users: Iterable[User] = ()) -> None:
        """Replace everybody; `users` is what is known of them."""
        self.beginResetModel()
        self._names = list(names)
        self._states = {user.name: states_of(user) for user in users}
        self._you = you
        self.endResetModel()

    def add(self, name: str) -> None:
        """Somebody came; somebody who is here already is not added again."""
        if name in self._names:
            return
        place = len(self._names)
        self.beginInsertRows(QModelIndex(), place, place)
        self._names.append(name)
        self.endInsertRows()

    def change(self, user: User) -> None:
        """Something else is true of somebody now; nothing happens for a name that is not here."""
        states = states_of(user)
        if user.name in self._names and states != self._states.get(user.name, ()):
            self._states[user.name] = states
            index = self.index(self._names.index(user.name))
            self.dataChanged.emit(index, index)

    def remove(self, name: str) -> None:
        """Somebody left; nothing happens for a name that is not here."""
        if name not in self._names:
            return
        place = self._names.index(name)
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._names[place]
        self._states.pop(name, None)
        self.endRemoveRows()

    def retranslate(self) -> None:
        """Say everything anew in the language that is on now."""
        if self._names:
            self.dataChanged.emit(self.index(0), self.index(len(self._names) - 1))

    # Qt overrides

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many people are here."""
        return 0 if parent.isValid() else len(self._names)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The name as it is shown and read aloud, or one of the roles of this module."""
        if not index.isValid() or not 0 <= index.row() < len(self._names):
            return None
        name = self._names[index.row()]
        if role == NAME_ROLE:
            return name
        if role == IS_YOU_ROLE:
            return name == self._you
        states = self._states.get(name, ())
        if role == STATES_ROLE:
            return states
        shown = inert_line(name)
        if name == self._you:
            shown = self.tr("you ({name})").format(name=isolated(name))
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words.sentence(shown, states)
        if role == Qt.ItemDataRole.ToolTipRole and states:
            return tip(self._words.sentence(shown, states))
        return None


class PeopleFilter(QSortFilterProxyModel):
    """Those whose names hold a text, whatever its case and width, in the order of arrival.

    With `others_only` oneself is left out; with `at_start` the names have to begin with the text.
    """

    def __init__(
        self,
        people: PeopleModel,
        parent: QObject | None = None,
        *,
        others_only: bool = False,
        at_start: bool = False,
    ) -> None:
        super().__init__(parent)
        self._wanted = ""
        self._others_only = others_only
        self._at_start = at_start
        self.setSourceModel(people)

    def look_for(self, text: str) -> None:
        """Show those who have `text` in their names; all for no text."""
        self._wanted = _folded(text.strip())
        # The narrower calls are deprecated in new versions of Qt, or missing in old ones.
        self.invalidate()

    # Qt overrides

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether the person in `row` is among those looked for."""
        index = self.sourceModel().index(row, 0, parent)
        if self._others_only and index.data(IS_YOU_ROLE):
            return False
        name = _folded(str(index.data(NAME_ROLE)))
        return name.startswith(self._wanted) if self._at_start else self._wanted in name


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
