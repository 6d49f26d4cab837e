"""What a search has found, as a Qt model: who said it, when, and the piece with the hit.

The rule: all of it is inert.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTime,
)

from chatroom_server.history.reader import Found, LessonMessage
from chatroom_server.window.search_snippet import Snippet, snippet
from shared.ui.inert import inert, inert_line, isolated

FOUND_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""``Found``."""


@dataclass(frozen=True, slots=True)
class Result:
    """One message, and what is shown of it."""

    found: Found
    snippet: Snippet


class FoundModel(QAbstractListModel):
    """Call ``fill`` with each answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Result] = []

    def fill(self, query: str, found: Sequence[Found]) -> None:
        """Show what was found for ``query`` instead of what was shown before."""
        self.beginResetModel()
        self._rows = [Result(each, snippet(each.message.text, query)) for each in found]
        self.endResetModel()

    def result(self, row: int) -> Result:
        """Return what stands in a row."""
        return self._rows[row]

    def retranslate(self) -> None:
        """Say everything anew in the language that is on now."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def who(self, message: LessonMessage) -> str:
        """Return who said it, and as what."""
        name = inert_line(message.sender)
        if not message.is_announcement:
            return name
        return self.tr("{name} · announcement", "who said it").format(name=name)

    def when(self, message: LessonMessage) -> str:
        """Return the day and the time of it, as short as the person's country writes them."""
        moment = datetime.fromtimestamp(message.utc, UTC).astimezone()
        locale, short = QLocale(), QLocale.FormatType.ShortFormat
        return self.tr("{day}, {time}", "when something was said").format(
            day=locale.toString(QDate(moment.year, moment.month, moment.day), short),
            time=locale.toString(QTime(moment.hour, moment.minute), short),
        )

    # Qt overrides

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        found = self._rows[index.row()].found
        if role == FOUND_ROLE:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            message = found.message
            return self.tr("{who}, {when}: {text}", "a message that was found").format(
                who=isolated(self.who(message)), when=self.when(message), text=inert(message.text)
            )
        return None
