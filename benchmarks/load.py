"""The load generator as a process: a command goes in, an answer comes out.

The rule: an answer with an error, none in time, or a process that has ended is one exception with the reason.
"""

import json
import os
import select
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.machine import pinned
from benchmarks.running import Bench, RunningServer, end
from benchmarks.servers import Server

# How long filling a room may take; how long anything else may, with the draining at its end.
PATIENCE_SECONDS = 240
_MORE_PATIENCE_SECONDS = 90

Answer = Mapping[str, float]


class LoadFailed(Exception):
    """The guests cannot go on; the text says why."""


class Load:
    """The guests of one server. Use it as a context."""

    def __init__(self, server: Server, running: RunningServer, bench: Bench, text_bytes: int = 64) -> None:
        command = [
            str(bench.tools.load_generator),
            "--protocol",
            server.protocol,
            "--port",
            str(running.port),
        ]
        command += ["--text-bytes", str(text_bytes), "--logins-at-once", str(server.logins_at_once)]
        command += ["--patience", str(PATIENCE_SECONDS), "--server-pids", ",".join(map(str, running.pids))]
        command += ["--half-rich"] * server.is_half_rich + ["--spin"] * bench.cores.are_two
        self._said = Path(bench.folder, f"load-{server.name}-{time.monotonic_ns()}")
        with pinned(bench.cores.load), self._said.open("wb") as said:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, start_new_session=True
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
        end(self._process)

    def ask(self, command: str) -> Answer:
        """Give a command and return what was measured. Raises LoadFailed; nothing more can be asked then."""
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(f"{command}\n".encode())
            stdin.flush()
        except BrokenPipeError:
            raise LoadFailed(self._last_words()) from None
        answer = json.loads(self._read_line(time.monotonic() + PATIENCE_SECONDS + _MORE_PATIENCE_SECONDS))
        if "error" in answer:
            raise LoadFailed(f"{answer['error']}{self._last_words(' – ')}")
        return {key: float(value) for key, value in answer.items()}

    def _read_line(self, until: float) -> bytes:
        stdout = self._process.stdout
        assert stdout is not None
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([stdout], [], [], max(0.0, until - time.monotonic()))
            more = os.read(stdout.fileno(), 65_536) if ready else b""
            if not more:
                raise LoadFailed(f"the load generator does not answer{self._last_words(': ')}")
            line += more
        return line

    def _last_words(self, before: str = "") -> str:
        lines = self._said.read_text(encoding="utf-8", errors="replace").splitlines()
        return before + " / ".join(lines[:3]) if lines else ""
