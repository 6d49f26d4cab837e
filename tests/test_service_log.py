"""What a room on real sockets writes into its log while it is flooded in every way, and what it counts."""

import logging
import socket

import pytest

from chatroom_server.facts import Arrived
from chatroom_server.limit_log import LimitHit
from shared.protocol.limits import SILENT_SECONDS
from shared.protocol.messages import Resume
from tests.helpers.guests import OpenRoom, in_a_room
from tests.helpers.loops import settle, until
from tests.helpers.rich_guests import RichGuest, lose
from tests.helpers.wire import frame

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
MINUTES = 3
FLOODS_A_MINUTE = 6
GUESTS_OF_ONE_ADDRESS = 3
ATTACKER = "127.0.0.66"
HIT = {
    LimitHit.RATE,
    LimitHit.PER_ADDRESS,
    LimitHit.LONG_LOGIN,
    LimitHit.LONG_TEXT,
    LimitHit.SKIPPED,
    LimitHit.REQUESTS_OF_ONE,
}


async def flood(room: OpenRoom, asking: socket.socket) -> None:
    """Ask too much of the room in many ways at once."""
    assert room.opened.udp_port is not None
    for _ in range(25):
        asking.sendto(REQUEST, ("127.0.0.1", room.opened.udp_port))
    for data in (frame("1", "x" * 2_000), b"\x00" * 1_100_000, frame("7", "\nx") * 30):
        guest = await room.connect(ATTACKER)
        await guest.send(data)
    for _ in range(5):
        await room.connect(ATTACKER)
    await settle()
    for guest in room.guests[2:]:
        guest.close()
    del room.guests[2:]
    await until(lambda: room.service.counters.connections == 2)


def test_flood_of_every_kind_is_one_line_a_minute_for_each_cause(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="chatroom_server")
    floods = MINUTES * FLOODS_A_MINUTE
    minutes: list[float] = []

    async def story(room: OpenRoom) -> None:
        begun = room.loop.time()
        talker = await room.join("alice")
        await room.join("bob")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.setblocking(False)
            asking.bind((ATTACKER, 0))
            for _ in range(floods):
                await talker.send((frame("3", "spam") + frame("3", "x" * 4_001)) * 20)
                await flood(room, asking)
                room.loop.advance(60.0 / FLOODS_A_MINUTE)
                await settle()
        room.loop.advance(1.5)
        await until(lambda: {count.cause for count in room.service.counters.limits} == HIT)
        hit = {count.cause: count for count in room.service.counters.limits}
        assert (hit[LimitHit.LONG_TEXT].name, hit[LimitHit.LONG_TEXT].where) == ("alice", "127.0.0.1")
        assert hit[LimitHit.PER_ADDRESS].where == ATTACKER
        assert hit[LimitHit.PER_ADDRESS].times >= 3 * floods
        minutes.append((room.loop.time() - begun) / 60 + 1)

    in_a_room(story, rate=5.0, max_per_address=GUESTS_OF_ONE_ADDRESS)
    while_open = [record.getMessage() for record in caplog.records][: -_closing_lines(caplog)]
    for cause in HIT:
        assert MINUTES <= sum(line.startswith(cause.value) for line in while_open) <= minutes[0], cause
    assert MINUTES <= sum(line.startswith("last minute: ") for line in while_open) <= minutes[0]
    # Who came and went, the causes and the counters; and nothing of what was sent.
    assert len(while_open) <= 4 + minutes[0] * (len(HIT) + 1)
    assert all(line.isprintable() for line in while_open)


def _closing_lines(caplog: pytest.LogCaptureFixture) -> int:
    lines = [record.getMessage() for record in caplog.records]
    (begins,) = [place for place, line in enumerate(lines) if line.startswith("closed after ")]
    return len(lines) - begins


def test_first_hit_is_told_within_a_second_with_who_it_was(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, logger="chatroom_server")

    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        await alice.send(frame("3", "x" * 4_001))
        await alice.read_until(b"too long")
        room.loop.advance(1.0)
        await until(lambda: bool(caplog.records))

    in_a_room(story)
    assert [record.getMessage() for record in caplog.records] == [
        "a text was too long: refused once in the last minute ('alice' at 127.0.0.1)"
    ]


def test_limits_of_the_room_itself_are_counted_with_the_address_of_who_was_refused() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        bob = await room.connect(source="127.0.0.8")
        await bob.send(frame("1", "bob"))
        await bob.read_until(frame("0", "bob"))
        (guest,) = [fact.guest for fact in room.facts if isinstance(fact, Arrived)]
        room.service.act(lambda open_room, now: open_room.remove(guest, now))
        await alice.read_to_end()
        again = await room.connect(source="127.0.0.9")
        await again.send(frame("1", "alice"))
        await again.read_until(frame("0", "alice"))
        room.service.ban("127.0.0.8")
        banned = await room.connect(source="127.0.0.8")
        await banned.read_to_end()
        room.loop.advance(1.0)
        await until(lambda: len(room.service.counters.limits) == 3)
        found = {count.cause: count.where for count in room.service.counters.limits}
        assert found == {
            LimitHit.ROOM_FULL: "127.0.0.8",
            LimitHit.REMOVED: "127.0.0.9",
            LimitHit.BANNED: "127.0.0.8",
        }
        assert room.service.counters.refused == 2
        assert room.service.counters.turned_away == 1

    in_a_room(story, max_users=1)


def test_room_that_is_closed_tells_what_it_has_done(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="chatroom_server")

    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.send(frame("3", "hello"))
        await bob.read_until(frame("4", "alice: hello"))
        room.loop.advance(119.0)

    in_a_room(story)
    (line,) = [
        record.getMessage() for record in caplog.records if record.getMessage().startswith("closed after")
    ]
    assert line == "closed after 2 minutes: 1 message relayed, 2 deliveries"
    assert not any("hello" in record.getMessage() for record in caplog.records)


def test_kept_place_that_gives_way_to_another_of_its_address_is_counted() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await lose(room, alice)
        bob = await RichGuest.join(room, "bob")
        await lose(room, bob)
        await until(lambda: room.service.room.names == ("bob",))
        room.loop.advance(1.0)
        await until(lambda: [hit.cause for hit in room.service.counters.limits] == [LimitHit.PLACES])

    in_a_room(story, max_per_address=1)


def test_rich_guest_that_falls_silent_is_told_by_name() -> None:
    async def story(room: OpenRoom) -> None:
        await RichGuest.join(room, "alice")
        room.loop.advance(SILENT_SECONDS + 1)
        await until(lambda: room.service.counters.connections == 0)
        room.loop.advance(1.0)
        await until(lambda: [hit.cause for hit in room.service.counters.limits] == [LimitHit.SILENT])
        assert room.service.counters.limits[0].name == "alice"

    in_a_room(story)


def test_guest_who_takes_its_place_over_is_told_to_have_replaced_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="chatroom_server.room_log")

    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await RichGuest.join(room, "alice", Resume(alice.session, 0))
        await until(lambda: room.service.counters.connections == 1)
        assert [record.getMessage() for record in caplog.records][1:] == [
            "guest 1 is 'alice'",
            "guest 1 at 127.0.0.1 ('alice') was replaced",
            "guest 1 is 'alice'",
        ]

    in_a_room(story)
