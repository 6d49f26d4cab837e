"""The judged client as a child process: what it writes is seen, and it is gone with all it has started."""

import sys
import time
from collections.abc import Callable

import psutil
import pytest

from shared.check.client_child import ClientChild
from shared.check.client_screen import Screen
from tests.helpers.processes import still_running

PATIENCE_SECONDS = 20.0
MOTHER = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(600)']);"
    "print(child.pid, flush=True); time.sleep(600)"
)


def until(claim: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def shows(child: ClientChild) -> str:
    child.look()
    return "".join(child.screen.lines())


def test_what_is_typed_comes_in_and_what_is_written_is_seen() -> None:
    child = ClientChild(f"{sys.executable} -S -c \"print('you said', input())\"", {}, Screen())
    try:
        child.type("你好")
        until(lambda: "you said 你好" in shows(child))
        until(lambda: child.has_ended)
    finally:
        child.end()


def test_last_line_of_standard_error_is_kept() -> None:
    child = ClientChild(f'{sys.executable} -S -c "1 / 0"', {}, Screen())
    until(lambda: child.last_words.startswith("ZeroDivisionError"))
    child.end()


@pytest.mark.skipif(sys.platform == "win32", reason="quotes in a command line mean something else there")
def test_end_takes_what_the_program_has_started_too() -> None:
    child = ClientChild(f'{sys.executable} -S -c "{MOTHER}"', {}, Screen())
    until(lambda: shows(child).isdecimal())
    grandchild = psutil.Process(int(shows(child)))
    child.end()
    assert still_running([grandchild]) == []


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can leave the family there")
def test_end_finds_those_who_have_left_the_family() -> None:
    leaving = (
        "import os, time;"
        "os.fork() and (time.sleep(600), os._exit(0)); os.setsid();"
        "os.fork() and os._exit(0);"
        "print(os.getpid(), flush=True); time.sleep(600)"
    )
    child = ClientChild(f'{sys.executable} -S -c "{leaving}"', {}, Screen())
    until(lambda: shows(child).isdecimal())
    runaway = psutil.Process(int(shows(child)))
    child.end()
    assert still_running([runaway]) == []


@pytest.mark.skipif(sys.platform == "win32", reason="quotes in a command line mean something else there")
def test_client_that_writes_without_end_is_not_kept_and_not_stopped() -> None:
    writing = (
        "import os, sys;"
        "[os.write(1, bytes(65536)) for _ in range(400)];"
        "sys.stderr.write('all of it'); sys.stderr.flush()"
    )
    child = ClientChild(f'{sys.executable} -S -c "{writing}"', {}, Screen())
    try:
        until(lambda: child.last_words == "all of it")
        assert len(shows(child)) == 1024 * 1024
    finally:
        child.end()


def test_fields_are_filled_in_word_by_word() -> None:
    command = f'{sys.executable} -S -c "import sys; print(sys.argv[1:])" {{name}} {{host}}:{{port}}'
    child = ClientChild(command, {"name": "a b", "host": "h", "port": "1"}, Screen())
    until(lambda: "['a b', 'h:1']" in shows(child))
    child.end()


def test_program_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        ClientChild("no-such-program-at-all", {}, Screen())
