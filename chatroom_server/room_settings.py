"""What a room is opened with, and what it says of itself once it is open.

The rule: frozen data with no live object in it, so that it may cross threads.
"""

from dataclasses import dataclass, field
from pathlib import Path

from chatroom_server.announcer import DiscoveryCounters
from chatroom_server.history.history import HistoryState
from chatroom_server.limit_log import HitCount
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import RoomLimits


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """How to open a room. A port of None is the default one: any free TCP port, or no discovery, if it is taken.

    A port that is a number is asked for by name: then it is that one or ``PortTaken``; 0 is any free port.
    """

    room_name: str
    host_name: str | None = None
    host: str = ""  # the address to listen on; empty: every interface
    tcp_port: int | None = None
    udp_port: int | None = None
    limits: RoomLimits = field(default_factory=RoomLimits)
    encoding: TextEncoding | None = None  # for every plain connection; None: found out for each
    keeps_history: bool = False  # on disk; in memory a little is kept in any case
    history_file: Path | None = None  # None: the room's own, in the user's data folder
    is_fresh: bool = False  # guests see nothing of what was said before, unless the room ended by a crash


@dataclass(frozen=True, slots=True)
class Opened:
    """What is true of a room right after it opened. ``udp_port`` is None while another program has it."""

    room_name: str
    tcp_port: int
    udp_port: int | None
    addresses: tuple[str, ...]
    history_file: Path | None = None  # None: nothing is written


@dataclass(frozen=True, slots=True)
class Counters:
    """How the room is doing: totals since it opened, and what is open right now.

    ``waiting_bytes`` wait for all guests together. ``limits`` are those that were hit, the last one first.
    ``relay_delay_seconds`` is what 99 of 100 turns of the relay took at most in the last second; 0.0: nothing went.
    """

    users: int
    connections: int
    messages: int
    delivered: int
    malformed: int
    too_slow: int
    turned_away: int
    refused: int  # logins
    waiting_bytes: int
    discovery: DiscoveryCounters
    udp_port: int | None
    limits: tuple[HitCount, ...] = ()
    history: HistoryState = HistoryState.OFF
    history_trouble: str = ""
    relay_delay_seconds: float = 0.0
