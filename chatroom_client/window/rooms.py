"""The list of rooms that were found: name, address and how many are in, a row each.

The rule: it selects a room by itself only while nobody has chosen anything, and never joins one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from chatroom_client.server_address import ServerAddress
from shared.ui import spacing
from shared.ui.fonts import mono_font
from shared.ui.inert import inert_line
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource

if TYPE_CHECKING:
    from chatroom_client.room_list import FoundRoom

ROOM_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The `FoundRoom` of a row."""

_ROWS_SHOWN: Final = 4
"""More rooms than this are scrolled; fewer leave no hole in the card."""


class RoomsModel(QAbstractListModel):
    """The rooms as they are known now. A room that stays keeps its row's identity, and with it the selection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rooms: list[FoundRoom] = []

    @property
    def rooms(self) -> Sequence[FoundRoom]:
        """All of them, as shown."""
        return tuple(self._rooms)

    def place_of(self, key: str) -> int | None:
        """The row of the room with `key`."""
        return next((row for row, room in enumerate(self._rooms) if room.key == key), None)

    def set_rooms(self, rooms: Sequence[FoundRoom]) -> None:
        """Take over `rooms`; those known already stay where they are, new ones come last."""
        wanted = {room.key: room for room in rooms}
        for row in range(len(self._rooms) - 1, -1, -1):
            if self._rooms[row].key not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rooms[row]
                self.endRemoveRows()
        for row, room in enumerate(self._rooms):
            fresh = wanted.pop(room.key)
            if fresh != room:
                self._rooms[row] = fresh
                self.dataChanged.emit(self.index(row), self.index(row))
        if wanted:
            first = len(self._rooms)
            self.beginInsertRows(QModelIndex(), first, first + len(wanted) - 1)
            self._rooms += wanted.values()
            self.endInsertRows()

    def retranslate(self) -> None:
        """Say everything anew in the language that is on now."""
        if self._rooms:
            self.dataChanged.emit(self.index(0), self.index(len(self._rooms) - 1))

    def online(self, room: FoundRoom) -> str:
        """How many people are in, where the room tells."""
        return "" if room.users is None else self.tr("%n online", "people in a room", room.users)

    # Qt overrides

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many rooms there are."""
        return 0 if parent.isValid() else len(self._rooms)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The room's name, the whole row as one sentence for screen readers, or the room itself."""
        if not index.isValid() or not 0 <= index.row() < len(self._rooms):
            return None
        room = self._rooms[index.row()]
        if role == ROOM_ROLE:
            return room
        if role == Qt.ItemDataRole.DisplayRole:
            return inert_line(room.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (inert_line(room.name), address_of(room), self.online(room))))
        return None


def address_of(room: FoundRoom) -> str:
    """The room's address as a person would type it."""
    return str(ServerAddress(room.address, room.port))


class RoomsDelegate(QStyledItemDelegate):
    """Paints a room: its name, below it the address, and how many are in at the right."""

    def __init__(self, model: RoomsModel, themes: ThemeSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._themes = themes

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines and some air."""
        name, mono = _name_font(option.font), mono_font(option.font)
        metrics = QFontMetrics(name)
        height = metrics.height() + QFontMetrics(mono).height() + 2 * spacing.SMALL + 2
        return QSize(max(200, metrics.horizontalAdvance(str(index.data()))), height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one room."""
        room: FoundRoom = index.data(ROOM_ROLE)
        theme = self._themes.theme
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = theme.selection if is_selected else ""
        if not fill and option.state & QStyle.StateFlag.State_MouseOver:
            fill = theme.hover
        has_focus = is_selected and bool(option.state & QStyle.StateFlag.State_HasFocus)
        if fill:
            painter.setPen(QPen(QColor(theme.accent), 1.5) if has_focus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)
        inner = option.rect.adjusted(spacing.MEDIUM, spacing.SMALL, -spacing.MEDIUM, -spacing.SMALL)
        line = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

        painter.setFont(option.font)
        painter.setPen(QColor(theme.text if is_selected else theme.muted_text))
        online = self._model.online(room)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, right, online)
        words = QRect(inner)
        words.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(online) - spacing.SMALL)

        painter.setPen(QColor(theme.text))
        painter.setFont(_name_font(option.font))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, line, name)
        words.setTop(words.top() + metrics.height() + 2)
        painter.setPen(QColor(theme.text if is_selected else theme.muted_text))
        painter.setFont(mono_font(option.font))
        address = painter.fontMetrics().elidedText(
            address_of(room), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, line, address)
        painter.restore()


def _name_font(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


class RoomsList(QListView):
    """The list on the join screen. `chosen` comes only from the person's own hand."""

    chosen = Signal(object)
    """The `FoundRoom` that the person selected."""

    join_wanted = Signal()
    """Enter or a double click on the selected room."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._rooms = RoomsModel(self)
        self.empty_text = ""
        """What stands in the list as long as there is no room, already translated."""
        self.setModel(self._rooms)
        self.setItemDelegate(RoomsDelegate(self._rooms, themes, self))
        set_role(self, "framed")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._on_double_clicked)
        themes.theme_changed.connect(self._on_theme_changed)

    @property
    def rooms(self) -> Sequence[FoundRoom]:
        """The rooms in the list."""
        return self._rooms.rooms

    @property
    def selected(self) -> FoundRoom | None:
        """The room that would be joined."""
        indexes = self.selectedIndexes()
        return self.rooms[indexes[0].row()] if indexes else None

    def set_rooms(self, rooms: Sequence[FoundRoom]) -> None:
        """Show `rooms`; what is selected stays selected as long as it is there."""
        before = self.selected
        self._rooms.set_rooms(rooms)
        if before is not None and self._rooms.place_of(before.key) is None:
            # Qt would go on to the row below, and somebody would join a room that they never chose.
            self.setCurrentIndex(QModelIndex())
        self.updateGeometry()
        self.viewport().update()

    def select(self, key: str) -> None:
        """Select the room with `key`, or nothing if it is not there."""
        row = self._rooms.place_of(key)
        if row is None:
            self.clearSelection()
        else:
            self.setCurrentIndex(self._rooms.index(row))

    def retranslate(self) -> None:
        """Say everything anew in the language that is on now."""
        self._rooms.retranslate()
        self.viewport().update()

    def _tell_chosen(self) -> None:
        room = self.selected
        if room is not None:
            self.chosen.emit(room)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.join_wanted.emit()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.viewport().update()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.join_wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)
        self._tell_chosen()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._tell_chosen()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rooms.rowCount() or not self.empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._themes.theme.muted_text))
        room = self.viewport().rect().adjusted(spacing.SMALL, 0, -spacing.SMALL, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(middle), self.empty_text)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(300, self._height_for(min(max(self._rooms.rowCount(), 1), _ROWS_SHOWN)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height_for(min(max(self._rooms.rowCount(), 1), 2)))

    def _height_for(self, rows: int) -> int:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        row = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        # The frame of the style sheet, its padding included.
        return rows * row + 2 * spacing.TIGHT + 2
