"""Where messages are written, and where it stands who will read them.

The rule: a whisper never falls back to everyone. If its receiver is gone, if the room's rules are against it, or if
there is no room any more, nothing is sent and the text stays.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from chatroom_client.window.mention import MentionPopup
from chatroom_client.window.partners import Partners
from chatroom_client.window.people_model import PeopleModel
from chatroom_client.window.reader_note import ReaderNote
from chatroom_client.window.recipient import RecipientButton
from chatroom_client.window.rules_line import RulesLine
from chatroom_client.window.writing_rules import Obstacle
from shared.protocol.limits import MAX_NAME_CHARACTERS, MAX_TEXT_CHARACTERS
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.emoji_button import EmojiButton
from shared.ui.inert import inert, inert_line
from shared.ui.message_edit import MessageEdit
from shared.ui.name_completion import NameCompletion
from shared.ui.speakers import Speakers
from shared.ui.stylesheet import set_role, set_style_property
from shared.ui.theme_source import ThemeSource

_QUOTED_CHARACTERS: Final = 200
_QUOTED_LINES: Final = 3
"""Enough to know again what is answered."""

_LEAST_OF_NAME: Final = 6
"""Letters of a name that are shown in the narrowest window."""


class Composer(QFrame):
    """Connect `said` and `whispered`. Say with `set_in_room` whether anything can be sent at all."""

    said = Signal(str)
    """A text for everyone."""

    whispered = Signal(str, str)
    """A name, and a text for that person alone."""

    draft_changed = Signal()
    """What is written, or to whom, is another now; `text` and `recipient` tell it."""

    def __init__(
        self,
        people: PeopleModel,
        themes: ThemeSource,
        parent: QWidget | None = None,
        *,
        steady_now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._people = people
        self._recipient = ""
        self._draft = ("", "")
        self._speakers = Speakers()
        self._partners = Partners()
        self._is_note_below = False
        self._left = MAX_TEXT_CHARACTERS
        set_role(self, "footer")

        self._to_label = QLabel(self)
        set_role(self._to_label, "muted")
        self.recipient_button = RecipientButton(people, themes, self)
        self._to_label.setBuddy(self.recipient_button)
        self.everyone_button = QPushButton(self)
        set_role(self.everyone_button, "link")
        self.note_label = ReaderNote(people, themes, self)
        self._hint_label = QLabel(self)
        set_role(self._hint_label, "muted")
        self.count_label = QLabel(self)
        self.count_label.hide()
        self.edit = MessageEdit(self)
        self.edit.setObjectName("messageEdit")
        self.rules_line = RulesLine(people, steady_now, self)
        self.emoji_button = EmojiButton(themes, self.edit, self)
        self.send_button = QPushButton(self)
        self.send_button.setObjectName("sendButton")
        # The keyboard stays in the box, and a word that is being composed with it.
        self.send_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self.send_button, "primary")

        self._lay_out()

        NameCompletion(self.edit, lambda: self._speakers.ordered(people.others, people.you))
        self.mention_popup = MentionPopup(self.edit, people, themes)
        self.edit.installEventFilter(self)
        # Last: Qt asks the newest first, and Esc closes the popup before it ends a whisper.
        self.edit.installEventFilter(self.mention_popup)
        self._wire()
        self.retranslate()

    @property
    def recipient(self) -> str:
        """The one person who gets what is written, or empty for everyone."""
        return self._recipient

    @property
    def text(self) -> str:
        """What is in the box and not sent yet."""
        return self.edit.toPlainText()

    def put_in(self, recipient: str, text: str) -> None:
        """Put back what was written earlier, with the one person it was for, or empty for everyone."""
        self._recipient = recipient
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self._say()

    def whisper_to(self, name: str) -> None:
        """From now on what is written is for `name` alone; the keyboard goes to the box."""
        self._recipient = name
        self._partners.note(name)
        self._say()
        announce(self.edit, self.note_label.sentence(name))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def write_to_everyone(self) -> None:
        """From now on what is written is for everyone; the keyboard goes to the box."""
        if self._recipient:
            self._recipient = ""
            self._say()
            announce(self.edit, self.tr("To everyone"))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, step: int) -> None:
        """Write to the next of those with whom there were whispers, or with -1 to the one before."""
        name = self._partners.after(self._recipient, step, self._people.names)
        if name:
            self.whisper_to(name)
        else:
            self.write_to_everyone()

    def note_heard(self, sender: str, *, is_whisper: bool) -> None:
        """Somebody else has said something: they are likely to be answered."""
        self._speakers.note(sender)
        if is_whisper:
            self._partners.note(sender)

    def mention(self, name: str) -> None:
        """Begin what is written with `name`, for everyone to see whom it is for; the keyboard goes to the box."""
        self._begin_with(f"{inert_line(name)}: ")

    def quote(self, text: str) -> None:
        """Begin what is written with a piece of `text` that it answers; the keyboard goes to the box."""
        lines = inert(text[:_QUOTED_CHARACTERS]).splitlines()[:_QUOTED_LINES] or [""]
        is_cut = len("\n".join(lines)) < len(text.rstrip())
        quoted = "\n".join(f"> {line}" for line in lines)
        self._begin_with(f"{quoted}…\n" if is_cut else f"{quoted}\n")

    def _begin_with(self, text: str) -> None:
        cursor = self.edit.textCursor()
        cursor.setPosition(0)
        cursor.insertText(text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def sends_with_ctrl_enter(self) -> bool:
        """Whether it takes Ctrl+Enter to send, and Enter alone begins a new line."""
        return self.edit.sends_with_ctrl_enter

    @sends_with_ctrl_enter.setter
    def sends_with_ctrl_enter(self, is_so: bool) -> None:
        self.edit.sends_with_ctrl_enter = is_so
        self.retranslate()

    def start_anew(self) -> None:
        """Forget the text and its recipient: in another room the same name is another person."""
        self._recipient = ""
        self._speakers.clear()
        self._partners.clear()
        self.edit.clear()
        self._say()

    def set_in_room(self, is_in_room: bool) -> None:
        """Whether what is written can be taken, be it only to wait for the room to come back."""
        self.note_label.is_in_room = is_in_room
        self._say()

    def set_whispers_shown(self, are_shown: bool) -> None:
        """Whether the host's wire shows the texts of whispers, which whoever writes one must know."""
        self.note_label.are_whispers_shown = are_shown
        self._say()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._to_label.setText(self.tr("To", "the receivers of a message"))
        self.edit.setAccessibleName(self.tr("Message"))
        self.edit.setPlaceholderText(self.tr("Write a message"))
        self.send_button.setText(self.tr("Send"))
        self.everyone_button.setText(self.tr("Back to everyone"))
        if self.sends_with_ctrl_enter:
            self._hint_label.setText(self.tr("Ctrl+Enter sends · Enter new line"))
        else:
            self._hint_label.setText(self.tr("Enter sends · Shift+Enter new line"))
        self.mention_popup.retranslate()
        self._say()
        self._say_left()

    def _lay_out(self) -> None:
        self._top = top = QHBoxLayout()
        top.setSpacing(spacing.SMALL)
        top.addWidget(self._to_label)
        top.addWidget(self.recipient_button)
        top.addWidget(self.note_label, 1)
        top.addWidget(self.everyone_button)
        top.addStretch(0)
        top.addWidget(self._hint_label)
        top.addWidget(self.count_label)
        bottom = QHBoxLayout()
        bottom.setSpacing(spacing.MEDIUM)
        bottom.addWidget(self.edit, 1, Qt.AlignmentFlag.AlignBottom)
        bottom.addWidget(self.emoji_button, 0, Qt.AlignmentFlag.AlignBottom)
        bottom.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._column = column = QVBoxLayout()
        column.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, spacing.MEDIUM)
        column.setSpacing(spacing.SMALL)
        column.addLayout(top)
        column.addLayout(bottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rules_line)
        whole.addLayout(column)

    def _wire(self) -> None:
        self.edit.submitted.connect(self._on_submitted)
        self.edit.textChanged.connect(self._tell_draft)
        self.edit.characters_left_changed.connect(self._on_characters_left_changed)
        self.send_button.clicked.connect(self.edit.submit)
        self.everyone_button.clicked.connect(self.write_to_everyone)
        self.recipient_button.picker.everyone_chosen.connect(self.write_to_everyone)
        self.recipient_button.picker.person_chosen.connect(self.whisper_to)
        self.mention_popup.person_chosen.connect(self.whisper_to)
        self.rules_line.host_wanted.connect(self.whisper_to)
        self._people.rowsInserted.connect(self._on_people_changed)
        self._people.rowsRemoved.connect(self._on_people_changed)
        self._people.modelReset.connect(self._on_people_changed)

    def _room_for_name(self) -> int:
        """So many pixels for the name on the button and again in the note: they share a line with other things."""
        letter = self.fontMetrics().averageCharWidth()
        return max(_LEAST_OF_NAME * letter, min(self.width() // 5, MAX_NAME_CHARACTERS * letter))

    def _say(self) -> None:
        """Show who reads what is written, in colour and in words."""
        note = self.note_label.sentence(self._recipient)
        room = self._room_for_name()
        self.note_label.show_for(self._recipient, room)
        self.recipient_button.set_room(room)
        self.edit.setAccessibleDescription(note)
        self.everyone_button.setVisible(bool(self._recipient))
        set_style_property(self.edit, "recipient", "whisper" if self._recipient else "everyone")
        self.recipient_button.show_recipient(self._recipient, note)
        self._place_note()
        self.rules_line.set_recipient(self._recipient)
        self._fit_hint()
        self._tell_draft()

    def _place_note(self) -> None:
        """Put it beside the receiver where it has room on one line, and below where not."""
        others = (self._to_label, self.recipient_button, self.everyone_button, self.count_label)
        taken = sum(each.sizeHint().width() + spacing.SMALL for each in others if not each.isHidden())
        wanted = self.note_label.fontMetrics().horizontalAdvance(self.note_label.text())
        is_below = taken + wanted + 2 * spacing.LARGE > self.width()
        if is_below != self._is_note_below:
            self._is_note_below = is_below
            if is_below:
                self._column.insertWidget(1, self.note_label)
            else:
                self._top.insertWidget(2, self.note_label, 1)

    @Slot()
    def _tell_draft(self) -> None:
        draft = (self._recipient, self.text)
        if draft != self._draft:
            self._draft = draft
            self.draft_changed.emit()

    def _say_left(self) -> None:
        left = self._left
        self.count_label.setVisible(left <= MessageEdit.NEAR_LIMIT)
        if left >= 0:
            self.count_label.setText(self.tr("%n character(s) left", "", left))
        else:
            self.count_label.setText(self.tr("%n character(s) too long", "", -left))
        set_role(self.count_label, "muted" if left >= 0 else "problem")
        self._fit_hint()

    def _fit_hint(self) -> None:
        """The hint gives way to everything that matters more."""
        others = (self._to_label, self.recipient_button, self.count_label)
        taken = sum(widget.sizeHint().width() for widget in others if not widget.isHidden())
        wanted = taken + self._hint_label.sizeHint().width() + 2 * spacing.LARGE + 4 * spacing.SMALL
        is_free = self.note_label.isHidden() and self.count_label.isHidden()
        self._hint_label.setVisible(is_free and wanted <= self.width())

    @Slot(str)
    def _on_submitted(self, text: str) -> None:
        refusal = self.note_label.refusal(self._recipient)
        if refusal:
            self.edit.put_back(text)
            announce(self.edit, refusal, is_urgent=True)
        elif self.rules_line.obstacle is not Obstacle.NONE:
            self.edit.put_back(text)
            self.rules_line.refuse()
        else:
            self._send(text)

    def _send(self, text: str) -> None:
        to = self._recipient
        self.rules_line.note_sent(to)
        if to:
            self.whispered.emit(to, text)
        else:
            self.said.emit(text)

    @Slot(int)
    def _on_characters_left_changed(self, left: int) -> None:
        self._left = left
        self._say_left()

    @Slot()
    def _on_people_changed(self) -> None:
        if self._recipient:
            self._say()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.edit
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._recipient
            and not self.edit.is_composing
        ):
            self.write_to_everyone()
            return True
        return super().eventFilter(watched, event)
