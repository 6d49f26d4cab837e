"""A bad cable between two network namespaces: loses, delays and reorders real packets of the real kernel.

``tc netem`` does this inside the kernel, where the kernel has it; not all do. Two TAP devices are the ends of this
cable, and what goes into one comes out of the other when chance says so.

The rule: a frame comes out whole or not at all, and at most once.
"""

import argparse
import fcntl
import heapq
import itertools
import os
import random
import select
import struct
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

DEVICE = Path("/dev/net/tun")
_TUNSETIFF = 0x400454CA
_IFF_TAP, _IFF_NO_PI = 0x0002, 0x1000
_FRAME_BYTES = 65_536
_MOST_WAITING = 1000  # as netem has it; a queue without end would be a cable that nobody can buy


@dataclass(frozen=True, slots=True)
class Badness:
    """How bad: shares of all frames, and seconds. ``reorder`` of the frames are not delayed, and so overtake."""

    loss: float = 0.0
    delay_seconds: float = 0.0
    jitter_seconds: float = 0.0
    reorder: float = 0.0


class Cable:
    """Both directions of the cable, as one queue."""

    def __init__(self, badness: Badness, chance: random.Random) -> None:
        self._badness = badness
        self._chance = chance
        self._waiting: list[tuple[float, int, int, bytes]] = []
        self._order = itertools.count()

    @property
    def next_at(self) -> float | None:
        """When the next frame is due to come out, in steady seconds."""
        return self._waiting[0][0] if self._waiting else None

    def put_in(self, frame: bytes, way: int, now: float) -> None:
        """Take a frame that is to come out at the end ``way``, or lose it."""
        bad, chance = self._badness, self._chance
        if chance.random() < bad.loss or len(self._waiting) >= _MOST_WAITING:
            return
        delay = bad.delay_seconds + chance.uniform(-1.0, 1.0) * bad.jitter_seconds
        if chance.random() < bad.reorder:
            delay = 0.0
        heapq.heappush(self._waiting, (now + max(delay, 0.0), next(self._order), way, frame))

    def come_out(self, now: float) -> list[tuple[int, bytes]]:
        """Return what is due, each with its end."""
        due = []
        while self._waiting and self._waiting[0][0] <= now:
            _, _, way, frame = heapq.heappop(self._waiting)
            due.append((way, frame))
        return due


def open_tap(name: str) -> int:
    """Return the descriptor of a new TAP device. Raises ``OSError``."""
    descriptor = os.open(DEVICE, os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(descriptor, _TUNSETIFF, struct.pack("16sH", name.encode(), _IFF_TAP | _IFF_NO_PI))
    return descriptor


def carry(cable: Cable, ends: tuple[int, int]) -> None:
    """Carry frames until standard input ends."""
    stop = sys.stdin.fileno()
    while True:
        next_at = cable.next_at
        seconds = 1.0 if next_at is None else max(0.0, next_at - time.monotonic())
        readable, _, _ = select.select([*ends, stop], [], [], seconds)
        if stop in readable:
            return
        for way, descriptor in enumerate(reversed(ends)):
            if descriptor in readable:
                cable.put_in(os.read(descriptor, _FRAME_BYTES), way, time.monotonic())
        for way, frame in cable.come_out(time.monotonic()):
            with suppress(OSError):  # an end that is down loses what comes to it
                os.write(ends[way], frame)


def main() -> None:
    """Be a cable. The two devices are made in this process's own namespace; whoever started it moves one away."""
    parser = argparse.ArgumentParser(description="A bad cable; the tests of the network start it.")
    parser.add_argument("ends", nargs=2)
    parser.add_argument("--seed", type=int, required=True)
    for option in ("--loss", "--delay", "--jitter", "--reorder"):
        parser.add_argument(option, type=float, default=0.0)
    given = parser.parse_args()
    ends = (open_tap(given.ends[0]), open_tap(given.ends[1]))
    os.write(sys.stdout.fileno(), b"ready\n")
    carry(
        Cable(Badness(given.loss, given.delay, given.jitter, given.reorder), random.Random(given.seed)), ends
    )


if __name__ == "__main__":
    main()
