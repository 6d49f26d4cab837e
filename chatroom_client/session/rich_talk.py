"""What the rich dialect adds to a conversation: a session that outlives its connections, history, and pings.

The rule (docs/protocol.md §4): what the server has taken in is never sent again, and what it has not, is; what was
said is asked for from where this person has seen it. So each message reaches each person exactly once.
"""

from chatroom_client.session.catch_up import CatchUp, Part
from chatroom_client.session.conversation import Conversation
from chatroom_client.session.events import HistoryKind
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.liveness import Liveness, Verdict
from chatroom_client.session.orders import Moment, Output, Send
from chatroom_client.session.own_signs import OwnSigns
from chatroom_client.session.roster import is_same_name
from shared.protocol.limits import OLD_AT_LOGIN
from shared.protocol.messages import (
    Bye,
    LogIn,
    Old,
    OtherFrame,
    Ping,
    Pong,
    Resume,
    ServerMessage,
    UserChanged,
    WantOlder,
    Welcome,
)

OLDER_MESSAGES = 100  # a few screens full


class RichTalk:
    """One person in one rich room, over all connections. Carry out and show what every method returns, in order."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._catch_up = CatchUp()
        self._liveness = Liveness()
        self._secret = ""  # of the session; empty when there is none to go on with
        self._pings = 0
        self._newest = 0  # in the room, when it let this person in
        # Nothing older than this has been shown since the program started.
        self._bare_before: int | None = None
        self._wanted_before: int | None = None  # asked for while the room was still telling something else
        self._is_history_shown = False  # without the ids by which it would be known again
        self._signs = OwnSigns()

    @property
    def can_resume(self) -> bool:
        """Whether there is a session to go on with."""
        return bool(self._secret)

    @property
    def next_tick_at(self) -> float | None:
        """When to call ``check``, in steady seconds; None for never."""
        return self._liveness.next_at

    def kept(self) -> KeptSession | None:
        """Return what must be known to go on; None when there is nothing to go on with and nothing unconfirmed."""
        talk = self._conversation
        if talk.restored is not None:
            return talk.restored  # not touched until this person is in the room
        if not self._secret and not talk.outgoing:
            return None
        return KeptSession(talk.you, self._secret, talk.seen.last, talk.next_number, talk.outgoing)

    # ---- from room to room -------------------------------------------------------------------------------

    def start_over(self, kept: KeptSession | None, *, is_going_on: bool) -> None:
        """The person joins a room, with what was ``kept`` of it or ``is_going_on`` as before."""
        if not is_going_on:
            self._secret = "" if kept is None else kept.session
            if kept is not None:
                self._conversation.restore(kept)
        self._bare_before = self._conversation.seen.last + 1
        self._signs.start_over()

    def forget(self) -> None:
        """Never go on with this session."""
        self._secret = ""

    # ---- one connection ----------------------------------------------------------------------------------

    def log_in(self, name: str) -> list[Output]:
        """Ask to be let in, and to go on with the session if there is one."""
        resume = [Send(Resume(self._secret, self._conversation.seen.last))] if self._secret else []
        # Whatever comes behind the login, the answer to this comes behind it.
        return [*resume, Send(LogIn(name)), self._ping()]

    def enter(self, welcome: Welcome, moment: Moment, *, was_plain: bool) -> list[Output]:
        """The room has let this person in; ``was_plain`` when it was taken for a plain one before."""
        talk = self._conversation
        self._liveness.start(moment.steady)
        self._is_history_shown = was_plain
        self._secret, self._newest, self._wanted_before = welcome.session, welcome.last, None
        if welcome.is_resumed:
            self._catch_up.begin(HistoryKind.MISSED)
            talk.seen.resume(welcome.last)
            sent = talk.resume_session(welcome.accepted)
        else:
            self._catch_up.begin(HistoryKind.BEFORE_JOIN)
            talk.seen.begin(welcome.last)
            self._bare_before = None
            sent = talk.begin_session()
        self._signs.enter()
        return sent

    def serve(self, message: ServerMessage, moment: Moment) -> list[Output]:
        """The room has sent this, with this person in it."""
        self._liveness.hear(moment.steady)
        match message:
            case Old():
                return self._told(self._catch_up.take(message))
            case OtherFrame():
                return []  # something of a later version, perhaps in the middle of the history
            case UserChanged(user):
                is_you = is_same_name(user.name, self._conversation.you)
                sent = self._signs.take(user) if is_you else []
                return [*self._conversation.serve(message, moment), *sent]
            case Pong(number):
                return [*self._end_catch_up(), *self._end_asked(number)]
            case _:
                return [*self._end_catch_up(), *self._conversation.serve(message, moment)]

    def lose(self) -> list[Output]:
        """The connection is gone. What was being sent is known of again once the session goes on."""
        self._liveness.stop()
        told = self._told(self._catch_up.break_off())
        return told if self._secret else [*told, *self._conversation.lose_connection()]

    def say_bye(self) -> list[Output]:
        """The connection is about to be closed on purpose."""
        self._liveness.stop()
        return [*self._told(self._catch_up.break_off()), Send(Bye())]

    # ---- while in the room -------------------------------------------------------------------------------

    def want_older(self, before_id: int) -> list[Output]:
        """Ask for what was said before the message ``before_id``, if nothing else is asked for."""
        if self._catch_up.is_behind_login:
            self._wanted_before = before_id
            return []
        return [] if self._catch_up.is_asked else self._ask(before_id, OLDER_MESSAGES)

    def set_away(self, is_away: bool, *, is_in_room: bool) -> list[Output]:
        """Tell the room that this person is away or back, now or when it is there again."""
        return self._signs.set_away(is_away, is_in_room=is_in_room)

    def raise_hand(self, is_up: bool, *, is_in_room: bool) -> list[Output]:
        """Raise this person's hand or lower it, now or when the room is there again."""
        return self._signs.raise_hand(is_up, is_in_room=is_in_room)

    def probe(self, moment: Moment) -> list[Output]:
        """Find out at once whether the room is still there."""
        return [self._ping()] if self._liveness.probe(moment.steady) else []

    def check(self, moment: Moment) -> list[Output] | None:
        """Time has passed: return what is to be done, None when the connection is lost."""
        match self._liveness.check(moment.steady):
            case Verdict.LOST:
                return None
            case Verdict.PING:
                return [self._ping()]
            case Verdict.NOTHING:
                return []

    # ---- inside ------------------------------------------------------------------------------------------

    def _end_catch_up(self) -> list[Output]:
        if not self._catch_up.is_behind_login:
            return []
        told = self._told(self._catch_up.end_login())
        self._conversation.seen.rise(self._newest)
        told += self._conversation.end_catch_up()
        if self._bare_before is not None and self._bare_before > 1:
            return [*told, *self._ask(self._bare_before, OLD_AT_LOGIN)]
        if self._wanted_before is not None:
            return [*told, *self._ask(self._wanted_before, OLDER_MESSAGES)]
        return told

    def _end_asked(self, pong: int) -> list[Output]:
        part = self._catch_up.end_asked(pong)
        if part is not None:
            self._bare_before = None
        return self._told(part)

    def _told(self, part: Part | None) -> list[Output]:
        if part is None or (part.kind is HistoryKind.BEFORE_JOIN and self._is_history_shown):
            return []
        return self._conversation.recall(part.olds, part.kind, is_all=part.is_all)

    def _ask(self, before_id: int, limit: int) -> list[Output]:
        ping = self._ping()
        self._catch_up.ask(limit, self._pings)
        self._wanted_before = None
        return [Send(WantOlder(before_id, limit)), ping]

    def _ping(self) -> Send:
        self._pings += 1
        return Send(Ping(self._pings))
