"""A live server against those who mean it harm: the room goes on, for everyone else exactly as before."""

import os
import random
import socket
import struct
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.helpers.headless import PATIENCE_SECONDS, RawClient, frame, headless_server
from tests.helpers.limited import server_with_few_descriptors
from tests.helpers.wire import texts_in

RESERVE = 32
DESCRIPTORS = 80


def reset(client: RawClient) -> None:
    client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def resident_mebibytes(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the server's descriptors in /proc")
def test_descriptors_run_out_and_the_room_goes_on_and_lets_in_who_logs_in(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with (
        server_with_few_descriptors(DESCRIPTORS, log, "--max-per-address", "0") as server,
        ExitStack() as stack,
    ):
        alice = stack.enter_context(RawClient(server.tcp_port))
        bob = stack.enter_context(RawClient(server.tcp_port))
        alice.log_in("alice")
        bob.log_in("bob")
        alice.expect(frame("2", "bob"))
        crowd = [RawClient(server.tcp_port) for _ in range(DESCRIPTORS)]
        for number in range(20):
            alice.send(frame("3", f"line {number}"))
            for guest in (alice, bob):
                guest.expect(frame("4", f"alice: line {number}"))
            assert open_files(server.process.pid) <= DESCRIPTORS - RESERVE
        _wait_until(lambda: "too many open files" in log.read_text())
        late = stack.enter_context(RawClient(server.tcp_port))
        late.log_in("late")
        alice.expect(frame("2", "late"))
        for client in crowd:
            client.close()
        assert server.process.poll() is None
    text = log.read_text()
    assert text.count("too many open files") == 1
    assert "Traceback" not in text


def _wait_until(claim: object) -> None:
    assert callable(claim)
    ends = time.monotonic() + PATIENCE_SECONDS
    while not claim():
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_hostile_guests_of_every_kind_change_nothing_for_the_others() -> None:
    rng = random.Random(20_240_229)
    with headless_server("--max-per-address", "0", "--log-level", "error") as server, ExitStack() as stack:
        alice, bob = (stack.enter_context(RawClient(server.tcp_port)) for _ in range(2))
        alice.log_in("alice")
        bob.log_in("bob")
        alice.expect(frame("2", "bob"))
        stuck = stack.enter_context(RawClient(server.tcp_port))
        stuck.log_in("stuck")
        flooder = stack.enter_context(RawClient(server.tcp_port))
        flooder.log_in("flooder")
        flooder.socket.setblocking(False)
        held: list[RawClient] = []
        seen = b""
        for number in range(120):
            attacker = stack.enter_context(RawClient(server.tcp_port))
            match rng.randrange(8):
                case 0:
                    reset(attacker)
                case 1:
                    attacker.send(b"\x023" + b"x" * 30_000)
                case 2:
                    attacker.send(b"\x02" * 30_000)
                case 3:
                    attacker.send(rng.randbytes(2_000))
                    reset(attacker)
                case 4:
                    attacker.send(frame("1", f"visitor {number}"))
                    attacker.close()
                case 5:
                    attacker.send(frame("1", "alice") * 30)
                case 6:
                    attacker.send(b"\x00" * 60_000)
                case _:
                    attacker.send(b"\x02")
                    held.append(attacker)
            with suppress(BlockingIOError):
                flooder.socket.send(frame("3", "flood") * 200)
            if number % 10 == 0:
                alice.send(frame("3", f"line {number}"))
                mark = frame("4", f"alice: line {number}")
                seen += alice.read_until(mark)
                bob.read_until(mark)
        spoken = [text for text in texts_in(seen) if text.startswith("4 alice")]
        assert spoken == [f"4 alice: line {number}" for number in range(0, 120, 10)]
        alice.send(frame("2", "bob,are you there?"))
        alice.read_until(frame("4", "you, to bob: are you there?"))
        bob.read_until(frame("4", "alice, to you: are you there?"))
        status, err = server.stop()
    assert status == 0
    assert err == ""


def test_addresses_limit_is_told_before_the_close_and_others_come_in() -> None:
    with headless_server("--max-per-address", "2") as server, ExitStack() as stack:
        for name in ("alice", "bob"):
            stack.enter_context(RawClient(server.tcp_port)).log_in(name)
        third = stack.enter_context(RawClient(server.tcp_port))
        third.send(frame("1", "carol"))
        assert third.read_to_end() == frame("4", "* too many connections from your address")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the server's memory in /proc")
def test_floods_of_the_smallest_frames_take_little_memory_and_hold_nobody_up() -> None:
    floods = [frame("3", " ") * 15_000, b"\x02" * 60_000, b"\x02\x03" * 30_000, frame("1", "x") * 12_000]
    with headless_server("--max-per-address", "0", "--log-level", "error") as server, ExitStack() as stack:
        alice = stack.enter_context(RawClient(server.tcp_port))
        alice.log_in("alice")
        before = resident_mebibytes(server.process.pid)
        flooders = []
        for number in range(80):
            flooder = stack.enter_context(RawClient(server.tcp_port))
            flooder.send(frame("1", f"flooder {number}"))
            flooder.read_until(frame("1", f"flooder {number}"))
            flooder.socket.setblocking(False)
            flooders.append(flooder)
        for number, flooder in enumerate(flooders):
            with suppress(OSError):  # full, or closed for it
                for _ in range(10):
                    flooder.socket.send(floods[number % len(floods)])
        for number in range(10):
            alice.send(frame("3", f"line {number}"))
            alice.read_until(frame("4", f"alice: line {number}"))
        assert resident_mebibytes(server.process.pid) - before < 0.5 * len(flooders)
        status, err = server.stop()
    assert (status, err) == (0, "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the server's descriptors in /proc")
def test_thousand_connections_come_and_go_and_leave_no_descriptor_behind() -> None:
    with headless_server("--max-per-address", "0", "--log-level", "error") as server, ExitStack() as stack:
        alice = stack.enter_context(RawClient(server.tcp_port))
        alice.log_in("alice")
        before = open_files(server.process.pid)
        for number in range(1_000):
            client = RawClient(server.tcp_port)
            if number % 2:
                client.send(frame("1", f"guest {number % 7}"))
            if number % 3:
                reset(client)
            else:
                client.close()
        _wait_until(lambda: open_files(server.process.pid) == before)
        alice.send(frame("3", "still here"))
        told = texts_in(alice.read_until(frame("4", "alice: still here")))
        here: set[str] = set()
        for text in told:
            if text[0] == "2":
                assert text[2:] not in here, "between two arrivals there is a departure"
                here.add(text[2:])
            elif text[0] == "3":
                here.remove(text[2:])
        assert here == set()
