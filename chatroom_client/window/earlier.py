"""What was said earlier: where it goes in the conversation, and when more of it is asked for.

The rule: whoever reads is not moved by it, and what nobody here has seen is told from the rest by the unread line.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QObject, Signal, Slot

from chatroom_client.session.events import HistoryArrived, HistoryKind, Joined
from chatroom_client.window.record import Record
from shared.protocol.json_object import MAX_INTEGER
from shared.ui.transcript_entry import Entry
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import HistoryEdge
from shared.ui.transcript_view import TranscriptView

_NEWEST: Final = MAX_INTEGER
"""Above every message's number."""


class EarlierMessages(QObject):
    """Call `enter` when a room was joined, `set_in_reach` when it is lost, `leave` when it ended; `take` all."""

    older_wanted = Signal(object)
    """The number of a message: what came before it is to be fetched."""

    def __init__(self, view: TranscriptView, transcript: TranscriptModel, record: Record) -> None:
        super().__init__(view)
        self._view = view
        self._transcript = transcript
        self._record = record
        self._is_told = False
        self._is_in_reach = False
        self._is_all = False
        self._has_dropped = False
        self._is_line_due = False
        transcript.older_wanted.connect(self._on_older_wanted)
        transcript.oldest_dropped.connect(self._on_oldest_dropped)

    def enter(self, joined: Joined) -> None:
        """This person is in the room: for the first time in an empty transcript, or again below what was there."""
        # A room that says more of its people than their names also keeps what they say (docs/protocol.md §4).
        self._is_told = joined.is_rich
        self._is_line_due = joined.is_return or joined.is_resumed
        if not joined.is_return:
            self._is_all = self._has_dropped = False
        self.set_in_reach(True)

    def set_in_reach(self, is_in_reach: bool) -> None:
        """Whether there is a connection, and so a way to what is older."""
        self._is_in_reach = is_in_reach
        if not self._is_told:
            edge = HistoryEdge.DROPPED if self._has_dropped else HistoryEdge.NONE
        elif self._is_all:
            edge = HistoryEdge.START
        else:
            edge = HistoryEdge.MORE if is_in_reach else HistoryEdge.OUT_OF_REACH
        self._transcript.set_edge(edge)

    def leave(self) -> None:
        """Nobody comes back to this room from here: no promise is made of what is not fetched."""
        self._is_in_reach = False
        self._transcript.set_edge(HistoryEdge.START if self._is_told and self._is_all else HistoryEdge.NONE)

    def take(self, history: HistoryArrived) -> list[Entry]:
        """Put it where it belongs; returns what somebody who cannot see it should hear of."""
        match history.kind:
            case HistoryKind.OLDER:
                self._put_above(history)
                return []
            case HistoryKind.BEFORE_JOIN if not self._is_line_due:
                self._transcript.append(map(self._record.spoken, history.messages), is_news=False)
                return []
            case HistoryKind.MISSED | HistoryKind.BEFORE_JOIN:
                return self._put_below(history)
        assert_never(history.kind)

    def _put_above(self, history: HistoryArrived) -> None:
        oldest = self._oldest_number()
        # What was said between the question and its answer is here already.
        older = [each for each in history.messages if each.message_id is None or each.message_id < oldest]
        self._is_all = self._is_all or history.is_all
        self._transcript.prepend(self._record.older(older))
        self.set_in_reach(True)

    def _put_below(self, history: HistoryArrived) -> list[Entry]:
        entries = [self._record.spoken(each) for each in history.messages]
        if not entries:
            return []
        self._transcript.flush()
        is_at_newest = self._view.is_at_bottom
        if self._is_line_due:
            # All of it, in however many parts it comes, stands below one line.
            self._is_line_due = False
            is_seen = is_at_newest and self._view.window().isActiveWindow()
            if is_seen or not self._transcript.has_unread_line:
                self._transcript.mark_read()
        if is_at_newest:
            self._view.hold_place()
        self._transcript.append(entries)
        if is_at_newest:
            self._view.show_unread()
        return entries

    def _oldest_number(self) -> int:
        oldest = self._transcript.oldest_id
        return _NEWEST if oldest is None else oldest

    @Slot()
    def _on_oldest_dropped(self) -> None:
        # A room that keeps what is said can be asked for it again.
        self._is_all = False
        self._has_dropped = True
        self.set_in_reach(self._is_in_reach)

    @Slot()
    def _on_older_wanted(self) -> None:
        if self._transcript.edge is HistoryEdge.MORE:
            self.older_wanted.emit(self._oldest_number())
