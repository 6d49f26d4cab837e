"""``chatroom-server --headless`` as a person or a script meets it: what it prints, its signals, its exit status."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack

import pytest

from tests.helpers.headless import PATIENCE_SECONDS, ROOT, RawClient, frame, headless_server, server_command

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
CLOSING = frame("4", "* the room is closing")


def run(*options: str) -> subprocess.CompletedProcess[str]:
    """Run a server that is expected to end by itself."""
    return subprocess.run(
        server_command(*options),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=ENVIRONMENT,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def test_ready_line_is_all_there_is_on_standard_output_and_the_log_on_standard_error() -> None:
    with headless_server("--room", "Room 101") as server:
        assert server.ready == {
            "event": "ready",
            "room": "Room 101",
            "tcp_port": server.tcp_port,
            "udp_port": server.udp_port,
            "addresses": ["127.0.0.1"],
        }
        assert list(server.ready) == ["event", "room", "tcp_port", "udp_port", "addresses"]
        with RawClient(server.tcp_port) as alice:
            alice.log_in("alice")
        server.process.send_signal(signal.SIGTERM)
        out, err = server.process.communicate(timeout=PATIENCE_SECONDS)
    assert out == ""
    assert "'alice'" in err
    assert "Traceback" not in err


def test_ready_line_holds_any_rooms_name() -> None:
    name = '教室 "101" \\ 😀'
    with headless_server("--room", name) as server:
        assert server.ready["room"] == name


@pytest.mark.skipif(sys.platform == "win32", reason="a process there gets no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_signal_tells_everyone_and_closes_in_good_order(number: signal.Signals) -> None:
    with headless_server() as server:
        with RawClient(server.tcp_port) as alice, RawClient(server.tcp_port) as bob:
            alice.log_in("alice")
            bob.log_in("bob")
            alice.expect(frame("2", "bob"))
            alice.send(frame("3", "last words"))
            alice.expect(frame("4", "alice: last words"))
            server.process.send_signal(number)
            assert alice.read_to_end() == CLOSING
            assert bob.read_to_end() == frame("4", "alice: last words") + CLOSING
        _, err = server.process.communicate(timeout=PATIENCE_SECONDS)
    assert server.process.returncode == 0
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="a process there gets no such signals")
def test_signal_is_obeyed_with_readers_that_are_stuck_and_signals_that_repeat() -> None:
    # How much a system holds for a reader that is stuck is its own affair. One more comes after every quarter of
    # what waits at most, so whatever it holds, at the end something waits in the server for some of them.
    lines, every, size = 1_750, 62, 4_000
    with headless_server("--rate", "0") as server, ExitStack() as stack:
        alice = stack.enter_context(RawClient(server.tcp_port))
        alice.log_in("alice")
        for number in range(lines):
            if number % every == 0:
                stuck = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
                stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
                stuck.connect(("127.0.0.1", server.tcp_port))
                stuck.sendall(frame("1", f"stuck {number}"))
                alice.read_until(frame("2", f"stuck {number}"))
            alice.send(frame("3", f"{number:{size}}"))
            alice.read_until(frame("4", f"alice: {number:{size}}"))
        for signal_number in (signal.SIGTERM, signal.SIGTERM, signal.SIGINT):
            server.process.send_signal(signal_number)
        assert alice.read_to_end() == CLOSING
        _, err = server.process.communicate(timeout=PATIENCE_SECONDS)
    assert server.process.returncode == 0
    assert "did not take everything in time" in err
    assert "Traceback" not in err


def test_tcp_port_asked_for_by_name_that_is_taken_is_named_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = run("--tcp-port", str(port), "--udp-port", "0")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert f"TCP port {port}" in ended.stderr
    assert "--tcp-port" in ended.stderr


def test_udp_port_asked_for_by_name_that_is_taken_is_named_in_one_line() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        ended = run("--tcp-port", "0", "--udp-port", str(port))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert f"UDP port {port}" in ended.stderr
    assert "--udp-port" in ended.stderr


@pytest.mark.parametrize("address", ["203.0.113.1", "a..b"])
def test_address_that_is_not_here_is_named_in_one_line(address: str) -> None:
    ended = run("--host", address, "--tcp-port", "0")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert address in ended.stderr


def test_argument_that_makes_no_sense_is_one_line_and_status_two() -> None:
    ended = run("--tcp-port", "many")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr


def test_version_is_one_line() -> None:
    ended = run("--version")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("chatroom-server ")
    assert ended.stdout.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a process there gets no such signals")
def test_room_without_a_window_runs_where_qt_cannot_be_imported() -> None:
    program = (
        "import sys\n"
        "sys.modules['PySide6'] = None\n"  # so that any import of it raises
        "from chatroom_server.__main__ import main\n"
        "status = main()\n"
        "print(sorted(name for name in sys.modules if name.startswith(('PySide6.', 'shiboken6'))), flush=True)\n"
        "sys.exit(status)\n"
    )
    options = ["--headless", "--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0"]
    with subprocess.Popen(
        [sys.executable, "-c", program, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        with RawClient(ready["tcp_port"]) as alice:
            alice.log_in("alice")
            process.send_signal(signal.SIGTERM)
            alice.read_to_end()
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, err
    assert out == "[]\n"


def test_room_is_found_and_joined_by_its_answer() -> None:
    with headless_server("--room", "Room 101") as server:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(PATIENCE_SECONDS)
            asking.sendto(b"REQUEST FOR IP ADDRESS AND SERVERPORT", ("127.0.0.1", server.udp_port))
            answer, (address, _) = asking.recvfrom(600)
        with RawClient(int(answer), address) as alice:
            assert alice.log_in("alice") == frame("1", "alice")


def test_log_that_nobody_wants_is_not_written() -> None:
    with headless_server("--log-level", "error") as server:
        with RawClient(server.tcp_port) as alice:
            alice.log_in("alice")
        status, err = server.stop()
    assert (status, err) == (0, "")


def test_second_room_on_a_taken_default_discovery_port_still_opens() -> None:
    # Whether this computer's port 6000 is free is not ours to say: both are right, and neither is an error.
    with headless_server(ports=("--tcp-port", "0")) as server:
        assert server.ready["udp_port"] in {6000, None}
        assert server.process.stdout is not None
        readable, _, _ = select.select([server.process.stdout], [], [], 0)
        assert readable == []
        with RawClient(server.tcp_port) as alice:
            alice.log_in("alice")


def test_guest_that_only_stops_sending_gets_its_answers_but_not_its_own_departure() -> None:
    with headless_server() as server, RawClient(server.tcp_port) as other:
        other.log_in("other")
        with RawClient(server.tcp_port) as leaver:
            leaver.send(frame("1", "leaver") + frame("3", "bye"))
            leaver.socket.shutdown(socket.SHUT_WR)
            assert leaver.read_to_end() == frame("1", "other") + frame("1", "leaver") + frame(
                "4", "leaver: bye"
            )
        other.expect(frame("2", "leaver") + frame("4", "leaver: bye") + frame("3", "leaver"))
