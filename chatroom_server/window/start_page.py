"""The page before the room is open: its name, the host's name, and one button.

The rule: everything is filled in already, so that one click or Enter opens the room; what is wrong is said beside
the field that it is about, and what was typed stays.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from chatroom_server.room_name import clean_room_name, is_too_long
from chatroom_server.window.addresses_in_view import AddressesInView
from chatroom_server.window.earlier_lesson import EarlierLessonChoice
from chatroom_server.window.room_name_words import RoomNameWords
from shared.protocol.names import InvalidName, parse_name
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.card_scroll import CardScroll
from shared.ui.line_edit import LineEdit
from shared.ui.menu_button import MenuButton
from shared.ui.name_words import NameWords
from shared.ui.stylesheet import set_role, set_style_property
from shared.ui.theme_source import ThemeSource


class StartPage(QFrame):
    """Fill it with ``fill``; when ``open_wanted`` comes, open the room, or say why not with ``show_problem``."""

    open_wanted = Signal(str, str)
    """The room's name and the host's own name, both valid."""

    quit_wanted = Signal()

    def __init__(
        self,
        addresses: AddressesInView,
        themes: ThemeSource,
        menu: QMenu,
        history_file_of: Callable[[str], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        """``history_file_of`` a room's name is where its history is kept, None if none is."""
        super().__init__(parent)
        self._addresses = addresses
        self._earlier = EarlierLessonChoice(history_file_of)
        self._menu = MenuButton(themes, menu)
        self._name_words, self._room_name_words = NameWords(self), RoomNameWords(self)
        self._default_host_name = ""
        self._filled: tuple[str | None, str | None] = None, None
        self._problems: dict[QLabel, Callable[[], str]] = {}
        set_role(self, "panel")

        self._card = QFrame()
        self._title = QLabel()
        set_role(self._title, "title")
        self._subtitle = QLabel()
        set_role(self._subtitle, "muted")
        self._subtitle.setWordWrap(True)
        self._room_name, self._room_label, self._room_problem = self._field("roomNameField")
        self._host_name, self._host_label, self._host_problem = self._field("hostNameField")
        self._address_label = QLabel()
        self._address = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._address.setObjectName("computerAddress")
        set_role(self._address, "mono")
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._address_hint = QLabel(wordWrap=True)
        self._address_hint.setObjectName("computerAddressHint")
        set_role(self._address_hint, "muted")
        self._problem = _problem_label()
        self._problem.setObjectName("openingProblem")
        self._problem.setContentsMargins(0, 0, 0, spacing.SMALL)
        self._quit = QPushButton()
        self._quit.setObjectName("quitButton")
        self._quit.clicked.connect(self.quit_wanted)
        self._open = QPushButton()
        self._open.setObjectName("openRoomButton")
        set_role(self._open, "primary")
        self._open.clicked.connect(self._on_open)
        self._lay_out()
        addresses.changed.connect(self._on_addresses_changed)
        self.retranslate()

    def fill(self, room_name: str, host_name: str) -> None:
        """Put in what the host will most likely want; with no ``host_name``, the word for a teacher.

        Done again, it replaces only what is another one now: what was typed meanwhile stays.
        """
        if room_name != self._filled[0]:
            self._room_name.setText(room_name)
        if host_name != self._filled[1]:
            self._host_name.setText(host_name or self._default_host_name)
        self._filled = room_name, host_name
        self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Look anew whether there was a lesson before, that guests could be shown."""
        self._earlier.look(self._typed_room_name)

    @property
    def is_fresh(self) -> bool:
        """Whether guests are not to see what was said in earlier lessons."""
        return self._earlier.is_fresh

    def show_problem(self, words: Callable[[], str]) -> None:
        """Say why the room is not open; it stays until something is changed or tried.

        `words` is asked again when the language changes.
        """
        self._show(self._problem, words)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._title.setText(self.tr("Open a room"))
        self._subtitle.setText(self.tr("Everyone on this network can find it and chat."))
        self._room_label.setText(self.tr("Room name"))
        self._host_label.setText(self.tr("Your name"))
        self._quit.setText(self.tr("Quit"))
        self._open.setText(self.tr("Open room"))
        default = self.tr("Teacher", "the host's name until the host types another one")
        if self._host_name.text() == self._default_host_name:
            self._host_name.setText(default)
        self._default_host_name = default
        for label, words in self._problems.items():
            label.setText(words())
        self._on_addresses_changed()

    def _field(self, name: str) -> tuple[LineEdit, QLabel, QLabel]:
        edit = LineEdit()
        edit.setObjectName(name)
        edit.returnPressed.connect(self._on_open)
        edit.textEdited.connect(self._on_edited)
        label = QLabel()
        label.setBuddy(edit)
        problem = _problem_label()
        problem.setObjectName(f"{name}Problem")
        return edit, label, problem

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._card)
        column.setContentsMargins(spacing.HUGE, spacing.HUGE, spacing.HUGE, spacing.HUGE)
        column.setSpacing(spacing.TIGHT)
        column.addWidget(self._title)
        column.addWidget(self._subtitle)
        for label, edit, problem in (
            (self._room_label, self._room_name, self._room_problem),
            (self._host_label, self._host_name, self._host_problem),
        ):
            column.addSpacing(spacing.MEDIUM)
            column.addWidget(label)
            column.addWidget(edit)
            column.addWidget(problem)
        column.addWidget(self._earlier)
        column.addSpacing(spacing.MEDIUM)
        column.addWidget(self._address_label)
        column.addWidget(self._address)
        column.addWidget(self._address_hint)
        column.addSpacing(spacing.MEDIUM)
        column.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(spacing.SMALL)
        buttons.addStretch()
        buttons.addWidget(self._quit)
        buttons.addWidget(self._open)
        column.addLayout(buttons)

        self._scroll = CardScroll(self._card, corner=self._menu)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    @property
    def _typed_room_name(self) -> str:
        return clean_room_name(self._room_name.text())

    def _clear_problems(self) -> None:
        self._problems.clear()
        for label in (self._problem, self._room_problem, self._host_problem):
            label.hide()
        for edit in (self._room_name, self._host_name):
            set_style_property(edit, "problem", "no")

    def _show(self, label: QLabel, words: Callable[[], str]) -> None:
        self._problems[label] = words
        label.setText(words())
        label.show()
        announce(label, label.text(), is_urgent=True)
        self._scroll.bring_into_view(label)

    def _refuse(self, edit: LineEdit, label: QLabel, words: Callable[[], str]) -> None:
        self._show(label, words)
        set_style_property(edit, "problem", "yes")
        edit.setFocus()
        edit.selectAll()

    @Slot()
    def _on_edited(self) -> None:
        self._clear_problems()
        self._earlier.look(self._typed_room_name)

    @Slot()
    def _on_open(self) -> None:
        # A click comes while a word may still be the input method's: ask for it first.
        QGuiApplication.inputMethod().commit()
        if self._room_name.is_composing or self._host_name.is_composing:
            return
        self._clear_problems()
        room_name = self._typed_room_name
        if not room_name:
            self._refuse(self._room_name, self._room_problem, self._room_name_words.missing)
            return
        if is_too_long(room_name):
            self._refuse(self._room_name, self._room_problem, self._room_name_words.too_long)
            return
        try:
            host_name = parse_name(self._host_name.text(), for_host=True)
        except InvalidName as invalid:
            words = partial(self._name_words.problem, invalid.problem)
            self._refuse(self._host_name, self._host_problem, words)
            return
        self.open_wanted.emit(room_name, host_name.shown)

    @Slot()
    def _on_addresses_changed(self) -> None:
        is_alone = self._addresses.is_alone
        self._address_label.setText(self.tr("Address of this computer"))
        self._address.setText(self._addresses.told)
        self._address_label.setVisible(not is_alone)
        self._address.setVisible(not is_alone)
        self._address_hint.setText(
            self.tr("This computer is in no network: only programs on this computer can join.")
            if is_alone
            else self.tr("Whoever does not find the room can type this address.")
        )

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Outside of dialogs, a button with the focus leaves Enter to what is around it.
        is_ready = self._open.hasFocus() or isinstance(QApplication.focusWidget(), QCheckBox)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_ready:
            self._on_open()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._earlier.look_now(self._typed_room_name)
        self._open.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._earlier.forget()
        super().hideEvent(event)


def _problem_label() -> QLabel:
    label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    set_role(label, "problem")
    label.hide()
    return label
