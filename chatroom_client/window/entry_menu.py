"""What can be done about one message: answer it, quote it, whisper to whoever wrote it, send one's own again.

The rule: it asks and never sends; what is put into the box is there to be changed before it goes out.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu

from chatroom_client.window.composer import Composer
from chatroom_client.window.people_model import PeopleModel
from chatroom_client.window.record import Record
from shared.ui.inert import isolated
from shared.ui.transcript_entry import Entry, EntryKind
from shared.ui.transcript_view import TranscriptView


class EntryMenu(QObject):
    """Fills the menus of `view`, and follows what is done to its messages by mouse and by key."""

    resend_wanted = Signal(int)
    """The session's key of one's own message."""

    discard_wanted = Signal(int)
    """The session's key of one's own message."""

    def __init__(self, view: TranscriptView, composer: Composer, people: PeopleModel, record: Record) -> None:
        super().__init__(view)
        self._composer = composer
        self._people = people
        self._record = record
        view.menu_requested.connect(self._on_menu_requested)
        view.whisper_requested.connect(self._on_whisper_requested)
        view.resend_requested.connect(self._on_resend_requested)
        view.discard_requested.connect(self._on_discard_requested)

    @Slot(object, QMenu)
    def _on_menu_requested(self, entry: Entry, menu: QMenu) -> None:
        if not entry.is_message:
            return
        menu.addSeparator()
        if entry.kind is not EntryKind.ANNOUNCEMENT and not entry.is_own:
            # In a menu's text an ampersand marks the letter that presses it; in a name it is a letter.
            shown = isolated(entry.sender).replace("&", "&&")
            whisper = self.tr("Whisper to {name}").format(name=shown)
            menu.addAction(whisper, lambda: self._composer.whisper_to(entry.sender))
            if entry.kind is EntryKind.SAID:
                mention = self.tr("Mention {name}").format(name=shown)
                menu.addAction(mention, lambda: self._composer.mention(entry.sender))
        menu.addAction(self.tr("Quote"), lambda: self._composer.quote(entry.text))

    @Slot(str)
    def _on_whisper_requested(self, name: str) -> None:
        if name and name != self._people.you:
            self._composer.whisper_to(name)

    @Slot(object)
    def _on_resend_requested(self, entry_key: int) -> None:
        key = self._record.resent_key(entry_key)
        if key is not None:
            self.resend_wanted.emit(key)

    @Slot(object)
    def _on_discard_requested(self, entry_key: int) -> None:
        key = self._record.resent_key(entry_key)
        if key is not None:
            self.discard_wanted.emit(key)
