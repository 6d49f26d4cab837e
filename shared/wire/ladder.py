"""One connection as a ladder: what the guest did, what the server did, and what went between them, in order.

The rule: the server's calls are real ones. What cannot be seen from here (the guest's own calls, and the handshake,
which the operating systems make among themselves) is marked as inferred; and a guest's ``send`` is never told, for
from a stream of bytes nobody can tell how many there were.
"""

import math
from collections.abc import Iterable
from enum import Enum
from typing import assert_never

from shared.value import value
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
    WireRecord,
)

MOST_RUNGS = 200
"""Of what went over the connection, the newest; a taller ladder is no picture any more."""

MOST_DATAGRAMS = 4
"""Of the search before it: two requests and two answers, in both dialects."""


class Passage(Enum):
    """What goes from one side to the other on a rung."""

    NOTHING = "nothing"
    SYN = "SYN"
    SYN_ACK = "SYN-ACK"
    ACK = "ACK"
    DATA = "data"
    FIN = "FIN"
    RST = "RST"
    DATAGRAM = "UDP"
    LOST_DATAGRAM = "UDP lost"  # the bench let it fall


@value
class Rung:
    """One step. ``guest`` and ``server`` are calls as they are written in C, empty where that side did none.

    ``data`` is what was carried. ``is_inferred`` is about the passage; every call of the guest's is. ``left_out``
    stands for so many calls that are not shown, of before the next rungs or, where too much came at once, among
    them; ``utc`` is None for what was before anybody looked.
    """

    utc: float | None = None
    guest: str = ""
    server: str = ""
    passage: Passage = Passage.NOTHING
    is_to_server: bool = True
    data: bytes = b""
    is_inferred: bool = False
    left_out: int = 0


@value
class Ends:
    """What is known of a connection besides its records. A descriptor of -1 is not known.

    ``calls`` counts its ``recv`` and ``send`` calls from when it was accepted to ``counted_utc``, those that were
    recorded too.
    """

    connection: ConnectionId
    name: str
    local: Endpoint
    peer: Endpoint
    descriptor: int
    listening: Endpoint
    listening_descriptor: int
    backlog: int
    accepted_utc: float
    calls: int = 0
    counted_utc: float = math.inf


@value
class Ladder:
    """All of it: ``rungs`` from the oldest to the newest."""

    ends: Ends
    rungs: tuple[Rung, ...]


def ladder_of(ends: Ends, records: Iterable[WireRecord], most_rungs: int = MOST_RUNGS) -> Ladder:
    """Return the ladder of one connection, made of what was recorded of it; other records are passed over."""
    found: list[Rung] = []
    before: list[Datagram] = []
    calls = 0
    for record in records:
        match record:
            case Opened() | Named():
                pass  # being accepted is told of each, recorded or not
            case Datagram():
                if record.peer.host == ends.peer.host and record.utc <= ends.accepted_utc:
                    before.append(record)
            case Chunk():
                if ends.connection in record.connections:
                    calls += record.utc <= ends.counted_utc
                    found.append(_data(record, ends))
            case Closed():
                if record.connection == ends.connection:
                    found += _ending(record, ends)
            case _:
                assert_never(record)
    unseen = max(0, ends.calls - calls) + max(0, len(found) - most_rungs)
    left_out = [Rung(left_out=unseen)] if unseen else []
    shown = found[-most_rungs:] if most_rungs else []
    return Ladder(ends, (*_listening(ends), *_finding(before), *_accepting(ends), *left_out, *shown))


def _listening(ends: Ends) -> tuple[Rung, ...]:
    family = "AF_INET6" if ":" in ends.listening.host else "AF_INET"
    descriptor = ends.listening_descriptor
    return (
        Rung(server=f"socket({family}, SOCK_STREAM) = {descriptor}"),
        Rung(server=f"bind({descriptor}, {ends.listening})"),
        Rung(server=f"listen({descriptor}, {ends.backlog})"),
    )


def _finding(before: list[Datagram]) -> tuple[Rung, ...]:
    """Return the search that was answered last before the connection: on one computer there may be several."""
    answers = [each.peer for each in before if each.direction is Direction.SENT]
    own = [each for each in before if answers and each.peer == answers[-1]]
    return tuple(_datagram(each) for each in own[-MOST_DATAGRAMS:])


def _accepting(ends: Ends) -> tuple[Rung, ...]:
    utc = ends.accepted_utc
    return (
        Rung(
            utc,
            guest="socket(AF_INET6, SOCK_STREAM)"
            if ":" in ends.peer.host
            else "socket(AF_INET, SOCK_STREAM)",
        ),
        Rung(utc, guest=f"connect({ends.local})", passage=Passage.SYN, is_inferred=True),
        Rung(utc, passage=Passage.SYN_ACK, is_to_server=False, is_inferred=True),
        Rung(utc, passage=Passage.ACK, is_inferred=True),
        Rung(utc, server=f"accept({ends.listening_descriptor}) = {ends.descriptor}, {ends.peer}"),
    )


def _datagram(datagram: Datagram) -> Rung:
    is_to_server = datagram.direction is Direction.RECEIVED
    passage = Passage.LOST_DATAGRAM if datagram.is_dropped else Passage.DATAGRAM
    size = len(datagram.data)
    peer = datagram.peer
    call = f"recvfrom() = {size}, {peer}" if is_to_server else f"sendto({peer}, {size}) = {size}"
    return Rung(datagram.utc, server=call, passage=passage, is_to_server=is_to_server, data=datagram.data)


def _data(chunk: Chunk, ends: Ends) -> Rung:
    size = len(chunk.data)
    is_to_server = chunk.direction is Direction.RECEIVED
    call = (
        f"recv({ends.descriptor}) = {size}" if is_to_server else f"send({ends.descriptor}, {size}) = {size}"
    )
    return Rung(chunk.utc, server=call, passage=Passage.DATA, is_to_server=is_to_server, data=chunk.data)


def _ending(closed: Closed, ends: Ends) -> tuple[Rung, ...]:
    utc, descriptor = closed.utc, ends.descriptor
    match closed.ending:
        case Ending.BY_PEER:
            return (
                Rung(
                    utc,
                    guest="close()",
                    server=f"recv({descriptor}) = 0",
                    passage=Passage.FIN,
                    is_inferred=True,
                ),
                Rung(utc, server=f"close({descriptor})"),
            )
        case Ending.BY_US:
            return (
                Rung(
                    utc,
                    server=f"close({descriptor})",
                    passage=Passage.FIN,
                    is_to_server=False,
                    is_inferred=True,
                ),
            )
        case Ending.RESET:
            return (
                Rung(utc, server=f"recv({descriptor}) = ECONNRESET", passage=Passage.RST, is_inferred=True),
                Rung(utc, server=f"close({descriptor})"),
            )
        case Ending.RESET_BY_US:
            return (
                Rung(utc, server=f"setsockopt({descriptor}, SO_LINGER, 0)"),
                Rung(
                    utc,
                    server=f"close({descriptor})",
                    passage=Passage.RST,
                    is_to_server=False,
                    is_inferred=True,
                ),
            )
        case _:
            assert_never(closed.ending)
