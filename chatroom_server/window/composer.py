"""The bar in which the host writes: to whom, the text, and a button that says what will happen.

The rule: a whisper never falls back to everyone. Whoever leaves stays the recipient, the text stays in the box, and
nothing is sent until the host has chosen somebody else.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final, assert_never

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from chatroom_server.facts import HOST, Arrived, GuestId, Left, Spoke, Whispered
from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.recipient import ANNOUNCEMENT, EVERYONE, Recipient, ToPerson, ToRoom
from chatroom_server.window_facts import Happening
from shared.protocol.limits import MAX_TEXT_CHARACTERS
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.emoji_button import EmojiButton
from shared.ui.inert import inert_line, isolated
from shared.ui.message_edit import MessageEdit
from shared.ui.name_completion import NameCompletion
from shared.ui.speakers import Speakers
from shared.ui.stylesheet import set_role, set_style_property
from shared.ui.theme_source import ThemeSource

_MOST_NAMES_IN_MENU: Final = 100
_MOST_NAME_PIXELS: Final = 180
_FEWEST_CHARACTERS: Final = 27
"""That can be read in the box beside the buttons; with less room the first button goes above it."""


class HostComposer(QFrame):
    """Connect its signals to the room, and pass every batch of facts to ``apply`` after the people have it."""

    announce_wanted = Signal(str)
    say_wanted = Signal(str)
    whisper_wanted = Signal(int, str)
    """A guest's number and the text. It counts as sent once the room says so; else it comes back into the box."""

    page_requested = Signal(int)
    """Scroll the conversation by so many pages."""

    def __init__(self, people: PeopleModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._speakers = Speakers()
        self._recipient: Recipient = ANNOUNCEMENT
        self._last_room_recipient = ANNOUNCEMENT
        self._unconfirmed: deque[tuple[GuestId, str]] = deque()
        set_role(self, "footer")
        self._menu = QMenu(self)
        self._to = QPushButton()
        self._to.setObjectName("recipientButton")
        self._to.setMenu(self._menu)
        self._edit = MessageEdit()
        self._edit.setObjectName("messageEdit")
        NameCompletion(self._edit, self._names)
        self._emoji = EmojiButton(themes, self._edit)
        self._emoji.setObjectName("emojiButton")
        self._send = QPushButton()
        self._send.setObjectName("sendButton")
        set_role(self._send, "primary")
        # The focus has to stay in the box, or the input method would end its word before the click counts.
        self._send.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._hint.setObjectName("composerHint")
        self._row, self._above = QHBoxLayout(), QHBoxLayout()
        self._is_narrow = False
        self._characters_left = MAX_TEXT_CHARACTERS
        self._left = QLabel()
        self._left.setObjectName("charactersLeft")
        set_role(self._left, "muted")
        self._lay_out()
        self._menu.aboutToShow.connect(self._on_menu_opens)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self._emoji.open_picker)
        self._send.clicked.connect(self._edit.submit)
        self._edit.submitted.connect(self._on_submitted)
        self._edit.too_long.connect(self._on_too_long)
        self._edit.characters_left_changed.connect(self._on_characters_left)
        self._edit.refused_drop.connect(self._on_refused_drop)
        self._edit.page_requested.connect(self.page_requested)
        self._edit.textChanged.connect(self._on_text_changed)
        self.retranslate()

    @property
    def recipient(self) -> Recipient:
        """To whom the next text goes."""
        return self._recipient

    @property
    def text_box(self) -> MessageEdit:
        """The box itself, for the focus."""
        return self._edit

    @property
    def emoji_button(self) -> EmojiButton:
        """The button beside the box, for the emoji chosen last."""
        return self._emoji

    def write_to(self, recipient: Recipient) -> None:
        """Choose to whom the next text goes, and put the focus into the box."""
        self._recipient = recipient
        if isinstance(recipient, ToRoom):
            self._last_room_recipient = recipient
        self.retranslate()
        self._edit.setFocus()

    def whisper_to(self, guest: GuestId) -> None:
        """Choose one guest; nothing happens for one who has left already."""
        person = self._people.person(guest)
        if person is not None and not person.is_host:
            self.write_to(ToPerson(guest, person.name))

    def focus_text(self) -> None:
        """Put the focus into the box. A focus proxy would take the button before it out of the tab order."""
        self._edit.setFocus()

    def take_typed(self, text: str) -> None:
        """Take in what was typed elsewhere in the window, and the focus with it."""
        self._edit.setFocus()
        self._edit.insertPlainText(text)

    def apply(self, facts: Iterable[Happening]) -> None:
        """Follow who comes and goes, and what became of whispers."""
        for fact in facts:
            match fact:
                case Whispered() if fact.sender == HOST:
                    self._confirm(fact.to)
                case Spoke() | Whispered():
                    self._note_speaker(fact)
                case Left():
                    self._on_left(fact)
                case Arrived():
                    self._on_arrived(fact)
                case _:
                    pass

    def begin_room(self) -> None:
        """Forget the last room's people; a text that was not sent stays, and so does whom it was for."""
        self._unconfirmed.clear()
        self._speakers.clear()
        if isinstance(self._recipient, ToPerson):
            self._recipient = ToPerson(None, self._recipient.name)
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        whisper = "whisper" if isinstance(self._recipient, ToPerson) else ""
        for widget in (self._to, self._edit):
            set_style_property(widget, "recipient", whisper)
        self._edit.setAccessibleName(self.tr("Message"))
        match self._recipient:
            case ToRoom(is_announcement=True):
                self._to.setText(self.tr("Announcement ▾"))
                self._edit.setPlaceholderText(self.tr("Say something to the whole room"))
                self._send.setText(self.tr("Announce"))
            case ToRoom():
                self._to.setText(self.tr("Everyone ▾"))
                self._edit.setPlaceholderText(self.tr("Chat with everyone"))
                self._send.setText(self.tr("Say", "button: to everyone in the room"))
            case ToPerson():
                name = self._short(self._recipient.name)
                self._to.setText(
                    self.tr("Whisper to {name} ▾").format(name=isolated(name).replace("&", "&&"))
                )
                self._edit.setPlaceholderText(
                    self.tr("Only {name} will read this").format(name=isolated(self._recipient.name))
                )
                self._send.setText(self.tr("Whisper"))
            case _:
                assert_never(self._recipient)
        to_whom = self._to.text().replace("&&", "&").removesuffix(" ▾")
        self._to.setAccessibleName(self.tr("To whom: {recipient}").format(recipient=to_whom))
        self._edit.setAccessibleDescription(self._edit.placeholderText())
        self._say_standing_hint()
        self._say_left()
        self._fit_width()

    # ---- what is beside the box --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._row.setSpacing(spacing.SMALL)
        self._row.addWidget(self._to, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(self._edit, 1, Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(self._emoji, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        self._above.setSpacing(spacing.SMALL)
        self._above.addWidget(self._hint, 1)
        self._above.addStretch()
        self._above.addWidget(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.LARGE, spacing.SMALL + 2, spacing.LARGE, spacing.SMALL + 2)
        column.setSpacing(spacing.TIGHT)
        column.addLayout(self._above)
        column.addLayout(self._row)
        self._left.hide()

    def _fit_width(self) -> None:
        """Leave the box room to read what is written, and the row no higher than the box makes it."""
        self._emoji.setFixedHeight(self._send.sizeHint().height())
        box = self.fontMetrics().averageCharWidth() * _FEWEST_CHARACTERS
        beside = sum(button.sizeHint().width() for button in (self._to, self._emoji, self._send))
        is_narrow = self.width() < box + beside + 2 * spacing.LARGE + 3 * spacing.SMALL
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        self._row.removeWidget(self._to)
        self._above.removeWidget(self._to)
        (self._above if is_narrow else self._row).insertWidget(0, self._to, 0, Qt.AlignmentFlag.AlignBottom)

    def _short(self, name: str) -> str:
        metrics = self._to.fontMetrics()
        return metrics.elidedText(inert_line(name), Qt.TextElideMode.ElideRight, _MOST_NAME_PIXELS)

    def _say_left(self) -> None:
        left = self._characters_left
        if left >= 0:
            self._left.setText(self.tr("%n character(s) left", "", left))
        else:
            self._left.setText(self.tr("%n character(s) too long", "", -left))
        set_role(self._left, "muted" if left >= 0 else "problem")

    def _say_standing_hint(self) -> None:
        match self._recipient:
            case ToPerson(guest=None):
                text = self.tr("{name} has left: nothing is sent until you choose somebody else.")
                self._say_hint(text.format(name=isolated(self._recipient.name)), is_problem=True)
            case ToPerson():
                text = self.tr("Only you and {name} can read this.")
                self._say_hint(text.format(name=isolated(self._recipient.name)), is_problem=False)
            case ToRoom():
                self._hint.hide()

    def _say_hint(self, text: str, *, is_problem: bool) -> None:
        set_role(self._hint, "problem" if is_problem else "muted")
        is_news = is_problem and (self._hint.isHidden() or text != self._hint.text())
        self._hint.setText(text)
        self._hint.show()
        if is_news:
            announce(self._hint, text, is_urgent=True)

    # ---- who comes and goes ------------------------------------------------------------------------------

    def _confirm(self, guest: GuestId) -> None:
        for at, (to, _) in enumerate(self._unconfirmed):
            if to == guest:
                del self._unconfirmed[at]
                return

    def _names(self) -> tuple[str, ...]:
        """All whom the host can mean, the likeliest first."""
        host = next((person.name for person in self._people.people if person.is_host), "")
        others = [person.name for person in self._people.people if not person.is_host]
        return self._speakers.ordered(others, host)

    def _note_speaker(self, fact: Spoke | Whispered) -> None:
        speaker = self._people.person(fact.guest if isinstance(fact, Spoke) else fact.sender)
        if speaker is not None and not speaker.is_host:
            self._speakers.note(speaker.name)

    def _on_left(self, left: Left) -> None:
        # Facts are in the room's order: what it has not confirmed by now, it never will.
        lost = [text for guest, text in self._unconfirmed if guest == left.guest]
        self._unconfirmed = deque(pair for pair in self._unconfirmed if pair[0] != left.guest)
        is_recipient = isinstance(self._recipient, ToPerson) and self._recipient.guest == left.guest
        if lost or is_recipient:
            self._recipient = ToPerson(None, left.name)
            for text in reversed(lost):
                self._edit.put_back(text)
            self.retranslate()

    def _on_arrived(self, arrived: Arrived) -> None:
        recipient = self._recipient
        if isinstance(recipient, ToPerson) and recipient.guest is None and recipient.name == arrived.name:
            # In a room, a name is who one is: it goes through a lost connection.
            self._recipient = ToPerson(arrived.guest, arrived.name)
            self.retranslate()

    @Slot()
    def _on_menu_opens(self) -> None:
        menu = self._menu
        menu.clear()
        menu.addAction(self.tr("Announcement"), lambda: self.write_to(ANNOUNCEMENT))
        menu.addAction(self.tr("Everyone"), lambda: self.write_to(EVERYONE))
        menu.addSeparator()
        guests = [person for person in self._people.people if not person.is_host]
        for person in guests[:_MOST_NAMES_IN_MENU]:
            name = isolated(person.name).replace("&", "&&")
            action = menu.addAction(self.tr("Whisper to {name}").format(name=name))
            action.setData(person.guest)
            action.triggered.connect(self._on_guest_chosen)
        if not guests:
            menu.addAction(self.tr("Nobody to whisper to yet")).setEnabled(False)
        if len(guests) > _MOST_NAMES_IN_MENU:
            menu.addAction(self.tr("All others: by their menu in the table")).setEnabled(False)

    @Slot()
    def _on_guest_chosen(self) -> None:
        chosen = next(action for action in self._menu.actions() if action is self.sender())
        self.whisper_to(int(chosen.data()))

    # ---- what is written ---------------------------------------------------------------------------------

    @Slot(str)
    def _on_submitted(self, text: str) -> None:
        match self._recipient:
            case ToRoom(is_announcement=True):
                self.announce_wanted.emit(text)
            case ToRoom():
                self.say_wanted.emit(text)
            case ToPerson(guest=None):
                self._edit.put_back(text)
                self._say_standing_hint()
                announce(self._hint, self._hint.text(), is_urgent=True)
            case ToPerson(guest=guest) if guest is not None:
                self._unconfirmed.append((guest, text))
                self.whisper_wanted.emit(guest, text)

    @Slot(int)
    def _on_too_long(self, over: int) -> None:
        text = self.tr("This is %n character(s) too long. Shorten it, or send it in two parts.", "", over)
        self._say_hint(text, is_problem=True)

    @Slot(int)
    def _on_characters_left(self, left: int) -> None:
        self._left.setVisible(left <= self._edit.NEAR_LIMIT)
        self._characters_left = left
        self._say_left()

    @Slot()
    def _on_refused_drop(self) -> None:
        self._say_hint(self.tr("This room takes text only, no files and no pictures."), is_problem=True)

    @Slot()
    def _on_text_changed(self) -> None:
        self._say_standing_hint()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_done = not self._edit.toPlainText() and not self._edit.is_composing
        # With a text in the box, Escape and Enter would tell everyone what was meant for one.
        if event.key() == Qt.Key.Key_Escape and isinstance(self._recipient, ToPerson) and is_done:
            self.write_to(self._last_room_recipient)
            return
        super().keyPressEvent(event)
