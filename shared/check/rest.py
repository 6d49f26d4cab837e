"""Whether a program has come to rest: everything of it sleeps until something happens.

The rule: it only looks, never waits; and where a system does not tell, it says so.
"""

from pathlib import Path

_TASKS_OF_THIS = Path("/proc/self/task")  # of Linux
_BUSY = frozenset("RD")  # at work or in line for a processor, and waiting for a disk


def is_at_rest(pid: int) -> bool | None:
    """Return whether a process and all that it has started sleep now; None where this system does not tell.

    A process that is over is at rest.
    """
    if not _TASKS_OF_THIS.exists():
        return None
    waiting = [pid]
    while waiting:
        try:
            threads = list(Path(f"/proc/{waiting.pop()}/task").iterdir())
        except OSError:
            continue
        for thread in threads:
            # Behind the name of the program, in which there can be anything.
            if _read(thread / "stat").rpartition(")")[2].strip()[:1] in _BUSY:
                return False
            waiting += [int(child) for child in _read(thread / "children").split()]
    return True


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # it has ended just now
