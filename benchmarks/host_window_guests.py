"""500 raw guests of one room, in a process of their own: what ``benchmarks.host_window`` loads a room with.

Orders come line by line on standard input, answers go out as one JSON line each. ``paced 4`` talks for four seconds
at the pace that was given and answers with the delays that a few witnesses saw; ``hall 4`` lets the talkers talk
without pause and answers with how many messages reached people in a second.

The rule: receiving is cheap. Only the witnesses are read at once and parsed; everybody else is emptied in turns.
"""

import argparse
import json
import selectors
import socket
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

READ_BYTES = 1 << 18
WARM_UP_SECONDS = 0.5
TICK_SECONDS = 0.001
TICKS_A_ROUND = 20  # in which each guest is emptied once
IN_FLIGHT = 32  # messages of one talker that nobody has seen yet, in the hall
QUIET_SECONDS = 0.3
PATIENCE_SECONDS = 60.0

_TEXT = "x" * 40


class Guests:
    """Everyone in one room. The first talk; the witnesses sit at the front, in the middle and at the back."""

    def __init__(self, port: int, count: int, talkers: int, pace: float) -> None:
        self._pace = pace
        self._everybody = [_logged_in(port, f"guest {number:04}") for number in range(count)]
        places = {0, count // 4, count // 2, 3 * count // 4, count - 1}
        self._witnesses = [_Witness(self._everybody[place]) for place in sorted(places)]
        self._others = [guest for place, guest in enumerate(self._everybody) if place not in places]
        self._talkers = self._everybody[:talkers]
        self._said = 0
        for guest in self._everybody:
            guest.setblocking(False)
        self._selector = selectors.DefaultSelector()
        for witness in self._witnesses:
            self._selector.register(witness.socket, selectors.EVENT_READ, witness)
        self.quieten()

    def quieten(self) -> None:
        """Read until nothing more comes."""
        quiet_since = time.perf_counter()
        while time.perf_counter() - quiet_since < QUIET_SECONDS:
            for guest in self._everybody:
                if _read(guest):
                    quiet_since = time.perf_counter()
            time.sleep(0.01)
        for witness in self._witnesses:
            witness.forget()

    def talk(self, seconds: float) -> dict[str, float]:
        """Talk at the pace, and return delays in milliseconds, and what part of the messages came to the witnesses.

        ``said`` is how many messages there were in this room from the beginning on.
        """
        self._talk_for(WARM_UP_SECONDS)
        self.quieten()
        sent = self._talk_for(seconds)
        self._watch(time.perf_counter() + QUIET_SECONDS)
        delays = sorted(delay for witness in self._witnesses for delay in witness.delays)
        self.quieten()
        return {
            "said": self._said,
            "seen": len(delays) / len(self._witnesses) / sent,
            "p50": 1_000 * statistics.median(delays),
            "p99": 1_000 * delays[int(len(delays) * 0.99)],
            "max": 1_000 * delays[-1],
        }

    def fill_the_hall(self, seconds: float) -> dict[str, float]:
        """Talk without pause, and return how many messages reached people in a second, all people together."""
        message = f"\x023{_TEXT}\x03".encode()
        size = len(f"\x024guest 0000: {_TEXT}\x03")
        observer = self._everybody[-1]
        in_flight = counted = 0
        with selectors.DefaultSelector() as selector:
            for guest in self._everybody:
                selector.register(guest, selectors.EVENT_READ)
            begins = time.perf_counter() + WARM_UP_SECONDS
            ends = begins + seconds
            while (now := time.perf_counter()) < ends:
                each = IN_FLIGHT - in_flight // len(self._talkers)
                if each > 0:
                    for talker in self._talkers:
                        self._say(talker, message, each)
                    in_flight += each * len(self._talkers)
                for key, _ in selector.select(PATIENCE_SECONDS):
                    assert isinstance(key.fileobj, socket.socket)
                    data = _read(key.fileobj)
                    if now >= begins:
                        counted += len(data)
                    if key.fileobj is observer:
                        in_flight -= data.count(b"\x03")
        self.quieten()
        return {"said": self._said, "deliveries": counted / size / seconds}

    def _say(self, talker: socket.socket, message: bytes, times: int = 1) -> None:
        # A frame that is sent in part would spoil all that follow.
        talker.setblocking(True)
        talker.sendall(message * times)
        talker.setblocking(False)
        self._said += times

    def _talk_for(self, seconds: float) -> int:
        begins = time.perf_counter()
        sent = tick = 0
        share = -(-len(self._others) // TICKS_A_ROUND)
        while (now := time.perf_counter()) - begins < seconds:
            while sent < (now - begins) * self._pace:
                talker = self._talkers[sent % len(self._talkers)]
                self._say(talker, f"\x023{time.perf_counter_ns()} {_TEXT}\x03".encode())
                sent += 1
            first = tick % TICKS_A_ROUND * share
            for guest in self._others[first : first + share]:
                _read(guest)
            tick += 1
            self._watch(now + TICK_SECONDS)
        return sent

    def _watch(self, until: float) -> None:
        while (left := until - time.perf_counter()) > 0:
            for key, _ in self._selector.select(left):
                key.data.look()


class _Witness:
    """One guest whose every message is timed."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self.delays: list[float] = []
        self._rest = b""

    def look(self) -> None:
        """Take what has come."""
        data = self._rest + _read(self.socket)
        now = time.perf_counter_ns()
        *frames, self._rest = data.split(b"\x03")
        for frame in frames:
            if frame.startswith(b"\x024"):
                stamp = frame.partition(b": ")[2].partition(b" ")[0]
                self.delays.append((now - int(stamp)) / 1e9)

    def forget(self) -> None:
        """Begin anew: nothing is on its way."""
        self._rest = b""
        self.delays.clear()


def _logged_in(port: int, name: str) -> socket.socket:
    guest = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
    guest.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    frame = f"\x021{name}\x03".encode()
    guest.sendall(frame)
    told = b""
    while frame not in told:
        data = guest.recv(READ_BYTES)
        assert data, f"{name} was not let in: {told!r}"
        told += data
    return guest


def _read(guest: socket.socket) -> bytes:
    with suppress(BlockingIOError):
        return guest.recv(READ_BYTES)
    return b""


def main(given: Sequence[str] | None = None) -> int:
    """Log everybody in, and do what standard input says until it ends."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.host_window_guests", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--guests", type=int, default=500)
    parser.add_argument("--talkers", type=int, default=10)
    parser.add_argument("--pace", type=float, default=2_000.0, help="messages a second, all talkers together")
    chosen = parser.parse_args(given)
    guests = Guests(chosen.port, chosen.guests, chosen.talkers, chosen.pace)
    print(json.dumps({"guests": chosen.guests}), flush=True)
    for line in sys.stdin:
        order, _, seconds = line.partition(" ")
        answer = guests.talk(float(seconds)) if order == "paced" else guests.fill_the_hall(float(seconds))
        print(json.dumps(answer), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
