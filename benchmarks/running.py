"""Starting a server, waiting until it takes connections, and ending it whatever happens.

The rule: a process that was started here has ended when its owner is closed, with all its children.
"""

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from benchmarks.building import HERE, Tools
from benchmarks.machine import Cores, pinned
from benchmarks.servers import Server

_START_SECONDS = 30
_END_SECONDS = 5
_LOOK_SECONDS = 0.05
# Below what systems give to outgoing connections, of which the guests have thousands.
_PORTS = range(20_000, 32_000)


class ServerFailed(Exception):
    """A server does not start; the text says why, in its own words."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What every start needs: the programs, the cores, and a folder that servers of other users may read."""

    tools: Tools
    cores: Cores
    folder: Path


class RunningServer:
    """A server that was started. Use it as a context; call ``wait_until_ready`` before the first guest comes."""

    def __init__(self, server: Server, bench: Bench) -> None:
        """Start it. Raises ServerFailed if that cannot even be tried."""
        folder = bench.folder / f"{server.name}-{time.monotonic_ns()}"
        folder.mkdir()
        folder.chmod(0o777)  # some daemons give up the administrator's rights before they write here
        self.port = _free_port()
        self._log = folder / "log"
        try:
            with pinned(bench.cores.server), self._log.open("wb") as log:
                self._process = subprocess.Popen(
                    _command(server, bench, folder, self.port),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=server.checkout,
                    env=_environment(server, bench),
                    start_new_session=True,  # Ctrl-C reaches us alone, and we end it
                )
        except OSError as error:
            raise ServerFailed(f"cannot be started: {error.strerror}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        end(self._process)

    @property
    def pids(self) -> list[int]:
        """Return its process and all of its children."""
        return [each.pid for each in _tree(self._process.pid)]

    def wait_until_ready(self) -> None:
        """Wait until it takes connections. Raises ServerFailed."""
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise ServerFailed(f"ended at once: {self._last_words()}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(_LOOK_SECONDS)
            else:
                return
        raise ServerFailed(f"takes no connections after {_START_SECONDS} s: {self._last_words()}")

    def _last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").split("\n")
        return " / ".join([line.strip() for line in lines if line.strip()][-3:]) or "it said nothing"


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process with its children: kindly at first."""
    tree = _tree(process.pid)
    for each in tree:
        _signal(each, psutil.Process.terminate)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_END_SECONDS)
    for each in tree:
        _signal(each, psutil.Process.kill)
    process.wait()


def _tree(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _signal(process: psutil.Process, how: Callable[[psutil.Process], None]) -> None:
    with suppress(psutil.NoSuchProcess):
        how(process)


def _free_port() -> int:
    while True:
        port = random.choice(_PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _command(server: Server, bench: Bench, folder: Path, port: int) -> list[str]:
    if server.program is None:
        raise ServerFailed("is not installed")
    filled = {
        "port": str(port),
        "folder": str(folder),
        "python": sys.executable,
        "reference": str(bench.tools.reference_relay),
        "naive": str(HERE / "naive_server.py"),
        "config": str(folder / server.config),
    }
    if server.config:
        text = (HERE / "peers" / server.config).read_text(encoding="utf-8")
        for key in ("port", "folder"):  # braces have a meaning of their own in some of these files
            text = text.replace(f"{{{key}}}", filled[key])
        Path(filled["config"]).write_text(text, encoding="utf-8")
    command = [part.format(**filled) for part in (server.program, *server.command[1:])]
    # It refuses to run as the administrator unless it is told to.
    return [*command, "--runasroot"] if server.name == "inspircd" and os.geteuid() == 0 else command


def _environment(server: Server, bench: Bench) -> dict[str, str]:
    preloaded = {"LD_PRELOAD": str(bench.tools.nodelay)} if server.wants_nodelay else {}
    return {**os.environ, **preloaded}
