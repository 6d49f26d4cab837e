"""A room on real sockets with those who ask too much of it: each is held, everyone else is not."""

import asyncio
import socket
from contextlib import suppress

import pytest

from chatroom_server import admission as admission_module
from chatroom_server import listener as listener_module
from chatroom_server import strangers as strangers_module
from chatroom_server import turns as turns_module
from chatroom_server.facts import Arrived, Left
from chatroom_server.limit_log import LimitHit
from chatroom_server.sockets import prepare_connection
from shared.protocol.limits import (
    LOGIN_SECONDS,
    MAX_MALFORMED_FRAMES,
    MAX_SKIPPED_BYTES,
    STALLED_SECONDS,
)
from shared.protocol.messages import LogIn, Resume
from tests.helpers.guests import Guest, OpenRoom, in_a_room
from tests.helpers.loops import settle, until
from tests.helpers.rich_guests import RichGuest, lose
from tests.helpers.wire import frame, texts_in

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
PLACES = "127.0.0."


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


def test_flood_that_is_turned_away_and_stays_open_takes_few_descriptors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(admission_module, "MAX_STRANGERS", 10)
    monkeypatch.setattr(strangers_module, "MAX_STRANGERS", 10)

    async def story(room: OpenRoom) -> None:
        for _ in range(60):
            await room.connect()
            await settle(2)
        await settle()
        assert room.service.counters.connections <= 1 + 10 + 2
        assert room.service.counters.turned_away == 59

    in_a_room(story, max_per_address=1)


def test_places_that_are_kept_make_the_flood_that_is_told_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "MAX_STRANGERS", 2)

    async def story(room: OpenRoom) -> None:
        for number in range(6):
            guest = await RichGuest.connect(room, PLACES + f"{20 + number}")
            await guest.send(LogIn(f"guest {number}"))
            await guest.enter()
            await lose(room, guest)
        assert (room.service.counters.users, room.service.counters.connections) == (7, 0)
        flood = [await room.connect() for _ in range(10)]
        await until(lambda: room.service.counters.turned_away == 9)
        assert room.service.counters.connections == 1 + 2
        assert await flood[1].read_to_end() == frame("4", "* too many connections from your address")
        for told in flood[1:]:
            told.close()
        await until(lambda: room.service.counters.connections == 1)
        late = await room.connect()
        assert await late.read_to_end() == frame("4", "* too many connections from your address"), (
            "those who have been told make room for others to be told"
        )

    in_a_room(story, host_name="Teacher", max_per_address=1)


def test_guest_who_resumes_shows_that_those_who_come_are_a_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strangers_module, "MAX_STRANGERS", 4)
    monkeypatch.setattr(strangers_module, "_GRACE_SECONDS", 10.0)
    monkeypatch.setattr(strangers_module, "_LEAST_GRACE_SECONDS", 1.0)

    async def evicted(room: OpenRoom) -> int:
        room.loop.advance(1.0)
        await settle()
        return sum(hit.times for hit in room.service.counters.limits if hit.cause is LimitHit.STRANGERS)

    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        strangers = []
        while await evicted(room) < 4 * 9:
            strangers.append(await room.connect())
            await alice.catch_up()
        for stranger in strangers:
            stranger.close()
        await until(lambda: room.service.counters.connections == 1)
        await RichGuest.join(room, "alice", Resume(alice.session, 0))
        before = await evicted(room)
        for _ in range(4):
            await room.connect()
        await until(lambda: room.service.counters.connections == 1 + 4)
        for _ in range(4):
            assert await evicted(room) == before, "a class that comes at once is given its time"

    in_a_room(story)


def test_who_does_not_log_in_is_closed_after_fifteen_seconds_and_who_did_stays() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        silent, babbling = await room.connect(), await room.connect()
        await babbling.send(b"\x021never end")
        await settle()
        room.loop.advance(LOGIN_SECONDS - 1.5)
        await babbling.send(b"ing")
        await settle()
        assert room.service.counters.connections == 3
        room.loop.advance(3)
        assert await silent.read_to_end() == b""
        assert await babbling.read_to_end() == b""
        assert await alice.catch_up() == b""

    in_a_room(story)


def test_longest_waiting_stranger_makes_room_and_a_newcomer_logs_in_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(strangers_module, "MAX_STRANGERS", 5)

    async def story(room: OpenRoom) -> None:
        strangers = []
        for _ in range(5):
            strangers.append(await room.connect())
            await settle()
        room.loop.advance(0.3)
        alice = await room.join("alice")
        assert await strangers[0].read_to_end() == b""
        bob = await room.join("bob")
        await alice.expect(frame("2", "bob"))
        assert room.service.room.names == ("alice", "bob")
        assert room.service.counters.connections <= 2 + 5
        await bob.send(frame("3", "hi"))
        await alice.expect(frame("4", "bob: hi"))
        room.loop.advance(1)
        await until(lambda: [hit.cause for hit in room.service.counters.limits] == [LimitHit.STRANGERS])

    in_a_room(story)


def test_class_that_comes_at_once_gets_in_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strangers_module, "MAX_STRANGERS", 5)

    async def story(room: OpenRoom) -> None:
        guests = [await room.connect() for _ in range(40)]
        for number, guest in enumerate(guests):
            await guest.send(frame("1", f"guest {number}"))
        await until(lambda: room.service.room.user_count == 40)

    in_a_room(story)


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        (b"\x02\x03" * MAX_MALFORMED_FRAMES, LimitHit.MALFORMED),
        (b"\x00" * (MAX_SKIPPED_BYTES + 1), LimitHit.SKIPPED),
    ],
    ids=["malformed", "skipped"],
)
def test_guest_who_is_closed_for_what_it_sends_is_counted_once_and_has_no_place_kept(
    data: bytes, limit: LimitHit
) -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.wire.send(data)
        await until(lambda: room.service.counters.connections == 0)
        assert room.service.room.names == ()
        room.loop.advance(1.1)
        await until(lambda: bool(room.service.counters.limits))
        assert [(hit.cause, hit.times) for hit in room.service.counters.limits] == [(limit, 1)]

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
            room.loop.advance(0.25)
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


def test_burst_of_the_longest_texts_throws_out_nobody_who_reads() -> None:
    async def story(room: OpenRoom) -> None:
        guests = [await room.join(f"guest {number}") for number in range(150)]
        for guest in guests:
            await guest.catch_up()
        # All of them lie ready when the room looks: more than the system takes for anybody in one go.
        burst = frame("3", "\U0001f600" * 4_000) * 4
        for guest in guests:
            guest.socket.send(burst)
        unread = dict.fromkeys(guests, len(guests) * len(burst))
        while unread and not room.service.counters.too_slow:
            await asyncio.sleep(0)
            for guest in list(unread):
                with suppress(BlockingIOError):
                    unread[guest] -= len(guest.socket.recv(1 << 20))
                if unread[guest] <= 0:
                    del unread[guest]
        assert room.service.counters.too_slow == 0

    in_a_room(story, rate=5.0)


def test_texts_that_become_five_times_as_long_throw_out_nobody_who_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def take_little(sock: socket.socket) -> None:
        prepare_connection(sock)
        # As on a real network; on this computer the system would take megabytes at once.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)

    monkeypatch.setattr(listener_module, "prepare_connection", take_little)
    burst = frame("3", "a" + "\n" * 3_999) * 16

    async def story(room: OpenRoom) -> None:
        guests = [await room.join(f"guest {number}") for number in range(12)]
        for guest in guests:
            await guest.catch_up()
        unread = dict.fromkeys(guests, 4 * 16 * len(frame("4", "guest 0: a" + "\n    " * 3_999)))
        for guest in guests[:4]:
            await guest.send(burst)
        while unread and not room.service.counters.too_slow:
            await asyncio.sleep(0)
            for guest in list(unread):
                with suppress(BlockingIOError):
                    unread[guest] -= len(guest.socket.recv(1 << 20))
                if unread[guest] <= 0:
                    del unread[guest]
        assert room.service.counters.too_slow == 0

    in_a_room(story, rate=5.0)


def test_guest_that_never_reads_is_closed_and_the_others_miss_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Of two guests one is no few: for a moment the other is made to wait for it, which is not what this is about.
    monkeypatch.setattr(turns_module, "MOST_HELD_SECONDS", 0.0)

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


def test_guest_that_takes_nothing_for_twenty_seconds_is_closed() -> None:
    async def story(room: OpenRoom) -> None:
        alice, _stuck = await room.join("alice"), await room.join("stuck")
        await alice.expect(frame("2", "stuck"))
        while not room.service._relay.waiting_bytes:
            await alice.send(frame("3", "x" * 4_000))
            await alice.expect(frame("4", "alice: " + "x" * 4_000))
        room.loop.advance(STALLED_SECONDS - 2)
        await settle()
        assert await alice.catch_up() == b""
        room.loop.advance(4)
        await alice.expect(frame("3", "stuck"))
        assert room.service.counters.too_slow == 1
        room.loop.advance(1)
        await until(lambda: [hit.cause for hit in room.service.counters.limits] == [LimitHit.STALLED])
        assert room.service.counters.limits[0].name == "stuck"

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
        assert sorted(text[2:] for text in told if text[0] == "2") == sorted(
            text[2:] for text in told if text[0] == "3"
        )
        assert room.service.room.names == ("alice",)

    in_a_room(story)


def test_flooder_that_goes_and_comes_back_is_no_faster_than_one_that_stays() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        for visit in range(10):
            flooder = await room.connect(source=PLACES + "9")
            await flooder.send(frame("1", f"flooder {visit}"))
            await flooder.send(b"".join(frame("3", f"line {line}") for line in range(19)))
            await settle()
            flooder.close()
            await settle()
        heard = await alice.catch_up()
        # Of who goes while it has to wait nobody knows yet: that many places it has, as if it stayed in each.
        assert heard.count(b": line") <= 3 * 20
        bob = await room.join("bob", source=PLACES + "8")
        await bob.send(b"".join(frame("3", f"{line}") for line in range(10)))
        await alice.read_until(frame("4", "bob: 9"))

    in_a_room(story, rate=5.0, max_per_address=3)
