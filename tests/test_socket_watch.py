"""What the room's sockets have lived through, on real sockets: every figure is one that the test counts itself."""

import asyncio

from chatroom_server.lab import socket_watch
from chatroom_server.link_owner import CloseCause
from chatroom_server.socket_life import SocketLife
from shared.protocol.messages import Resume
from tests.helpers.guests import OpenRoom, in_a_room
from tests.helpers.loops import settle, until
from tests.helpers.rich_guests import RichGuest
from tests.helpers.wire import frame


def life_of(room: OpenRoom) -> SocketLife:
    return room.service.socket_life()


def test_listening_sockets_are_told_with_their_addresses_and_what_they_accepted() -> None:
    async def story(room: OpenRoom) -> None:
        assert life_of(room).accepted == 0
        assert life_of(room).newest_peer is None
        alice = await room.join("alice")
        life = life_of(room)
        assert [each.local.port for each in life.listening] == [room.opened.tcp_port]
        assert all(each.fileno >= 0 and each.backlog > 0 for each in life.listening)
        assert (life.accepted, life.open, life.closed) == (1, 1, 0)
        assert life.newest_peer is not None
        assert life.newest_peer.port == alice.socket.getsockname()[1]

    in_a_room(story)


def test_connection_is_told_with_its_ends_its_name_and_its_calls() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.connect()
        answer = await alice.log_in("alice")
        login = frame("1", "alice")
        (only,) = life_of(room).connections
        assert (only.name, only.is_logged_in, only.is_plain) == ("alice", True, True)
        assert (only.peer.host, only.peer.port) == ("127.0.0.1", alice.socket.getsockname()[1])
        assert only.local.port == room.opened.tcp_port
        assert (only.reads, only.read_bytes, only.frames) == (1, len(login), 1)
        assert (only.sends, only.sent_bytes) == (1, len(answer))
        assert only.cause is None
        await alice.send(frame("3", "hello"))
        echo = frame("4", "alice: hello")
        await alice.expect(echo)
        life = life_of(room)
        (only,) = life.connections
        assert (only.reads, only.sends) == (2, 2)
        assert only.sent_bytes == len(answer) + len(echo)
        assert (life.received_bytes, life.sent_bytes) == (only.read_bytes, only.sent_bytes)

    in_a_room(story)


def test_connection_that_is_over_is_told_with_its_end() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        before = life_of(room)
        alice.close()
        await until(lambda: life_of(room).open == 0)
        life = life_of(room)
        assert life.connections == ()
        (ended,) = life.ended
        assert (ended.name, ended.cause) == ("alice", CloseCause.LEFT)
        assert (ended.local, ended.peer) == (before.connections[0].local, before.connections[0].peer)
        assert ended.read_bytes == before.connections[0].read_bytes
        assert ended.ended_utc is not None
        assert ended.ended_utc >= ended.accepted_utc
        assert (life.accepted, life.closed) == (1, 1)
        await settle()
        assert life_of(room).received_bytes == before.received_bytes, "what was counted stays counted"

    in_a_room(story)


def test_connection_whose_place_was_taken_over_keeps_its_name() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await RichGuest.join(room, "alice", Resume(alice.session, 0))
        life = life_of(room)
        assert [(each.name, each.cause) for each in life.ended] == [("alice", CloseCause.REPLACED)]
        assert [each.name for each in life.connections] == ["alice"]

    in_a_room(story)


def test_newest_peer_is_told_though_it_is_long_gone() -> None:
    async def story(room: OpenRoom) -> None:
        early = [await room.join(f"g{number}") for number in range(socket_watch.MOST_ENDED)]
        newest = await room.connect()
        port = newest.socket.getsockname()[1]
        newest.close()
        await until(lambda: life_of(room).closed == 1)
        for guest in early:
            guest.close()
        await until(lambda: life_of(room).open == 0)
        peer = life_of(room).newest_peer
        assert peer is not None
        assert peer.port == port

    in_a_room(story)


def test_only_the_newest_are_told_and_all_are_counted() -> None:
    async def story(room: OpenRoom) -> None:
        most = socket_watch.MOST_ENDED
        for number in range(most + 5):
            guest = await room.join(f"g{number}")
            guest.close()
            await until(lambda: life_of(room).open == 0)
        life = life_of(room)
        assert [each.name for each in life.ended] == [f"g{number}" for number in range(5, most + 5)]
        assert life.closed == most + 5

    in_a_room(story)


def test_discovery_tells_the_newest_request_and_its_answer() -> None:
    async def story(room: OpenRoom) -> None:
        assert life_of(room).discovery.newest_from is None
        request = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
        port = room.opened.udp_port
        assert port is not None
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, remote_addr=("127.0.0.1", port)
        )
        transport.sendto(request)
        transport.sendto(b"nonsense")
        await until(lambda: life_of(room).discovery.requests == 2)
        room.service.lab.drop_next_answer()
        transport.sendto(request)
        await until(lambda: life_of(room).discovery.requests == 3)
        life = life_of(room).discovery
        assert (life.port, life.answers) == (port, 1)
        assert life.newest_bytes == len(request)
        assert life.newest_answer == str(room.opened.tcp_port).encode()
        assert life.newest_from is not None
        assert life.newest_from.port == transport.get_extra_info("sockname")[1]
        transport.close()

    in_a_room(story)
