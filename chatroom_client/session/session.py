"""Joining a room, talking in it, losing it and coming back: what is decided on the guest's side, and nothing else.

The rule: no socket, no clock and no window; everything comes in through a method, with the moment at which it
happened, and what follows from it is returned: events for the window and orders for the link, in order. No text
that the person has typed is ever dropped (``conversation.py``).

Which dialect a room speaks is found out in ``greeting.py``; what a rich one adds is in ``rich_talk.py``.
"""

from typing import assert_never

from chatroom_client.backoff import Backoff
from chatroom_client.session.doorway import Doorway, Next
from chatroom_client.session.events import FailureReason, Outgoing, SessionState, StateChanged
from chatroom_client.session.greeting import Greeting
from chatroom_client.session.hearing import is_for_good
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Connect, Disconnect, Moment, Output
from chatroom_client.session.phase import Phase, state_of
from chatroom_client.session.talk import Talk
from shared.protocol.messages import ServerMessage, Welcome
from shared.protocol.text import clean_name

CONNECT_SECONDS = 5.0  # on one network an answer takes milliseconds, a lost packet or two a second each
LOGIN_SECONDS = 5.0  # without a frame after the login: no chatroom is that silent
# A plain server may hold our dead connection, and with it our name, until its keepalive gives up after 25 s.
NAME_HELD_SECONDS = 30.0
NAME_HELD_RETRY_SECONDS = 2.0
STEADY_AFTER_SECONDS = 10.0  # a connection that held this long was good: the waits start over


class Session:
    """One person's way into a room and through it. Carry out and show what every method returns, in order.

    Call ``tick`` at ``next_tick_at``, which may change with every call. ``is_plain`` never tries the rich dialect;
    ``app`` and ``language`` are what a rich room is told of this program.
    """

    def __init__(
        self, backoff: Backoff, *, is_plain: bool = False, app: str = "", language: str = ""
    ) -> None:
        self._phase = Phase.IDLE
        self._timer_at: float | None = None
        self._shown = StateChanged(SessionState.IDLE)
        self._output: list[Output] = []
        self._host = ""
        self._port = 0
        self._is_return = False  # this person has been in this room
        self._joined_at = 0.0
        self._lost_at = 0.0
        self._talk = Talk()
        greeting = Greeting(is_plain=is_plain, app=app, language=language)
        self._door = Doorway(self._talk.conversation, self._talk.rich, greeting)
        self._backoff = backoff

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        return state_of(self._phase, is_return=self._is_return)

    @property
    def you(self) -> str:
        """This person's name as the server shows it; the wanted one before the login, empty before the first."""
        return self._talk.conversation.you or self._door.login.wanted

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone in the room in the order of arrival, as last heard."""
        return self._talk.conversation.names

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
        return self._talk.conversation.outgoing

    @property
    def next_tick_at(self) -> float | None:
        """When to call ``tick``, in steady seconds; None when nothing is waited for."""
        return self._talk.rich.next_tick_at if self._timer_at is None else self._timer_at

    @property
    def kept(self) -> KeptSession | None:
        """What to write down now and then, as it moves on; a ``Keep`` order says when it must be."""
        return self._talk.kept

    # ---- the person --------------------------------------------------------------------------------------

    def join(
        self, host: str, port: int, name: str, moment: Moment, kept: KeptSession | None = None
    ) -> list[Output]:
        """Connect to a room and log in, leaving any other. A bad name is refused before anything is sent.

        ``kept`` is what was written down of this person in this room, if anything was.
        """
        self._part()
        self._output += self._talk.start_over(host, port, name, kept)
        self._door.start_over()
        self._host, self._port = host, port
        self._is_return = False
        self._backoff.reset()
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
        return self._talk.say("", text, self.state, moment)

    def whisper(self, to: str, text: str, moment: Moment) -> list[Output]:
        """Say something to one person, now or once the room is back. Raises ``ValueError`` for a blank name."""
        if not clean_name(to).strip():
            raise ValueError("a whisper needs a receiver, or it would be said to everyone")
        return self._talk.say(to, text, self.state, moment)

    def resend(self, key: int, moment: Moment) -> list[Output]:
        """Send an unsure or refused message again; it goes to the end of the queue."""
        return self._talk.resend(key, self.state, moment)

    def discard(self, key: int) -> list[Output]:
        """Forget an own message that is not being sent."""
        return self._talk.discard(key)

    def want_older(self, before_id: int) -> list[Output]:
        """Ask for what was said before the message ``before_id``; ``HistoryArrived`` (OLDER) answers.

        One request at a time; a lost connection forgets it.
        """
        return self._talk.want_older(before_id) if self._phase is Phase.IN_ROOM else []

    def set_away(self, is_away: bool) -> list[Output]:
        """Tell the room that this person is away, or back; does nothing in a plain one."""
        return self._talk.set_away(is_away, self.state)

    def raise_hand(self, is_up: bool) -> list[Output]:
        """Raise this person's hand, or lower it; does nothing in a plain room."""
        return self._talk.raise_hand(is_up, self.state)

    def try_now(self, moment: Moment) -> list[Output]:
        """Do not wait any longer for the next try to come back."""
        if self._phase is Phase.RESTING:
            self._connect(moment)
        elif self._phase is Phase.NAME_HELD:
            self._knock(moment)
        return self._take()

    def leave(self) -> list[Output]:
        """Leave the room, or stop trying to get into it."""
        self._part()
        self._is_return = False
        self._enter(Phase.IDLE)
        return self._take()

    # ---- the link ----------------------------------------------------------------------------------------

    def network_changed(self, moment: Moment) -> list[Output]:
        """A network came, or the computer woke up: find out at once whether the room is in reach."""
        match self._phase:
            case Phase.RESTING | Phase.NAME_HELD:
                self._backoff.reset()
                return self.try_now(moment)
            case Phase.CONNECTING:
                self._close(is_polite=False)
                self._connect(moment)
            case Phase.IN_ROOM if self._door.is_rich:
                self._output += self._talk.rich.probe(moment)
            case _:
                pass  # an answer is awaited anyway, or nothing is
        return self._take()

    def connected(self, moment: Moment) -> list[Output]:
        """The connection ordered with ``Connect`` is there."""
        if self._phase is Phase.CONNECTING:
            hello = self._door.open()
            if hello:
                self._enter(Phase.GREETING, moment.steady + self._door.greeting.seconds)
                self._output += hello
            else:
                self._knock(moment)
        return self._take()

    def connection_failed(self, reason: FailureReason, moment: Moment) -> list[Output]:
        """The connection ordered with ``Connect`` could not be made."""
        if self._phase is Phase.CONNECTING:
            self._fail(reason, moment)
        return self._take()

    def received(self, message: ServerMessage, moment: Moment) -> list[Output]:
        """The server has sent this."""
        self._door.hearing.has_frame = True
        if self._phase is Phase.IN_ROOM:
            if self._door.overhear(message):
                self._output += self._talk.serve(message, moment)
        elif self._phase is Phase.GREETING:
            self._serve_greeting(message, moment)
        elif self._phase.has_connection:
            self._serve_at_door(message, moment)
        return self._take()

    def heard_noise(self) -> None:
        """Bytes came that are in no frame: another kind of server, unless frames come too."""
        self._door.hearing.has_noise = True

    def heard_nonsense(self, moment: Moment) -> list[Output]:
        """More came than any room sends in one piece (docs/protocol.md §2): there is no use in listening."""
        if self._phase.has_connection:
            self._close(is_polite=False)
            self._lose(FailureReason.NOT_A_ROOM, moment)
        return self._take()

    def connection_lost(self, moment: Moment) -> list[Output]:
        """The connection is over, by the other side or by the network."""
        match self._phase:
            case Phase.REFUSED if self._door.hearing.farewell is None:
                # The server waits 15 s for a name; a person may think longer (docs/protocol.md §6).
                self._enter(Phase.REFUSED_OFFLINE)
            case Phase.LOGGING_IN if self._door.hearing.is_refusal_only and not self._is_return:
                self._connect(moment)  # the name was sent in the moment at which the server's patience ended
            case Phase.GREETING if self._door.hearing.is_nothing and self._door.greeting.be_closed():
                self._connect(moment)
            case Phase.GREETING | Phase.IN_ROOM | Phase.LOGGING_IN | Phase.NAME_HELD | Phase.REFUSED:
                self._lose(self._door.hearing.cause_of_end(is_return=self._is_return), moment)
            case Phase.IDLE | Phase.CONNECTING | Phase.RESTING | Phase.REFUSED_OFFLINE | Phase.ENDED:
                pass  # known already
            case _:
                assert_never(self._phase)
        return self._take()

    def tick(self, moment: Moment) -> list[Output]:
        """Time has passed. Being called too early does no harm: timers are not exact on every system."""
        if self._timer_at is not None:
            if moment.steady >= self._timer_at:
                self._end_wait(moment)
        elif self._phase is Phase.IN_ROOM:
            asked = self._talk.rich.check(moment)
            if asked is None:
                self._close(is_polite=False)
                self._lose(FailureReason.LOST, moment)
            else:
                self._output += asked
        return self._take()

    def _end_wait(self, moment: Moment) -> None:
        match self._phase:
            case Phase.RESTING:
                self._connect(moment)
            case Phase.NAME_HELD:
                self._knock(moment)
            case Phase.CONNECTING:
                self._close(is_polite=False)
                self._fail(FailureReason.NO_ANSWER, moment)
            case Phase.GREETING if self._door.greeting.be_silent():
                self._knock(moment)
            case Phase.GREETING if self._door.greeting.was_rich_once:
                self._close(is_polite=False)
                self._connect(moment)
            case Phase.GREETING | Phase.LOGGING_IN:
                self._close(is_polite=False)
                self._lose(self._door.hearing.cause_of_silence(is_return=self._is_return), moment)
            case Phase.IDLE | Phase.REFUSED | Phase.REFUSED_OFFLINE | Phase.IN_ROOM | Phase.ENDED:
                self._timer_at = None
            case _:
                assert_never(self._phase)

    # ---- into the room -----------------------------------------------------------------------------------

    def _ask(self, name: str, moment: Moment) -> None:
        refused = self._door.login.choose(name)
        if refused is not None:
            self._enter(self._phase)
            self._output.append(refused)
        elif self._phase is Phase.REFUSED:
            self._knock(moment)
        else:
            self._connect(moment)

    def _connect(self, moment: Moment) -> None:
        self._enter(Phase.CONNECTING, moment.steady + CONNECT_SECONDS)
        self._output.append(Connect(self._host, self._port))

    def _knock(self, moment: Moment) -> None:
        self._enter(Phase.LOGGING_IN, moment.steady + LOGIN_SECONDS)
        self._output += self._door.knock()

    def _serve_greeting(self, message: ServerMessage, moment: Moment) -> None:
        step = self._door.hear_greeting(message)
        self._output += step.told
        if step.next is Next.KNOCK:
            self._knock(moment)
            if not self._door.is_of_greeting(message):
                self._serve_at_door(message, moment)

    def _serve_at_door(self, message: ServerMessage, moment: Moment) -> None:
        is_awaited = self._phase is Phase.LOGGING_IN
        if is_awaited:
            self._timer_at = moment.steady + LOGIN_SECONDS
        has_ghost = self._is_return and moment.steady - self._lost_at < NAME_HELD_SECONDS
        step = self._door.serve(message, moment, is_awaited=is_awaited, has_ghost=has_ghost)
        match step.next:
            case Next.ENTER:
                self._enter_room(step.name, step.welcome, moment)
            case Next.ASK:
                self._enter(Phase.REFUSED)
            case Next.RETRY:
                self._enter(Phase.NAME_HELD, moment.steady + NAME_HELD_RETRY_SECONDS)
            case Next.WAIT | Next.KNOCK | Next.CONNECT_ANEW:
                pass
            case _:
                assert_never(step.next)
        self._output += step.told
        if step.next is Next.CONNECT_ANEW:
            self._close(is_polite=True)
            self._connect(moment)

    def _enter_room(self, name: str, welcome: Welcome | None, moment: Moment) -> None:
        is_return, self._is_return = self._is_return, True
        self._joined_at = moment.steady
        self._door.hearing.farewell = None
        if welcome is None:
            self._door.greeting.enter_plain()
        self._enter(Phase.IN_ROOM)
        self._output += self._talk.enter(name, welcome, moment, is_return=is_return)

    # ---- out of the room ---------------------------------------------------------------------------------

    def _lose(self, reason: FailureReason, moment: Moment) -> None:
        """The open connection is over for ``reason``."""
        if self._phase is Phase.IN_ROOM:
            self._lost_at = moment.steady
            if moment.steady - self._joined_at >= STEADY_AFTER_SECONDS:
                self._backoff.reset()
            self._output += self._talk.lose()
        self._fail(reason, moment)

    def _fail(self, reason: FailureReason, moment: Moment) -> None:
        """There is no connection, for ``reason``: come back by and by, or give up."""
        if self._is_return and not is_for_good(reason):
            self._enter(Phase.RESTING, moment.steady + self._backoff.next_delay_seconds(), reason)
            return
        self._is_return = False
        self._output += self._talk.end(reason)
        self._enter(Phase.ENDED, failure=reason)

    def _part(self) -> None:
        """Leave the room on purpose, if the session is in one or on its way."""
        if self._phase in {Phase.IDLE, Phase.ENDED}:
            return
        if self._door.is_rich and self._phase.has_connection and self._phase is not Phase.CONNECTING:
            self._output += self._talk.rich.say_bye()
        self._close(is_polite=True)
        self._output += self._talk.end(None)

    def _close(self, *, is_polite: bool) -> None:
        if self._phase.has_connection:
            self._output.append(Disconnect(is_polite))

    # ---- inside ------------------------------------------------------------------------------------------

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
