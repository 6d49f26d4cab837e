"""A real ``chatroom-server --headless`` in a process of its own, and raw sockets to talk to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 20.0  # for what must come; a machine under load is slow


@dataclass
class HeadlessServer:
    """A running server and what its ready line said."""

    process: subprocess.Popen[str]
    ready: dict[str, object]

    @property
    def tcp_port(self) -> int:
        port = self.ready["tcp_port"]
        assert isinstance(port, int)
        return port

    @property
    def udp_port(self) -> int:
        port = self.ready["udp_port"]
        assert isinstance(port, int)
        return port

    def stop(self) -> tuple[int, str]:
        """Close the room by SIGTERM; return the exit status and what went to standard error."""
        self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=PATIENCE_SECONDS)
        return self.process.returncode, errors


def server_command(*options: str) -> list[str]:
    """The command of a room on free ports of this computer alone."""
    return [sys.executable, "-m", "chatroom_server", "--headless", "--host", "127.0.0.1", *options]


@contextmanager
def headless_server(
    *options: str, ports: Sequence[str] = ("--tcp-port", "0", "--udp-port", "0")
) -> Iterator[HeadlessServer]:
    """Run a server until the block ends, with a data folder of its own: it must not go on with another's lesson."""
    with (
        tempfile.TemporaryDirectory() as data,
        subprocess.Popen(
            server_command(*ports, *options),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "XDG_DATA_HOME": data,
                "WIN_PD_OVERRIDE_LOCAL_APPDATA": data,
            },
        ) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, process.communicate()[1]
            yield HeadlessServer(process, json.loads(line))
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()


class RawClient:
    """A plain client as a student writes one: a socket and bytes."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.socket = socket.create_connection((host, port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def expect(self, expected: bytes) -> None:
        """Fail unless exactly these bytes come next."""
        received = self._received
        while len(received) < len(expected):
            data = self.socket.recv(65_536)
            if not data:
                break
            received += data
        self._received = received[len(expected) :]
        assert received[: len(expected)] == expected

    def expect_nothing(self, seconds: float = 0.2) -> None:
        """Fail if anything comes within ``seconds``."""
        assert self._received == b""
        self.socket.settimeout(seconds)
        try:
            data = self.socket.recv(65_536)
        except TimeoutError:
            data = None
        finally:
            self.socket.settimeout(PATIENCE_SECONDS)
        assert data is None, data

    def read_until(self, mark: bytes) -> bytes:
        """Return everything up to and with ``mark``."""
        while mark not in self._received:
            data = self.socket.recv(65_536)
            assert data, f"closed after {self._received!r}"
            self._received += data
        before, found, self._received = self._received.partition(mark)
        return before + found

    def read_to_end(self) -> bytes:
        """Return everything until the server closes."""
        parts = [self._received]
        self._received = b""
        while True:
            try:
                data = self.socket.recv(65_536)
            except ConnectionResetError:
                break
            if not data:
                break
            parts.append(data)
        return b"".join(parts)

    def log_in(self, name: str) -> bytes:
        """Log in and return the list of who is here."""
        self.send(frame("1", name))
        return self.read_until(frame("1", name))

    def close(self) -> None:
        self.socket.close()

    def __enter__(self) -> "RawClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def frame(kind: str, payload: str) -> bytes:
    """The bytes of one frame, written down independently of the code under test."""
    return b"\x02" + kind.encode() + payload.encode() + b"\x03"
