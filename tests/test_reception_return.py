"""Rich guests whose connection breaks and who come back: the place, what was missed, and what was taken in."""

import socket
from pathlib import Path

import pytest

from chatroom_server.facts import Arrived, Interrupted, Left, Returned
from shared.protocol.limits import PLACE_KEPT_SECONDS, SILENT_SECONDS
from shared.protocol.messages import (
    Bye,
    CameOnline,
    LogIn,
    NameRefused,
    Old,
    Online,
    RefusalCode,
    Resume,
    RoomState,
    Said,
    Say,
    UserChanged,
    WentOffline,
    Whisper,
)
from tests.helpers.guests import OpenRoom, in_a_room, open_room
from tests.helpers.loops import ClockLoop, run_on_clock, settle, until
from tests.helpers.rich_guests import RichGuest, break_off, lose, said_in
from tests.helpers.wire import frame


@pytest.mark.parametrize("is_kept", [True, False], ids=["on disk", "in memory"])
def test_guest_who_comes_back_in_time_gets_what_was_missed_and_nobody_noticed(
    tmp_path: Path, *, is_kept: bool
) -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        await bob.send(Say("one"))
        first = [message for message in await alice.catch_up() if isinstance(message, Said)]
        assert first[0].stamp is not None
        await lose(room, alice)
        await bob.send(Say("two"), Whisper("alice", "three"), Say("four"))
        await bob.catch_up()
        back = await RichGuest.join(room, "alice", Resume(alice.session, first[0].stamp.id))
        assert back.welcome is not None
        assert back.welcome.is_resumed
        assert back.session == alice.session
        told = await back.catch_up()
        assert [type(message) for message in told] == [UserChanged, Old, Old, Old, RoomState]
        assert said_in(told) == ["two", "three", "four"]
        assert [message.to for message in told if isinstance(message, Old)] == ["", "alice", ""]
        assert await bob.catch_up() == []
        assert [type(fact) for fact in room.facts if isinstance(fact, Interrupted | Returned | Left)] == [
            Interrupted,
            Returned,
        ]
        await bob.send(Say("five"), Whisper("alice", "six"))
        assert said_in(await back.catch_up()) == ["five", "six"]

    in_a_room(story, history_file=tmp_path / "history.db" if is_kept else None)


def test_every_way_to_break_off_keeps_the_place_but_a_goodbye_does_not() -> None:
    async def story(room: OpenRoom) -> None:
        watcher = await room.join("watcher")
        for is_reset in (False, True):
            alice = await RichGuest.join(room, "alice")
            break_off(alice, is_reset=is_reset)
            await until(lambda: room.service.counters.connections == 1)
            assert await watcher.catch_up() == frame("2", "alice")
            await room.pass_time(PLACE_KEPT_SECONDS + 1)
            await watcher.expect(frame("3", "alice"))
        alice = await RichGuest.join(room, "alice")
        await alice.send(Bye())
        await watcher.expect(frame("2", "alice") + frame("3", "alice"))

    in_a_room(story)


def test_silent_guest_is_closed_and_keeps_the_place_for_a_while() -> None:
    async def story(room: OpenRoom) -> None:
        watcher = await room.join("watcher")
        alice = await RichGuest.join(room, "alice")
        await watcher.expect(frame("2", "alice"))
        await room.pass_time(SILENT_SECONDS + 1)
        await alice.wire.read_to_end()
        assert room.service.room.names == ("watcher", "alice")
        await room.pass_time(PLACE_KEPT_SECONDS + 1)
        await watcher.expect(frame("3", "alice"))

    in_a_room(story)


def test_new_connection_throws_out_the_half_dead_one_of_the_same_session() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        bob = await RichGuest.join(room, "bob")
        await bob.catch_up()
        back = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        await alice.wire.read_to_end()
        await back.send(Say("it is me"))
        assert said_in(await bob.catch_up()) == ["it is me"]
        assert room.service.room.names == ("alice", "bob")
        await until(lambda: room.service.counters.connections == 2)

    in_a_room(story)


def test_place_is_taken_over_again_and_again() -> None:
    async def story(room: OpenRoom) -> None:
        watcher = await room.join("watcher")
        alice = await RichGuest.join(room, "alice")
        session = alice.session
        for number in range(10):
            if number % 2:
                await lose(room, alice)
            alice = await RichGuest.join(room, "alice", Resume(session, 0))
            await alice.send(Say(f"{number}"))
            await alice.catch_up()
        await until(lambda: room.service.counters.connections == 2)
        expected = [frame("2", "alice"), *[frame("4", f"alice: {number}") for number in range(10)]]
        assert await watcher.catch_up() == b"".join(expected)
        alice.wire.close()
        await until(lambda: room.service.counters.connections == 1)
        await room.pass_time(PLACE_KEPT_SECONDS + 1)
        await watcher.expect(frame("3", "alice"))

    in_a_room(story)


def test_name_is_taken_for_everybody_else_while_the_place_is_kept() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await lose(room, alice)
        thief = await RichGuest.connect(room)
        await thief.send(Resume("not the secret", 0), LogIn("alice"))
        assert (await thief.catch_up())[-1] == NameRefused("alice", RefusalCode.TAKEN)
        await RichGuest.join(room, "alice", Resume(alice.session, 0))

    in_a_room(story)


def test_who_comes_back_late_is_seen_to_come_and_misses_nothing() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        await lose(room, alice)
        await room.pass_time(PLACE_KEPT_SECONDS + 1)
        await until(lambda: room.service.room.names == ("bob",))
        await bob.send(Say("where is she?"))
        await bob.catch_up()
        back = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        assert back.welcome is not None
        assert back.welcome.is_resumed
        assert said_in(await back.catch_up()) == ["where is she?"]
        assert [type(message) for message in await bob.catch_up()] == [CameOnline, UserChanged]
        assert [fact.name for fact in room.facts if isinstance(fact, Arrived)] == ["alice", "bob", "alice"]

    in_a_room(story)


def test_session_goes_on_under_another_name_when_somebody_took_the_old_one() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.send(Say("one"))
        await alice.catch_up()
        await lose(room, alice)
        await room.pass_time(PLACE_KEPT_SECONDS + 1)
        await until(lambda: room.service.room.names == ())
        await room.join("alice")
        back = await RichGuest.connect(room)
        await back.send(Resume(alice.session, 0), LogIn("alice"))
        assert (await back.catch_up())[-1] == NameRefused("alice", RefusalCode.TAKEN)
        await back.send(LogIn("alice 2"))
        await back.enter()
        assert back.welcome is not None
        assert (back.welcome.is_resumed, back.welcome.accepted) == (True, 1)

    in_a_room(story)


def test_goodbye_ends_the_session() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.send(Bye())
        await until(lambda: room.service.counters.connections == 0)
        back = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        assert back.welcome is not None
        assert not back.welcome.is_resumed
        assert back.session != alice.session

    in_a_room(story)


def test_server_counts_what_it_took_in_refused_or_not() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.send(
            Say("one"), Say(" "), Whisper("nobody", "two"), Say("x" * 4_001), Whisper("alice", "3")
        )
        await alice.catch_up()
        await lose(room, alice)
        back = await RichGuest.join(room, "alice", Resume(alice.session, 10**6))
        assert back.welcome is not None
        assert back.welcome.accepted == 5
        await back.send(Say("six"))
        await back.catch_up()
        again = await RichGuest.join(room, "alice", Resume(alice.session, 10**6))
        assert again.welcome is not None
        assert again.welcome.accepted == 6

    in_a_room(story)


def test_far_behind_guest_gets_everything_though_it_is_more_than_may_wait_for_one(tmp_path: Path) -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        await lose(room, alice)
        for number in range(40):
            await bob.send(*[Say(f"{number}.{part} " + "长" * 3_990) for part in range(10)])
            await bob.catch_up()
        back = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        await settle()
        await bob.send(Say("live"))
        await bob.catch_up()
        told = said_in(await back.catch_up())
        assert [text.partition(" ")[0] for text in told] == [
            *[f"{number}.{part}" for number in range(40) for part in range(10)],
            "live",
        ]

    in_a_room(story, history_file=tmp_path / "history.db")


def test_room_in_memory_gives_a_slow_guest_what_was_missed_though_newer_things_push_it_out() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        await lose(room, alice)
        for number in range(50):
            await bob.send(*[Say(f"{number * 20 + part} " + "x" * 3_000) for part in range(20)])
            await bob.catch_up()
        back = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        for number in range(50, 60):
            await bob.send(*[Say(f"{number * 20 + part}") for part in range(20)])
            await bob.catch_up()
        told = [int(text.split()[0]) for text in said_in(await back.catch_up())]
        assert told == list(range(1_200))

    in_a_room(story)


def test_who_has_closed_one_direction_is_told_no_more_than_anybody_else_who_leaves() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        alice.wire.socket.shutdown(socket.SHUT_WR)
        await until(lambda: any(isinstance(fact, Interrupted) for fact in room.facts))
        await bob.send(Say("one"), Whisper("alice", "two"))
        await bob.catch_up()
        assert b"two" not in await alice.wire.read_to_end()
        back = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        assert said_in(await back.catch_up()) == ["one", "two"]

    in_a_room(story)


def test_coming_back_brings_no_new_allowance() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        watcher = await room.join("watcher")
        await alice.send(*[Say(f"{number}") for number in range(15)])
        await watcher.read_until(b"alice: 14\x03")
        back = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        await back.send(*[Say(f"again {number}") for number in range(15)])
        await watcher.read_until(b"alice: again 0\x03")
        await settle(100)
        assert b"again 14" not in await watcher.catch_up(), "it waits until the allowance is back"

    in_a_room(story, rate=0.01)


def test_place_is_kept_over_a_sleep_of_the_computer() -> None:
    async def story(room: OpenRoom) -> None:
        watcher = await room.join("watcher")
        alice = await RichGuest.join(room, "alice")
        await watcher.expect(frame("2", "alice"))
        await lose(room, alice)
        room.loop.advance(20)
        await settle()
        await RichGuest.join(room, "alice", Resume(alice.session, 0))
        assert await watcher.catch_up() == b""

    in_a_room(story)


def test_room_that_is_closed_while_a_place_is_kept_expects_nobody_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "history.db"

    async def main(_: ClockLoop) -> None:
        async with open_room(history_file=file) as room:
            await lose(room, await RichGuest.join(room, "alice"))
            assert room.service.room.names == ("alice",)
        assert [type(fact) for fact in room.facts][-1] is Left
        async with open_room(history_file=file) as room:
            assert room.service.room.names == ()

    run_on_clock(main)


def test_guest_who_comes_back_is_told_who_went_and_came_by_the_list_alone() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        bob = await room.join("bob")
        await lose(room, alice)
        bob.close()
        await room.join("carol")
        back = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        assert [message for message in back.before_welcome if isinstance(message, Online)] == [
            Online("carol"),
            Online("alice"),
        ]
        assert [m for m in await back.catch_up() if isinstance(m, CameOnline | WentOffline)] == []

    in_a_room(story)
