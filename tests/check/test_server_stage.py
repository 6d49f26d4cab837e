"""A server on a slow computer is waited for."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from shared.check.ledger import Ledger
from shared.check.server_rules import SERVER_RULES
from shared.check.server_stage import Stage

TIMEOUT_SECONDS = 0.1
SERVER = """
import socket, time
door = socket.create_server(("127.0.0.1", 0))
print(door.getsockname()[1], flush=True)
guest = door.accept()[0]
while data := guest.recv(4096):
    begun = time.process_time()
    while time.process_time() < begun + 0.3:
        pass
    guest.sendall(data)
    print(len(data), flush=True)
"""

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere nobody tells whether it is at work"
)


@contextmanager
def slow_server() -> Iterator[tuple[Stage, "subprocess.Popen[str]"]]:
    with subprocess.Popen([sys.executable, "-S", "-c", SERVER], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        stage = Stage("127.0.0.1", int(process.stdout.readline()), TIMEOUT_SECONDS, Ledger(SERVER_RULES))
        try:
            yield stage, process
        finally:
            stage.close()
            process.kill()


def test_answer_that_takes_three_times_as_long_as_the_timeout_is_waited_for() -> None:
    with slow_server() as (stage, _):
        assert stage.log_in(stage.connect(), "ann")


def test_pieces_with_a_pause_between_them_are_read_one_by_one() -> None:
    with slow_server() as (stage, process):
        guest = stage.connect()
        for piece in (b"a", b"b", b"c"):
            guest.send(piece)
            stage.pause(0.001)
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(3)] == ["1\n"] * 3
