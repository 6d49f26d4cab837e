"""What every guest process is: a loop over its socket, its orders on standard input and its own times.

The rule: a guest decides nothing about the chaos. It ends when standard input does, so none outlives its director.
"""

import argparse
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.chaos.wire import Wire, WireEvent

_LONGEST_WAIT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """What a guest process is told at its start."""

    name: str
    host: str
    port: int
    folder: Path
    seed: str
    pace: float  # sayings a second; 0: it only listens
    delays_seconds: tuple[float, ...]

    @property
    def journal_file(self) -> Path:
        """Where this guest writes down what happens."""
        return self.folder / f"{self.name}.journal"


class Guest(Protocol):
    """What the loop needs of a guest."""

    @property
    def wire(self) -> Wire:
        """The guest's connection."""

    def begin(self) -> None:
        """The process has started."""

    def next_at(self) -> float:
        """Return the steady second at which ``tick`` is wanted."""

    def tick(self) -> None:
        """Time has passed."""

    def happened(self, event: WireEvent) -> None:
        """This happened to the connection."""

    def ordered(self, word: str) -> None:
        """The director says so."""


def read_part() -> Part:
    """Return the part that the command line gives to this process."""
    parser = argparse.ArgumentParser(description="One guest of the chaos test; its director starts it.")
    parser.add_argument("--name", required=True)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--pace", type=float, required=True)
    parser.add_argument("--delays", type=float, nargs="+", required=True)
    given = parser.parse_args()
    return Part(given.name, given.host, given.port, given.folder, given.seed, given.pace, tuple(given.delays))


def tell(word: str) -> None:
    """Tell the director how far this guest has come."""
    os.write(sys.stdout.fileno(), f"{word}\n".encode())


def play(guest: Guest) -> None:
    """Run a guest until standard input ends."""
    orders = sys.stdin.fileno()
    unread = b""
    guest.begin()
    while True:
        seconds = min(max(guest.next_at() - time.monotonic(), 0.0), _LONGEST_WAIT_SECONDS)
        if guest.wire.wait(orders, seconds):
            data = os.read(orders, 4096)
            if not data:
                return
            *lines, unread = (unread + data).split(b"\n")
            for line in lines:
                guest.ordered(line.decode())
        event = guest.wire.serve()
        if event is not None:
            guest.happened(event)
        if time.monotonic() >= guest.next_at():
            guest.tick()
