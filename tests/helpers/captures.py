"""Wireshark's own programs, asked what they think of a capture; and a recording to give them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from shared.wire.record import (
    Chunk,
    Closed,
    Datagram,
    Direction,
    Ending,
    Endpoint,
    Named,
    Opened,
    WireRecord,
)
from tests.helpers.headless import PATIENCE_SECONDS
from tests.helpers.wire import frame

BEGIN = 1_700_000_000.0
ROOM = Endpoint("192.168.1.5", 9999)
ALICE = Endpoint("192.168.1.23", 51_000)
BOB = Endpoint("fe80::2%eth0", 51_000)
FINDER = Endpoint("192.168.1.5", 6000)
IN, OUT = Direction.RECEIVED, Direction.SENT
REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"


def lesson() -> list[WireRecord]:
    """What a server sees: two people who find the room, log in, talk in pieces and in lumps, and go."""
    asker = Endpoint("192.168.1.23", 50_001)
    return [
        Datagram(BEGIN, IN, FINDER, asker, REQUEST),
        Datagram(BEGIN + 0.001, OUT, FINDER, asker, b"9999"),
        Opened(BEGIN + 1, 1, ROOM, ALICE),
        Opened(BEGIN + 1, 2, Endpoint("fe80::1%eth0", 9999), BOB),
        Chunk(BEGIN + 2, (1,), IN, b"\x021ali", 1),
        Chunk(BEGIN + 2.1, (1,), IN, b"ce\x03" + frame("3", "你好") + frame("3", "glued"), 2),
        Named(BEGIN + 2.2, 1, "alice"),
        Chunk(BEGIN + 2.3, (1,), OUT, frame("1", "alice"), 1),
        Chunk(BEGIN + 2.4, (2,), IN, frame("1", "小明"), 1),
        Named(BEGIN + 2.5, 2, "小明"),
        Chunk(BEGIN + 2.6, (1, 2), OUT, frame("2", "小明")),
        Chunk(BEGIN + 3, (1, 2), OUT, frame("4", "x" * 65_000) + frame("4", "y" * 4000)),
        Chunk(BEGIN + 3.1, (1, 2), OUT, b"\x02"),
        Chunk(BEGIN + 3.2, (1, 2), OUT, "4你".encode()[:3]),
        Chunk(BEGIN + 3.3, (1, 2), OUT, "4你".encode()[3:] + b"\x03"),
        Closed(BEGIN + 4, 1, Ending.BY_PEER),
        Closed(BEGIN + 4, 2, Ending.BY_US),
    ]


def program(name: str) -> str:
    """Where one of Wireshark's programs is; without it the test is skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def run(name: str, *options: str | Path) -> str:
    """What one of Wireshark's programs prints; it must succeed, and say nothing of errors."""
    done = subprocess.run(
        [program(name), *map(str, options)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    troubles = [line for line in done.stderr.splitlines() if "root" not in line]
    assert (done.returncode, troubles) == (0, [])
    return done.stdout
