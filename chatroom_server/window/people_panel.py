"""The left side of the open room: everybody who is here, and what the host can do about each.

The rule: it only asks. What is asked for happens when the room says so, and the host's own row has no menu. Whoever
has a hand up stands above the table, in the order of the hands.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QPoint, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from chatroom_server.window.hands_strip import HandsStrip
from chatroom_server.window.kept_out import KeptOutMenu
from chatroom_server.window.people_head import PeopleHead
from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.people_order import Person
from chatroom_server.window.people_table import PeopleTable
from chatroom_server.window.rules_button import RulesButton
from chatroom_server.window.rules_menu import RulesMenu
from shared.protocol.messages import RoomMode
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource


class PeoplePanel(QFrame):
    """A heading with the number of people, who may write, the raised hands, the table, and a person's menu."""

    whisper_wanted = Signal(int)
    """A guest's number: the composer should whisper to them."""
    mute_wanted = Signal(int, bool)
    """A guest's number, and whether to mute or to unmute them."""
    remove_wanted = Signal(int)
    """A guest's number."""
    ban_wanted = Signal(str)
    """An address."""
    export_menu_opened = Signal(QMenu)
    """The menu of "Export…" is about to open: put in what can be exported. It is emptied each time."""

    def __init__(
        self,
        model: PeopleModel,
        themes: ThemeSource,
        rules: RulesMenu,
        kept_out: KeptOutMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept_out = kept_out
        self._people = model
        self._heading = QLabel()
        set_role(self._heading, "heading")
        self._count = QLabel()
        self._count.setObjectName("peopleCount")
        set_role(self._count, "muted")
        self._actions = QPushButton()
        self._actions.setObjectName("personActionsButton")
        self._rules = RulesButton(rules)
        self._export_menu = QMenu(self)
        self._export = QPushButton()
        self._export.setObjectName("exportButton")
        self._export.setMenu(self._export_menu)
        self._hands = HandsStrip()
        self._table = PeopleTable(model, themes)
        self._table.setObjectName("peopleList")
        self._lay_out()
        self._actions.clicked.connect(self._on_actions_clicked)
        self._export_menu.aboutToShow.connect(self._on_export_menu_opens)
        self._table.customContextMenuRequested.connect(self._on_menu_requested)
        self._table.doubleClicked.connect(self._on_double_clicked)
        self._hands.whisper_wanted.connect(self.whisper_wanted)
        model.count_changed.connect(self._on_count_changed)
        self.retranslate()
        self._on_count_changed(model.rowCount())

    @property
    def table(self) -> PeopleTable:
        """The table itself, for the focus."""
        return self._table

    @property
    def hands(self) -> HandsStrip:
        """The raised hands above the table."""
        return self._hands

    def show_rules(self, mode: RoomMode, slow_seconds: float) -> None:
        """Say who may write now."""
        self._rules.show_rules(mode, slow_seconds)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._heading.setText(self.tr("People"))
        self._actions.setText(self.tr("Actions ▾", "for the person who is selected"))
        self._actions.setAccessibleName(self.tr("Actions for the selected person"))
        self._export.setText(self.tr("Export…"))
        self._export.setAccessibleName(self.tr("Export attendance or conversation"))

    def _lay_out(self) -> None:
        head = PeopleHead((self._heading, self._count), self._actions, self._rules, self._export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._hands)
        column.addWidget(self._table, 1)

    def _menu_for(self, person: Person | None) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if person is None or person.is_host:
            hint = (
                self.tr("Choose a person in the table first")
                if person is None
                else self.tr("This is you: choose somebody else")
            )
            menu.addAction(hint).setEnabled(False)
            return menu
        guest, is_muted, address = person.guest, person.is_muted, person.address
        menu.addAction(self.tr("Whisper…"), lambda: self.whisper_wanted.emit(guest))
        if person.has_hand_up:
            menu.addAction(self.tr("Lower hand"), lambda: self._hands.lower_wanted.emit(guest))
        mute = self.tr("Unmute") if is_muted else self.tr("Mute")
        menu.addAction(mute, lambda: self.mute_wanted.emit(guest, not is_muted))
        menu.addAction(self.tr("Remove from room"), lambda: self.remove_wanted.emit(guest))
        menu.addSeparator()
        ban = self.tr("Ban this address… (%n people)", "", self._people.count_at(address))
        banning = menu.addAction(ban, lambda: self.ban_wanted.emit(address))
        # Whoever is expected back after a crash has none yet.
        banning.setEnabled(bool(address))
        return menu

    def _selected(self) -> Person | None:
        guest = self._table.selected_guest
        return None if guest is None else self._people.person(guest)

    @Slot(QPoint)
    def _on_menu_requested(self, place: QPoint) -> None:
        if QApplication.activePopupWidget() is not None:
            return  # Some platforms ask twice for one key.
        index = self._table.indexAt(place)
        if index.isValid():
            self._table.selectRow(index.row())
        elif self._selected() is None:
            return
        self._menu_for(self._selected()).popup(self._table.viewport().mapToGlobal(place))

    @Slot()
    def _on_actions_clicked(self) -> None:
        menu = self._menu_for(self._selected())
        menu.addSeparator()
        menu.addMenu(self._kept_out)
        menu.popup(self._actions.mapToGlobal(self._actions.rect().bottomLeft()))

    @Slot()
    def _on_export_menu_opens(self) -> None:
        self._export_menu.clear()
        self.export_menu_opened.emit(self._export_menu)

    @Slot()
    def _on_double_clicked(self) -> None:
        person = self._selected()
        if person is not None and not person.is_host:
            self.whisper_wanted.emit(person.guest)

    @Slot(int)
    def _on_count_changed(self, count: int) -> None:
        self._count.setText(QLocale().toString(count))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
