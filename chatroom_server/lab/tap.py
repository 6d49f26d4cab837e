"""Records what the room's sockets did, for the host's window to look at.

The rule: what is recorded between two pulls is bounded, and what is counted is exact whatever is left out. Whispers
and secrets are masked before anything is kept; and the same bytes to many connections are kept once.
"""

import time
from collections.abc import Callable
from typing import Final

from chatroom_server.lab.tapped_socket import TappedSocket
from shared.protocol.framing import ETX
from shared.wire.mask import WhisperMask
from shared.wire.record import (
    Chunk,
    Closed,
    ConnectionId,
    Datagram,
    Direction,
    Ending,
    Endpoint,
    Named,
    Opened,
    WireBatch,
    WireCounters,
    WireRecord,
)

MOST_BYTES: Final = 128 * 1024
"""Between two pulls. Thirty times a second that is far more than anybody reads, and little for a pipe."""

MOST_RECORDS: Final = 600
"""Calls and datagrams between two pulls: at thirty a second, more than ten thousand."""

MOST_FRAMES: Final = 300
"""In those calls: thirty times a second still nine thousand rows, which keep a window busy enough."""

MOST_PASSED: Final = 1_000
"""Connections that came and went between two pulls, before they are forgotten."""

_BYTES_OF_A_NUMBER = 4
_ETX = bytes([ETX])


class Tap:
    """Tell it what happens, and ``pull`` what there is to see. It belongs to the room's thread.

    ``shared``, ``shared_size`` and ``shared_to`` are for ``TappedSocket``: the bytes that were sent last, if they
    were whole frames and went at one go, and the connections that took them so far.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.time,
        before: WireCounters = WireCounters(),  # noqa: B008 (frozen)
    ) -> None:
        """``now`` gives seconds since 1970; the counters go on from ``before``."""
        self.shared: bytes | None = None
        self.shared_size = 0
        self.shared_to: list[ConnectionId] = []
        self._shared_utc = 0.0
        self._shared_first: TappedSocket | None = None
        self._last_group: tuple[ConnectionId, ...] = ()
        # What goes to many is whole frames and no whisper, and nothing of it is lost: of such frames every mask
        # makes the same, so one serves them all.
        self._group_mask = WhisperMask(is_from_client=False)
        self._now = now
        self._records: list[WireRecord] = []
        self._calls = 0  # of the records: chunks and datagrams
        self._size_bytes = 0
        self._frames = 0
        self._sent_gaps: set[ConnectionId] = set()
        self._fresh: set[ConnectionId] = set()  # opened since the last pull
        self._passed: set[ConnectionId] = set()  # and closed, too
        self._frames_received = before.frames_received
        self._frames_sent = before.frames_sent
        self._bytes_received = before.bytes_received
        self._bytes_sent = before.bytes_sent
        self._receives = before.receives
        self._sends = before.sends
        self._left_out = before.left_out

    def pull(self) -> WireBatch:
        """Return what was recorded since the last pull; the counters go on."""
        self._end_group()
        records, self._records = tuple(self._records), []
        self._calls = self._size_bytes = self._frames = 0
        self._last_group = ()
        self._fresh.clear()
        self._passed.clear()
        counters = WireCounters(
            self._frames_received,
            self._frames_sent,
            self._bytes_received,
            self._bytes_sent,
            self._receives,
            self._sends,
            self._left_out,
        )
        return WireBatch(records, counters)

    def settle(self) -> None:
        """Record all that has happened. Call it before a mask is changed, or what went out is masked by the new."""
        self._end_group()

    # ---- connections -------------------------------------------------------------------------------------

    def open(self, tapped: TappedSocket, local: Endpoint, peer: Endpoint, age_seconds: float) -> None:
        """A connection is there, and has been for so long."""
        self._end_group()
        self._fresh.add(tapped.number)
        if tapped.has_received_gap:
            self._sent_gaps.add(tapped.number)
        self._records.append(Opened(self._now() - age_seconds, tapped.number, local, peer))

    def name(self, connection: ConnectionId, name: str) -> None:
        """A connection is somebody's from here on."""
        self._end_group()
        self._records.append(Named(self._now(), connection, name))

    def close(self, connection: ConnectionId, ending: Ending) -> None:
        """A connection is over."""
        self._end_group()
        self._sent_gaps.discard(connection)
        self._records.append(Closed(self._now(), connection, ending))
        if connection in self._fresh:
            self._passed.add(connection)
            if len(self._passed) >= MOST_PASSED:
                self._forget_passed()

    # ---- calls -------------------------------------------------------------------------------------------

    def received(self, tapped: TappedSocket, data: bytes) -> None:
        """A ``recv`` has returned bytes."""
        self._end_group()
        self._receives += 1
        self._bytes_received += len(data)
        self._frames_received += tapped.frame_count.count(data)
        if not self._has_room(len(data), data.count(_ETX)):
            self._left_out += 1
            tapped.has_received_gap = True
            tapped.received_mask.lose()
            return
        seen, is_masked = tapped.received_mask.feed(data)
        is_after_gap, tapped.has_received_gap = tapped.has_received_gap, False
        self._add(
            Chunk(
                self._now(), tapped.only, Direction.RECEIVED, seen, tapped.receives, is_after_gap, is_masked
            ),
            len(data),
        )

    def sent(self, tapped: TappedSocket, data: bytes | memoryview, count: int) -> None:
        """A ``send`` has taken the first ``count`` of these bytes, which are not those that were sent last."""
        self._end_group()
        taken = data if isinstance(data, bytes) and count == len(data) else bytes(data[:count])
        if tapped.is_level and taken is data and data[count - 1] == ETX:
            # Perhaps others take the very same: then this is one call in the record.
            self.shared, self.shared_size = data, count
            self.shared_to = [tapped.number]
            self._shared_first, self._shared_utc = tapped, self._now()
            return
        tapped.is_level = taken[-1] == ETX  # the server sends nothing but frames
        self._sends += 1
        self._bytes_sent += count
        frames = taken.count(_ETX)
        self._frames_sent += frames
        if not self._has_room(count, frames):
            self._left_out += 1
            self._sent_gaps.add(tapped.number)
            tapped.sent_mask.lose()
            return
        seen, is_masked = tapped.sent_mask.feed(taken)
        self._add_sent(self._now(), tapped.only, seen, tapped.sends, is_masked=is_masked)

    def datagram(self, datagram: Datagram) -> None:
        """A datagram came, went or was let fall."""
        self._end_group()
        if self._has_room(len(datagram.data), 1):
            self._add(datagram, len(datagram.data))
        else:
            self._left_out += 1

    # ---- inside ------------------------------------------------------------------------------------------

    def _has_room(self, size_bytes: int, frames: int) -> bool:
        if not self._calls:
            return True  # or a long list of who is here would never be seen
        return (
            self._calls < MOST_RECORDS
            and self._size_bytes + size_bytes <= MOST_BYTES
            and self._frames + frames <= MOST_FRAMES
        )

    def _add(self, record: Chunk | Datagram, size_bytes: int) -> None:
        self._records.append(record)
        self._calls += 1
        self._size_bytes += size_bytes
        self._frames += record.data.count(_ETX)

    def _end_group(self) -> None:
        data, first = self.shared, self._shared_first
        if data is None or first is None:
            return
        self.shared = self._shared_first = None
        to = self.shared_to
        count = len(to)
        self._sends += count
        self._bytes_sent += count * self.shared_size
        frames = data.count(_ETX)
        self._frames_sent += count * frames
        group: tuple[ConnectionId, ...] = first.only
        if count == 1:
            cost = self.shared_size
        else:
            group = tuple(to)
            if group == self._last_group:
                group = self._last_group  # it crosses to the window once
                cost = self.shared_size
            else:
                cost = self.shared_size + _BYTES_OF_A_NUMBER * count
        if not self._has_room(cost, frames):
            self._left_out += count
            self._sent_gaps.update(to)
            return
        self._size_bytes += cost - self.shared_size
        if count == 1:
            seen, is_masked = first.sent_mask.feed(data)
            self._add_sent(self._shared_utc, group, seen, first.sends, is_masked=is_masked)
            return
        self._last_group = group
        seen, is_masked = self._group_mask.feed(data)
        self._add_sent(self._shared_utc, group, seen, 0, is_masked=is_masked)

    def _add_sent(
        self, utc: float, group: tuple[ConnectionId, ...], seen: bytes, call: int, *, is_masked: bool
    ) -> None:
        late = self._sent_gaps.intersection(group) if self._sent_gaps else None
        if not late:
            self._add(Chunk(utc, group, Direction.SENT, seen, call, False, is_masked), len(seen))
            return
        self._sent_gaps -= late
        on_time = tuple(number for number in group if number not in late)
        if on_time:
            self._add(Chunk(utc, on_time, Direction.SENT, seen, 0, False, is_masked), len(seen))
            group = tuple(number for number in group if number in late)
        self._add(Chunk(utc, group, Direction.SENT, seen, call, True, is_masked), len(seen))

    def _forget_passed(self) -> None:
        """Drop all of the connections that came and went, so that a storm of them does not pile up."""
        passed, self._passed = self._passed, set()
        kept: list[WireRecord] = []
        for record in self._records:
            match record:
                case Opened() | Named() | Closed():
                    is_kept = record.connection not in passed
                case Chunk():
                    is_kept = len(record.connections) > 1 or record.connections[0] not in passed
                    self._left_out += not is_kept
                case _:
                    is_kept = True
            if is_kept:
                kept.append(record)
        self._records = kept
        self._fresh -= passed
