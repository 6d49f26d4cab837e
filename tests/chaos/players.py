"""The processes of the chaos: the server and the guests, started, frozen, killed with -9, and started anew.

The rule: a process that ends although nobody killed it is a finding, and its standard error is kept.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
_START_SECONDS = 30.0
_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


class Player:
    """One process with orders on its standard input and words on its standard output.

    ``prefix`` is a command that runs a command, such as ``ip netns exec NAME``.
    """

    def __init__(
        self, name: str, module: str, options: Sequence[str], folder: Path, prefix: Sequence[str] = ()
    ) -> None:
        self.name = name
        self.words: set[str] = set()
        self.lives = 0
        self.cpu_seconds = 0.0
        self.crashes: list[str] = []
        self.may_die = False  # by its own -9, in this life
        self._command = [*prefix, sys.executable, "-m", module, *options]
        self._errors = folder / f"{name}.stderr"
        self._process: subprocess.Popen[bytes] | None = None
        self._unread = b""

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None

    def start(self) -> None:
        """Begin a life. Raises ``RuntimeError`` in the midst of one: two of the same name would make nonsense."""
        if self._process is not None:
            raise RuntimeError(f"{self.name} is running")
        self.lives += 1
        self.words.clear()
        self.may_die = False
        self._unread = b""
        with self._errors.open("ab") as errors:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=ROOT,
                env=_ENVIRONMENT,
                bufsize=0,
            )

    def freeze(self) -> None:
        """Stop the process without its knowing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it with -9; does nothing when there is none."""
        process = self._process
        if process is None:
            return
        self.look()
        if self._process is None:
            return
        times = psutil.Process(process.pid).cpu_times()
        self.cpu_seconds += times.user + times.system
        process.kill()
        self._end(process)

    def order(self, word: str) -> None:
        """Tell it something."""
        if self._process is not None and self._process.stdin is not None:
            try:
                self._process.stdin.write(f"{word}\n".encode())
            except BrokenPipeError:
                self.look()

    def look(self) -> None:
        """Read what it says, and find out whether it is still there."""
        process = self._process
        if process is None or process.stdout is None:
            return
        while select.select([process.stdout], [], [], 0)[0]:
            data = os.read(process.stdout.fileno(), 65_536)
            if not data:
                break
            *lines, self._unread = (self._unread + data).split(b"\n")
            self.words.update(line.decode() for line in lines)
        status = process.poll()
        if status is not None:
            if not (self.may_die and status == -signal.SIGKILL):
                self.crashes.append(f"{self.name} ended by itself with status {status}")
            self._end(process)

    def wait_for_line(self) -> str:
        """Return the first line it says. Raises ``TimeoutError`` when it says nothing, and ends it."""
        until = time.monotonic() + _START_SECONDS
        while not self.words and self._process is not None and time.monotonic() < until:
            if self._process.stdout is not None:
                select.select([self._process.stdout], [], [], 0.1)
            self.look()
        if not self.words:
            self.kill()
            raise TimeoutError(f"{self.name} does not start: {self.errors[-2000:]}")
        return next(iter(self.words))

    @property
    def errors(self) -> str:
        """Everything on its standard error, of all lives."""
        return self._errors.read_text("utf-8", "replace") if self._errors.exists() else ""

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = None


class Server(Player):
    """The room, always on the same port and with the same history."""

    def __init__(self, folder: Path, host: str, port: int, prefix: Sequence[str] = ()) -> None:
        self.history_file = folder / "history.sqlite"
        options = [
            "--headless",
            "--room",
            "Chaos",
            "--host",
            host,
            "--tcp-port",
            str(port),
            "--udp-port",
            "0",
        ]
        options += ["--rate", "0", "--max-per-address", "0", "--history", str(self.history_file)]
        super().__init__("server", "chatroom_server", options, folder, prefix)

    def open(self) -> None:
        """Start it, and wait until the room is open."""
        self.start()
        ready = json.loads(self.wait_for_line())
        if ready.get("event") != "ready":
            raise TimeoutError(f"the server is not ready: {ready}")
