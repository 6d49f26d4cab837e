"""The room on real sockets of this computer: opening and hosting."""

import asyncio
import json
import socket

import pytest

from chatroom_server import service as service_module
from chatroom_server.facts import Arrived, BanChanged, Spoke
from chatroom_server.room_settings import RoomSettings
from chatroom_server.service import RoomService
from chatroom_server.sockets import AddressNotHere, PortTaken
from tests.helpers.guests import Guest, OpenRoom, in_a_room
from tests.helpers.loops import ClockLoop, run_on_clock, settle
from tests.helpers.wire import frame, texts_in

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
PLACES = "127.0.0."


# ---- a room ---------------------------------------------------------------------------------------------------


def test_guests_talk_whisper_and_leave() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        await alice.send(frame("3", "hello") + frame("2", "bob,psst"))
        await bob.expect(frame("4", "alice: hello") + frame("4", "alice, to you: psst"))
        await alice.expect(frame("4", "alice: hello") + frame("4", "you, to bob: psst"))
        bob.close()
        await alice.expect(frame("3", "bob"))
        assert [type(fact).__name__ for fact in room.facts] == [
            "Arrived",
            "Arrived",
            "Spoke",
            "Whispered",
            "Left",
        ]

    in_a_room(story)


def test_host_takes_part_and_keeps_order() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.connect(), await room.connect()
        assert texts_in(await alice.log_in("alice")) == ["1 Teacher", "1 alice"]
        await bob.log_in("bob")
        [alice_id, bob_id] = [fact.guest for fact in room.facts if isinstance(fact, Arrived)]
        act = room.service.act
        act(lambda the_room, now: the_room.host_say("good morning", now))
        act(lambda the_room, now: the_room.announce("page 5", now))
        act(lambda the_room, now: the_room.host_whisper(bob_id, "well done", now))
        act(lambda the_room, now: the_room.set_muted(bob_id, True, now))
        act(lambda the_room, now: the_room.remove(alice_id, now))
        assert texts_in(await bob.catch_up()) == [
            "4 Teacher: good morning",
            "4 *** page 5",
            "4 Teacher, to you: well done",
            "4 * you are muted, but you can whisper to Teacher",
            "3 alice",
        ]
        assert texts_in(await alice.read_to_end()) == [
            "2 bob",
            "4 Teacher: good morning",
            "4 *** page 5",
            "4 * you were removed from the room",
        ]
        assert room.service.room.names == ("Teacher", "bob")

    in_a_room(story, host_name="Teacher")


def test_removed_guest_gets_nothing_more_and_what_it_sends_is_not_served() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        [bob_id] = [fact.guest for fact in room.facts if isinstance(fact, Arrived) and fact.name == "bob"]
        room.service.act(lambda the_room, now: the_room.remove(bob_id, now))
        await bob.send(frame("3", "revenge"))
        await alice.send(frame("3", "bye"))
        await alice.expect(frame("3", "bob") + frame("4", "alice: bye"))
        assert await bob.read_to_end() == frame("4", "* you were removed from the room")
        assert not [fact for fact in room.facts if isinstance(fact, Spoke) and fact.name == "bob"]

    in_a_room(story)


def test_banned_address_is_closed_logged_in_or_not_and_turned_away_until_it_is_lifted() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice", source=PLACES + "2")
        mallory = await room.join("mallory", source=PLACES + "3")
        stranger = await room.connect(source=PLACES + "3")
        await settle()
        room.service.ban(PLACES + "3")
        assert texts_in(await mallory.read_to_end()) == ["4 * you are banned from this room"]
        room.loop.advance(1.1)
        await settle()
        assert room.service.counters.connections == 1, "nobody from there is left"
        assert await stranger.read_to_end() == b""
        again = await room.connect(source=PLACES + "3")
        assert await again.read_to_end() == frame("4", "* you are banned from this room")
        assert room.service.counters.turned_away == 1
        assert texts_in(await alice.catch_up()) == ["2 mallory", "3 mallory"]
        room.service.act(lambda the_room, now: the_room.lift_ban(PLACES + "3", now))
        await room.join("mallory", source=PLACES + "3")
        assert [fact.is_banned for fact in room.facts if isinstance(fact, BanChanged)] == [True, False]

    in_a_room(story)


def test_counters_tell_how_the_room_is_doing() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await room.connect()
        await alice.send(b"\x02\x03" + frame("3", "hello"))
        await bob.expect(frame("4", "alice: hello"))
        await settle()
        counters = room.service.counters
        assert (counters.users, counters.connections, counters.malformed) == (3, 3, 1)
        assert counters.messages == 1
        assert counters.delivered == 2, "to both who sit there; who comes is not said"
        assert counters.udp_port == room.opened.udp_port
        alice.close()
        await bob.expect(frame("3", "alice"))
        counters = room.service.counters
        assert (counters.users, counters.connections, counters.malformed) == (2, 2, 1)

    in_a_room(story, host_name="Teacher")


# ---- opening --------------------------------------------------------------------------------------------------


def test_room_says_where_it_is_and_discovery_tells_the_port() -> None:
    async def story(room: OpenRoom) -> None:
        assert room.opened.room_name == "Room 101"
        assert room.opened.addresses == ("127.0.0.1",)
        assert room.opened.udp_port is not None
        await room.join("alice")
        loop = asyncio.get_running_loop()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.setblocking(False)
            await loop.sock_sendto(asking, REQUEST, ("127.0.0.1", room.opened.udp_port))
            assert await loop.sock_recv(asking, 600) == str(room.opened.tcp_port).encode()
            await loop.sock_sendto(asking, REQUEST + b'\n{"v":1}', ("127.0.0.1", room.opened.udp_port))
            answer = json.loads(await loop.sock_recv(asking, 600))
        assert answer["room"] == "Room 101"
        assert (answer["users"], answer["max"], answer["port"]) == (2, 2_000, room.opened.tcp_port)
        assert room.service.counters.discovery.answered == 2

    in_a_room(story, host_name="Teacher")


@pytest.mark.parametrize("host", ["0.0.0.0", "localhost", "127.0.0.1", ""])
def test_room_can_be_found_however_its_address_was_typed(host: str) -> None:
    async def story(room: OpenRoom) -> None:
        assert room.opened.udp_port is not None
        assert "0.0.0.0" not in room.opened.addresses
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.setblocking(False)
            loop = asyncio.get_running_loop()
            await loop.sock_sendto(asking, REQUEST, ("127.0.0.1", room.opened.udp_port))
            assert await loop.sock_recv(asking, 600) == str(room.opened.tcp_port).encode()
        await room.join("alice")

    in_a_room(story, host=host)


def test_default_port_that_is_taken_gives_way_to_any_free_one(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main(loop: ClockLoop) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            monkeypatch.setattr(service_module, "DEFAULT_TCP_PORT", other.getsockname()[1])
            service = RoomService(RoomSettings("Room 101", host="127.0.0.1", udp_port=0))
            opened = service.open()
            assert opened.tcp_port not in {0, other.getsockname()[1]}
            guest = await Guest.connect(opened.tcp_port)
            await guest.log_in("alice")
            guest.close()
            await service.close()

    run_on_clock(main)


def test_default_port_that_is_free_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main(loop: ClockLoop) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
        monkeypatch.setattr(service_module, "DEFAULT_TCP_PORT", port)
        service = RoomService(RoomSettings("Room 101", host="127.0.0.1", udp_port=0))
        assert service.open().tcp_port == port
        await service.close()

    run_on_clock(main)


def test_port_asked_for_by_name_that_is_taken_is_refused_and_nothing_stays_open() -> None:
    async def main(loop: ClockLoop) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            service = RoomService(RoomSettings("Room 101", host="127.0.0.1", tcp_port=other.getsockname()[1]))
            with pytest.raises(PortTaken, match="TCP"):
                service.open()
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other,
            socket.create_server(("127.0.0.1", 0)) as free,
        ):
            other.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            free.close()
            service = RoomService(
                RoomSettings("Room 101", host="127.0.0.1", tcp_port=port, udp_port=other.getsockname()[1])
            )
            with pytest.raises(PortTaken, match="UDP"):
                service.open()
            with pytest.raises(ConnectionRefusedError):
                await Guest.connect(port)

    run_on_clock(main)


def test_address_that_is_not_here_is_refused() -> None:
    async def main(loop: ClockLoop) -> None:
        with pytest.raises(AddressNotHere):
            RoomService(RoomSettings("Room 101", host="203.0.113.1", tcp_port=0, udp_port=0)).open()

    run_on_clock(main)


def test_second_room_opens_without_discovery_and_takes_it_over_when_it_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def main(loop: ClockLoop) -> None:
        first = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        first.bind(("127.0.0.1", 0))
        port = first.getsockname()[1]
        monkeypatch.setattr(service_module, "DEFAULT_UDP_PORT", port)
        service = RoomService(RoomSettings("Room 102", host="127.0.0.1", tcp_port=0))
        opened = service.open()
        assert opened.udp_port is None
        assert service.counters.udp_port is None
        guest = await Guest.connect(opened.tcp_port)
        await guest.log_in("alice")
        guest.close()
        loop.advance(7)
        await settle()
        assert service.counters.udp_port is None
        first.close()
        loop.advance(7)
        await settle()
        assert service.counters.udp_port == port
        await service.close()

    run_on_clock(main)
