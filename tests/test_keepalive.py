"""What the guest's socket asks of the operating system."""

import socket

from chatroom_client.keepalive import watch_peer


def test_connection_is_probed_and_stays_its_owners() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as sock,
    ):
        watch_peer(sock.fileno())
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT) == 3
        sock.sendall(b"still open")


def test_socket_that_is_gone_is_nothing_to_fear() -> None:
    with socket.socket() as sock:
        descriptor = sock.fileno()
    watch_peer(descriptor)
    watch_peer(-1)
