"""What the history costs a full hall: ``python -m benchmarks.history_cost``.

300 guests, 10 of whom talk without pause; the same room with and without a history, in turns in one run, on one
computer. Only the ratio says something: it is to be at least 0.75.
"""

import argparse
import json
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

_GUESTS = 300
_TALKERS = 10
_IN_FLIGHT = 32  # messages of one talker that nobody has seen yet
_TEXT = "x" * 64
_WARM_UP_SECONDS = 1.0
_READ_BYTES = 1 << 20


@contextmanager
def _room(*options: str) -> Iterator[int]:
    """Run a room without limits until the block ends, and give its port."""
    command = [
        sys.executable,
        "-m",
        "chatroom_server",
        "--headless",
        "--host",
        "127.0.0.1",
        "--tcp-port",
        "0",
    ]
    command += [
        "--udp-port",
        "0",
        "--rate",
        "0",
        "--max-per-address",
        "0",
        "--log-level",
        "warning",
        *options,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(json.loads(process.stdout.readline())["tcp_port"])
        finally:
            process.terminate()


def _guests(port: int, stack: ExitStack) -> list[socket.socket]:
    """Everyone who is in the room and has been told who else is."""
    guests: list[socket.socket] = []
    for number in range(_GUESTS):
        guest = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        guest.sendall(f"\x021guest {number:03}\x03".encode())
        guests.append(guest)
        told = b""
        while f"\x021guest {number:03}\x03".encode() not in told:
            told += guest.recv(_READ_BYTES)
    time.sleep(0.5)
    for guest in guests:
        guest.setblocking(False)
        while _read(guest):
            pass
    return guests


def _read(guest: socket.socket) -> bytes:
    try:
        return guest.recv(_READ_BYTES)
    except BlockingIOError:
        return b""


def deliveries_a_second(seconds: float, *options: str) -> float:
    """Return how many messages reach people in a second, all people together."""
    with ExitStack() as stack:
        guests = _guests(stack.enter_context(_room(*options)), stack)
        selector = stack.enter_context(selectors.DefaultSelector())
        for guest in guests:
            selector.register(guest, selectors.EVENT_READ)
        message = f"\x023{_TEXT}\x03".encode()
        delivered_bytes = len(f"\x024guest 000: {_TEXT}\x03")
        observer, talkers = guests[-1], guests[:_TALKERS]
        in_flight = 0
        counted = 0
        begins = time.perf_counter() + _WARM_UP_SECONDS
        ends = begins + seconds
        while (now := time.perf_counter()) < ends:
            each = (_TALKERS * _IN_FLIGHT - in_flight) // _TALKERS
            if each:
                for talker in talkers:
                    talker.send(message * each)
                in_flight += each * _TALKERS
            for key, _ in selector.select():
                assert isinstance(key.fileobj, socket.socket)
                data = _read(key.fileobj)
                if now >= begins:
                    counted += len(data)
                if key.fileobj is observer:
                    in_flight -= data.count(b"\x03")
        return counted / delivered_bytes / seconds


def main() -> int:
    """Measure, print each turn and the ratio, and return the exit status: 0 for a ratio of at least 0.75."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history_cost", description=__doc__)
    parser.add_argument("--turns", type=int, default=5, help="of each (default: 5)")
    parser.add_argument("--seconds", type=float, default=4.0, help="of each turn (default: 4)")
    given = parser.parse_args()
    without: list[float] = []
    kept: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(given.turns):
            without.append(deliveries_a_second(given.seconds, "--no-history"))
            file = Path(folder, f"{turn}.db")
            kept.append(deliveries_a_second(given.seconds, "--history", str(file)))
            print(
                f"turn {turn + 1}: {without[-1] / 1e6:.1f} M/s without, {kept[-1] / 1e6:.1f} M/s with a history"
            )
    ratios = [one / other for one, other in zip(kept, without, strict=True)]
    ratio = statistics.median(ratios)
    print(f"median of the ratios: {ratio:.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")
    return 0 if ratio >= 0.75 else 1


if __name__ == "__main__":
    sys.exit(main())
