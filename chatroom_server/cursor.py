"""Where a connection stands: its place in the log that it follows, and what is only for it.

The rule: what goes to everyone stands in a log once. A cursor holds places and references, never a copy of it; and
nobody but the relay and its stragglers touches either.
"""

import errno
import socket
from collections.abc import Callable, Iterator
from enum import Enum

from chatroom_server.backlog import Backlog, close_stream
from shared.protocol.codec import Encoder


class LossCause(Enum):
    """Why the relay gave a connection up."""

    GONE = "gone"  # the network broke it
    TOO_SLOW = "too slow"  # it did not read, and too much waited for it
    STALLED = "stalled"  # it took nothing for too long: we saw it, or the system did
    CROWDED = "crowded"  # too much waited for all together, and the most of it for this one
    FAILED = "failed"  # we did: what was to be sent to it could not be made

    @property
    def is_slow(self) -> bool:
        """Whether the peer could not keep up, and nothing broke."""
        return self in (LossCause.TOO_SLOW, LossCause.STALLED, LossCause.CROWDED)


def loss_of(error: OSError) -> LossCause:
    """Return why a socket failed. The system gives up by itself whoever takes nothing, or answers nothing (§6)."""
    return LossCause.STALLED if error.errno == errno.ETIMEDOUT else LossCause.GONE


class SharedLog:
    """What every connection of one dialect and encoding is sent, in one order.

    ``pieces`` is this turn's part, of so many bytes in all; it is joined, sent and emptied at the end of the turn.
    ``level_sends`` and ``level_bytes`` count what each that was level all the time has been sent.
    """

    __slots__ = (
        "encoder",
        "joined",
        "lagging",
        "level",
        "level_bytes",
        "level_sends",
        "members",
        "pieces",
        "size_bytes",
    )

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.pieces: list[bytes] = []
        self.size_bytes = 0
        self.joined = b""
        self.members = 0
        # Ordered sets: who was admitted first is sent to first.
        self.level: dict[Cursor, None] = {}
        self.lagging: dict[Cursor, None] = {}
        self.level_sends = 0
        self.level_bytes = 0

    def append(self, frames: bytes) -> None:
        """Put one message behind what the turn holds so far."""
        self.pieces.append(frames)
        self.size_bytes += len(frames)

    def join(self) -> bytes:
        """Return all of this turn, and have it ready in ``joined``: nothing more is put behind it."""
        pieces = self.pieces
        self.joined = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        return self.joined

    def end_turn(self) -> None:
        """Begin anew, once everybody has been sent what the turn holds."""
        if self.pieces:
            self.pieces.clear()
            self.size_bytes = 0
            self.joined = b""

    def enter(self, cursor: "Cursor") -> None:
        """Have a cursor follow from the end of the log on."""
        cursor.is_admitted = True
        cursor.place, cursor.place_bytes = len(self.pieces), self.size_bytes
        self.members += 1

    def leave(self, cursor: "Cursor") -> None:
        """Have a cursor follow no more; the last one takes everything along."""
        if cursor.is_admitted:
            cursor.is_admitted = False
            self.members -= 1
            if not self.members:
                self.end_turn()
                self.encoder.forget_roster()
        self.set_aside(cursor)

    def set_aside(self, cursor: "Cursor") -> None:
        """Send a cursor this turn's part neither with the level ones nor with those who lag."""
        if cursor in self.level:
            del self.level[cursor]
            cursor.count(self.level_sends, self.level_bytes)
        self.lagging.pop(cursor, None)

    def be_level(self, cursor: "Cursor") -> None:
        """Send a cursor the next turn's part with the level ones."""
        if cursor not in self.level:
            self.level[cursor] = None
            # Counted once for all of them, so that counting costs none of them anything.
            cursor.count(-self.level_sends, -self.level_bytes)


class Cursor:
    """One connection's place in a log, and what waits for it."""

    __slots__ = (
        "_sends",
        "_sent_bytes",
        "carried",
        "fileno",
        "finish_by",
        "held",
        "is_admitted",
        "is_closed",
        "is_marked",
        "log",
        "on_finished",
        "on_lost",
        "place",
        "place_bytes",
        "progress_at",
        "send",
        "waiting",
    )

    def __init__(
        self,
        sock: socket.socket,
        log: SharedLog,
        on_lost: Callable[[LossCause], None],
        on_finished: Callable[[], None],
    ) -> None:
        self.send: Callable[[bytes | memoryview], int] = sock.send
        self.fileno = sock.fileno()
        self.log = log
        self.on_lost = on_lost
        self.on_finished = on_finished
        self.is_admitted = False
        self.is_marked = False  # has something of its own this turn
        self.is_closed = False
        self.held: list[bytes | Iterator[bytes]] = []  # this turn's bytes and streams up to its last stream
        self.carried: list[bytes] = []  # this turn's bytes from there up to ``place``
        self.place = 0  # in the log's pieces of this turn
        self.place_bytes = 0  # the same place in bytes
        self.waiting = Backlog()  # of earlier turns
        self.progress_at = 0.0  # steady seconds, when something could last be sent
        self.finish_by: float | None = None  # steady seconds; None: not to be closed
        self._sends = 0  # while level: what it had more than all level ones together have
        self._sent_bytes = 0

    @property
    def sends(self) -> int:
        """How many calls of ``send`` have taken something."""
        return self._sends + (self.log.level_sends if self in self.log.level else 0)

    @property
    def sent_bytes(self) -> int:
        """How many bytes they took."""
        return self._sent_bytes + (self.log.level_bytes if self in self.log.level else 0)

    def count(self, sends: int, sent_bytes: int) -> None:
        """Count what was sent to it alone."""
        self._sends += sends
        self._sent_bytes += sent_bytes

    def carry(self) -> None:
        """Take over what the log holds so far: what is put next stands behind it."""
        log = self.log
        if self.is_admitted and self.place < len(log.pieces):
            self.carried += log.pieces[self.place :]
            self.place, self.place_bytes = len(log.pieces), log.size_bytes

    def take_turn(self) -> bytes:
        """Return what this turn is for it, behind the last stream, and begin anew: the log has been joined."""
        # The rest by its bytes: where hundreds come in one turn, each from its own place on, that is one copy each.
        rest = memoryview(self.log.joined)[self.place_bytes :] if self.is_admitted else b""
        chunk = b"".join((*self.carried, rest))
        self.carried.clear()
        self.place = self.place_bytes = 0
        return chunk

    def hold(self, chunks: Iterator[bytes]) -> None:
        """Put a stream behind what was carried so far."""
        if self.carried:
            self.held.append(b"".join(self.carried))
            self.carried.clear()
        self.held.append(chunks)

    def drop_held(self) -> None:
        """Close the streams of this turn: nobody gets them any more."""
        held, self.held = self.held, []
        for part in held:
            if not isinstance(part, bytes):
                close_stream(part)
