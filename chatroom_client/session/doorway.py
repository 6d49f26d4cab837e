"""From an open connection into the room: the greeting, the name, and who is there already.

The rule: nothing that comes on the way in is lost, and a rich room is told which session goes on before it is told
the name. When to wait, and what to do when nothing comes, is the session's.
"""

from dataclasses import dataclass, field
from enum import Enum

from chatroom_client.session.conversation import Conversation
from chatroom_client.session.events import RefusalReason, RoomNamed
from chatroom_client.session.greeting import Greeting
from chatroom_client.session.hearing import Hearing
from chatroom_client.session.login import Login
from chatroom_client.session.orders import Moment, Output, Send
from chatroom_client.session.rich_talk import RichTalk
from chatroom_client.session.roster import is_same_name
from shared.protocol.messages import (
    Bye,
    CameOnline,
    LogIn,
    NameRefused,
    Notice,
    Online,
    ServerHello,
    ServerMessage,
    UserChanged,
    Welcome,
    WentOffline,
)


class Next(Enum):
    """What the session does after a message."""

    WAIT = "wait"  # for more
    KNOCK = "knock"  # the greeting is over: send the name
    ENTER = "enter"  # this person is in
    ASK = "ask"  # the name is refused: the person chooses another one
    RETRY = "retry"  # the name is refused because our own dead connection has it
    CONNECT_ANEW = "connect anew"  # this connection has been taken for another kind


@dataclass(frozen=True, slots=True)
class Step:
    """What a message led to; ``welcome`` is what a rich room says to the one who is in, as ``name``."""

    next: Next = Next.WAIT
    told: list[Output] = field(default_factory=list)
    name: str = ""
    welcome: Welcome | None = None


class Doorway:
    """One person's way into one room, over all connections to it."""

    def __init__(self, conversation: Conversation, rich: RichTalk, greeting: Greeting) -> None:
        self.greeting = greeting
        self.login = Login()
        self.room_name = ""
        # Of the connection that is open:
        self.hearing = Hearing()
        self.is_rich = False
        self._conversation = conversation
        self._rich = rich

    def start_over(self) -> None:
        """The person joins a room."""
        self.greeting.start_over(was_rich=self._rich.can_resume)
        self.login = Login()
        self.room_name = ""

    def open(self) -> list[Output]:
        """A connection is there: return what is said before the name, nothing to a plain room."""
        self.hearing = Hearing()
        self.is_rich = False
        return [Send(hello) for hello in self.greeting.open()]

    def knock(self) -> list[Output]:
        """Send the name."""
        self._conversation.forget_names()
        self.login.start()
        name = self.login.wanted
        return self._rich.log_in(name) if self.is_rich else [Send(LogIn(name))]

    def hear_greeting(self, message: ServerMessage) -> Step:
        """The hello is said, and this has come. After ``KNOCK``, serve what is no ``is_of_greeting``."""
        match message:
            case ServerHello():
                return Step(Next.KNOCK, self._begin_rich(message))
            case Notice() if self.hearing.hear(message, is_in_room=False):
                return Step()  # the connection is about to be closed
            case _:
                self.greeting.hear_other()
                return Step(Next.KNOCK)

    def is_of_greeting(self, message: ServerMessage) -> bool:
        """Whether ``message`` was an answer to the hello, and means nothing else: no name had been sent."""
        is_other = isinstance(message, ServerHello | NameRefused)
        return is_other or self.greeting.take_answer_of_plain(message)

    def serve(self, message: ServerMessage, moment: Moment, *, is_awaited: bool, has_ghost: bool) -> Step:
        """This has come. ``is_awaited``: an answer to the name; ``has_ghost``: a plain room may still hold it."""
        match message:
            case ServerHello() if self.greeting.is_answer_due:
                return self._hear_late_hello(message)
            case Welcome(name) if is_awaited and self.is_rich:
                return Step(Next.ENTER, name=name, welcome=message)
            # Your own name is the last of the list and means that you are in. Servers of the course that leave it
            # out of the list tell everyone, and so you, that you came.
            case Online(name) | CameOnline(name) if is_awaited and self._is_let_in(name):
                return Step(Next.ENTER, name=name)
            case Online() | CameOnline() | WentOffline() | UserChanged():
                self._conversation.hear_list(message)
                return Step()
            case NameRefused():
                return self._refuse(message, has_ghost=has_ghost) if is_awaited else Step()
            case Notice():
                return Step(told=self._hear_notice(message, moment))
            case _:
                return Step(told=self._conversation.serve(message, moment))

    def overhear(self, message: ServerMessage) -> bool:
        """This has come, to this person in the room; return whether it is to be served."""
        if not isinstance(message, Notice):
            return True
        self.hearing.hear(message, is_in_room=True)
        return not self.greeting.take_answer_of_plain(message)

    # ---- inside ------------------------------------------------------------------------------------------

    def _begin_rich(self, hello: ServerHello) -> list[Output]:
        self.greeting.hear_hello()
        self.is_rich = True
        former, self.room_name = self.room_name, hello.room
        return [RoomNamed(hello.room)] if hello.room not in ("", former) else []

    def _hear_late_hello(self, hello: ServerHello) -> Step:
        """The room is rich, but slow: the name has been sent as to a plain one."""
        told = self._begin_rich(hello)
        if self._rich.can_resume:
            # The session that has begun is the wrong one.
            return Step(Next.CONNECT_ANEW, [*told, Send(Bye())])
        return Step(told=told)

    def _is_let_in(self, name: str) -> bool:
        # A rich room says more about it, right behind.
        return not self.is_rich and is_same_name(name, self.login.wanted)

    def _refuse(self, refused: NameRefused, *, has_ghost: bool) -> Step:
        self.hearing.was_refused = True
        is_own_ghost = (
            has_ghost
            and not self.is_rich  # a resume throws out the dead connection
            and self.login.reason_of(refused) is RefusalReason.TAKEN
            and is_same_name(self.login.wanted, self._conversation.you)
        )
        return Step(Next.RETRY) if is_own_ghost else Step(Next.ASK, [self.login.refuse(refused)])

    def _hear_notice(self, notice: Notice, moment: Moment) -> list[Output]:
        if self.greeting.take_answer_of_plain(notice):
            return []
        self.hearing.hear(notice, is_in_room=False)
        return [] if self.login.remember(notice) else self._conversation.serve(notice, moment)
