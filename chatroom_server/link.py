"""One accepted connection: its bytes become messages for the room, within its limits (docs/protocol.md §6).

The rule: whatever this peer sends costs nobody else anything. It is told what it did wrong where that can be
said, made to wait where it is too fast, and closed where it goes on; no input raises.
"""

import asyncio
import logging
import socket
from collections.abc import Iterator
from typing import assert_never

from chatroom_server.allowance import Allowance
from chatroom_server.cursor import Cursor, LossCause
from chatroom_server.facts import GuestId
from chatroom_server.link_owner import CloseCause, LinkOwner
from chatroom_server.relay import Relay
from chatroom_server.sessions import Visit
from chatroom_server.turns import FRAMES_AT_ONCE, Turns
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
    ClientMessage,
    Hello,
    Ignored,
    NameRefused,
    Notice,
    NoticeCode,
    Ping,
    Pong,
    PrivateMessage,
    Resume,
    Unserved,
)

_log = logging.getLogger(__name__)

_READ_BYTES = 64 * 1024
_COUNTED_KINDS = (b"2", b"3")  # what a session counts (§4)
_LINGER_SECONDS = 1.0
_LINGER_AT_CLOSING_SECONDS = 0.1


class Link:
    """One connection. The service makes it, calls ``open`` once, and hears of messages and of the end."""

    def __init__(
        self,
        guest: GuestId,
        sock: socket.socket,
        address: str,
        *,
        owner: "LinkOwner[Link]",
        relay: Relay,
        turns: Turns,
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
        self._loop = loop
        self._detector = EncodingDetector(encoding)
        self._decoder = FrameDecoder(MAX_CLIENT_PAYLOAD_BYTES)
        self.allowance = Allowance(rate, loop.time())
        self._events: Iterator[FrameEvent] = iter(())  # of the last read, those that are not served yet
        self._postponed: FrameEvent | None = None  # the first of them, when its turn has not come
        self._read_on_timer: asyncio.TimerHandle | None = None
        self._opened_at = loop.time()
        self._malformed_in_a_row = 0
        self._refused_in_a_row = 0
        self._is_reading = False
        self._is_leaving = False
        self._is_closed = False
        self._linger_until: asyncio.TimerHandle | None = None
        self.malformed = 0
        self.cursor: Cursor = relay.attach(sock, self._on_lost, self._on_finished, self._detector.encoding)
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
            self._refused_in_a_row += 1
            if self._refused_in_a_row >= MAX_REFUSED_LOGINS:
                self.finish(CloseCause.REFUSED)
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
        if self._linger_until is not None:
            self._linger_until.cancel()
            self._loop.remove_reader(self.cursor.fileno)
        self._relay.detach(self.cursor)
        self._socket.close()
        self._owner.on_link_closed(self)

    def _leave(self, cause: CloseCause) -> None:
        self._is_leaving = True
        self._stop_reading()
        self._events = iter(())
        self._postponed = None
        # Before the room tells everyone that this guest left: nobody hears that of themselves.
        self._relay.dismiss(self.cursor)
        self._owner.on_link_leaving(self, cause)

    # ---- reading -----------------------------------------------------------------------------------------

    def _read_on(self) -> None:
        if not self._is_reading and not self._is_leaving:
            self._is_reading = True
            self._loop.add_reader(self.cursor.fileno, self._on_readable)

    def _stop_reading(self) -> None:
        if self._is_reading:
            self._is_reading = False
            self._loop.remove_reader(self.cursor.fileno)
        if self._read_on_timer is not None:
            self._read_on_timer.cancel()
            self._read_on_timer = None

    def _on_readable(self) -> None:
        try:
            data = self._socket.recv(_READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.abort(CloseCause.BROKE)
            return
        if not data:
            # What this peer was still to be sent may yet arrive: it closed its own direction only.
            self.finish(CloseCause.LEFT)
            return
        self._heard_at = self._loop.time()
        self._events = self._decoder.events(data)
        self._serve_events()

    def _serve_events(self) -> None:
        share = FRAMES_AT_ONCE
        event, self._postponed = self._postponed, None
        if event is None:
            event = next(self._events, None)
        while event is not None:
            if not share or not self._turns.take(_size_bytes(event)):
                self._postpone(event)
                self._turns.stand_in_line(self._on_its_turn)
                return
            share -= 1
            if self.allowance.is_limited and not self._is_allowed(event):
                return
            self._serve(event)
            if not self._is_reading:
                return
            event = next(self._events, None)
        self._look_at_the_rest()

    def _postpone(self, event: FrameEvent) -> None:
        # Nothing is lost: TCP itself slows the sender down while nobody reads.
        self._postponed = event
        self._stop_reading()

    def _is_allowed(self, event: FrameEvent) -> bool:
        wait = self.allowance.take(self._loop.time())
        if wait <= 0:
            return True
        self._postpone(event)
        self._read_on_timer = self._loop.call_later(wait, self._on_its_turn)
        return False

    def _on_its_turn(self) -> None:
        self._read_on_timer = None
        if self._is_leaving:
            return
        # Nobody reads, so nobody else would notice: the peer may be long gone, and its name with it.
        if self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self.abort(CloseCause.BROKE)
            return
        self._heard_at = self._loop.time()
        self._read_on()
        self._serve_events()

    def _look_at_the_rest(self) -> None:
        if self._decoder.skipped_in_a_row > MAX_SKIPPED_BYTES:
            _log.info(
                "guest %d at %s sent %d bytes without a frame", self.guest, self.address, MAX_SKIPPED_BYTES
            )
            self.finish(CloseCause.MALFORMED)
        elif not self.is_logged_in and self._decoder.unfinished_bytes > MAX_LOGIN_PAYLOAD_BYTES + 1:
            self._refuse_long_login()

    def _serve(self, event: FrameEvent) -> None:
        if isinstance(event, MalformedFrame):
            self._serve_malformed(event)
        elif not self.is_logged_in and len(event.payload) > MAX_LOGIN_PAYLOAD_BYTES:
            self._refuse_long_login()
        else:
            self._serve_frame(event)

    def _refuse_long_login(self) -> None:
        self.send(Notice(NoticeCode.FRAME_TOO_LONG, number=MAX_LOGIN_PAYLOAD_BYTES))
        self.finish(CloseCause.MALFORMED)

    def _serve_frame(self, frame: Frame) -> None:
        message = self._decode(frame)
        if self._detector.encoding is not self.cursor.log.encoder.encoding:
            self._relay.follow(self.cursor, self._dialect, self._detector.encoding)
        if isinstance(message, Unserved):
            self._count_malformed()
        else:
            self._malformed_in_a_row = 0
        if not self._is_reading:
            return
        if frame.kind in _COUNTED_KINDS:
            self._owner.on_counted(self)
        match message:
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
                self._owner.on_message(self, message)

    def _decode(self, frame: Frame) -> ClientMessage:
        message = decode_client_frame(frame, self._detector, self._dialect)
        is_first, self._is_first_frame = self._is_first_frame, False
        if isinstance(message, Hello) and not is_first:
            return unknown_type(frame.kind)
        return message

    def _turn_rich(self) -> None:
        self._dialect = Dialect.RICH
        self._detector = EncodingDetector(TextEncoding.UTF_8)
        self._relay.follow(self.cursor, Dialect.RICH, TextEncoding.UTF_8)
        self.send(self._owner.hello())

    def _serve_malformed(self, malformed: MalformedFrame) -> None:
        match malformed.fault:
            case FrameFault.TOO_LONG:
                if not self.is_logged_in:
                    self._refuse_long_login()
                    return
                if malformed.evidence[:1] in _COUNTED_KINDS:
                    self._owner.on_counted(self)
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
            _log.info("guest %d at %s sent too many malformed frames in a row", self.guest, self.address)
            self.finish(CloseCause.MALFORMED)

    # ---- the relay's word --------------------------------------------------------------------------------

    def _on_lost(self, cause: LossCause) -> None:
        self.abort(CloseCause.TOO_SLOW if cause is LossCause.TOO_SLOW else CloseCause.BROKE)

    def _on_finished(self) -> None:
        if self._finish_cause is CloseCause.LEFT:
            self.abort(self._finish_cause)
            return
        # A close with unread bytes resets the connection, and on some systems takes back what was just sent.
        # So say that nothing more comes, and read on for a moment.
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.abort(self._finish_cause)
            return
        seconds = _LINGER_AT_CLOSING_SECONDS if self._finish_cause is CloseCause.CLOSING else _LINGER_SECONDS
        self._linger_until = self._loop.call_later(seconds, self.abort, self._finish_cause)
        self._loop.add_reader(self.cursor.fileno, self._on_readable_after_finish)

    def _on_readable_after_finish(self) -> None:
        try:
            is_over = not self._socket.recv(_READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            is_over = True
        if is_over:
            self.abort(self._finish_cause)


def _size_bytes(event: FrameEvent) -> int:
    return len(event.payload) if isinstance(event, Frame) else 0
