"""A socket with somebody looking on does exactly what the socket does."""

import pytest

from shared.wire.record import Ending
from tests.helpers.tapped import CalledSocket, Tapped
from tests.helpers.wire import frame


def test_it_returns_what_the_socket_returns() -> None:
    sock = CalledSocket([b"one", b"two"], capacity=5)
    tapped = Tapped().connect(sock)
    assert [tapped.recv(100), tapped.recv(100)] == [b"one", b"two"]
    assert [tapped.send(b"abcd"), tapped.send(memoryview(b"efgh"))] == [4, 1]
    assert sock.sent == [b"abcd", b"e"]


@pytest.mark.parametrize("error", [BlockingIOError(), InterruptedError(), ConnectionResetError()], ids=repr)
def test_it_raises_what_the_socket_raises(error: OSError) -> None:
    tapped = Tapped().connect(CalledSocket([error], failure=error))
    with pytest.raises(type(error)):
        tapped.recv(100)
    with pytest.raises(type(error)):
        tapped.send(b"x")


def test_call_that_found_nothing_is_not_counted() -> None:
    stage = Tapped()
    sock = CalledSocket(capacity=0)
    tapped = stage.connect(sock)
    with pytest.raises(BlockingIOError):
        tapped.recv(100)
    with pytest.raises(BlockingIOError):
        tapped.send(b"x")
    assert (tapped.receives, tapped.sends) == (0, 0)
    assert stage.chunks() == []


def test_end_of_the_connection_is_told_as_the_last_call_told_it() -> None:
    stage = Tapped()
    assert stage.connect().ending is Ending.BY_US
    closed = stage.connect(CalledSocket([b""]))
    assert closed.recv(100) == b""
    assert closed.ending is Ending.BY_PEER
    for broken in (CalledSocket([ConnectionResetError()]), CalledSocket(failure=BrokenPipeError())):
        tapped = stage.connect(broken)
        with pytest.raises(ConnectionError):
            (tapped.recv(100) if broken.coming else tapped.send(frame("4", "x")))
        assert tapped.ending is Ending.RESET
