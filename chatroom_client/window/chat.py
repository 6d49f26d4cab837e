"""The room as the guest sees it: header, transcript, composer and people, fed with the session's events.

The rule: it shows what the events say and asks with signals; it never acts on the session itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import assert_never

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import (
    AnnouncementArrived,
    FailureReason,
    HistoryArrived,
    Joined,
    MessageArrived,
    NoticeArrived,
    Outgoing,
    OutgoingChanged,
    OwnSignsSettled,
    PersonCame,
    PersonChanged,
    PersonWent,
    PinnedChanged,
    Refused,
    RoomNamed,
    RoundTripMeasured,
    RulesChanged,
    SessionEvent,
    SessionState,
    StateChanged,
    WhispersShown,
)
from chatroom_client.window.chat_actions import ChatActions
from chatroom_client.window.composer import Composer
from chatroom_client.window.connection_banner import ConnectionBanner
from chatroom_client.window.earlier import EarlierMessages
from chatroom_client.window.entry_menu import EntryMenu
from chatroom_client.window.header import RoomHeader
from chatroom_client.window.notice_words import NoticeWords
from chatroom_client.window.people import PeoplePanel
from chatroom_client.window.people_model import PeopleModel
from chatroom_client.window.reading_aloud import ReadingAloud
from chatroom_client.window.record import Record
from chatroom_client.window.saving import ConversationSaver
from shared.protocol.messages import NoticeCode
from shared.ui.panes import Pane, go_to_next_pane
from shared.ui.pinned_strip import PinnedStrip
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.ui.transcript_entry import Entry
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_search import TranscriptSearch
from shared.ui.transcript_view import TranscriptView


class ChatPage(QWidget):
    """Call `enter` when somebody wants to join, then `take` with all that happens."""

    said = Signal(str)
    whispered = Signal(str, str)
    """To whom, and what."""

    resend_wanted = Signal(int)
    """The session's key of one's own message."""

    discard_wanted = Signal(int)
    """The session's key of one's own message."""

    older_wanted = Signal(object)
    """The number of the oldest message that is shown."""

    try_now_wanted = Signal()
    leave_wanted = Signal()

    def __init__(
        self,
        themes: ThemeSource,
        menu: QMenu,
        steady_now: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._address: ServerAddress | None = None
        self._record = Record()
        self._outgoing: tuple[Outgoing, ...] = ()
        self._notices = NoticeWords(self)
        self._people = PeopleModel(self)
        self._further_panes: list[Pane] = []
        self.transcript = TranscriptModel(self)
        self.header = RoomHeader(themes, menu, self)
        self.banner = ConnectionBanner(steady_now, self)
        self.banner.setObjectName("connectionBanner")
        self._pinned = PinnedStrip(self)
        self.view = TranscriptView(self.transcript, themes, self)
        self.view.setObjectName("transcript")
        self._earlier = EarlierMessages(self.view, self.transcript, self._record)
        self._aloud = ReadingAloud(self.view, self.transcript.words)
        self.search = TranscriptSearch(self.view, self.transcript, themes, self)
        self.composer = Composer(self._people, themes, self, steady_now=steady_now)
        self._entry_menu = EntryMenu(self.view, self.composer, self._people, self._record)
        self.people = PeoplePanel(self._people, themes, self)
        self._toast = Toast(self.view)
        self._saver = ConversationSaver(self.transcript, self._toast, self)
        self.keys = ChatActions(self, menu)

        talk = QWidget(self)
        column = QVBoxLayout(talk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pinned)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        column.addWidget(self.composer)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(talk)
        self.splitter.addWidget(self.people)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes([756, 224])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.banner)
        whole.addWidget(self.splitter, 1)
        self._wire()
        self.retranslate()

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody in the room, as shown."""
        return self._people.names

    def enter(self, room: str, address: ServerAddress) -> None:
        """Somebody is about to join `room` at `address`."""
        if self._address not in {None, address}:
            self.composer.start_anew()
        self._address = address
        self.header.show_room(room, address)

    def take(self, events: Sequence[SessionEvent]) -> None:
        """Show what happened, in order."""
        entries: list[Entry] = []
        for event in events:
            match event:
                case MessageArrived():
                    entries.append(self._record.message(event))
                    self._note_message(event)
                case AnnouncementArrived():
                    entries.append(self._record.announcement(event))
                    self._pinned.pin(event.text)
                case HistoryArrived():
                    self._append(entries)
                    entries = []
                    self._aloud.read(self._earlier.take(event))
                case PinnedChanged(text):
                    self._show_pinned(text)
                case NoticeArrived():
                    entries += self._notice(event, entries)
                case RulesChanged(mode, slow_seconds):
                    self.composer.rules_line.set_rules(mode, slow_seconds)
                case WhispersShown(are_shown):
                    self.composer.set_whispers_shown(are_shown)
                case RoundTripMeasured(seconds):
                    self.header.show_round_trip(seconds)
                case PersonCame(name):
                    self._people.add(name)
                    entries.append(self._record.presence(event))
                case PersonWent(name):
                    self._people.remove(name)
                    entries.append(self._record.presence(event))
                case PersonChanged(user):
                    self._people.change(user)
                case OwnSignsSettled(is_away, has_hand_up):
                    self.people.own_states.settle(is_away=is_away, has_hand_up=has_hand_up)
                case Joined():
                    entries = self._join(event, entries)
                case OutgoingChanged(outgoing):
                    # Below all that has arrived before, and in one step with it.
                    self._append(entries)
                    entries = []
                    self._outgoing = outgoing
                    self._show_outgoing()
                case RoomNamed(room):
                    if self._address is not None:
                        self.header.show_room(room, self._address)
                case StateChanged():
                    self._show_state(event)
                case Refused():
                    pass  # the join screen says why
                case _:
                    assert_never(event)
        self._append(entries)

    def mark_read(self) -> None:
        """The person looks away: what comes from now on is unread."""
        self.view.mark_read()

    def look_again(self) -> None:
        """The person is back: what comes from now on is read as it comes."""
        self.view.look_again()

    def focus_composer(self) -> None:
        """Bring the keyboard to where messages are written."""
        self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_pane(self, pane: Pane) -> None:
        """Have F6 come by a part of the window that is not on this page."""
        self._further_panes.append(pane)

    def go_to_next_pane(self, step: int) -> None:
        """Move the keyboard to the next part of the window, or with -1 to the one before."""
        panes = (
            Pane(self.view, self.view),
            *((Pane(self.search, self.search.field),) if self.search.isVisible() else ()),
            Pane(self.composer, self.composer.edit),
            Pane(self.people, self.people.list),
            Pane(self.header, self.header.menu_button),
            *self._further_panes,
        )
        go_to_next_pane(panes, step)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.view.set_empty_text(self.tr("Nobody has said anything yet. Be the first."))

    # ---- inside ------------------------------------------------------------------------------------------

    def _wire(self) -> None:
        self.composer.said.connect(self.said)
        self.composer.whispered.connect(self.whispered)
        self.composer.edit.page_requested.connect(self.view.scroll_pages)
        self.composer.edit.refused_drop.connect(self._on_refused_drop)
        self.people.whisper_wanted.connect(self.composer.whisper_to)
        self.people.mention_wanted.connect(self.composer.mention)
        self._entry_menu.resend_wanted.connect(self.resend_wanted)
        self._entry_menu.discard_wanted.connect(self.discard_wanted)
        self._earlier.older_wanted.connect(self.older_wanted)
        self.view.text_typed.connect(self._on_text_typed)
        self.banner.try_now_wanted.connect(self.try_now_wanted)
        self.banner.leave_wanted.connect(self.leave_wanted)
        self.search.closed.connect(self.focus_composer)
        self.header.search_button.clicked.connect(self.search.open)
        self.keys.find.triggered.connect(self.search.open)
        self.keys.save.triggered.connect(self._on_save_wanted)
        self.keys.next_recipient.triggered.connect(lambda: self.composer.turn(1))
        self.keys.previous_recipient.triggered.connect(lambda: self.composer.turn(-1))
        self.keys.go_to_unread.triggered.connect(self.view.show_unread)
        self.keys.choose_emoji.triggered.connect(self.composer.emoji_button.open_picker)
        self._people.rowsInserted.connect(self._on_people_changed)
        self._people.rowsRemoved.connect(self._on_people_changed)
        self._people.modelReset.connect(self._on_people_changed)

    def _append(self, entries: list[Entry]) -> None:
        if entries:
            self.transcript.append(entries)
            self._aloud.read(entries)

    def _note_message(self, message: MessageArrived) -> None:
        if message.is_own:
            self.composer.rules_line.note_sent(message.to)
        else:
            self.composer.note_heard(message.sender, is_whisper=message.is_whisper)

    def _notice(self, event: NoticeArrived, coming: list[Entry]) -> list[Entry]:
        if event.code == NoticeCode.TOO_SOON:
            self.composer.rules_line.note_too_soon(event.number)
        notice = self._record.notice(event, partial(self._notices.sentence, event))
        return [] if self._stands_last(notice, coming) else [notice]

    def _stands_last(self, notice: Entry, coming: list[Entry]) -> bool:
        """Whether the room has just said the same: who tries again and again need not read it each time."""
        last = coming[-1] if coming else self.transcript.last_entry
        return last is not None and last.kind is notice.kind and last.shown_text == notice.shown_text

    def _join(self, joined: Joined, entries: list[Entry]) -> list[Entry]:
        """Take over who is here; what was before a first login belongs to another room."""
        before = self._people.names
        self._people.set_people(joined.names, joined.you, joined.users)
        self.people.own_states.enter(is_told=joined.is_rich, is_return=joined.is_return)
        if not joined.is_return:
            self.search.close_search()
            self.transcript.clear()
            self._pinned.unpin()
            self._show_outgoing()
            self._earlier.enter(joined)
            return entries
        self._append(entries)
        self._earlier.enter(joined)
        came = [name for name in joined.names if name not in before and name != joined.you]
        went = [name for name in before if name not in joined.names and name != joined.you]
        changes = self._record.changes(came, went)
        if joined.is_resumed:
            return [changes]
        words = self._words_for_new_start if joined.is_rich else self._words_for_return
        return [self._record.remark(words), changes]

    def _words_for_return(self) -> str:
        return self.tr("You are back in the room. What was said in the meantime is not shown here.")

    def _words_for_new_start(self) -> str:
        return self.tr("You are back in the room. Some of what was said in the meantime may be missing here.")

    def _show_outgoing(self) -> None:
        self.transcript.set_pending(self._record.outgoing(self._outgoing, self._people.you))

    def _show_pinned(self, text: str) -> None:
        if text:
            self._pinned.pin(text)
        else:
            self._pinned.unpin()

    def _show_state(self, changed: StateChanged) -> None:
        self.header.show_state(changed.state)
        if changed.state is SessionState.ENDED:
            self._earlier.leave()
        elif changed.state is not SessionState.IN_ROOM:
            self._earlier.set_in_reach(False)
        match changed.state:
            case SessionState.IN_ROOM:
                self.banner.show_connected()
            case SessionState.RECONNECTING:
                self.banner.show_reconnecting(changed.retry_at)
            case SessionState.ENDED:
                address = self._address or ServerAddress("", 0)
                reason = changed.failure or FailureReason.LOST
                self.banner.show_ended(reason, address.host, address.port)
            case _:
                self.banner.show_connected()
        self.composer.set_in_room(changed.state in {SessionState.IN_ROOM, SessionState.RECONNECTING})

    @Slot()
    def _on_people_changed(self) -> None:
        self.header.show_count(len(self._people.names))

    @Slot()
    def _on_save_wanted(self) -> None:
        place = "" if self._address is None else str(self._address)
        self._saver.save(self.header.room, place, self._people.you)

    @Slot()
    def _on_refused_drop(self) -> None:
        self._toast.show_words(
            lambda: self.tr("This room takes text only: files and pictures cannot be sent.")
        )

    @Slot(str)
    def _on_text_typed(self, text: str) -> None:
        self.focus_composer()
        self.composer.edit.insertPlainText(text)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
