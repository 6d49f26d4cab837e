"""A real ``chatroom-server --headless`` under attack: its limits, its log in a file, and what /proc says of it.

The rule: what it takes is read from outside; the room is not asked, and does not know.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers.headless import PATIENCE_SECONDS, ROOT, server_command

MIB = 1 << 20
_LISTENING = "0A"  # as /proc/net/tcp has it
IS_LONG = bool(os.environ.get("CHATROOM_LONG"))  # the promises in their full size; minutes instead of seconds
LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="reads /proc, and connects from 127.0.0.x"
)


@dataclass
class RoomProcess:
    """A running server."""

    process: "subprocess.Popen[str]"
    tcp_port: int
    udp_port: int
    log: Path
    ready_seconds: float  # from its start

    @property
    def resident_bytes(self) -> int:
        """The memory that it has."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    @property
    def address_space_bytes(self) -> int:
        """The memory that it could have."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")

    @property
    def cpu_seconds(self) -> float:
        """The processor time that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def descriptors(self) -> int:
        """How many files it has open, connections among them."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    @property
    def waiting_connections(self) -> int:
        """How many are connected, and not yet accepted."""
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, address, _, state, queues, *_ = line.split()
            if state == _LISTENING and int(address.partition(":")[2], 16) == self.tcp_port:
                return int(queues.partition(":")[2], 16)
        return 0

    @property
    def open_files(self) -> set[str]:
        """What it has open besides connections."""
        found: set[str] = set()
        for entry in Path(f"/proc/{self.process.pid}/fd").iterdir():
            try:
                target = str(entry.readlink())
            except FileNotFoundError:
                continue  # closed since
            if not target.startswith("socket:"):
                found.add(target)
        return found

    @property
    def children(self) -> str:
        """The processes that it has started."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        return " ".join((task / "children").read_text() for task in tasks.iterdir()).strip()

    def log_lines(self) -> list[str]:
        """What it has logged, and under an eye what it has opened."""
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()

    def stop(self) -> float:
        """Close the room by SIGTERM; return the seconds that it took. Fails on anything but a good order."""
        began_at = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(PATIENCE_SECONDS)
        assert status == 0, self.log.read_text(encoding="utf-8")[-4_000:]
        return time.monotonic() - began_at


@contextmanager
def room_process(
    *options: str,
    descriptors: int | None = None,
    address_space_bytes: int | None = None,
    tcp_port: int = 0,
    is_watched: bool = False,
) -> Iterator[RoomProcess]:
    """Run a server until the block ends, with a data folder of its own; fails if it has logged an exception.

    ``is_watched`` runs it under the eye of ``watched_room``.
    """
    limits = [] if descriptors is None else [f"ulimit -n {descriptors}"]
    if address_space_bytes is not None:
        limits.append(f"ulimit -v {address_space_bytes // 1024}")
    limits.append('exec "$@"')
    command = server_command("--tcp-port", str(tcp_port), "--udp-port", "0", *options)
    if is_watched:
        command = ["tests.hostile.watched_room" if word == "chatroom_server" else word for word in command]
    with tempfile.TemporaryDirectory(prefix="chatroom-hostile-") as data:
        log = Path(data, "log")
        began_at = time.monotonic()
        with (
            log.open("w") as errors,
            subprocess.Popen(
                ["/bin/sh", "-c", " && ".join(limits), "sh", *command],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": data},
            ) as process,
        ):
            try:
                assert process.stdout is not None
                ready_line = process.stdout.readline()
                assert ready_line, log.read_text()
                ready = json.loads(ready_line)
                seconds = time.monotonic() - began_at
                yield RoomProcess(process, ready["tcp_port"], ready["udp_port"], log, seconds)
            finally:
                if process.poll() is None:
                    process.kill()
                process.communicate()
        text = log.read_text(encoding="utf-8", errors="replace")
        assert "Traceback" not in text, text[-4_000:]
