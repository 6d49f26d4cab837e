"""The computer that the benchmarks run on: its cores, its limits, and what it is called in a report.

The rule: what works is pinned to one core and what makes the work to another, where there are two.
"""

import os
import platform
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cores:
    """Where the servers run, and where the load generators do; the same if there is only one core."""

    server: int
    load: int

    @property
    def are_two(self) -> bool:
        """Whether the load generator has a core to itself, and so need never sleep."""
        return self.server != self.load


def cores_here() -> Cores:
    """Return the first two cores that this process may use."""
    allowed = sorted(os.sched_getaffinity(0))
    return Cores(server=allowed[0], load=allowed[1] if len(allowed) > 1 else allowed[0])


@contextmanager
def pinned(core: int) -> Iterator[None]:
    """Let processes that are started within the block run on one core only, from their first instruction on."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def raise_descriptor_limit(wanted: int) -> int:
    """Ask for so many descriptors for this process and what it starts; return how many are allowed now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for most in (max(hard, wanted), hard):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), max(hard, most)))
        except (OSError, ValueError):  # only the administrator may go beyond the hard limit
            continue
        break
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def describe_machine() -> dict[str, str]:
    """Return what decides about speed, in words."""
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            return value.strip()
    return platform.machine()
