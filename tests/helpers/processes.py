"""Whether processes have ended that are no children of the test."""

import time
from collections.abc import Iterable

import psutil

from tests.helpers.headless import PATIENCE_SECONDS


def still_running(processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Return those that have not ended, after waiting for all of them as long as a slow machine needs."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    left = [process for process in processes if not _has_ended(process)]
    while left and time.monotonic() < deadline:
        time.sleep(0.01)
        left = [process for process in left if not _has_ended(process)]
    return left


def _has_ended(process: psutil.Process) -> bool:
    try:
        # One that nobody has asked about yet is still in the system's list.
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
