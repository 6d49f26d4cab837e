"""One accepted connection: its bytes become messages for the room, within its limits (docs/protocol.md §6).

The rule: whatever this peer sends costs nobody else anything. It is told what it did wrong where that can be
said, made to wait where it is too fast, and closed where it goes on; no input raises.
"""

import asyncio
import socket
from typing import Protocol, assert_never

from chatroom_server.allowance import Allowance
from chatroom_server.cursor import Cursor, LossCause
from chatroom_server.deliveries import Moment
from chatroom_server.facts import GuestId
from chatroom_server.intake import Intake
from chatroom_server.limit_log import LIMITS_TOLD, LimitHit
from chatroom_server.lingering_close import LingeringClose
from chatroom_server.link_owner import CAUSE_OF_LOSS, CloseCause, LinkOwner
from chatroom_server.readers import Readers
from chatroom_server.relay import Relay
from chatroom_server.sessions import Visit
from chatroom_server.turns import Turns
from shared.protocol.codec import Dialect, decode_client_frame, unknown_type
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameFault, MalformedFrame
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

_COUNTED_KINDS = (b"2", b"3")  # what a session counts (§4)
_LINGER_SECONDS = 1.0
_LINGER_AT_CLOSING_SECONDS = 0.1


class Wire(Protocol):
    """What the bytes of a connection go through: its socket, or something that stands in for it."""

    def recv(self, size: int, /) -> bytes:
        """As a socket that does not block has it."""

    def send(self, data: bytes | memoryview, /) -> int:
        """As a socket that does not block has it: return how many bytes were taken."""


class Link:
    """One connection. The service makes it, calls ``open`` once, and hears of messages and of the end."""

    # Five thousand of these are held at once: with a dict each would take twice the memory.
    __slots__ = (
        "_detector",
        "_dialect",
        "_encoding",
        "_finish_cause",
        "_intake",
        "_is_closed",
        "_is_first_frame",
        "_is_leaving",
        "_lingering",
        "_loop",
        "_malformed_in_a_row",
        "_opened_at",
        "_owner",
        "_relay",
        "_socket",
        "address",
        "allowance",
        "cursor",
        "guest",
        "is_logged_in",
        "malformed",
        "number",
        "port",
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
        port: int = 0,
        rate: float = 0.0,
        encoding: TextEncoding | None = None,
    ) -> None:
        self.guest = guest
        self.number = guest  # of this connection, whoever's place it takes over
        self.address = address
        self.port = port  # the peer's own
        self.is_logged_in = False
        self.resume: Resume | None = None  # what this connection wants to go on with
        self.visit: Visit | None = None  # its session, once a rich one has asked to log in
        self.said_goodbye = False
        self._dialect = Dialect.PLAIN
        self._is_first_frame = True
        self._socket = sock
        self._owner = owner
        self._relay = relay
        self._loop = loop
        self._detector = EncodingDetector(encoding)
        self._encoding = self._detector.encoding  # that of what is sent to it
        self.allowance = Allowance(rate, loop.time())
        self._opened_at = loop.time()
        self._malformed_in_a_row = 0
        self._is_leaving = False
        self._is_closed = False
        self._lingering: LingeringClose | None = None
        self.malformed = 0
        self.refused = 0  # names, in a row: the first that is not is the last
        self._intake = Intake(sock, owner=self, turns=turns, readers=readers, loop=loop)
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
        return not self.is_plain and self._intake.silent_seconds > SILENT_SECONDS

    @property
    def intake(self) -> Intake:
        """What comes from it, and how much came; how much was sent to it, ``cursor`` tells."""
        return self._intake

    @property
    def socket(self) -> socket.socket:
        """Its own socket. Whoever closes it closes the link."""
        return self._socket

    def set_wire(self, wire: Wire | None) -> None:
        """Have the bytes go through something that stands in for the socket; None: through the socket again."""
        through = self._socket if wire is None else wire
        self._intake.recv = through.recv
        self.cursor.send = through.send

    def open(self) -> None:
        """Start to read."""
        self._intake.read_on()

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
        self._intake.close()
        # Before the room tells everyone that this guest left: nobody hears that of themselves.
        self._relay.dismiss(self.cursor)
        self._owner.on_link_leaving(self, cause)

    # ---- what came ---------------------------------------------------------------------------------------

    def on_all_served(self) -> None:
        """See ``IntakeOwner``, as for all of these."""
        if self._intake.skipped_in_a_row > MAX_SKIPPED_BYTES:
            self.finish(CloseCause.SKIPPED)
        elif not self.is_logged_in and self._intake.unfinished_bytes > MAX_LOGIN_PAYLOAD_BYTES + 1:
            self._refuse_long_login()

    def on_too_fast(self) -> None:
        """Count it."""
        self._owner.on_limit(self, LimitHit.RATE)

    def on_end(self) -> None:
        """Send what this peer was still to be sent, which may yet arrive: it closed its own direction only."""
        self.finish(CloseCause.LEFT)

    def on_failure(self, error: OSError) -> None:
        """The connection is over."""
        self._relay.lose(self.cursor, error)

    def on_frame(self, frame: Frame, now: Moment) -> None:
        """Serve a frame."""
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
            if self._is_leaving:
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

    def _refuse_long_login(self) -> None:
        self.send(Notice(NoticeCode.FRAME_TOO_LONG, number=MAX_LOGIN_PAYLOAD_BYTES))
        self.finish(CloseCause.LONG_LOGIN)

    def _turn_rich(self) -> None:
        self._dialect = Dialect.RICH
        self._detector = EncodingDetector(TextEncoding.UTF_8)
        self._encoding = TextEncoding.UTF_8
        self._relay.follow(self.cursor, Dialect.RICH, TextEncoding.UTF_8)
        self.send(self._owner.hello)

    def on_malformed(self, malformed: MalformedFrame, now: Moment) -> None:
        """Tell its sender what was wrong with a frame, and count it."""
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
