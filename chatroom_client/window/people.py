"""The panel with everybody in the room: how many, a filter, and the way to whisper to one of them.

It shows a `PeopleModel` that the conversation fills, and changes nothing in it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QMenu, QVBoxLayout, QWidget

from chatroom_client.window.own_states import OwnStates
from chatroom_client.window.people_delegate import PeopleDelegate
from chatroom_client.window.people_model import IS_YOU_ROLE, NAME_ROLE, PeopleFilter, PeopleModel
from shared.ui import spacing
from shared.ui.inert import isolated
from shared.ui.line_edit import LineEdit
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource

_LEAST_WIDTH: Final = 170


class PeopleList(QListView):
    """The list itself. Enter, a double click or the menu chooses somebody."""

    whisper_wanted = Signal(str)
    """A whisper to this person, who is not oneself."""

    mention_wanted = Signal(str)
    """This person's name, in what is being written."""

    menu_requested = Signal(QMenu, bool)
    """A menu is about to be shown: add what can be done with oneself, if it is for oneself."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.empty_text = ""
        """What stands in the list below whoever is in it, already translated; empty for nothing."""
        self.setItemDelegate(PeopleDelegate(themes, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # Not `activated`: on some desktops a single click does that, and a whisper must not begin by accident.
        self.doubleClicked.connect(self._on_double_clicked)
        themes.theme_changed.connect(self._on_theme_changed)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not index.data(IS_YOU_ROLE):
            self.whisper_wanted.emit(index.data(NAME_ROLE))

    def _place_of_menu(self, event: QContextMenuEvent) -> tuple[QModelIndex, QPoint]:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            return self.indexAt(event.pos()), event.globalPos()
        index = self.currentIndex()
        return index, self.viewport().mapToGlobal(self.visualRect(index).center())

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.viewport().update()

    # Qt overrides

    def rowsAboutToBeRemoved(  # noqa: N802 - as Qt names it
        self, parent: QModelIndex | QPersistentModelIndex, first: int, last: int
    ) -> None:
        is_current_gone = first <= self.currentIndex().row() <= last
        super().rowsAboutToBeRemoved(parent, first, last)
        if is_current_gone:
            # Qt would go on to the person below, and Enter would whisper to somebody who was never chosen.
            self.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = self._place_of_menu(event)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        name = str(index.data(NAME_ROLE))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not index.data(IS_YOU_ROLE):
            # In a menu's text an ampersand marks the letter that presses it; in a name it is a letter.
            shown = isolated(name).replace("&", "&&")
            whisper = menu.addAction(self.tr("Whisper to {name}").format(name=shown))
            whisper.triggered.connect(lambda: self.whisper_wanted.emit(name))
            mention = menu.addAction(self.tr("Mention {name}").format(name=shown))
            mention.triggered.connect(lambda: self.mention_wanted.emit(name))
        self.menu_requested.emit(menu, bool(index.data(IS_YOU_ROLE)))
        copy = menu.addAction(self.tr("Copy name"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(name))
        menu.popup(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.empty_text:
            return
        model = self.model()
        rows = 0 if model is None else model.rowCount()
        below = self.visualRect(model.index(rows - 1, 0)).bottom() + 1 if model is not None and rows else 0
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._themes.theme.muted_text))
        room = self.viewport().rect().adjusted(spacing.SMALL, spacing.SMALL, -spacing.SMALL, -spacing.SMALL)
        room.setTop(room.top() + below)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(top), self.empty_text)
        painter.end()


class PeoplePanel(QFrame):
    """The count, the filter, the list, and below it what the room sees of oneself."""

    whisper_wanted = Signal(str)
    """The person was chosen for a whisper."""

    mention_wanted = Signal(str)
    """This person's name is to be put into what is being written."""

    def __init__(self, people: PeopleModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._filter = PeopleFilter(people, self)
        set_role(self, "panel")

        self._heading = QLabel(self)
        set_role(self._heading, "heading")
        self._count = QLabel(self)
        set_role(self._count, "muted")
        self.filter_edit = LineEdit(self)
        self.filter_edit.setClearButtonEnabled(True)
        self.list = PeopleList(themes, self)
        self.list.setObjectName("peopleList")
        self.list.setModel(self._filter)
        set_role(self.list, "panel")
        self._heading.setBuddy(self.list)
        self.own_states = OwnStates(people, self)

        top = QHBoxLayout()
        top.setSpacing(spacing.TIGHT)
        top.addWidget(self._heading)
        top.addWidget(self._count)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.MEDIUM, spacing.MEDIUM, spacing.MEDIUM, spacing.MEDIUM)
        column.setSpacing(spacing.SMALL)
        column.addLayout(top)
        column.addWidget(self.filter_edit)
        column.addWidget(self.list, 1)
        column.addWidget(self.own_states)

        self.filter_edit.textChanged.connect(self._on_filter_changed)
        self.filter_edit.returnPressed.connect(self._on_filter_entered)
        self.list.whisper_wanted.connect(self.whisper_wanted)
        self.list.mention_wanted.connect(self.mention_wanted)
        self.list.menu_requested.connect(self._on_menu_requested)
        people.rowsInserted.connect(self._on_people_changed)
        people.rowsRemoved.connect(self._on_people_changed)
        people.modelReset.connect(self._on_people_changed)
        self.retranslate()
        self._fit_width()

    def find_somebody(self) -> None:
        """Bring the keyboard to where a name is looked for."""
        self.filter_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_edit.selectAll()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._heading.setText(self.tr("Online"))
        self.filter_edit.setPlaceholderText(self.tr("Filter people"))
        self.filter_edit.setAccessibleName(self.tr("Filter people"))
        self.list.setAccessibleName(self.tr("People online"))
        self._people.retranslate()
        self._show_count()

    def _fit_width(self) -> None:
        self.setMinimumWidth(max(_LEAST_WIDTH, self.own_states.least_width + 2 * spacing.MEDIUM))

    def _show_count(self) -> None:
        count = len(self._people.names)
        self._count.setText(str(count) if count else "")
        if self.filter_edit.text().strip():
            is_found = self._filter.rowCount() > 0
            self.list.empty_text = "" if is_found else self.tr("Nobody here has this in their name.")
        elif count == 1:
            self.list.empty_text = self.tr("Nobody else is here. Whoever comes appears here.")
        else:
            self.list.empty_text = "" if count else self.tr("Nobody is here yet.")
        # What is only painted, a screen reader does not find.
        self.list.setAccessibleDescription(self.list.empty_text)
        self.list.viewport().update()

    @Slot()
    def _on_filter_entered(self) -> None:
        """Whisper to the one who was found, or go to the list to choose one of several."""
        others = [
            index
            for index in (self._filter.index(row, 0) for row in range(self._filter.rowCount()))
            if not index.data(IS_YOU_ROLE)
        ]
        if self.filter_edit.text().strip() and len(others) == 1:
            name = str(others[0].data(NAME_ROLE))
            self.filter_edit.clear()
            self.whisper_wanted.emit(name)
        elif others:
            self._go_to_list()

    def _go_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.setCurrentIndex(self._filter.index(0, 0))

    @Slot(str)
    def _on_filter_changed(self, text: str) -> None:
        self._filter.look_for(text)
        self._show_count()

    @Slot()
    def _on_people_changed(self) -> None:
        self._show_count()

    @Slot(QMenu, bool)
    def _on_menu_requested(self, menu: QMenu, is_you: bool) -> None:
        if is_you and self.own_states.is_told:
            menu.addAction(self.own_states.hand_wish).triggered.connect(self.own_states.toggle_hand)
            menu.addAction(self.own_states.away_wish).triggered.connect(self.own_states.toggle_away)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # as when the text has become larger
            self._fit_width()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In the filter field: down to the list, Enter to the only one left, Esc back to everybody.
        if self.filter_edit.hasFocus():
            match event.key():
                case Qt.Key.Key_Down:
                    self._go_to_list()
                    return
                case Qt.Key.Key_Escape if self.filter_edit.text():
                    self.filter_edit.clear()
                    return
        super().keyPressEvent(event)
