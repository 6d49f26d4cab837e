"""Rich guests who come into a room on real sockets: the welcome, what was said before, what others see of it."""

import json
from pathlib import Path

import pytest

from shared.protocol.limits import OLD_AT_LOGIN
from shared.protocol.messages import (
    Bye,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Old,
    Online,
    Pinned,
    RefusalCode,
    RoomState,
    Said,
    Say,
    SetAway,
    WantOlder,
    Whisper,
)
from tests.helpers.guests import OpenRoom, in_a_room
from tests.helpers.loops import until
from tests.helpers.rich_guests import RichGuest, said_in, states_in
from tests.helpers.wire import frame, frames_in


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


@pytest.mark.parametrize("more", ["", " and more" * 200], ids=["short", "long"])
def test_older_messages_come_on_demand_oldest_first_and_nothing_comes_twice(
    more: str, tmp_path: Path
) -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.send(*[Say(f"line {number}{more}") for number in range(120)])
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
        assert [message.text for message in seen] == [f"line {number}{more}" for number in range(120)]

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


def test_hello_says_what_this_server_can_do() -> None:
    async def story(room: OpenRoom) -> None:
        guest = await room.connect()
        await guest.send(frame("5", '{"v":1,"app":"a test","lang":"zh"}'))
        answer = json.loads((await guest.read_until(b"\x03"))[2:-1])
        assert answer["room"] == "Room 101"
        assert answer["limits"] == {"text": 4000, "name": 24}
        assert {"resume", "history", "bye"} <= set(answer["features"])

    in_a_room(story)
