"""One accepted connection: its bytes become messages for the room, within its limits (docs/protocol.md §6).

The rule: whatever this peer sends costs nobody else anything. It is told what it did wrong where that can be
said, made to wait where it is too fast, and closed where it goes on; no input raises.
"""

import asyncio
import socket
from collections.abc import Iterator
from typing import assert_never

from chatroom_server.allowance import Allowance
from chatroom_server.clock import moment
from chatroom_server.cursor import Cursor, LossCause
from chatroom_server.deliveries import Moment
from chatroom_server.facts import GuestId
from chatroom_server.limit_log import LIMITS_TOLD, LimitHit
from chatroom_server.lingering_close import LingeringClose
from chatroom_server.link_owner import CAUSE_OF_LOSS, CloseCause, LinkOwner
from chatroom_server.readers import Readers
from chatroom_server.relay import Relay
from chatroom_server.sessions import Visit
from chatroom_server.turns import Turns
from shared.protocol.codec import Dialect, decode_client_frame, unknown_type
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder, FrameEvent, FrameFault, MalformedFrame
from shared.protocol.limits import (
    LOGIN_SECONDS,
    MAX_CLIENT_PAYLOAD_BYTES,
    MAX_LOGIN_PAYLOAD_BYTES,
    MAX_MALFORMED_FRAMES,
    MAX_REFUSED_LOGINS,
    MAX_SKIPPED_BYTES,
    SILENT_SECONDS,
)
from shared.protocol.messages import (
    Bye,
    Hello,
    Ignored,
    NameRefused,
    Notice,
    NoticeCode,
    Ping,
    Pong,
    PrivateMessage,
    Resume,
    Say,
    Unserved,
    Whisper,
)

_NO_EVENTS: Iterator[FrameEvent] = iter(())
_READ_BYTES = 64 * 1024
_COUNTED_KINDS = (b"2", b"3")  # what a session counts (§4)
_LINGER_SECONDS = 1.0
_LINGER_AT_CLOSING_SECONDS = 0.1


class Link:
    """One connection. The service makes it, calls ``open`` once, and hears of messages and of the end."""

    # Five thousand of these are held at once: with a dict each would take twice the memory.
    __slots__ = (
        "_decoder",
        "_detector",
        "_dialect",
        "_encoding",
        "_events",
        "_finish_cause",
        "_heard_at",
        "_is_closed",
        "_is_first_frame",
        "_is_leaving",
        "_is_reading",
        "_lingering",
        "_loop",
        "_malformed_in_a_row",
        "_opened_at",
        "_owner",
        "_postponed",
        "_read_on_timer",
        "_readers",
        "_relay",
        "_socket",
        "_turns",
        "address",
        "allowance",
        "cursor",
        "guest",
        "is_logged_in",
        "malformed",
        "refused",
        "resume",
        "said_goodbye",
        "visit",
    )

    def __init__(
        self,
        guest: GuestId,
        sock: socket.socket,
        address: str,
        *,
        owner: "LinkOwner[Link]",
        relay: Relay,
        turns: Turns,
        readers: Readers,
        loop: asyncio.AbstractEventLoop,
        rate: float = 0.0,
        encoding: TextEncoding | None = None,
    ) -> None:
        self.guest = guest
        self.address = address
        self.is_logged_in = False
        self.resume: Resume | None = None  # what this connection wants to go on with
        self.visit: Visit | None = None  # its session, once a rich one has asked to log in
        self.said_goodbye = False
        self._dialect = Dialect.PLAIN
        self._is_first_frame = True
        self._heard_at = loop.time()
        self._socket = sock
        self._owner = owner
        self._relay = relay
        self._turns = turns
        self._readers = readers
        self._loop = loop
        self._detector = EncodingDetector(encoding)
        self._encoding = self._detector.encoding  # that of what is sent to it
        self._decoder = FrameDecoder(MAX_CLIENT_PAYLOAD_BYTES)
        self.allowance = Allowance(rate, loop.time())
        self._events: Iterator[FrameEvent] = _NO_EVENTS  # of the last read, those that are not served yet
        self._postponed: FrameEvent | None = None  # the first of them, when its turn has not come
        self._read_on_timer: asyncio.TimerHandle | None = None
        self._opened_at = loop.time()
        self._malformed_in_a_row = 0
        self._is_reading = False
        self._is_leaving = False
        self._is_closed = False
        self._lingering: LingeringClose | None = None
        self.malformed = 0
        self.refused = 0  # names, in a row: the first that is not is the last
        self.cursor: Cursor = relay.attach(sock, self._on_lost, self._on_finished, self._encoding)
        self._finish_cause = CloseCause.DISMISSED

    @property
    def is_closed(self) -> bool:
        """Whether the link is over."""
        return self._is_closed

    @property
    def is_leaving(self) -> bool:
        """Whether nothing comes from it any more, and what waits for it is all that it is sent."""
        return self._is_leaving

    @property
    def age_seconds(self) -> float:
        """How long ago the connection was accepted."""
        return self._loop.time() - self._opened_at

    @property
    def is_overdue(self) -> bool:
        """Whether the time to log in has passed."""
        return not self.is_logged_in and self.age_seconds > LOGIN_SECONDS

    @property
    def is_plain(self) -> bool:
        """Whether this connection speaks the course protocol and nothing more."""
        return self._dialect is Dialect.PLAIN

    @property
    def is_silent(self) -> bool:
        """Whether a rich connection sent nothing for too long; while it is made to wait, that is no silence."""
        is_listened_to = self._is_reading and not self.is_plain
        return is_listened_to and self._loop.time() - self._heard_at > SILENT_SECONDS

    def open(self) -> None:
        """Start to read."""
        self._read_on()

    def send(self, message: PrivateMessage) -> None:
        """Send something to this connection alone."""
        if isinstance(message, NameRefused):
            self.refused += 1
            if self.refused >= MAX_REFUSED_LOGINS:
                self.finish(CloseCause.REFUSED)
        elif isinstance(message, Notice) and message.code in LIMITS_TOLD:
            self._owner.on_limit(self, LIMITS_TOLD[message.code])
        self._relay.to_one(self.cursor, message)

    def admit(self) -> None:
        """The room has let this guest in."""
        self.is_logged_in = True
        self._relay.admit(self.cursor)

    def finish(self, cause: CloseCause) -> None:
        """Read no more, send what waits (two seconds at most), and close."""
        if self._is_leaving:
            return
        self._leave(cause)
        self._finish_cause = cause
        self._relay.finish(self.cursor, self._loop.time())

    def abort(self, cause: CloseCause) -> None:
        """Close at once."""
        if self._is_closed:
            return
        self._is_closed = True
        if not self._is_leaving:
            self._leave(cause)
        if self._lingering is not None:
            self._lingering.cancel()
        self._relay.detach(self.cursor)
        self._socket.close()
        self._owner.on_link_closed(self)

    def _leave(self, cause: CloseCause) -> None:
        self._is_leaving = True
        self._stop_reading()
        self._events = _NO_EVENTS
        self._postponed = None
        # Before the room tells everyone that this guest left: nobody hears that of themselves.
        self._relay.dismiss(self.cursor)
        self._owner.on_link_leaving(self, cause)

    # ---- reading -----------------------------------------------------------------------------------------

    def _read_on(self) -> None:
        if not self._is_reading and not self._is_leaving:
            self._is_reading = True
            self._readers.watch(self.cursor.fileno, self._on_readable)

    def _stop_reading(self) -> None:
        if self._is_reading:
            self._is_reading = False
            self._readers.forget(self.cursor.fileno)
        if self._read_on_timer is not None:
            self._read_on_timer.cancel()
            self._read_on_timer = None

    def _on_readable(self) -> None:
        try:
            data = self._socket.recv(_READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._relay.lose(self.cursor, error)
            return
        if not data:
            # What this peer was still to be sent may yet arrive: it closed its own direction only.
            self.finish(CloseCause.LEFT)
            return
        self._events = self._decoder.events(data)
        self._serve_events()

    def _serve_events(self) -> None:
        share = self._turns.share()
        now = moment(self._loop)
        self._heard_at = now.steady
        served = size_bytes = 0
        event, self._postponed = self._postponed, None
        if event is None:
            event = next(self._events, None)
        while event is not None:
            if served == share or self._turns.is_full:
                self._postpone(event)
                self._turns.stand_in_line(self._on_its_turn)
                break
            if self.allowance.is_limited and not self._is_allowed(event, now.steady):
                break
            served += 1
            if isinstance(event, Frame):
                size_bytes += len(event.payload)
                self._serve_frame(event, now)
            else:
                self._serve_malformed(event, now)
            if not self._is_reading:
                break
            event = next(self._events, None)
        else:
            self._events = _NO_EVENTS
            self._look_at_the_rest()
        if served:
            self._turns.spend(served, size_bytes)

    def _postpone(self, event: FrameEvent) -> None:
        # Nothing is lost: TCP itself slows the sender down while nobody reads.
        self._postponed = event
        self._stop_reading()

    def _is_allowed(self, event: FrameEvent, steady: float) -> bool:
        wait = self.allowance.take(steady)
        if wait <= 0:
            return True
        self._owner.on_limit(self, LimitHit.RATE)
        self._postpone(event)
        self._read_on_timer = self._loop.call_later(wait, self._on_its_turn)
        return False

    def _on_its_turn(self) -> None:
        self._read_on_timer = None
        if self._is_leaving:
            return
        # Nobody reads, so nobody else would notice: the peer may be long gone, and its name with it.
        error = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            self._relay.lose(self.cursor, OSError(error, "the connection failed"))
            return
        self._read_on()
        self._serve_events()

    def _look_at_the_rest(self) -> None:
        if self._decoder.skipped_in_a_row > MAX_SKIPPED_BYTES:
            self.finish(CloseCause.SKIPPED)
        elif not self.is_logged_in and self._decoder.unfinished_bytes > MAX_LOGIN_PAYLOAD_BYTES + 1:
            self._refuse_long_login()

    def _refuse_long_login(self) -> None:
        self.send(Notice(NoticeCode.FRAME_TOO_LONG, number=MAX_LOGIN_PAYLOAD_BYTES))
        self.finish(CloseCause.LONG_LOGIN)

    def _serve_frame(self, frame: Frame, now: Moment) -> None:
        if not self.is_logged_in and len(frame.payload) > MAX_LOGIN_PAYLOAD_BYTES:
            self._refuse_long_login()
            return
        message = decode_client_frame(frame, self._detector, self._dialect)
        if self._detector.encoding is not self._encoding:
            self._encoding = self._detector.encoding
            self._relay.follow(self.cursor, self._dialect, self._encoding)
        is_first, self._is_first_frame = self._is_first_frame, False
        if isinstance(message, Hello) and not is_first:
            message = unknown_type(frame.kind)
        if isinstance(message, Unserved):
            self._count_malformed()
            if not self._is_reading:
                return
        else:
            self._malformed_in_a_row = 0
        if self.visit is not None and frame.kind in _COUNTED_KINDS:
            self._owner.on_counted(self, now)
        match message:
            case Say() | Whisper():
                self._owner.on_message(self, message, now)
            case Hello():
                self._turn_rich()
            case Resume():
                self.resume = message
            case Ping(number):
                self.send(Pong(number))
            case Bye():
                self.said_goodbye = True
                self.finish(CloseCause.LEFT)
            case Ignored():
                pass
            case _:
                self._owner.on_message(self, message, now)

    def _turn_rich(self) -> None:
        self._dialect = Dialect.RICH
        self._detector = EncodingDetector(TextEncoding.UTF_8)
        self._encoding = TextEncoding.UTF_8
        self._relay.follow(self.cursor, Dialect.RICH, TextEncoding.UTF_8)
        self.send(self._owner.hello)

    def _serve_malformed(self, malformed: MalformedFrame, now: Moment) -> None:
        match malformed.fault:
            case FrameFault.TOO_LONG:
                if not self.is_logged_in:
                    self._refuse_long_login()
                    return
                if self.visit is not None and malformed.evidence[:1] in _COUNTED_KINDS:
                    self._owner.on_counted(self, now)
                self._owner.on_limit(self, LimitHit.LONG_FRAME)
                self.send(Notice(NoticeCode.FRAME_TOO_LONG, number=MAX_CLIENT_PAYLOAD_BYTES))
            case FrameFault.NO_TYPE:
                self.send(Notice(NoticeCode.FRAME_WITHOUT_TYPE))
            case FrameFault.LOST_END:
                pass  # the frame that follows is served, and the sender may have been cut off by a crash
            case _:
                assert_never(malformed.fault)
        self._count_malformed()

    def _count_malformed(self) -> None:
        self.malformed += 1
        self._malformed_in_a_row += 1
        if self._malformed_in_a_row >= MAX_MALFORMED_FRAMES:
            self.finish(CloseCause.MALFORMED)

    # ---- the relay's word --------------------------------------------------------------------------------

    def _on_lost(self, cause: LossCause) -> None:
        self.abort(CAUSE_OF_LOSS[cause])

    def _on_finished(self) -> None:
        if self._finish_cause is CloseCause.LEFT:
            self.abort(self._finish_cause)
            return
        seconds = _LINGER_AT_CLOSING_SECONDS if self._finish_cause is CloseCause.CLOSING else _LINGER_SECONDS
        self._lingering = LingeringClose(self._socket, self._loop, lambda: self.abort(self._finish_cause))
        self._lingering.begin(seconds)
