"""Whether a program does something or waits is seen from outside, with all that it has started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from shared.check.rest import is_at_rest
from tests.helpers.headless import PATIENCE_SECONDS

WORKS_WHEN_TOLD = "import sys; sys.stdin.readline()\nwhile True: pass"
MOTHER = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {WORKS_WHEN_TOLD!r}])"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")

Started = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def started() -> Iterator[Started]:
    with ExitStack() as stack:

        def start(code: str) -> "subprocess.Popen[str]":
            process = subprocess.Popen(
                [sys.executable, "-S", "-c", code], stdin=subprocess.PIPE, text=True, start_new_session=True
            )
            stack.enter_context(process)
            stack.callback(end_all_of, process)
            return process

        yield start


def end_all_of(process: "subprocess.Popen[str]") -> None:
    """It has a session of its own, and what it has started is in there too."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def comes_to(pid: int, expected: bool) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while is_at_rest(pid) is not expected and time.monotonic() < until:
        time.sleep(0.01)
    return is_at_rest(pid) is expected


@pytest.mark.parametrize("code", [WORKS_WHEN_TOLD, MOTHER], ids=["it works itself", "its child works"])
def test_program_rests_until_it_is_told_to_work(started: Started, code: str) -> None:
    process = started(code)
    assert comes_to(process.pid, True)
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    assert comes_to(process.pid, False)


def test_program_that_is_over_is_at_rest(started: Started) -> None:
    process = started("0")
    process.wait(PATIENCE_SECONDS)
    assert is_at_rest(process.pid)
