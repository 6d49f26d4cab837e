"""What the operating system says of TCP connections, of real ones."""

import socket
import sys

import psutil
import pytest

from chatroom_server.tcp_states import read_tcp_states
from shared.wire.record import Endpoint

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="macOS tells only root")


def end_of(sock: socket.socket) -> Endpoint:
    return Endpoint(*sock.getsockname()[:2])


def test_life_of_a_connection_is_told_as_the_system_sees_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert read_tcp_states([port]) == {(end_of(listening), None): "LISTEN"}
        peer = socket.create_connection(("127.0.0.1", port))
        accepted, _ = listening.accept()
        pair = (end_of(accepted), end_of(peer))
        assert read_tcp_states([port])[pair] == "ESTABLISHED"
        peer.close()
        assert read_tcp_states([port])[pair] == "CLOSE_WAIT"
        accepted.close()
        assert read_tcp_states([port]).get(pair) in {None, "LAST_ACK"}


def test_who_closes_first_is_in_time_wait() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        peer = socket.create_connection(("127.0.0.1", port))
        accepted, _ = listening.accept()
        pair = (end_of(accepted), end_of(peer))
        accepted.close()
        assert read_tcp_states([port])[pair] in {"FIN_WAIT1", "FIN_WAIT2"}
        peer.close()
        assert read_tcp_states([port])[pair] == "TIME_WAIT"


def test_other_ports_are_not_told() -> None:
    with socket.create_server(("127.0.0.1", 0)), socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert {own.port for own, _ in read_tcp_states([port])} == {port}


def test_system_that_does_not_tell_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(kind: str) -> None:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil, "net_connections", refuse)
    assert read_tcp_states([9999]) == {}
