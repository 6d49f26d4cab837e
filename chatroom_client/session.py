"""Joining a room, talking in it, losing it and coming back: what is decided on the guest's side, and nothing else.

The rule: no socket, no clock and no window; everything comes in through a method, with the moment at which it
happened, and what follows from it is returned: events for the window and orders for the link, in order. No text
that the person has typed is ever dropped (``conversation.py``).

The rich dialect (docs/protocol.md §4) has its places: a hello before ``_send_login`` and a resume beside it, stamps
and history in ``Conversation``, and ``accepted`` in ``OutgoingQueue``.
"""

from typing import assert_never

from chatroom_client.backoff import Backoff
from chatroom_client.conversation import Conversation
from chatroom_client.events import (
    FailureReason,
    Joined,
    Outgoing,
    OutgoingState,
    RefusalReason,
    SessionState,
    StateChanged,
)
from chatroom_client.login import Login
from chatroom_client.orders import Connect, Disconnect, Moment, Output, Send
from chatroom_client.phase import Phase, state_of
from chatroom_client.roster import is_same_name
from shared.protocol.messages import (
    CameOnline,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Online,
    ServerMessage,
    WentOffline,
)
from shared.protocol.text import clean_name

CONNECT_SECONDS = 5.0  # on one network an answer takes milliseconds, a lost packet or two a second each
LOGIN_SECONDS = 5.0  # without a frame after the login: no chatroom is that silent
# The server may hold our dead connection, and with it our name, until its keepalive gives up after 25 s.
NAME_HELD_SECONDS = 30.0
NAME_HELD_RETRY_SECONDS = 2.0
STEADY_AFTER_SECONDS = 10.0  # a connection that held this long was good: the waits start over

# What the server says before it closes for good.
_FAREWELLS = {
    NoticeCode.CLOSING: FailureReason.ROOM_CLOSED,
    NoticeCode.REMOVED: FailureReason.REMOVED,
    NoticeCode.BANNED: FailureReason.BANNED,
}


class Session:
    """One person's way into a room and through it. Carry out and show what every method returns, in order.

    Call ``tick`` at ``next_tick_at``, which may change with every call.
    """

    def __init__(self, backoff: Backoff) -> None:
        self._phase = Phase.IDLE
        self._timer_at: float | None = None
        self._shown = StateChanged(SessionState.IDLE)
        self._output: list[Output] = []
        self._host = ""
        self._port = 0
        self._is_return = False  # this person has been in this room
        self._joined_at = 0.0
        self._lost_at = 0.0
        self._login = Login()
        self._conversation = Conversation()
        self._backoff = backoff
        # Of the connection that is open:
        self._has_heard_frame = False
        self._has_heard_noise = False
        self._was_refused = False
        self._farewell: FailureReason | None = None

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        return state_of(self._phase, is_return=self._is_return)

    @property
    def you(self) -> str:
        """This person's name as the server shows it; the wanted one before the login, empty before the first."""
        return self._conversation.you or self._login.wanted

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone in the room in the order of arrival, as last heard."""
        return self._conversation.names

    @property
    def host(self) -> str:
        """Where the room is, as it was given to ``join``."""
        return self._host

    @property
    def port(self) -> int:
        """The room's TCP port."""
        return self._port

    @property
    def outgoing(self) -> tuple[Outgoing, ...]:
        """All own messages that are not confirmed."""
        return self._conversation.outgoing

    @property
    def next_tick_at(self) -> float | None:
        """When to call ``tick``, in steady seconds; None when nothing is waited for."""
        return self._timer_at

    # ---- the person --------------------------------------------------------------------------------------

    def join(self, host: str, port: int, name: str, moment: Moment) -> list[Output]:
        """Connect to a room and log in, leaving any other. A bad name is refused before anything is sent."""
        self._close(is_polite=True)
        is_same_room = (host, port) == (self._host, self._port)
        self._output += self._conversation.start_over(is_same_room=is_same_room)
        self._host, self._port = host, port
        self._is_return = False
        self._backoff.reset()
        self._login = Login()
        self._phase = Phase.REFUSED_OFFLINE
        self._ask(name, moment)
        return self._take()

    def try_name(self, name: str, moment: Moment) -> list[Output]:
        """Ask for another name after a refusal; does nothing in any other state."""
        if self.state is SessionState.NAME_REFUSED:
            self._ask(name, moment)
        return self._take()

    def say(self, text: str, moment: Moment) -> list[Output]:
        """Say something to everyone, now or once the room is back. Blank text does nothing."""
        return self._conversation.write("", text, self._state_of_new_text(), moment)

    def whisper(self, to: str, text: str, moment: Moment) -> list[Output]:
        """Say something to one person, now or once the room is back. Raises ``ValueError`` for a blank name."""
        if not clean_name(to).strip():
            raise ValueError("a whisper needs a receiver, or it would be said to everyone")
        return self._conversation.write(to, text, self._state_of_new_text(), moment)

    def resend(self, key: int, moment: Moment) -> list[Output]:
        """Send an unsure or refused message again; it goes to the end of the queue."""
        return self._conversation.resend(key, self._state_of_new_text(), moment)

    def discard(self, key: int) -> list[Output]:
        """Forget an own message that is not being sent."""
        return self._conversation.discard(key)

    def try_now(self, moment: Moment) -> list[Output]:
        """Do not wait any longer for the next try to come back."""
        if self._phase is Phase.RESTING:
            self._connect(moment)
        elif self._phase is Phase.NAME_HELD:
            self._send_login(moment)
        return self._take()

    def leave(self) -> list[Output]:
        """Leave the room, or stop trying to get into it."""
        self._close(is_polite=True)
        self._is_return = False
        self._output += self._conversation.give_up()
        self._enter(Phase.IDLE)
        return self._take()

    # ---- the link ----------------------------------------------------------------------------------------

    def connected(self, moment: Moment) -> list[Output]:
        """The connection ordered with ``Connect`` is there."""
        if self._phase is Phase.CONNECTING:
            self._has_heard_frame = self._has_heard_noise = self._was_refused = False
            self._farewell = None
            self._send_login(moment)
        return self._take()

    def connection_failed(self, reason: FailureReason, moment: Moment) -> list[Output]:
        """The connection ordered with ``Connect`` could not be made."""
        if self._phase is Phase.CONNECTING:
            self._fail(reason, moment)
        return self._take()

    def received(self, message: ServerMessage, moment: Moment) -> list[Output]:
        """The server has sent this."""
        self._has_heard_frame = True
        if self._phase is Phase.IN_ROOM:
            if isinstance(message, Notice):
                self._farewell = self._farewell_of(message) or self._farewell
            return self._conversation.serve(message, moment)
        if self._phase.has_connection:
            self._serve_before_login(message, moment)
        return self._take()

    def heard_noise(self) -> None:
        """Bytes came that are in no frame: another kind of server, unless frames come too."""
        self._has_heard_noise = True

    def heard_nonsense(self, moment: Moment) -> list[Output]:
        """More came than any room sends in one piece (docs/protocol.md §2): there is no use in listening."""
        if self._phase.has_connection:
            self._close(is_polite=False)
            self._lose(FailureReason.NOT_A_ROOM, moment)
        return self._take()

    def connection_lost(self, moment: Moment) -> list[Output]:
        """The connection is over, by the other side or by the network."""
        match self._phase:
            case Phase.REFUSED if self._farewell is None:
                # The server waits 15 s for a name; a person may think longer (docs/protocol.md §6).
                self._enter(Phase.REFUSED_OFFLINE)
            case Phase.LOGGING_IN if self._was_refused and not self._is_return and self._farewell is None:
                self._connect(moment)  # the name was sent in the moment at which the server's patience ended
            case Phase.IN_ROOM | Phase.LOGGING_IN | Phase.NAME_HELD | Phase.REFUSED:
                self._lose(self._cause_of_loss(), moment)
            case Phase.IDLE | Phase.CONNECTING | Phase.RESTING | Phase.REFUSED_OFFLINE | Phase.ENDED:
                pass  # known already
            case _:
                assert_never(self._phase)
        return self._take()

    def tick(self, moment: Moment) -> list[Output]:
        """Time has passed. Being called too early does no harm: timers are not exact on every system."""
        if self._timer_at is None or moment.steady < self._timer_at:
            return []
        match self._phase:
            case Phase.RESTING:
                self._connect(moment)
            case Phase.NAME_HELD:
                self._send_login(moment)
            case Phase.CONNECTING:
                self._close(is_polite=False)
                self._fail(FailureReason.NO_ANSWER, moment)
            case Phase.LOGGING_IN:
                self._close(is_polite=False)
                # A room that this person has been in is one, but its computer may be frozen or asleep.
                is_a_room = self._is_return and not self._has_heard_noise
                self._lose(FailureReason.NO_ANSWER if is_a_room else FailureReason.NOT_A_ROOM, moment)
            case Phase.IDLE | Phase.REFUSED | Phase.REFUSED_OFFLINE | Phase.IN_ROOM | Phase.ENDED:
                self._timer_at = None
            case _:
                assert_never(self._phase)
        return self._take()

    # ---- into the room -----------------------------------------------------------------------------------

    def _ask(self, name: str, moment: Moment) -> None:
        refused = self._login.choose(name)
        if refused is not None:
            self._enter(self._phase)
            self._output.append(refused)
        elif self._phase is Phase.REFUSED:
            self._send_login(moment)
        else:
            self._connect(moment)

    def _connect(self, moment: Moment) -> None:
        self._enter(Phase.CONNECTING, moment.steady + CONNECT_SECONDS)
        self._output.append(Connect(self._host, self._port))

    def _send_login(self, moment: Moment) -> None:
        self._conversation.forget_names()
        self._login.start()
        self._enter(Phase.LOGGING_IN, moment.steady + LOGIN_SECONDS)
        self._output.append(Send(LogIn(self._login.wanted)))

    def _serve_before_login(self, message: ServerMessage, moment: Moment) -> None:
        is_awaited = self._phase is Phase.LOGGING_IN
        if is_awaited:
            self._timer_at = moment.steady + LOGIN_SECONDS
        match message:
            # Your own name is the last of the list and means that you are in. Servers of the course that leave it
            # out of the list tell everyone, and so you, that you came.
            case Online(name) | CameOnline(name) if is_awaited and is_same_name(name, self._login.wanted):
                self._enter_room(name, moment)
            case Online() | CameOnline() | WentOffline():
                self._conversation.hear_list(message)
            case NameRefused():
                if is_awaited:
                    self._refuse_name(moment)
            case Notice():
                self._farewell = self._farewell_of(message) or self._farewell
                if not self._login.remember(message):
                    self._output += self._conversation.serve(message, moment)
            case _:
                self._output += self._conversation.serve(message, moment)

    def _enter_room(self, name: str, moment: Moment) -> None:
        is_return, self._is_return = self._is_return, True
        self._joined_at = moment.steady
        self._farewell = None
        names = self._conversation.enter(name)
        self._enter(Phase.IN_ROOM)
        self._output.append(Joined(name, names, is_return))
        self._output += self._conversation.send_waiting()

    def _refuse_name(self, moment: Moment) -> None:
        self._was_refused = True
        is_own_ghost = (
            self._is_return
            and self._login.reason is RefusalReason.TAKEN
            and is_same_name(self._login.wanted, self._conversation.you)
            and moment.steady - self._lost_at < NAME_HELD_SECONDS
        )
        if is_own_ghost:
            self._enter(Phase.NAME_HELD, moment.steady + NAME_HELD_RETRY_SECONDS)
            return
        self._enter(Phase.REFUSED)
        self._output.append(self._login.refuse())

    # ---- out of the room ---------------------------------------------------------------------------------

    def _farewell_of(self, notice: Notice) -> FailureReason | None:
        if notice.code is NoticeCode.TOO_MANY_CONNECTIONS and self._phase is not Phase.IN_ROOM:
            return FailureReason.TOO_MANY
        return _FAREWELLS.get(notice.code)

    def _cause_of_loss(self) -> FailureReason:
        if self._farewell is not None:
            return self._farewell
        if self._is_return:
            return FailureReason.LOST
        is_other_server = self._has_heard_noise and not self._has_heard_frame
        return FailureReason.NOT_A_ROOM if is_other_server else FailureReason.CLOSED_AT_ONCE

    def _lose(self, reason: FailureReason, moment: Moment) -> None:
        """The open connection is over for ``reason``."""
        if self._phase is Phase.IN_ROOM:
            self._lost_at = moment.steady
            if moment.steady - self._joined_at >= STEADY_AFTER_SECONDS:
                self._backoff.reset()
            self._output += self._conversation.lose_connection()
        self._fail(reason, moment)

    def _fail(self, reason: FailureReason, moment: Moment) -> None:
        """There is no connection, for ``reason``: come back by and by, or give up."""
        if self._is_return and reason not in _FAREWELLS.values():
            self._enter(Phase.RESTING, moment.steady + self._backoff.next_delay_seconds(), reason)
            return
        self._is_return = False
        self._output += self._conversation.give_up()
        self._enter(Phase.ENDED, failure=reason)

    def _close(self, *, is_polite: bool) -> None:
        if self._phase.has_connection:
            self._output.append(Disconnect(is_polite))

    # ---- inside ------------------------------------------------------------------------------------------

    def _state_of_new_text(self) -> OutgoingState:
        match self.state:
            case SessionState.IN_ROOM:
                return OutgoingState.SENDING
            case SessionState.IDLE | SessionState.ENDED:
                return OutgoingState.UNSURE  # typed in the moment at which the room ended
            case _:
                return OutgoingState.WAITING

    def _enter(
        self, phase: Phase, timer_at: float | None = None, failure: FailureReason | None = None
    ) -> None:
        self._phase = phase
        self._timer_at = timer_at
        retry_at = timer_at if phase.is_wait_for_retry else None
        changed = StateChanged(self.state, retry_at, failure)
        if changed != self._shown:
            self._shown = changed
            self._output.append(changed)

    def _take(self) -> list[Output]:
        output, self._output = self._output, []
        return output
