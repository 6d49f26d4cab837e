"""The server's process as the soak sees it: started, asked, given the host's orders, measured, and stopped.

The rule: everything that can be seen from outside is looked at from outside.
"""

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import psutil

from tests.chaos.players import ROOT

_START_SECONDS = 60.0
_ANSWER_SECONDS = 60.0
_STOP_SECONDS = 20.0
_LONGEST_ANSWER_BYTES = 16 * 1024 * 1024


class ProbedServer:
    """``await start()`` it, ``ask`` and ``order``, and ``await stop()`` in the end."""

    def __init__(self, folder: Path, options: Sequence[str] = (), *, is_traced: bool = False) -> None:
        self.history_file = folder / "history.sqlite"
        self.errors_file = folder / "server.stderr"
        self.tcp_port = 0
        self.udp_port = 0
        self._python = ["-W", "always::ResourceWarning", *(["-X", "tracemalloc=5"] if is_traced else [])]
        self._options = [
            *options,
            *("--room", "Soak", "--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0"),
            *("--history", str(self.history_file)),
        ]
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The running process."""
        assert self._process is not None, "start it first"
        return self._process

    async def start(self) -> None:
        """Start it, and wait until the room is open. Raises ``RuntimeError``."""
        with self.errors_file.open("ab") as errors:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, *self._python, "-m", "tests.soak.probed_server"),
                *self._options,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
                limit=_LONGEST_ANSWER_BYTES,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        ready = await self._read_line(_START_SECONDS)
        self.tcp_port, self.udp_port = int(str(ready["tcp_port"])), int(str(ready["udp_port"]))

    async def ask(self, *, is_settled: bool) -> dict[str, object]:
        """Return a census; ``is_settled`` also counts every object, after the collector has run."""
        async with self._turn:
            self._write({"do": "census", "settled": "yes" if is_settled else ""})
            return await self._read_line(_ANSWER_SECONDS)

    async def order(self, do: str, **fields: str) -> None:
        """Have the host do something."""
        async with self._turn:
            self._write({"do": do, **fields})

    def look(self) -> dict[str, float]:
        """Return what the system says of the process: bytes of memory, descriptors by kind, threads, CPU time."""
        process = psutil.Process(self.process.pid)
        times = process.cpu_times()
        seen: dict[str, float] = {
            "rss": process.memory_info().rss,
            "threads": process.num_threads(),
            "cpu_seconds": times.user + times.system,
        }
        pss = _pss_bytes(self.process.pid)
        if pss is not None:
            seen["pss"] = pss
        if sys.platform != "win32":
            seen["descriptors"] = process.num_fds()
        seen.update({f"fd_{kind}": count for kind, count in _descriptors(self.process.pid).items()})
        files = [self.history_file.with_name(self.history_file.name + end) for end in ("", "-wal")]
        seen["database"], seen["wal"] = (file.stat().st_size if file.exists() else 0 for file in files)
        return seen

    async def stop(self) -> int:
        """Close the room in order; return the exit status."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return await asyncio.wait_for(self.process.wait(), _STOP_SECONDS)
        except TimeoutError:
            self.process.kill()
            return await self.process.wait()

    def troubles(self) -> list[str]:
        """Return the lines of standard error that no healthy server writes."""
        words = ("Traceback", "Warning", "ERROR", "CRITICAL", "Exception")
        with self.errors_file.open(encoding="utf-8", errors="replace") as lines:
            return [line.rstrip() for line in lines if any(word in line for word in words)]

    def _write(self, asked: dict[str, str]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked).encode() + b"\n")

    async def _read_line(self, seconds: float) -> dict[str, object]:
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), seconds)
        if not line:
            raise RuntimeError(f"the server has ended: {self.errors_file.read_text('utf-8')[-2000:]}")
        answer: dict[str, object] = json.loads(line)
        return answer


def _pss_bytes(pid: int) -> int | None:
    rollup = Path(f"/proc/{pid}/smaps_rollup")
    try:
        lines = rollup.read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), None)


def _descriptors(pid: int) -> Counter[str]:
    """Return how many descriptors of each kind are open, where the system tells."""
    kinds: Counter[str] = Counter()
    folder = Path(f"/proc/{pid}/fd")
    if not folder.is_dir():
        return kinds
    for each in list(folder.iterdir()):
        try:
            target = str(each.readlink())
        except OSError:
            continue
        kind = target.partition(":")[0] if ":" in target else "file"
        kinds["poll" if "eventpoll" in target else kind] += 1
    return kinds
