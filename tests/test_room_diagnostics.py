"""What the host's window adds to the diagnostics."""

from dataclasses import replace
from pathlib import Path

from chatroom_server.limit_log import HitCount, LimitHit
from chatroom_server.room_settings import Opened
from chatroom_server.window.room_diagnostics import RoomDiagnostics
from tests.test_count_words import BUSY

OPENED = Opened("方老师的教室", 9999, 6000, ("192.168.1.5",), Path("/home/fang/room.db"))


def test_without_a_room_only_that_is_said() -> None:
    assert RoomDiagnostics().describe() == "room: closed"


def test_an_open_room_tells_its_ports_and_counts() -> None:
    told = RoomDiagnostics("open", OPENED, replace(BUSY, udp_port=6000, users=12)).describe()
    assert "TCP port: 9999" in told
    assert "UDP port: 6000" in told
    assert "people: 12" in told
    assert "history: on" in told


def test_a_port_that_is_taken_is_told() -> None:
    assert "taken" in RoomDiagnostics("open", OPENED, replace(BUSY, udp_port=None)).describe()


def test_nobody_can_be_known_by_it() -> None:
    hits = (HitCount(LimitHit.RATE, 142, 12, 0.0, "alice", "192.168.1.23"),)
    told = RoomDiagnostics("open", OPENED, replace(BUSY, limits=hits)).describe()
    assert "142 times" in told
    for secret in ("alice", "192.168.1.23", "方老师", "fang"):
        assert secret not in told
