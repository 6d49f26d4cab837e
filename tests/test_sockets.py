"""The room's sockets: bound where asked, exclusive, and told when a peer is dead."""

import socket

import pytest

from chatroom_server.sockets import (
    AddressNotHere,
    CannotOpen,
    PortTaken,
    bind_discovery,
    listen,
    prepare_connection,
)
from shared.protocol.limits import (
    KEEPALIVE_IDLE_SECONDS,
    KEEPALIVE_INTERVAL_SECONDS,
    KEEPALIVE_PROBES,
    TCP_USER_TIMEOUT_SECONDS,
)


def close_all(sockets: list[socket.socket]) -> None:
    for sock in sockets:
        sock.close()


def test_port_zero_is_one_free_port_for_both_families() -> None:
    listening = listen("", 0)
    ports = {sock.getsockname()[1] for sock in listening}
    assert len(ports) == 1
    assert ports.pop() > 0
    assert listening[0].family == socket.AF_INET
    assert listening[0].getsockname()[0] == "0.0.0.0"
    assert all(sock.gettimeout() == 0 for sock in listening)
    close_all(listening)


@pytest.mark.parametrize("host", ["", "::"])
def test_room_on_every_interface_is_reached_by_either_family(host: str) -> None:
    listening = listen(host, 0)
    assert [sock.family for sock in listening] == [socket.AF_INET, socket.AF_INET6]
    port = listening[0].getsockname()[1]
    for sock in listening:
        address = "127.0.0.1" if sock.family == socket.AF_INET else "::1"
        with socket.create_connection((address, port), timeout=5):
            pass
    close_all(listening)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.5", "localhost"])
def test_single_address_is_listened_on_alone(host: str) -> None:
    listening = listen(host, 0)
    assert len(listening) == 1
    assert listening[0].getsockname()[0] in {host, "127.0.0.1", "::1"}
    close_all(listening)


@pytest.mark.parametrize("host", ["", "127.0.0.1"])
def test_taken_tcp_port_is_named(host: str) -> None:
    with socket.create_server((host, 0)) as other, pytest.raises(PortTaken) as refusal:
        close_all(listen(host, other.getsockname()[1]))
    assert refusal.value.transport == "TCP"
    assert refusal.value.port == other_port(refusal.value)


def other_port(taken: PortTaken) -> int:
    return int(str(taken).split()[2])


def test_port_is_free_again_at_once_after_a_room_with_guests_closed() -> None:
    listening = listen("127.0.0.1", 0)
    address = listening[0].getsockname()
    with socket.create_connection(address, timeout=5):
        listening[0].setblocking(True)
        accepted, _ = listening[0].accept()
        accepted.close()  # the server closed first, so its end lingers in the system
    close_all(listening)
    close_all(listen("127.0.0.1", address[1]))


@pytest.mark.parametrize("host", ["203.0.113.1", "a..b", "x" * 300, "999.1.1.1", "2001:db8::1"])
def test_address_that_is_not_here_is_named(host: str) -> None:
    with pytest.raises(AddressNotHere) as refusal:
        close_all(listen(host, 0))
    assert refusal.value.host == host
    assert isinstance(refusal.value, CannotOpen)


def test_taken_discovery_port_is_named() -> None:
    with bind_discovery("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortTaken) as refusal:
            bind_discovery("127.0.0.1", port)
        assert (refusal.value.transport, refusal.value.port) == ("UDP", port)


def test_discovery_of_a_room_on_loopback_alone_stays_there() -> None:
    with bind_discovery("127.0.0.1", 0) as sock:
        assert sock.getsockname()[0] == "127.0.0.1"
        assert sock.gettimeout() == 0


@pytest.mark.parametrize("host", ["", "203.0.113.1"])
def test_discovery_hears_broadcasts_on_every_address(host: str) -> None:
    with bind_discovery(host, 0) as sock:
        assert sock.getsockname()[0] == "0.0.0.0"


def test_discovery_port_is_shared_with_nobody() -> None:
    with bind_discovery("", 0) as sock, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as thief:
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) == 0
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with pytest.raises(OSError, match=r"[Aa]ddress"):
            thief.bind(("", sock.getsockname()[1]))


def test_accepted_connection_does_not_block_does_not_delay_and_finds_dead_peers() -> None:
    (listening,) = listen("127.0.0.1", 0)
    with listening, socket.create_connection(listening.getsockname(), timeout=5):
        listening.settimeout(5)
        accepted, _ = listening.accept()
    with accepted:
        prepare_connection(accepted)
        assert accepted.gettimeout() == 0
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        for name, expected in (
            ("TCP_KEEPIDLE", KEEPALIVE_IDLE_SECONDS),
            ("TCP_KEEPINTVL", KEEPALIVE_INTERVAL_SECONDS),
            ("TCP_KEEPCNT", KEEPALIVE_PROBES),
            ("TCP_USER_TIMEOUT", TCP_USER_TIMEOUT_SECONDS * 1000),
        ):
            if hasattr(socket, name):
                assert accepted.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) == expected


def test_name_that_nobody_knows_is_no_address_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_options: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(AddressNotHere, match="room"):
        listen("the-room", 0)
