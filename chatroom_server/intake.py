"""What comes from one connection: read, cut into frames, and served a fair share at a time (docs/protocol.md §6).

The rule: nothing that has come is lost. Who is too fast, or has had its share of the turn, is not read until it may
go on, so that TCP itself slows the sender down.
"""

import asyncio
import socket
from collections.abc import Callable, Iterator
from typing import Protocol

from chatroom_server.allowance import Allowance
from chatroom_server.clock import moment
from chatroom_server.deliveries import Moment
from chatroom_server.readers import Readers
from chatroom_server.turns import Turns
from shared.protocol.framing import Frame, FrameDecoder, FrameEvent, MalformedFrame
from shared.protocol.limits import MAX_CLIENT_PAYLOAD_BYTES

_NO_EVENTS: Iterator[FrameEvent] = iter(())
_READ_BYTES = 64 * 1024


class IntakeOwner(Protocol):
    """Whoever serves what comes."""

    allowance: Allowance

    def on_frame(self, frame: Frame, now: Moment) -> None:
        """Serve a frame; called for each in order. Those of one read come at one moment."""

    def on_malformed(self, malformed: MalformedFrame, now: Moment) -> None:
        """A frame was dropped."""

    def on_all_served(self) -> None:
        """All that was read has been served; a frame may be unfinished."""

    def on_too_fast(self) -> None:
        """It has to wait for its allowance."""

    def on_end(self) -> None:
        """The peer has closed its direction: nothing more comes."""

    def on_failure(self, error: OSError) -> None:
        """The connection is broken."""


class Intake:
    """``read_on`` to begin, ``close`` when nothing more is wanted; neither touches the socket itself.

    ``recv`` may be put in the place of the socket's own. What it has counted is exact: ``reads`` that returned
    bytes, the bytes, and the frames of them that were served, malformed ones too.
    """

    __slots__ = (
        "_decoder",
        "_events",
        "_fileno",
        "_heard_at",
        "_is_closed",
        "_is_reading",
        "_loop",
        "_owner",
        "_postponed",
        "_read_on_timer",
        "_readers",
        "_socket",
        "_turns",
        "frames",
        "read_bytes",
        "reads",
        "recv",
    )

    def __init__(
        self,
        sock: socket.socket,
        *,
        owner: IntakeOwner,
        turns: Turns,
        readers: Readers,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._socket = sock
        self._fileno = sock.fileno()
        self._owner = owner
        self._turns = turns
        self._readers = readers
        self._loop = loop
        self._heard_at = loop.time()
        self._decoder = FrameDecoder(MAX_CLIENT_PAYLOAD_BYTES)
        self._events: Iterator[FrameEvent] = _NO_EVENTS  # of the last read, those that are not served yet
        self._postponed: FrameEvent | None = None  # the first of them, when its turn has not come
        self._read_on_timer: asyncio.TimerHandle | None = None
        self._is_reading = False
        self._is_closed = False
        self.recv: Callable[[int], bytes] = sock.recv
        self.reads = 0
        self.read_bytes = 0
        self.frames = 0

    @property
    def is_reading(self) -> bool:
        """Whether it may go on now; it may not while it has to wait."""
        return self._is_reading

    @property
    def silent_seconds(self) -> float:
        """How long nothing has come; 0.0 while it has to wait, for that is no silence."""
        return self._loop.time() - self._heard_at if self._is_reading else 0.0

    @property
    def skipped_in_a_row(self) -> int:
        """How many bytes outside frames have come since the last frame began."""
        return self._decoder.skipped_in_a_row

    @property
    def unfinished_bytes(self) -> int:
        """How many bytes of an unfinished frame have come."""
        return self._decoder.unfinished_bytes

    def read_on(self) -> None:
        """Read what comes, from now on."""
        if not self._is_reading and not self._is_closed:
            self._is_reading = True
            self._readers.watch(self._fileno, self._on_readable)

    def close(self) -> None:
        """Read and serve nothing more. Call it before the socket is closed."""
        self._is_closed = True
        self._stop_reading()
        self._events = _NO_EVENTS
        self._postponed = None

    # ---- inside ------------------------------------------------------------------------------------------

    def _stop_reading(self) -> None:
        if self._is_reading:
            self._is_reading = False
            self._readers.forget(self._fileno)
        if self._read_on_timer is not None:
            self._read_on_timer.cancel()
            self._read_on_timer = None

    def _on_readable(self) -> None:
        try:
            data = self.recv(_READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._owner.on_failure(error)
            return
        if not data:
            self._owner.on_end()
            return
        self.reads += 1
        self.read_bytes += len(data)
        self._events = self._decoder.events(data)
        self._serve_events()

    def _serve_events(self) -> None:
        owner = self._owner
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
            if owner.allowance.is_limited and not self._is_allowed(event, now.steady):
                break
            served += 1
            if isinstance(event, Frame):
                size_bytes += len(event.payload)
                owner.on_frame(event, now)
            else:
                owner.on_malformed(event, now)
            if not self._is_reading:
                break
            event = next(self._events, None)
        else:
            self._events = _NO_EVENTS
            owner.on_all_served()
        if served:
            self.frames += served
            self._turns.spend(served, size_bytes)

    def _postpone(self, event: FrameEvent) -> None:
        self._postponed = event
        self._stop_reading()

    def _is_allowed(self, event: FrameEvent, steady: float) -> bool:
        wait = self._owner.allowance.take(steady)
        if wait <= 0:
            return True
        self._owner.on_too_fast()
        self._postpone(event)
        self._read_on_timer = self._loop.call_later(wait, self._on_its_turn)
        return False

    def _on_its_turn(self) -> None:
        self._read_on_timer = None
        if self._is_closed:
            return
        # Nobody reads, so nobody else would notice: the peer may be long gone, and its name with it.
        error = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            self._owner.on_failure(OSError(error, "the connection failed"))
            return
        self.read_on()
        self._serve_events()
