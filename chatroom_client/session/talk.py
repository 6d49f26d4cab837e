"""Everything said in one room, from the first connection to the last: shown, sent, and written down.

The rule: what must outlive the program is written down before it is sent; and what this program knows of a room is
newer than what it has written down of it.
"""

from chatroom_client.session.conversation import Conversation
from chatroom_client.session.events import (
    FailureReason,
    HistoryArrived,
    HistoryKind,
    Joined,
    OutgoingState,
    SessionState,
)
from chatroom_client.session.keeper import Keeper
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Moment, Output
from chatroom_client.session.rich_talk import RichTalk
from chatroom_client.session.roster import is_same_name
from shared.protocol.messages import Notice, RoomMode, ServerMessage, Welcome
from shared.protocol.text import clean_name

_NOTHING_OLDER = HistoryArrived((), HistoryKind.OLDER, is_all=True)


class Talk:
    """One person in one room after the other. Carry out and show what every method returns, in order."""

    def __init__(self) -> None:
        self.conversation = Conversation()
        self.rich = RichTalk(self.conversation)
        self._keeper = Keeper()
        self._host = ""
        self._port = 0
        self._name = ""  # the one that is wanted, until there is one
        self._owner = ""  # who was last in this room
        self._is_rich = False  # the room that this person is in

    @property
    def kept(self) -> KeptSession | None:
        """What is written down, or would be by now; None for nothing."""
        return self.rich.kept() if self.rich.can_resume or self._keeper.has_something else None

    # ---- the room ----------------------------------------------------------------------------------------

    def start_over(self, host: str, port: int, name: str, kept: KeptSession | None) -> list[Output]:
        """The person joins a room, of which ``kept`` is written down. Texts for another one are left behind."""
        is_same_room = (host, port) == (self._host, self._port)
        is_going_on = is_same_room and bool(self._owner) and is_same_name(name, self._owner)
        self._host, self._port, self._name = host, port, name
        told = self.conversation.start_over(is_same_room=is_same_room)
        self.rich.start_over(kept, is_going_on=is_going_on)
        if not is_same_room:
            self._owner = ""
            self._keeper.leave()
        if kept is not None and not is_going_on:
            self._keeper.start(kept, host, port, name)
        return told

    def enter(self, name: str, welcome: Welcome | None, moment: Moment, *, is_return: bool) -> list[Output]:
        """This person is in the room, as ``name``: send what was typed without it."""
        self._owner = name
        was_plain, self._is_rich = is_return and not self._is_rich, welcome is not None
        names = self.conversation.enter(name)
        is_resumed = welcome is not None and welcome.is_resumed
        joined = Joined(
            name, names, is_return, is_resumed, self.conversation.users, is_rich=welcome is not None
        )
        if welcome is None:
            self.rich.forget()
            sent = [
                *self.conversation.rules.take(RoomMode.ALL, 0.0),
                *self.conversation.privacy.take(False),
                *self.conversation.begin_session(),
            ]
        else:
            sent = self.rich.enter(welcome, moment, was_plain=was_plain)
        return [joined, *self._keep(), *sent]

    def serve(self, message: ServerMessage, moment: Moment) -> list[Output]:
        """The room has sent this, with this person in it."""
        if self._is_rich:
            return self.rich.serve(message, moment)
        told = self.conversation.serve(message, moment)
        if isinstance(message, Notice):
            told += self.conversation.rules.hear(message)
            told += self.conversation.privacy.hear(message)
        # Of an earlier session nothing but texts is written down: the last of them may be confirmed by now.
        return [*told, *self._keep()]

    def lose(self) -> list[Output]:
        """The connection is gone, and the session tries to come back."""
        lost = self.rich.lose() if self._is_rich else self.conversation.lose_connection()
        return [*lost, *self._keep()]

    def end(self, reason: FailureReason | None) -> list[Output]:
        """There will be no return by itself: for ``reason``, or None at the person's wish."""
        if reason in {None, FailureReason.REMOVED, FailureReason.BANNED}:
            self.rich.forget()
        return [*self.conversation.give_up(), *self._keep()]

    # ---- the person --------------------------------------------------------------------------------------

    def say(self, to: str, text: str, state: SessionState, moment: Moment) -> list[Output]:
        """Take in a new message, ``to`` nobody for everyone, and send it when there is a room."""
        return self._kept_first(self.conversation.write(to, text, _state_in(state), moment))

    def resend(self, key: int, state: SessionState, moment: Moment) -> list[Output]:
        """Send an unsure or refused message again; it goes to the end of the queue."""
        return self._kept_first(self.conversation.resend(key, _state_in(state), moment))

    def discard(self, key: int) -> list[Output]:
        """Forget an own message that is not being sent."""
        return self._kept_first(self.conversation.discard(key))

    def want_older(self, before_id: int) -> list[Output]:
        """In the room: ask for what was said before the message ``before_id``. A plain one does not know."""
        return self.rich.want_older(before_id) if self._is_rich else [_NOTHING_OLDER]

    def set_away(self, is_away: bool, state: SessionState) -> list[Output]:
        """Tell the room that this person is away, or back; a plain one cannot be told."""
        return self.rich.set_away(is_away, is_in_room=self._is_rich and state is SessionState.IN_ROOM)

    def raise_hand(self, is_up: bool, state: SessionState) -> list[Output]:
        """Raise this person's hand, or lower it; in a plain room nobody would see it."""
        return self.rich.raise_hand(is_up, is_in_room=self._is_rich and state is SessionState.IN_ROOM)

    # ---- inside ------------------------------------------------------------------------------------------

    def _keep(self) -> list[Output]:
        if not (self.rich.can_resume or self._keeper.has_something):
            return []  # a plain room: what it has not confirmed is unsure anyway
        name = clean_name(self.conversation.you or self._name)
        return [*self._keeper.keep(self.rich.kept(), self._host, self._port, name)]

    def _kept_first(self, outputs: list[Output]) -> list[Output]:
        return [*self._keep(), *outputs] if outputs else []


def _state_in(state: SessionState) -> OutgoingState:
    match state:
        case SessionState.IN_ROOM:
            return OutgoingState.SENDING
        case SessionState.IDLE | SessionState.ENDED:
            return OutgoingState.UNSURE  # typed in the moment at which the room ended
        case _:
            return OutgoingState.WAITING
