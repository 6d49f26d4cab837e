"""What is said in the room and who is there: the server's messages made into what the window shows.

The rule: a line of one's own is shown once, when the room has it, and until then it is in the outgoing queue; so no
text that the person has typed is ever lost. What a rich room tells twice is shown once.
"""

from collections.abc import Iterable
from typing import assert_never

from chatroom_client.session.events import (
    AnnouncementArrived,
    HistoryArrived,
    HistoryKind,
    MessageArrived,
    NoticeArrived,
    Outgoing,
    OutgoingChanged,
    OutgoingState,
    PersonCame,
    PersonChanged,
    PersonWent,
    PinnedChanged,
)
from chatroom_client.session.heard_rules import HeardRules
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Moment, Output, Send
from chatroom_client.session.outgoing import OutgoingQueue, message_of
from chatroom_client.session.roster import Roster, is_same_name
from chatroom_client.session.seen import SeenMessages
from chatroom_client.session.whisper_privacy import WhisperPrivacy
from shared.protocol.codec import notice_words
from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    NoticeCode,
    Old,
    Online,
    OtherFrame,
    OtherText,
    Pong,
    RoomState,
    Said,
    ServerHello,
    ServerMessage,
    Stamp,
    User,
    UserChanged,
    Welcome,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.text import clean_name, clean_text, is_blank


class Conversation:
    """One room seen by one person. ``you`` is that person's name as the server shows it, empty before the login."""

    def __init__(self) -> None:
        self.you = ""
        self.seen = SeenMessages()
        self.rules = HeardRules()
        self.privacy = WhisperPrivacy()
        self._roster = Roster()
        self._queue = OutgoingQueue()
        self._pinned = ""
        self._former_you = ""  # before the connection was lost
        self._restored: KeptSession | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone in the room in the order of arrival, as last heard."""
        return self._roster.names

    @property
    def users(self) -> tuple[User, ...]:
        """What is known of the people in the room, in the order of arrival."""
        return self._roster.users

    @property
    def outgoing(self) -> tuple[Outgoing, ...]:
        """All own messages that are not confirmed."""
        return self._queue.items

    @property
    def next_number(self) -> int:
        """The number that the next message will be sent under (docs/protocol.md §4)."""
        return self._queue.next_number

    # ---- who is here -------------------------------------------------------------------------------------

    def forget_names(self) -> None:
        """A login begins: the server will tell anew who is here."""
        self._roster.clear()

    def hear_list(self, message: Online | CameOnline | WentOffline | UserChanged) -> None:
        """Take in who is here before this person is; nothing is told of it until the list is whole."""
        match message:
            case WentOffline(name):
                self._roster.remove(name)
            case UserChanged(user):
                self._roster.change(user)
            case _:
                self._roster.add(message.name)

    def enter(self, name: str) -> tuple[str, ...]:
        """The list is whole and ends with oneself, as ``name``: return all of it."""
        self._former_you = self.you if self._restored is None else self._restored.you
        self.you = name
        self.rules.enter()
        self._roster.add(name)
        return self._roster.names

    # ---- what the server sends ---------------------------------------------------------------------------

    def serve(self, message: ServerMessage, moment: Moment) -> list[Output]:
        """Return what a message of the server means to a person in the room."""
        if self._was_shown(message):
            return []
        match message:
            case Said(sender, text, stamp):
                if not self._is_you(sender):
                    return [_arrived(sender, text, stamp, moment)]
                return self._own_line("", text, stamp, self._queue.confirm("", text), moment)
            case WhisperSent(to, text, stamp):
                return self._own_line(to, text, stamp, self._queue.confirm(to, text), moment)
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
            case UserChanged(user):
                return [PersonChanged(user)] if self._roster.change(user) else []
            case RoomState(mode, slow_seconds, pinned, are_whispers_shown):
                return [
                    *self._pin("" if pinned is None else pinned.text),
                    *self.rules.take(mode, slow_seconds),
                    *self.privacy.take(are_whispers_shown),
                ]
            case Old():
                return self.recall([message], HistoryKind.MISSED)
            case NameRefused() | OtherFrame() | ServerHello() | Welcome() | Pong():
                return []
            case _:
                assert_never(message)

    def recall(self, olds: Iterable[Old], kind: HistoryKind, *, is_all: bool = False) -> list[Output]:
        """Return what was said earlier, but for what has been shown; own lines in it are no longer on their way."""
        before = self._queue.items
        lines = tuple(self._old_line(old, kind) for old in olds if self.seen.see(old.stamp))
        is_told = bool(lines) or kind is HistoryKind.OLDER
        told: list[Output] = [HistoryArrived(lines, kind, is_all)] if is_told else []
        return [*told, *self._changed(self._queue.items != before)]

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

    # ---- the connection ----------------------------------------------------------------------------------

    @property
    def restored(self) -> KeptSession | None:
        """What an earlier run of the program has kept, until this person is in the room."""
        return self._restored

    def restore(self, kept: KeptSession) -> None:
        """An earlier run of the program has been in this room. Its messages are shown once this person is in it."""
        self._restored = kept
        self.seen = SeenMessages(kept.last)

    def begin_session(self) -> list[Output]:
        """In the room, with nothing to go on with: send what was typed without it, in order.

        What an earlier run of the program has kept is left to the person.
        """
        before = self._queue.items
        self._queue.begin_session()
        self._queue.restore(self._take_restored(), is_resumed=False)
        return self._sent(self._queue.start_sending(), before)

    def resume_session(self, accepted: int) -> list[Output]:
        """In the room, which has taken in ``accepted`` messages of this session: send all others, in order."""
        before = self._queue.items
        self._queue.restore(self._take_restored(), is_resumed=True)
        again = self._queue.resume_session(accepted)
        return self._sent([*again, *self._queue.start_sending()], before)

    def end_catch_up(self) -> list[Output]:
        """The room has told all that was missed: an own line that was not in it may have been refused."""
        return self._changed(self._queue.end_catch_up())

    def lose_connection(self) -> list[Output]:
        """The connection is gone, and the room will not know what was sent over it."""
        return self._changed(self._queue.lose_connection())

    def give_up(self) -> list[Output]:
        """The session is over: nothing goes out by itself any more."""
        return self._changed(self._queue.give_up())

    def start_over(self, *, is_same_room: bool) -> list[Output]:
        """The person joins a room and has seen nothing; what was typed for another room is never said in it."""
        self.you = ""
        self.seen = SeenMessages(self.seen.last if is_same_room else 0)
        self._restored = None
        self._roster.clear()
        is_changed = self._queue.give_up() if is_same_room else self._queue.clear()
        return [
            *self._pin(""),
            *self.rules.start_over(),
            *self.privacy.take(False),
            *self._changed(is_changed),
        ]

    # ---- inside ------------------------------------------------------------------------------------------

    def _is_you(self, name: str) -> bool:
        return bool(self.you) and is_same_name(name, self.you)

    def _was_shown(self, message: ServerMessage) -> bool:
        match message:
            case WhisperReceived(sender) if self._is_you(sender):
                return False  # told twice on purpose, and shown as the receipt
            case Said(stamp=Stamp() as stamp) | WhisperReceived(stamp=Stamp() as stamp):
                pass
            case WhisperSent(stamp=Stamp() as stamp) | Announced(stamp=Stamp() as stamp):
                pass
            case _:
                return False
        self.seen.rise(stamp.id)
        return not self.seen.see(stamp)

    def _old_line(self, old: Old, kind: HistoryKind) -> MessageArrived | AnnouncementArrived:
        utc, message_id = old.stamp.utc, old.stamp.id
        # What was shown before the connection was lost had confirmed what it could: an older equal line is another.
        is_news = kind is not HistoryKind.OLDER and message_id > self.seen.floor
        if kind is not HistoryKind.OLDER:
            self.seen.rise(message_id)
        if old.is_announcement:
            return AnnouncementArrived(utc, old.text, message_id)
        is_own = self._is_you(old.sender)
        key = None
        # Under the former name somebody else may be here by now.
        if is_news and (is_own or (self._former_you and is_same_name(old.sender, self._former_you))):
            key = self._queue.confirm_old(old.to, old.text)
        is_own = is_own or key is not None
        sender = self.you if is_own else old.sender
        other = old.to if is_own or not old.to else old.sender
        return MessageArrived(utc, sender, old.text, is_own, other, bool(old.to), message_id, key)

    def _take_restored(self) -> tuple[Outgoing, ...]:
        kept, self._restored = self._restored, None
        return () if kept is None else kept.outgoing

    def _pin(self, text: str) -> list[Output]:
        is_changed = text != self._pinned
        self._pinned = text
        return [PinnedChanged(text)] if is_changed else []

    def _sent(self, items: list[Outgoing], before: tuple[Outgoing, ...]) -> list[Output]:
        return [*[Send(message_of(item)) for item in items], *self._changed(self._queue.items != before)]

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
