"""The scripted room's sockets: what it serves while the script waits, and that no wait is without an end."""

import socket

from shared.check.client_room import ScriptedRoom

PATIENCE_SECONDS = 20.0
REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"


def test_client_is_served_while_the_script_waits() -> None:
    with ScriptedRoom(["bob"], host="127.0.0.1", trap_port=None) as room:
        with socket.create_connection(("127.0.0.1", room.tcp_port)) as client:
            client.sendall(b"\x021alice\x03")
            assert room.wait_for(lambda: bool(room.guests and room.guests[0].seat.name), PATIENCE_SECONDS)
            assert room.wait_for(lambda: room.guests[0].is_idle, PATIENCE_SECONDS)
            client.settimeout(PATIENCE_SECONDS)
            assert client.recv(100).startswith(b"\x021bob\x03")
        assert room.wait_for(lambda: room.guests[0].has_ended, PATIENCE_SECONDS)
        assert room.answers.people == ["bob"]


def test_pieces_go_out_in_order_with_a_pause_between_them() -> None:
    with (
        ScriptedRoom([], host="127.0.0.1", trap_port=None) as room,
        socket.create_connection(("127.0.0.1", room.tcp_port)) as client,
    ):
        client.settimeout(PATIENCE_SECONDS)
        assert room.wait_for(lambda: bool(room.guests), PATIENCE_SECONDS)
        room.guests[0].queue(b"one ", b"two ", b"three", pause=60.0)
        room.rest(0.02)
        assert client.recv(100) == b"one "
        assert not room.guests[0].is_idle


def test_wait_for_what_never_happens_ends() -> None:
    with ScriptedRoom([], host="127.0.0.1", trap_port=None) as room:
        assert not room.wait_for(lambda: False, 0.01)


def test_connection_to_a_port_that_is_built_in_is_trapped() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    with ScriptedRoom([], host="127.0.0.1", trap_port=port) as room:
        with socket.create_connection(("127.0.0.1", port)):
            assert room.wait_for(lambda: room.trapped == 1, PATIENCE_SECONDS)
        assert room.guests == []


def test_request_is_answered_when_the_script_lets_it_and_not_before() -> None:
    with (
        ScriptedRoom([], host="127.0.0.1", udp_port=0, trap_port=None) as room,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client,
    ):
        search = room.search
        assert search is not None
        client.settimeout(PATIENCE_SECONDS)
        client.sendto(REQUEST, ("127.0.0.1", search.port))
        assert room.wait_for(lambda: bool(search.asked), PATIENCE_SECONDS)
        assert search.answered == set()
        search.answer_all()
        assert client.recv(100) == str(room.tcp_port).encode()


def test_port_of_discovery_that_is_taken_leaves_the_room_without_it() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("", 0))
        with ScriptedRoom([], udp_port=taken.getsockname()[1], trap_port=None) as room:
            assert room.search is None
