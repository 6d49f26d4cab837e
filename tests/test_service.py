"""The room on real sockets of this computer: opening, hosting, limits, closing."""

import asyncio
import json
import logging
import socket
from collections.abc import Awaitable, Callable

import pytest

from chatroom_server import service as service_module
from chatroom_server.facts import HOST, Arrived, BanChanged, Left, Spoke
from chatroom_server.service import RoomService, RoomSettings
from chatroom_server.sockets import AddressNotHere, PortTaken
from shared.protocol.limits import CLOSING_SECONDS, LOGIN_SECONDS
from tests.helpers.guests import Guest, OpenRoom, open_room
from tests.helpers.loops import ClockLoop, run_on_clock, settle, until
from tests.helpers.wire import frame, texts_in

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
PLACES = "127.0.0."


def in_a_room(story: Callable[[OpenRoom], Awaitable[None]], **options: object) -> None:
    """Run a story in a room of its own."""

    async def main(loop: ClockLoop) -> None:
        async with open_room(**options) as room:  # type: ignore[arg-type]
            await story(room)

    run_on_clock(main)


def loop_of() -> ClockLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, ClockLoop)
    return loop


# ---- a room ----------------------------------------------------------------------------------------------


def test_guests_talk_whisper_and_leave() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        await alice.send(frame("3", "hello") + frame("2", "bob,psst"))
        await bob.expect(frame("4", "alice: hello") + frame("4", "alice, to you: psst"))
        await alice.expect(frame("4", "alice: hello") + frame("4", "you, to bob: psst"))
        bob.close()
        await alice.expect(frame("3", "bob"))
        assert [type(fact).__name__ for fact in room.facts] == ["Arrived", "Arrived", "Spoke", "Whispered", "Left"]

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
        assert await stranger.read_to_end() in (b"", frame("4", "* you are banned from this room"))
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
        assert counters.messages == 3
        assert counters.delivered >= 3
        assert counters.udp_port == room.opened.udp_port
        alice.close()
        await bob.expect(frame("3", "alice"))
        counters = room.service.counters
        assert (counters.users, counters.connections, counters.malformed) == (2, 2, 1)

    in_a_room(story, host_name="Teacher")


# ---- limits ----------------------------------------------------------------------------------------------


def test_too_many_from_one_address_are_told_before_they_are_closed_and_others_come_in() -> None:
    async def story(room: OpenRoom) -> None:
        first = [await room.connect(source=PLACES + "9") for _ in range(3)]
        for guest in (*first[1:], first[0]):
            await guest.send(frame("3", "?"))
            await guest.expect(frame("4", "* log in first"))
        # A flood from there keeps out nobody who may come, there or elsewhere.
        flood = [await room.connect(source=PLACES + "9") for _ in range(20)]
        for guest in flood[:5]:
            assert await guest.read_to_end() == frame("4", "* too many connections from your address")
        await room.join("elsewhere", source=PLACES + "8")
        first[0].close()
        await settle()
        await room.join("next", source=PLACES + "9")
        assert room.service.counters.turned_away == 20

    in_a_room(story, max_per_address=3)


def test_limit_of_zero_lets_everyone_of_one_address_in() -> None:
    async def story(room: OpenRoom) -> None:
        for number in range(80):
            await room.join(f"guest {number}")
        assert room.service.room.user_count == 80

    in_a_room(story, max_per_address=0)


def test_flood_that_is_turned_away_and_stays_open_takes_few_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_module, "MAX_STRANGERS", 10)

    async def story(room: OpenRoom) -> None:
        for _ in range(60):
            await room.connect()
            await settle(2)
        await settle()
        assert room.service.counters.connections <= 1 + 10 + 2
        assert room.service.counters.turned_away == 59

    in_a_room(story, max_per_address=1)


def test_who_does_not_log_in_is_closed_after_fifteen_seconds_and_who_did_stays() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        silent, babbling = await room.connect(), await room.connect()
        await babbling.send(b"\x021never end")
        await settle()
        loop_of().advance(LOGIN_SECONDS - 1.5)
        await babbling.send(b"ing")
        await settle()
        assert room.service.counters.connections == 3
        loop_of().advance(3)
        assert await silent.read_to_end() == b""
        assert await babbling.read_to_end() == b""
        assert await alice.catch_up() == b""

    in_a_room(story)


def test_longest_waiting_stranger_makes_room_and_a_newcomer_logs_in_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_module, "MAX_STRANGERS", 5)

    async def story(room: OpenRoom) -> None:
        strangers = []
        for _ in range(5):
            strangers.append(await room.connect())
            await settle()
        loop_of().advance(0.3)
        alice = await room.join("alice")
        assert await strangers[0].read_to_end() == b""
        bob = await room.join("bob")
        await alice.expect(frame("2", "bob"))
        assert room.service.room.names == ("alice", "bob")
        assert room.service.counters.connections <= 2 + 5
        await bob.send(frame("3", "hi"))
        await alice.expect(frame("4", "bob: hi"))

    in_a_room(story)


def test_class_that_comes_at_once_gets_in_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_module, "MAX_STRANGERS", 5)

    async def story(room: OpenRoom) -> None:
        guests = [await room.connect() for _ in range(40)]
        for number, guest in enumerate(guests):
            await guest.send(frame("1", f"guest {number}"))
        await until(lambda: room.service.room.user_count == 40)

    in_a_room(story)


def test_full_room_says_so_and_a_place_is_free_when_somebody_leaves() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        bob = await room.connect()
        await bob.send(frame("1", "bob"))
        await bob.expect(frame("4", "* the room is full: at most 2 people") + frame("0", "bob"))
        alice.close()
        await until(lambda: room.service.room.user_count == 1)
        await bob.log_in("bob")

    in_a_room(story, host_name="Teacher", max_users=2)


def test_flood_of_one_slows_that_one_alone_and_loses_nothing() -> None:
    async def story(room: OpenRoom) -> None:
        flooder, alice, bob = await room.join("flooder"), await room.join("alice"), await room.join("bob")
        await settle()
        await flooder.send(b"".join(frame("3", f"line {number}") for number in range(60)))
        await alice.send(frame("3", "not held up"))
        received = await bob.read_until(frame("4", "alice: not held up"))
        assert received.count(b"flooder: line") <= 20
        for _ in range(60):
            loop_of().advance(0.25)
            await settle()
        received += await bob.catch_up()
        lines = [text for text in texts_in(received) if text.startswith("4 flooder")]
        assert lines == [f"4 flooder: line {number}" for number in range(60)]
        await alice.catch_up()

    in_a_room(story, rate=5.0)


def test_class_that_pastes_ten_lines_each_is_not_slowed_down() -> None:
    async def story(room: OpenRoom) -> None:
        guests = [await room.join(f"guest {number}") for number in range(30)]
        for guest in guests:
            await guest.catch_up()
        for number, guest in enumerate(guests):
            await guest.send(b"".join(frame("3", f"{number}/{line}") for line in range(10)))
        await guests[0].read_until(frame("4", "guest 29: 29/9"))
        assert room.service.counters.too_slow == 0

    in_a_room(story, rate=5.0)


def test_guest_that_never_reads_is_closed_and_the_others_miss_nothing() -> None:
    async def story(room: OpenRoom) -> None:
        alice, stuck = await room.join("alice"), await room.join("stuck")
        line = "x" * 4_000
        said = 0
        while room.service.counters.too_slow == 0:
            said += 1
            await alice.send(frame("3", f"{said % 10}{line[1:]}"))
            await alice.read_until(frame("4", f"alice: {said % 10}{line[1:]}"))
            assert said < 5_000
        await alice.expect(frame("3", "stuck"))
        assert isinstance(room.facts[-1], Left)
        assert await stuck.read_to_end() != b""

    in_a_room(story)


def test_connections_reset_right_away_leave_nothing_behind() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        for number in range(200):
            guest = await Guest.connect(room.opened.tcp_port)
            if number % 3 == 1:
                await guest.send(frame("1", f"guest {number}"))
            if number % 3 == 2:
                await guest.send(b"\x02unfinished")
            guest.reset()
        await until(lambda: room.service.counters.connections == 1)
        arrived = [fact.name for fact in room.facts if isinstance(fact, Arrived)]
        left = [fact.name for fact in room.facts if isinstance(fact, Left)]
        assert sorted(arrived) == sorted([*left, "alice"])
        told = texts_in(await alice.catch_up())
        assert sorted(text[2:] for text in told if text[0] == "2") == sorted(text[2:] for text in told if text[0] == "3")
        assert room.service.room.names == ("alice",)

    in_a_room(story)


# ---- opening ---------------------------------------------------------------------------------------------


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
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other, socket.create_server(("127.0.0.1", 0)) as free:
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


def test_second_room_opens_without_discovery_and_takes_it_over_when_it_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
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


# ---- closing ---------------------------------------------------------------------------------------------


def test_closing_tells_everyone_as_the_last_word_then_ends() -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room(host_name="Teacher") as room:
            guests = [await room.join(f"guest {number}") for number in range(20)]
            stranger = await room.connect()
            for guest in guests:
                await guest.catch_up()
            await guests[0].send(frame("3", "last words"))
            await guests[1].read_until(frame("4", "guest 0: last words"))
            closing = loop.create_task(room.service.close())
            for number, guest in enumerate(guests):
                expected = frame("4", "guest 0: last words") * (number != 1) + frame("4", "* the room is closing")
                assert await guest.read_to_end() == expected
                guest.close()
            assert await stranger.read_to_end() == b""
            stranger.close()
            await closing
            with pytest.raises(ConnectionRefusedError):
                await room.connect()
            await room.service.close()

    run_on_clock(main)


def test_closing_delivers_what_still_waits() -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room() as room:
            alice, slow = await room.join("alice"), await room.join("slow")
            await alice.expect(frame("2", "slow"))
            line = frame("3", "x" * 4_000)
            sent = 0
            while not room.service._relay.waiting_bytes:
                await alice.send(line)
                sent += 1
                await alice.expect(frame("4", "alice: " + "x" * 4_000))
            closing = loop.create_task(room.service.close())
            await settle()
            assert not closing.done()
            received = await slow.read_to_end()
            assert received == frame("4", "alice: " + "x" * 4_000) * sent + frame("4", "* the room is closing")
            slow.close()
            alice.close()
            await closing

    run_on_clock(main)


def test_closing_waits_two_seconds_for_a_stuck_reader_and_no_longer(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    async def main(loop: ClockLoop) -> None:
        async with open_room() as room:
            alice, _stuck = await room.join("alice"), await room.join("stuck")
            await alice.expect(frame("2", "stuck"))
            while not room.service._relay.waiting_bytes:
                await alice.send(frame("3", "x" * 4_000))
                await alice.expect(frame("4", "alice: " + "x" * 4_000))
            closing = loop.create_task(room.service.close())
            await settle()
            alice.close()
            loop.advance(CLOSING_SECONDS - 0.5)
            await settle()
            assert not closing.done()
            loop.advance(0.6)
            await closing
            assert room.service.counters.connections == 0

    run_on_clock(main)
    assert "1 connections did not take everything in time" in caplog.text


def test_closing_an_empty_room_is_done_at_once_and_twice_is_once() -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room(host_name="Teacher") as room:
            before = loop.time()
            await room.service.close()
            await room.service.close()
            assert loop.time() - before < CLOSING_SECONDS
            room.service.act(lambda the_room, now: the_room.host_say("to nobody", now))
            assert room.facts == []

    run_on_clock(main)


def test_closed_room_is_opened_again_on_the_same_port_at_once() -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room() as room:
            guest = await room.join("alice")
            closing = loop.create_task(room.service.close())
            await guest.read_to_end()
            guest.close()
            await closing
            port = room.opened.tcp_port
            again = RoomService(RoomSettings("Room 101", host="127.0.0.1", tcp_port=port, udp_port=0))
            assert again.open().tcp_port == port
            await again.close()

    run_on_clock(main)


def test_log_says_who_came_and_went_and_never_what_was_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="chatroom_server")

    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.send(frame("3", "something said") + frame("2", "bob,a secret") + frame("2", "nobody,another secret"))
        await bob.read_until(frame("4", "alice, to you: a secret"))
        await alice.catch_up()
        alice.close()
        await bob.expect(frame("3", "alice"))

    in_a_room(story)
    assert "guest 1 is 'alice'" in caplog.text
    assert "guest 1 at 127.0.0.1 ('alice') left" in caplog.text
    assert "sec" not in caplog.text
    assert "said" not in caplog.text


def test_hosts_place_is_not_a_guests() -> None:
    async def story(room: OpenRoom) -> None:
        await room.join("alice")
        assert [fact.guest for fact in room.facts if isinstance(fact, Arrived)] != [HOST]

    in_a_room(story, host_name="Teacher")
