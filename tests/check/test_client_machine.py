"""A client on a slow computer is waited for; one that does nothing is not."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from shared.check.arguments import ClientOptions
from shared.check.client_machine import Machine
from shared.check.client_player import Way
from shared.check.client_room import ScriptedRoom
from shared.check.client_screen import Sight

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the time is longer for everybody")

TIMEOUT_SECONDS = 0.15
HARD_WORK = "import time; begun = time.process_time()\nwhile time.process_time() < begun + 0.45: pass"


@contextmanager
def playing(code: str) -> Iterator[Machine]:
    options = ClientOptions(command=f'{sys.executable} -S -c "{code}"', timeout_seconds=TIMEOUT_SECONDS)
    with ScriptedRoom([], host="127.0.0.1", trap_port=None) as room:
        machine = Machine(room, options, "127.0.0.1")
        try:
            assert machine.come(Way.GIVEN, "dora")
            yield machine
        finally:
            machine.end()


def test_work_that_takes_three_times_as_long_as_the_timeout_is_waited_for() -> None:
    with playing(f"{HARD_WORK}\nprint('kiwi'); input()") as machine:
        assert machine.look_for("kiwi") is Sight.ONCE


def test_line_is_not_typed_before_the_program_has_done_its_work() -> None:
    looks = "import select, sys; print(select.select([sys.stdin], [], [], 0)[0]); input()"
    with playing(f"print('lime')\n{HARD_WORK}\n{looks}") as machine:
        assert machine.look_for("lime") is Sight.ONCE
        machine.say("hello")
        assert machine.look_for("[]") is Sight.ONCE


def test_second_copy_that_comes_after_hard_work_is_seen() -> None:
    with playing(f"print('kiwi')\n{HARD_WORK}\nprint('kiwi'); input()") as machine:
        assert machine.look_for("kiwi") is Sight.TWICE


def test_program_that_does_nothing_is_not_waited_for() -> None:
    with playing("print('lime'); input()") as machine:
        assert machine.look_for("lime") is Sight.ONCE
        assert machine.look_for("kiwi") is Sight.MISSING
