"""Whatever is told or ordered comes out of another process as it went in."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from chatroom_server.announcer import DiscoveryCounters
from chatroom_server.facts import Arrived, RulesChanged, Spoke
from chatroom_server.history.file import HistoryInUse
from chatroom_server.history.history import HistoryState
from chatroom_server.hosted_room import HostedRoom
from chatroom_server.limit_log import HitCount, LimitHit
from chatroom_server.room_orders import (
    Counted,
    Ended,
    Failed,
    Happened,
    IsOpen,
    OlderCame,
    Order,
    PinnedBefore,
    SocketsLooked,
    Told,
    WireCame,
)
from chatroom_server.room_settings import Counters, Opened
from chatroom_server.sockets import AddressNotHere, CannotOpen, PortTaken
from chatroom_server.window_facts import Happening, PassedOver
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import Old, RoomMode, Stamp
from shared.wire.record import (
    Chunk,
    Closed,
    Datagram,
    Direction,
    Ending,
    Endpoint,
    Named,
    WireBatch,
    WireCounters,
)
from shared.wire.record import (
    Opened as ConnectionOpened,
)
from tests.helpers.carried import HERE
from tests.helpers.noted_host import LIFE

COUNTERS = Counters(
    users=2,
    connections=3,
    messages=4,
    delivered=5,
    malformed=6,
    too_slow=7,
    turned_away=8,
    refused=9,
    waiting_bytes=10,
    discovery=DiscoveryCounters(1, 2, 3),
    udp_port=6000,
    limits=(HitCount(LimitHit.RATE, 5, 1, 99.5, "alice", "10.0.0.1"),),
    history=HistoryState.TROUBLED,
    history_trouble="disk full",
    relay_delay_seconds=0.25,
)
HAPPENINGS: list[Happening] = [
    Arrived(1.0, 1, "小明", "10.0.0.1", True),
    Spoke(2.0, 7, 1, "小明", "\ud83d half a face"),
    PassedOver(3.0, ((1, 500),)),
    RulesChanged(4.0, RoomMode.HOST_ONLY, 15.0),
]
HERE_END, THERE = Endpoint("10.0.0.2", 9999), Endpoint("10.0.0.1", 5001)
BATCH = WireBatch(
    (
        ConnectionOpened(1.0, 1, HERE_END, THERE),
        Named(2.0, 1, "小明"),
        Chunk(3.0, (1, 2), Direction.SENT, b"\x024hello\x03", 0, True, True),
        Datagram(4.0, Direction.RECEIVED, HERE_END, THERE, b"REQUEST", True),
        Closed(5.0, 1, Ending.RESET_BY_US),
    ),
    WireCounters(1, 2, 3, 4, 5, 6, 7),
)


@pytest.mark.parametrize(
    "told",
    [
        IsOpen(Opened("Room 101", 6001, None, ("10.0.0.1",), Path("room.db"))),
        Happened(HAPPENINGS),
        OlderCame([Old(Stamp(3, 1.5), "alice", "hello")], True),
        PinnedBefore("page 5"),
        Counted(COUNTERS),
        SocketsLooked(LIFE),
        WireCame(BATCH),
        Failed(None),
        Ended(),
    ],
    ids=lambda told: type(told).__name__,
)
def test_what_is_told_is_the_same_elsewhere(told: Told) -> None:
    assert pickle.loads(pickle.dumps(told)) == told


@pytest.mark.parametrize(
    "reason",
    [PortTaken("UDP", 6000), AddressNotHere("10.9.9.9"), HistoryInUse(Path("room.db"))],
    ids=lambda reason: type(reason).__name__,
)
def test_why_a_room_cannot_be_opened_is_the_same_elsewhere(reason: CannotOpen) -> None:
    told = pickle.loads(pickle.dumps(Failed(reason)))
    assert type(told.reason) is type(reason)
    assert vars(told.reason) == vars(reason)
    assert str(told.reason) == str(reason)


def test_an_order_names_the_same_deed_elsewhere() -> None:
    order = Order(HostedRoom.whisper, (3, "well done"))
    assert pickle.loads(pickle.dumps(order)) == order


def test_settings_are_the_same_elsewhere() -> None:
    settings = replace(HERE, encoding=TextEncoding.GBK, history_file=Path("room.db"), keeps_history=True)
    assert pickle.loads(pickle.dumps(settings)) == settings
