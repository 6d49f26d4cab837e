"""What is said in the room and who is there: the server's messages made into what the window shows.

The rule: a line of one's own is shown once, when the room has it, and until then it is in the outgoing queue; so no
text that the person has typed is ever lost.
"""

from typing import assert_never

from chatroom_client.events import (
    AnnouncementArrived,
    MessageArrived,
    NoticeArrived,
    Outgoing,
    OutgoingChanged,
    OutgoingState,
    PersonCame,
    PersonWent,
)
from chatroom_client.orders import Moment, Output, Send
from chatroom_client.outgoing import OutgoingQueue, message_of
from chatroom_client.roster import Roster, is_same_name
from shared.protocol.codec import notice_words
from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    NoticeCode,
    Online,
    OtherFrame,
    OtherText,
    Said,
    ServerMessage,
    Stamp,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.text import clean_name, clean_text, is_blank


class Conversation:
    """One room seen by one person. ``you`` is that person's name as the server shows it, empty before the login."""

    def __init__(self) -> None:
        self.you = ""
        self._roster = Roster()
        self._queue = OutgoingQueue()

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone in the room in the order of arrival, as last heard."""
        return self._roster.names

    @property
    def outgoing(self) -> tuple[Outgoing, ...]:
        """All own messages that are not confirmed."""
        return self._queue.items

    # ---- who is here -------------------------------------------------------------------------------------

    def forget_names(self) -> None:
        """A login begins: the server will tell anew who is here."""
        self._roster.clear()

    def hear_list(self, message: Online | CameOnline | WentOffline) -> None:
        """Take in who is here before this person is; nothing is told of it until the list is whole."""
        if isinstance(message, WentOffline):
            self._roster.remove(message.name)
        else:
            self._roster.add(message.name)

    def enter(self, name: str) -> tuple[str, ...]:
        """The list is whole and ends with oneself, as ``name``: return all of it."""
        self.you = name
        self._roster.add(name)
        return self._roster.names

    # ---- what the server sends ---------------------------------------------------------------------------

    def serve(self, message: ServerMessage, moment: Moment) -> list[Output]:
        """Return what a message of the server means to a person in the room."""
        match message:
            case Said(sender, text, stamp):
                if not self._is_you(sender):
                    return [_arrived(sender, text, stamp, moment)]
                return self._own_line("", text, stamp, self._queue.confirm_said(text), moment)
            case WhisperSent(to, text, stamp):
                return self._own_line(to, text, stamp, self._queue.confirm_whisper(to, text), moment)
            case WhisperReceived(sender, text, stamp):
                # What people whisper to themselves comes a second time, as the receipt.
                return [] if self._is_you(sender) else [_arrived(sender, text, stamp, moment, to=sender)]
            # Servers of the course repeat themselves, tell people of themselves, and send lists late.
            case Online(name) | CameOnline(name):
                return [] if self._is_you(name) or not self._roster.add(name) else [PersonCame(name)]
            case WentOffline(name):
                gone = None if self._is_you(name) else self._roster.remove(name)
                return [] if gone is None else [PersonWent(gone)]
            case Notice():
                is_refusal = self._queue.refuse(message)
                return [_noticed(message, moment), *self._changed(is_refusal)]
            case Announced(text, stamp):
                utc, message_id = _place(stamp, moment)
                return [AnnouncementArrived(utc, text, message_id)]
            case OtherText(text):
                return [NoticeArrived(moment.utc, "", text)]
            case NameRefused() | OtherFrame():
                return []
            case _:
                assert_never(message)

    # ---- what the person writes --------------------------------------------------------------------------

    def write(self, to: str, text: str, state: OutgoingState, moment: Moment) -> list[Output]:
        """Take in a new message, ``to`` nobody for everyone, and send it when its ``state`` says so."""
        text, to = clean_text(text), clean_name(to)
        if is_blank(text):
            return []  # the server drops it in silence (docs/protocol.md §2)
        if "," in to:
            # A name the wire cannot carry: somebody else, before the comma, would get it.
            refused = self._queue.add(to, text, OutgoingState.REFUSED, moment.utc)
            notice = Notice(NoticeCode.NOT_ONLINE, name=refused.to)
            return [_noticed(notice, moment), *self._changed(True)]
        return self._transmitted(self._queue.add(to, text, state, moment.utc))

    def resend(self, key: int, state: OutgoingState, moment: Moment) -> list[Output]:
        """Send an unsure or refused message again, in ``state``; it goes to the end of the queue."""
        again = self._queue.requeue(key, state, moment.utc)
        return [] if again is None else self._transmitted(again)

    def discard(self, key: int) -> list[Output]:
        """Forget a message that is not being sent."""
        return self._changed(self._queue.discard(key))

    def send_waiting(self) -> list[Output]:
        """The room is there: send what was typed without it, in order."""
        waiting = self._queue.start_sending()
        return [*[Send(message_of(item)) for item in waiting], *self._changed(bool(waiting))]

    # ---- the connection ----------------------------------------------------------------------------------

    def lose_connection(self) -> list[Output]:
        """The connection is gone, and the session tries to come back."""
        return self._changed(self._queue.lose_connection())

    def give_up(self) -> list[Output]:
        """The session is over: nothing goes out by itself any more."""
        return self._changed(self._queue.give_up())

    def start_over(self, *, is_same_room: bool) -> list[Output]:
        """The person joins a room: what was typed for another one is never said in it."""
        self.you = ""
        self._roster.clear()
        return self._changed(self._queue.give_up() if is_same_room else self._queue.clear())

    # ---- inside ------------------------------------------------------------------------------------------

    def _is_you(self, name: str) -> bool:
        return bool(self.you) and is_same_name(name, self.you)

    def _own_line(
        self, to: str, text: str, stamp: Stamp | None, key: int | None, moment: Moment
    ) -> list[Output]:
        line = _arrived(self.you, text, stamp, moment, to=to, is_own=True, outgoing_key=key)
        return [line, *self._changed(key is not None)]

    def _transmitted(self, item: Outgoing) -> list[Output]:
        sent = [Send(message_of(item))] if item.state is OutgoingState.SENDING else []
        return [*sent, *self._changed(True)]

    def _changed(self, is_changed: bool) -> list[Output]:
        return [OutgoingChanged(self._queue.items)] if is_changed else []


def _arrived(
    sender: str,
    text: str,
    stamp: Stamp | None,
    moment: Moment,
    *,
    to: str = "",
    is_own: bool = False,
    outgoing_key: int | None = None,
) -> MessageArrived:
    utc, message_id = _place(stamp, moment)
    return MessageArrived(utc, sender, text, is_own, to, bool(to), message_id, outgoing_key)


def _noticed(notice: Notice, moment: Moment) -> NoticeArrived:
    return NoticeArrived(moment.utc, notice.code.value, notice_words(notice), notice.name, notice.number)


def _place(stamp: Stamp | None, moment: Moment) -> tuple[float, int | None]:
    return (moment.utc, None) if stamp is None else (stamp.utc, stamp.id)
