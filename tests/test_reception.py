"""Rich guests in a room on real sockets: the welcome, coming back, what was missed, and what survives a restart."""

import json
import socket
from pathlib import Path

import pytest

from chatroom_server.facts import Arrived, Interrupted, Left, Returned
from shared.protocol.limits import OLD_AT_LOGIN, PLACE_KEPT_SECONDS, SILENT_SECONDS
from shared.protocol.messages import (
    Bye,
    CameOnline,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Old,
    Online,
    Pinned,
    RefusalCode,
    Resume,
    RoomState,
    Said,
    Say,
    ServerMessage,
    SetAway,
    User,
    UserChanged,
    WantOlder,
    WentOffline,
    Whisper,
    WhisperReceived,
)
from tests.helpers.guests import OpenRoom, in_a_room, open_room
from tests.helpers.loops import ClockLoop, run_on_clock, settle, until
from tests.helpers.rich_guests import RichGuest
from tests.helpers.wire import frame, frames_in


def said_in(messages: list[ServerMessage]) -> list[str]:
    """What was said, live or earlier, in the order in which it came."""
    return [message.text for message in messages if isinstance(message, Said | Old | WhisperReceived)]


def states_in(messages: list[ServerMessage]) -> list[User]:
    return [message.user for message in messages if isinstance(message, UserChanged)]


def break_off(guest: RichGuest, *, is_reset: bool) -> None:
    """End a connection without a goodbye, as a program that is killed or as one that crashed."""
    if is_reset:
        guest.wire.reset()
    else:
        guest.wire.close()


async def lose(room: OpenRoom, guest: RichGuest) -> None:
    """Break a guest's connection without a goodbye, and wait until the room knows."""
    before = room.service.counters.connections
    guest.wire.reset()
    await until(lambda: room.service.counters.connections < before)


# ---- the first login -------------------------------------------------------------------------------------


def test_login_lists_everyone_with_their_states_then_welcomes() -> None:
    async def story(room: OpenRoom) -> None:
        await room.join("bob")
        alice = await RichGuest.join(room, "alice")
        assert [message for message in alice.before_welcome if isinstance(message, Online)] == [
            Online("Teacher"),
            Online("bob"),
            Online("alice"),
        ]
        assert alice.before_welcome[-1] == Online("alice"), "the welcome is right after it"
        assert [(user.name, user.is_host, user.is_plain) for user in states_in(alice.before_welcome)] == [
            ("Teacher", True, False),
            ("bob", False, True),
        ]
        assert alice.welcome is not None
        assert (alice.welcome.you, alice.welcome.is_resumed, alice.welcome.accepted) == ("alice", False, 0)
        assert len(alice.session) >= 16
        rest = await alice.catch_up()
        assert [user.name for user in states_in(rest)] == ["alice"]
        assert rest[-1] == RoomState()

    in_a_room(story, host_name="Teacher")


def test_plain_guests_get_not_one_byte_of_the_rich_dialect() -> None:
    async def story(room: OpenRoom) -> None:
        bob = await room.join("bob")
        alice = await RichGuest.join(room, "alice")
        await alice.send(SetAway(True), Say("hello"), Whisper("bob", "psst"))
        await alice.catch_up()
        assert frames_in(await bob.catch_up()) == [
            ("2", b"alice"),
            ("4", b"alice: hello"),
            ("4", b"alice, to you: psst"),
        ]

    in_a_room(story)


def test_rich_guest_is_told_why_a_name_is_refused() -> None:
    async def story(room: OpenRoom) -> None:
        await room.join("alice")
        guest = await RichGuest.connect(room)
        for name, code in (("alice", RefusalCode.TAKEN), ("a,b", RefusalCode.INVALID)):
            await guest.send(LogIn(name))
            assert (await guest.catch_up())[-1] == NameRefused(name, code)
        await guest.send(LogIn("carol"))
        await guest.enter()

    in_a_room(story)


def test_second_login_of_a_rich_guest_is_answered_as_that_of_a_plain_one() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.catch_up()
        await alice.send(LogIn("eve"))
        assert await alice.catch_up() == [Notice(NoticeCode.ALREADY_LOGGED_IN, name="alice")]
        assert room.service.room.names == ("alice",)

    in_a_room(story)


def test_late_guest_sees_the_newest_of_what_was_said_and_what_is_pinned(tmp_path: Path) -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        for number in range(OLD_AT_LOGIN + 10):
            await alice.send(Say(f"line {number}"))
        await alice.catch_up()
        room.service.act(lambda the_room, now: the_room.announce("page 9", now))
        await alice.catch_up()
        bob = await RichGuest.join(room, "bob")
        told = await bob.catch_up()
        old = [message for message in told if isinstance(message, Old)]
        assert [message.text for message in old] == [
            *[f"line {number}" for number in range(11, OLD_AT_LOGIN + 10)],
            "page 9",
        ]
        assert old[-1].is_announcement
        assert [message.sender for message in old[:-1]] == ["alice"] * (OLD_AT_LOGIN - 1)
        [state] = [message for message in told if isinstance(message, RoomState)]
        assert state.pinned == Pinned(old[-1].stamp, "page 9")
        assert told[-1] == state, "which ends what is old"

    in_a_room(story, history_file=tmp_path / "history.db")


def test_older_messages_come_on_demand_oldest_first_and_nothing_comes_twice(tmp_path: Path) -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.send(*[Say(f"line {number}") for number in range(120)])
        await alice.catch_up()
        bob = await RichGuest.join(room, "bob")
        seen = [message for message in await bob.catch_up() if isinstance(message, Old)]
        while True:
            await bob.send(WantOlder(seen[0].stamp.id, 40))
            page = [message for message in await bob.catch_up() if isinstance(message, Old)]
            if not page:
                break
            assert len(page) <= 40
            seen = page + seen
        assert [message.text for message in seen] == [f"line {number}" for number in range(120)]

    in_a_room(story, history_file=tmp_path / "history.db")


def test_nobody_gets_older_messages_before_the_login(tmp_path: Path) -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.send(Say("hello"))
        await alice.catch_up()
        stranger = await RichGuest.connect(room)
        await stranger.send(WantOlder(1_000, 40))
        assert await stranger.catch_up() == []

    in_a_room(story, history_file=tmp_path / "history.db")


def test_history_up_to_a_message_that_is_still_to_come_brings_nothing_twice(tmp_path: Path) -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        await alice.send(Say("one"))
        await alice.catch_up()
        await bob.catch_up()
        await alice.send(Say("two"), WantOlder(2**53 - 1, 200), Say("three"))
        told = await alice.catch_up()
        assert said_in([message for message in told if isinstance(message, Said)]) == ["two", "three"]
        old = said_in([message for message in told if isinstance(message, Old)])
        assert old == ["one", "two"], "what was said when it was asked for"
        assert said_in(await bob.catch_up()) == ["two", "three"]

    in_a_room(story, history_file=tmp_path / "history.db")


def test_newcomer_sees_no_whisper_of_others(tmp_path: Path) -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        await alice.send(Whisper("bob", "psst"), Say("hello"))
        await alice.catch_up()
        await bob.catch_up()
        carol = await RichGuest.join(room, "carol")
        assert said_in(await carol.catch_up()) == ["hello"]
        await carol.send(WantOlder(1_000, 200))
        assert said_in(await carol.catch_up()) == ["hello"]
        await alice.send(Bye())
        await bob.send(Bye())
        await until(lambda: room.service.counters.connections == 1)
        # A new person under an old name is not the old person.
        other = await RichGuest.join(room, "bob")
        await other.send(WantOlder(1_000, 200))
        assert said_in(await other.catch_up()) == ["hello", "hello"]

    in_a_room(story, history_file=tmp_path / "history.db")


# ---- coming back -----------------------------------------------------------------------------------------


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


# ---- over a restart of the server ------------------------------------------------------------------------


def test_room_that_was_restarted_knows_its_guests_and_what_was_said(tmp_path: Path) -> None:
    file = tmp_path / "history.db"

    async def main(_: ClockLoop) -> None:
        async with open_room(history_file=file) as room:
            alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
            await alice.send(Say("one"), Say("two"), Whisper("bob", "three"))
            await alice.catch_up()
            first = next(message for message in await bob.catch_up() if isinstance(message, Said))
            assert first.stamp is not None
        async with open_room(history_file=file) as room:
            back = await RichGuest.join(room, "bob", Resume(bob.session, first.stamp.id))
            assert back.welcome is not None
            assert back.welcome.is_resumed
            assert said_in(await back.catch_up()) == ["two", "three"]
            again = await RichGuest.join(room, "alice", Resume(alice.session, 10**6))
            assert again.welcome is not None
            assert again.welcome.accepted == 3
            await again.send(Say("four"))
            [four] = [message for message in await back.catch_up() if isinstance(message, Said)]
            assert four.stamp is not None
            assert four.stamp.id > first.stamp.id + 2
            assert said_in(await (await RichGuest.join(room, "carol")).catch_up()) == ["one", "two", "four"]

    run_on_clock(main)


def copy_files(file: Path, copy: Path) -> None:
    """As the files of a history are while the room is open, so they are after a kill."""
    for ending in ("", "-wal"):
        Path(f"{copy}{ending}").write_bytes(Path(f"{file}{ending}").read_bytes())


def test_room_that_crashed_expects_its_guests_back_and_nobody_sees_them_go(tmp_path: Path) -> None:
    file, copy = tmp_path / "history.db", tmp_path / "after the crash.db"

    async def main(_: ClockLoop) -> None:
        async with open_room(history_file=file) as room:
            alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
            await room.join("plain")
            await alice.send(Say("one"))
            await alice.catch_up()
            await bob.catch_up()
            copy_files(file, copy)
        async with open_room(history_file=copy) as room:
            assert room.service.room.names == ("alice", "bob")
            back = await RichGuest.join(room, "bob", Resume(bob.session, 10**6))
            assert [m for m in back.before_welcome if isinstance(m, Online)] == [
                Online("alice"),
                Online("bob"),
            ]
            await back.send(Whisper("alice", "psst"))
            await back.catch_up()
            again = await RichGuest.join(room, "alice", Resume(alice.session, 0))
            assert said_in(await again.catch_up()) == ["one", "psst"]
            assert await back.catch_up() == [], "nobody went and nobody came"
            await room.pass_time(30)
            await again.catch_up()
            assert room.service.room.names == ("alice", "bob")

    run_on_clock(main)


def test_room_that_was_closed_in_good_order_expects_nobody(tmp_path: Path) -> None:
    file = tmp_path / "history.db"

    async def main(_: ClockLoop) -> None:
        async with open_room(history_file=file) as room:
            await RichGuest.join(room, "alice")
        async with open_room(history_file=file) as room:
            assert room.service.room.names == ()

    run_on_clock(main)


def test_secret_of_a_session_is_nowhere_in_the_history(tmp_path: Path) -> None:
    secrets: list[str] = []

    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.send(Say("hello"))
        await alice.catch_up()
        secrets.append(alice.session)

    in_a_room(story, history_file=tmp_path / "history.db")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"hello" in written
    assert secrets[0].encode() not in written


def test_hello_says_what_this_server_can_do() -> None:
    async def story(room: OpenRoom) -> None:
        guest = await room.connect()
        await guest.send(frame("5", '{"v":1,"app":"a test","lang":"zh"}'))
        answer = json.loads((await guest.read_until(b"\x03"))[2:-1])
        assert answer["room"] == "Room 101"
        assert answer["limits"] == {"text": 4000, "name": 24}
        assert {"resume", "history", "bye"} <= set(answer["features"])

    in_a_room(story)


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
