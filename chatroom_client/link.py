"""The guest's link to a room: the session, with a connection, the clock, the network and the files around it.

The rule: nothing is decided here. What happens is told to the session, its orders become calls, and its events go
to the window in lists.
"""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from chatroom_client.backoff import Backoff
from chatroom_client.connection import Connection, Heard
from chatroom_client.kept_file import KeptFiles
from chatroom_client.kept_writer import KeptWriter
from chatroom_client.network_watch import NetworkWatch
from chatroom_client.round_trip import RoundTrip
from chatroom_client.session.events import (
    FailureReason,
    Joined,
    Outgoing,
    RoundTripMeasured,
    SessionEvent,
    SessionState,
)
from chatroom_client.session.orders import Connect, Disconnect, Keep, Moment, Output, Send
from chatroom_client.session.session import Session
from chatroom_client.wire_tap import WireTap
from shared.wire.shape import AS_IT_IS, Shape

_BATCH_SECONDS = 0.016  # a frame of the screen: nobody sees more
_BATCH_EVENTS = 300  # of a flood: a few milliseconds for the window, and then its turn to do something else


def read_clock() -> Moment:
    """Return the moment that it is now."""
    return Moment(time.monotonic(), time.time())


class ServerLink(QObject):
    """One person's connection to a room, kept up until ``leave``. All of it is ``Session``'s doing.

    Call ``close`` when the program ends. Without ``files`` nothing outlives the program; ``is_plain``, ``app`` and
    ``language`` are for the session. What goes over the wire is told to ``tap``.
    """

    happened = Signal(object)
    """What happened, in order: a list of ``SessionEvent``, at once or every 16 ms when much happens.

    In a flood they come oftener, for no list takes the window long.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clock: Callable[[], Moment] = read_clock,
        backoff: Backoff | None = None,
        files: KeptFiles | None = None,
        watch: NetworkWatch | None = None,
        tap: WireTap | None = None,
        is_plain: bool = False,
        app: str = "",
        language: str = "",
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._session = Session(backoff or Backoff(), is_plain=is_plain, app=app, language=language)
        self._kept = KeptWriter(files, lambda: self._session.kept, self)
        self._connection: Connection | None = None
        self._tap = tap or WireTap()
        self._shape = AS_IT_IS
        self._round_trip = RoundTrip()
        self._events: list[SessionEvent] = []
        self._emitted_at = -math.inf
        self._is_emitting = False
        self._watch = watch or NetworkWatch(clock, self)
        self._watch.came_back.connect(self._on_network_came_back)
        self._tick_timer = QTimer(self)
        self._tick_timer.setSingleShot(True)
        self._tick_timer.timeout.connect(self._on_tick_due)
        self._batch_timer = QTimer(self)
        self._batch_timer.setSingleShot(True)
        self._batch_timer.timeout.connect(self._emit)

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        return self._session.state

    @property
    def you(self) -> str:
        """This person's name as the server shows it, or the one that is wanted."""
        return self._session.you

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone in the room in the order of arrival, as last heard."""
        return self._session.names

    @property
    def host(self) -> str:
        """Where the room is, as it was given to ``join``."""
        return self._session.host

    @property
    def port(self) -> int:
        """The room's TCP port."""
        return self._session.port

    @property
    def outgoing(self) -> tuple[Outgoing, ...]:
        """All own messages that are not confirmed."""
        return self._session.outgoing

    @property
    def tap(self) -> WireTap:
        """What has gone over the wire."""
        return self._tap

    def steady_now(self) -> float:
        """Return the steady seconds that ``StateChanged.retry_at`` is measured in."""
        return self._clock().steady

    def join(self, host: str, port: int, name: str) -> None:
        """Connect to a room and log in; what comes of it is told by ``happened``.

        What an earlier run of the program left unsaid there is told at once, and goes out or asks.
        """
        kept = self._kept.read(host, port, name)
        self._carry_out(self._session.join(host, port, name, self._clock(), kept))

    def try_name(self, name: str) -> None:
        """Ask for another name after a refusal."""
        self._carry_out(self._session.try_name(name, self._clock()))

    def say(self, text: str) -> None:
        """Say something to everyone, now or once the room is back."""
        self._carry_out(self._session.say(text, self._clock()))

    def whisper(self, to: str, text: str) -> None:
        """Say something to one person, now or once the room is back. Raises ``ValueError`` for a blank name."""
        self._carry_out(self._session.whisper(to, text, self._clock()))

    def resend(self, key: int) -> None:
        """Send an unsure or refused message again."""
        self._carry_out(self._session.resend(key, self._clock()))

    def discard(self, key: int) -> None:
        """Forget a message that is not being sent."""
        self._carry_out(self._session.discard(key))

    def set_away(self, is_away: bool) -> None:
        """Tell the room that this person is away, or back; a plain one cannot be told."""
        self._carry_out(self._session.set_away(is_away))

    def raise_hand(self, is_up: bool) -> None:
        """Raise this person's hand, or lower it; in a plain room nobody would see it."""
        self._carry_out(self._session.raise_hand(is_up))

    def try_now(self) -> None:
        """Do not wait any longer for the next try to come back."""
        self._carry_out(self._session.try_now(self._clock()))

    def want_older(self, before_id: int) -> None:
        """Ask for what was said before the message with this id."""
        self._carry_out(self._session.want_older(before_id))

    def set_shape(self, shape: Shape) -> None:
        """Put what is sent on the stream bench, from now on and over connections to come as well."""
        self._shape = shape
        if self._connection is not None:
            self._connection.set_shape(shape)

    def reset_connection(self) -> None:
        """Break the connection off with RST, if there is one; the session comes back as from any loss."""
        if self._connection is not None:
            self._connection.reset()

    def leave(self) -> None:
        """Leave the room, or stop trying to get into it."""
        self._carry_out(self._session.leave())

    def set_keeping(self, is_allowed: bool) -> None:
        """Whether anything may outlive the program, which on a shared computer it may not."""
        self._kept.set_allowed(is_allowed)

    def close(self) -> None:
        """The program ends: leave, and write down what the next one is to know."""
        self.leave()
        self._kept.close()

    # ---- what the session wants --------------------------------------------------------------------------

    def _carry_out(self, outputs: list[Output]) -> None:
        self._obey(outputs)
        self._settle()

    def _obey(self, outputs: list[Output]) -> None:
        for output in outputs:
            match output:
                case Connect(host, port):
                    self._connect(host, port)
                case Disconnect(is_polite):
                    self._close_connection(is_polite=is_polite)
                case Send(message):
                    if self._connection is not None:
                        self._round_trip.note_sent(message, self.steady_now())
                        self._connection.send(message)
                case Keep():
                    self._kept.obey(output)
                case _:
                    if isinstance(output, Joined) and self._connection is not None:
                        self._connection.set_name(output.you)
                    self._events.append(output)

    def _settle(self) -> None:
        """After all orders: wait for what comes next, and tell the window what has happened."""
        self._set_tick_timer()
        if self.state in {SessionState.IN_ROOM, SessionState.RECONNECTING}:
            self._watch.start()
        else:
            self._watch.stop()
        self._kept.follow()
        self._emit_soon()

    def _connect(self, host: str, port: int) -> None:
        self._round_trip = RoundTrip()
        self._connection = Connection(host, port, self.steady_now, self, tap=self._tap)
        self._connection.set_shape(self._shape)
        self._connection.connected.connect(self._on_connected)
        self._connection.heard.connect(self._on_heard)
        self._connection.ended.connect(self._on_ended)

    def _close_connection(self, *, is_polite: bool) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close(is_polite=is_polite)

    # ---- what the connection tells -----------------------------------------------------------------------

    @Slot()
    def _on_connected(self) -> None:
        self._carry_out(self._session.connected(self._clock()))

    @Slot(object)
    def _on_heard(self, heard: Heard) -> None:
        connection, moment = self._connection, self._clock()
        if heard.has_noise:
            self._session.heard_noise()
        for message in heard.messages:
            seconds = self._round_trip.note_heard(message, moment.steady)
            if seconds is not None:
                self._events.append(RoundTripMeasured(seconds))
            self._obey(self._session.received(message, moment))
            if self._connection is not connection:
                break  # the rest is another room's, or nobody's
        else:
            if heard.is_nonsense:
                self._obey(self._session.heard_nonsense(moment))
        self._settle()

    @Slot(object)
    def _on_ended(self, reason: FailureReason | None) -> None:
        self._connection = None
        moment = self._clock()
        if reason is None:
            self._carry_out(self._session.connection_lost(moment))
        else:
            self._carry_out(self._session.connection_failed(reason, moment))

    @Slot()
    def _on_network_came_back(self) -> None:
        self._carry_out(self._session.network_changed(self._clock()))

    # ---- time --------------------------------------------------------------------------------------------

    def _set_tick_timer(self) -> None:
        at = self._session.next_tick_at
        if at is None:
            self._tick_timer.stop()
        else:
            self._tick_timer.start(_milliseconds(at - self._clock().steady))

    @Slot()
    def _on_tick_due(self) -> None:
        # Timers fire early on some systems: the session compares with the clock, and the timer is set again.
        self._carry_out(self._session.tick(self._clock()))

    def _emit_soon(self) -> None:
        if len(self._events) >= _BATCH_EVENTS and not self._is_emitting:
            self._batch_timer.stop()
            self._emit()
        if not self._events or self._batch_timer.isActive():
            return
        wait = self._emitted_at + _BATCH_SECONDS - self._clock().steady
        if wait > 0 or self._is_emitting:
            # What the window does in answer to a list can make new events: they come after all of that list.
            self._batch_timer.start(_milliseconds(wait))
        else:
            self._emit()

    @Slot()
    def _emit(self) -> None:
        events, self._events = self._events, []
        self._emitted_at = self._clock().steady
        self._is_emitting = True
        try:
            self.happened.emit(events)
        finally:
            self._is_emitting = False


def _milliseconds(seconds: float) -> int:
    return max(0, math.ceil(seconds * 1000))
