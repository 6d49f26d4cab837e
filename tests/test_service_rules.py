"""The rules of the room against raw sockets: no client has to know of them for them to hold."""

import pytest

from chatroom_server.facts import Arrived, Spoke, Whispered
from chatroom_server.room_settings import RoomSettings
from chatroom_server.service import RoomService
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import (
    Notice,
    NoticeCode,
    Pinned,
    Resume,
    RoomMode,
    RoomState,
    Said,
    Say,
    SetAway,
    Whisper,
    WhisperSent,
)
from tests.helpers.guests import OpenRoom, in_a_room, open_room
from tests.helpers.loops import ClockLoop, run_on_clock, settle
from tests.helpers.rich_guests import RichGuest, states_in
from tests.helpers.wire import frame, texts_in

HOST = "Ms Lee"


def set_mode(room: OpenRoom, mode: RoomMode) -> None:
    """The host chooses who may write."""
    room.service.act(lambda the_room, now: the_room.rules.set_mode(mode, now))


def set_slow(room: OpenRoom, seconds: float) -> None:
    """The host slows the room down."""
    room.service.act(lambda the_room, now: the_room.rules.set_slow(seconds, now))


def texts_said(room: OpenRoom) -> list[str]:
    """Everything that was delivered to anybody."""
    return [fact.text for fact in room.facts if isinstance(fact, Spoke | Whispered)]


@pytest.mark.parametrize(
    ("mode", "told", "refused_say", "refused_whisper"),
    [
        (
            RoomMode.NO_WHISPERS,
            "4 * guests cannot whisper to each other now",
            None,
            "4 * you cannot whisper to other guests now, but you can whisper to Ms Lee",
        ),
        (
            RoomMode.HOST_ONLY,
            "4 * guests can write to Ms Lee alone now: whisper",
            "4 * you can whisper to Ms Lee now, and write to nobody else",
            "4 * you can whisper to Ms Lee now, and write to nobody else",
        ),
        (
            RoomMode.NOBODY,
            "4 * quiet, please: guests cannot write to the room now",
            "4 * you cannot write now: the room is quiet, but you can whisper to Ms Lee",
            "4 * you cannot write now: the room is quiet, but you can whisper to Ms Lee",
        ),
    ],
)
def test_raw_guest_is_bound_by_the_mode_and_reaches_the_host_all_the_same(
    mode: RoomMode, told: str, refused_say: str | None, refused_whisper: str
) -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        set_mode(room, mode)
        await alice.send(frame("3", "all") + frame("2", "bob,psst") + frame("2", "MS LEE,please"))
        said = ["4 alice: all"] if refused_say is None else []
        assert texts_in(await alice.catch_up()) == [
            told,
            *([refused_say] if refused_say else said),
            refused_whisper,
            "4 you, to Ms Lee: please",
        ]
        assert texts_in(await bob.catch_up()) == [told, *said]
        assert texts_said(room) == [*(["all"] if said else []), "please"]

    in_a_room(story, host_name=HOST)


def test_what_was_sent_before_the_change_and_read_after_it_is_refused() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        await alice.send(frame("3", "one"))
        set_mode(room, RoomMode.NOBODY)
        set_mode(room, RoomMode.ALL)
        set_mode(room, RoomMode.NOBODY)
        assert texts_in(await alice.catch_up())[-1] == (
            "4 * you cannot write now: the room is quiet, but you can whisper to Ms Lee"
        )
        set_mode(room, RoomMode.ALL)
        await alice.send(frame("3", "two"))
        assert texts_in(await alice.catch_up()) == [
            "4 * everyone can write to everyone again",
            "4 alice: two",
        ]
        assert texts_said(room) == ["two"]

    in_a_room(story, host_name=HOST)


def test_host_writes_in_every_mode_and_every_guest_reads_it() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        [alice_id] = [fact.guest for fact in room.facts if isinstance(fact, Arrived)]
        set_slow(room, 30)
        for mode in (RoomMode.NO_WHISPERS, RoomMode.HOST_ONLY, RoomMode.NOBODY):
            set_mode(room, mode)
            await alice.catch_up()
            room.service.act(lambda the_room, now: the_room.host_say("listen", now))
            room.service.act(lambda the_room, now: the_room.host_whisper(alice_id, "you, too", now))
            room.service.act(lambda the_room, now: the_room.announce("page 5", now))
            assert texts_in(await alice.catch_up()) == [
                "4 Ms Lee: listen",
                "4 Ms Lee, to you: you, too",
                "4 *** page 5",
            ]

    in_a_room(story, host_name=HOST)


def test_raw_guest_in_slow_mode_is_told_the_seconds_and_loses_nothing_by_trying() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        set_slow(room, 15)
        await alice.send(frame("3", "one") + frame("3", "two") + frame("2", "bob,three"))
        too_soon = "4 * you can write again in 15 s: the room is in slow mode"
        assert texts_in(await alice.catch_up()) == [
            "4 * slow mode: guests can write one message every 15 s",
            "4 alice: one",
            too_soon,
            too_soon,
        ]
        await alice.send(frame("2", "Ms Lee,four") + frame("2", "Ms Lee,five"))
        assert texts_in(await alice.catch_up()) == ["4 you, to Ms Lee: four", "4 you, to Ms Lee: five"]
        room.loop.advance(15.0)
        await alice.send(frame("2", "bob,six"))
        assert texts_in(await alice.catch_up()) == ["4 you, to bob: six"]
        assert texts_in(await bob.catch_up()) == [
            "4 * slow mode: guests can write one message every 15 s",
            "4 alice: one",
            "4 alice, to you: six",
        ]
        set_slow(room, 0)
        await alice.send(frame("3", "seven") + frame("3", "eight"))
        assert texts_in(await alice.catch_up()) == [
            "4 * slow mode is over",
            "4 alice: seven",
            "4 alice: eight",
        ]

    in_a_room(story, host_name=HOST)


def test_raw_guest_who_comes_back_under_the_same_name_still_waits() -> None:
    async def story(room: OpenRoom) -> None:
        set_slow(room, 30)
        alice = await room.join("alice")
        await alice.send(frame("3", "one"))
        assert texts_in(await alice.catch_up())[-1] == "4 alice: one"
        alice.close()
        await settle()
        again = await room.join("Alice")
        await again.send(frame("3", "two"))
        assert texts_in(await again.catch_up())[-1].endswith("s: the room is in slow mode")
        assert texts_said(room) == ["one"]

    in_a_room(story, host_name=HOST)


def test_late_guest_is_told_the_rules_in_either_dialect() -> None:
    async def story(room: OpenRoom) -> None:
        set_mode(room, RoomMode.HOST_ONLY)
        set_slow(room, 5)
        plain = await room.connect()
        await plain.log_in("alice")
        assert texts_in(await plain.catch_up()) == [
            "4 * guests can write to Ms Lee alone now: whisper",
            "4 * slow mode: guests can write one message every 5 s",
        ]
        rich = await RichGuest.join(room, "bob")
        assert (await rich.catch_up())[-3:] == [
            RoomState(RoomMode.HOST_ONLY, 5.0),
            Notice(NoticeCode.RULES_HOST_ONLY, HOST),
            Notice(NoticeCode.SLOW_ON, number=5),
        ]

    in_a_room(story, host_name=HOST)


def test_plain_guest_is_told_in_an_encoding_of_its_own() -> None:
    async def main(_: ClockLoop) -> None:
        async with open_room(host_name="李老师", encoding=TextEncoding.GBK) as room:
            alice = await room.join("alice")
            set_mode(room, RoomMode.HOST_ONLY)
            await settle()
            told = "* guests can write to 李老师 alone now: whisper".encode("gbk")
            await alice.expect(frame("4", told))

    run_on_clock(main)


def test_rich_guest_is_told_by_code_and_has_the_state_right_behind_it() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.catch_up()
        set_mode(room, RoomMode.NO_WHISPERS)
        set_slow(room, 5)
        await alice.send(Say("one"), Say("two"), Whisper("alice", "to myself"), Whisper(HOST, "please"))
        told = await alice.catch_up()
        assert told[:4] == [
            Notice(NoticeCode.RULES_NO_WHISPERS),
            RoomState(RoomMode.NO_WHISPERS),
            Notice(NoticeCode.SLOW_ON, number=5),
            RoomState(RoomMode.NO_WHISPERS, 5.0),
        ]
        said, too_soon, no_whispers, sent = told[4:]
        assert isinstance(said, Said)
        assert too_soon == Notice(NoticeCode.TOO_SOON, number=5)
        assert no_whispers == Notice(NoticeCode.NO_WHISPERS_BUT_HOST, HOST)
        assert isinstance(sent, WhisperSent)

    in_a_room(story, host_name=HOST)


def test_rich_guest_who_resumes_is_told_the_rules_of_now_and_waits_on() -> None:
    async def story(room: OpenRoom) -> None:
        set_slow(room, 30)
        alice = await RichGuest.join(room, "alice")
        await alice.send(Say("one"))
        await alice.catch_up()
        alice.wire.reset()
        set_mode(room, RoomMode.NO_WHISPERS)
        again = await RichGuest.join(room, "alice", Resume(alice.session, 1))
        assert (await again.catch_up())[-1] == RoomState(RoomMode.NO_WHISPERS, 30.0)
        await again.send(Say("two"))
        [refused] = await again.catch_up()
        assert isinstance(refused, Notice)
        assert refused.code is NoticeCode.TOO_SOON

    in_a_room(story, host_name=HOST)


def test_hand_that_the_host_lowers_is_down_for_everyone() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        plain = await room.join("carol")
        for guest in (alice, bob):
            await guest.wire.send(frame("6", '{"t":"hand","on":true}'))
            await guest.catch_up()
        await alice.send(SetAway(True))
        await alice.catch_up()
        await bob.catch_up()
        await plain.catch_up()
        room.service.act(lambda the_room, now: the_room.signs.lower_all_hands(now))
        for guest in (alice, bob):
            lowered = states_in(await guest.catch_up())
            assert [(user.name, user.has_hand_up, user.is_away) for user in lowered] == [
                ("alice", False, True),
                ("bob", False, False),
            ]
        assert await plain.catch_up() == b"", "who cannot show a hand is not told of any"

    in_a_room(story, host_name=HOST)


def test_announcement_that_was_taken_down_is_shown_to_nobody_who_comes_later() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        room.service.act(lambda the_room, now: the_room.announce("page 5", now))
        pinned = room.service.room.state.pinned
        assert isinstance(pinned, Pinned)
        await alice.catch_up()
        room.service.act(lambda the_room, now: the_room.rules.unpin(now))
        assert await alice.catch_up() == [RoomState()]
        bob = await RichGuest.join(room, "bob")
        assert (await bob.catch_up())[-1] == RoomState()
        room.service.act(lambda the_room, now: the_room.rules.pin_again(now))
        state = (await bob.catch_up())[-1]
        assert isinstance(state, RoomState)
        assert state.pinned is not None
        assert (state.pinned.text, state.pinned.stamp.id) == ("page 5", pinned.stamp.id)

    in_a_room(story, host_name=HOST)


def test_rules_end_with_the_room() -> None:
    async def main(_: ClockLoop) -> None:
        async with open_room(host_name=HOST) as room:
            set_mode(room, RoomMode.NOBODY)
            set_slow(room, 30)
            settings: RoomSettings = room.service.settings
        service = RoomService(settings)
        service.open()
        assert service.room.state == RoomState()
        await service.close()

    run_on_clock(main)
