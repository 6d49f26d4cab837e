"""A room that closes: everyone is told, what waits is sent, nobody holds it up."""

import logging

import pytest

from chatroom_server.facts import HOST, Arrived
from chatroom_server.room_settings import RoomSettings
from chatroom_server.service import RoomService
from shared.protocol.limits import CLOSING_SECONDS
from tests.helpers.guests import OpenRoom, in_a_room, open_room
from tests.helpers.loops import ClockLoop, run_on_clock, settle
from tests.helpers.wire import frame

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
PLACES = "127.0.0."


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
                expected = frame("4", "guest 0: last words") * (number != 1) + frame(
                    "4", "* the room is closing"
                )
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
            assert received == frame("4", "alice: " + "x" * 4_000) * sent + frame(
                "4", "* the room is closing"
            )
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
        await alice.send(
            frame("3", "something said") + frame("2", "bob,a secret") + frame("2", "nobody,another secret")
        )
        await bob.read_until(frame("4", "alice, to you: a secret"))
        await alice.catch_up()
        alice.close()
        await bob.expect(frame("3", "alice"))

    in_a_room(story)
    assert "guest 1 is 'alice'" in caplog.text
    assert "guest 1 at 127.0.0.1 ('alice') left" in caplog.text
    assert "secret" not in caplog.text
    assert "said" not in caplog.text


def test_hosts_place_is_not_a_guests() -> None:
    async def story(room: OpenRoom) -> None:
        await room.join("alice")
        assert [fact.guest for fact in room.facts if isinstance(fact, Arrived)] != [HOST]

    in_a_room(story, host_name="Teacher")
