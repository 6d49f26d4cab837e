"""How long a room takes to open: from the start of the program to the line that says so.

The rule: a bare Python is started beside it each time, because most of the time is Python's own, and the machine's.
"""

import subprocess
import sys
import time

from benchmarks.machine import pinned
from benchmarks.results import Results, Sample
from benchmarks.running import Bench, end
from benchmarks.scenarios import START
from benchmarks.servers import Server

TITLE = "Start: until a headless room is open"
_HEADLESS = ("--headless", "--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--no-history")


def measure_start(run: int, server: Server, bench: Bench, results: Results) -> Sample:
    """Start a room and a bare Python, once each, and keep and return how long they took, in seconds."""
    values = {
        "bare_s": _seconds_until_output(bench, server, "-c", "print()"),
        "ready_s": _seconds_until_output(bench, server, "-m", "chatroom_server", *_HEADLESS),
    }
    sample = Sample(run, START, server.name, 0, 0, START, values)
    results.samples.append(sample)
    return sample


def _seconds_until_output(bench: Bench, server: Server, *arguments: str) -> float:
    began = time.perf_counter()
    with pinned(bench.cores.server):
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=server.checkout,
            start_new_session=True,
        )
    assert process.stdout is not None
    with process.stdout as output:
        try:
            output.readline()
            return time.perf_counter() - began
        finally:
            end(process)
