"""A link whose peer speaks the rich dialect: its hello, its objects, its silence."""

import json
import socket

import pytest

from chatroom_server.link_owner import CloseCause
from chatroom_server.sessions import Session, Visit
from shared.protocol.limits import SILENT_SECONDS
from shared.protocol.messages import LogIn, Resume, Say, SetAway, SetHand, WantOlder
from tests.helpers.linked import Ends, linked
from tests.helpers.loops import settle, until
from tests.helpers.wire import frame

HELLO = frame("5", '{"v":1,"app":"a test","lang":"en"}')


def thing(word: str, **keys: object) -> bytes:
    """A frame of type 6."""
    return frame("6", json.dumps({"t": word, **keys}))


async def greet(ends: Ends) -> None:
    """Say hello, and hear the answer."""
    await ends.peer.send(HELLO)
    answer = await ends.peer.read_until(b"\x03")
    assert answer.startswith(b"\x025{")
    assert json.loads(answer[2:-1])["room"] == "Room 101"


def test_hello_is_answered_and_from_then_on_the_link_is_rich() -> None:
    async def story(ends: Ends) -> None:
        assert ends.link.is_plain
        await greet(ends)
        assert not ends.link.is_plain
        await ends.peer.send(thing("ping", n=7))
        await ends.peer.expect(frame("6", '{"t":"pong","n":7}'))

    linked(story, is_logged_in=False)


def test_plain_link_is_told_that_it_knows_no_objects() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(thing("ping", n=7))
        await ends.peer.expect(frame("4", "* no such message type: 6"))
        assert ends.link.is_plain

    linked(story)


@pytest.mark.parametrize("first", [frame("1", "alice"), frame("3", "hello"), frame("?", "")])
def test_hello_that_is_not_the_first_frame_is_an_unknown_type(first: bytes) -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(first + HELLO + frame("3", "."))
        told = await ends.peer.read_until(frame("4", "* no such message type: 5"))
        assert b"\x025" not in told
        assert ends.link.is_plain

    linked(story)


def test_second_hello_is_an_unknown_type_and_changes_nothing() -> None:
    async def story(ends: Ends) -> None:
        await greet(ends)
        await ends.peer.send(HELLO)
        told = await ends.peer.read_until(frame("4", "* no such message type: 5"))
        assert told.startswith(b'\x026{"t":"notice","code":"unknown-type"')
        assert not ends.link.is_plain

    linked(story)


def test_hello_that_makes_no_sense_is_told_so_and_the_link_stays_plain() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(frame("5", "[1,2"))
        assert (await ends.peer.read_until(b"\x03")).startswith(b"\x024* ")
        assert ends.link.is_plain
        await ends.peer.send(frame("1", "alice"))
        await until(lambda: ends.owner.messages[-1] == LogIn("alice"))

    linked(story, is_logged_in=False)


def test_what_concerns_the_room_is_handed_on_and_the_rest_is_not() -> None:
    async def story(ends: Ends) -> None:
        await greet(ends)
        await ends.peer.send(
            thing("resume", session="s", last=9)
            + thing("pin", pin="1234")
            + thing("nobody knows this")
            + frame("1", "alice")
            + thing("away", on=True)
            + thing("hand", on=True)
            + thing("history", before=9, limit=20)
            + frame("3", "hello")
        )
        await until(lambda: len(ends.owner.messages) == 5)
        assert ends.owner.messages == [
            LogIn("alice"),
            SetAway(True),
            SetHand(True),
            WantOlder(9, 20),
            Say("hello"),
        ]
        assert ends.link.resume == Resume("s", 9)

    linked(story, is_logged_in=False)


def test_frames_of_types_2_and_3_are_counted_whatever_becomes_of_them() -> None:
    async def story(ends: Ends) -> None:
        await greet(ends)
        ends.link.visit = Visit(Session(1, ""), "secret")
        await ends.peer.send(
            frame("3", "hello") + frame("2", "bob,psst") + frame("2", "no comma") + frame("3", " ")
            + frame("3", "x" * 20_000) + frame("2", "bob," + "x" * 20_000) + frame("1", "y" * 20_000)
            + thing("ping", n=1) + frame("9", "?")
        )  # fmt: skip
        await ends.peer.read_until(b"no such message type: 9\x03")
        assert ends.owner.counted == 6

    linked(story)


def test_text_of_a_rich_link_is_utf_8_whatever_its_bytes_look_like() -> None:
    async def story(ends: Ends) -> None:
        await greet(ends)
        await ends.peer.send(frame("3", "ͬѧ"))  # the bytes of 同学 in GBK
        await until(lambda: bool(ends.owner.messages))
        assert ends.owner.messages == [Say("ͬѧ")]

    linked(story)


def test_rich_link_that_sends_nothing_for_45_seconds_is_silent_and_a_plain_one_never_is() -> None:
    async def story(ends: Ends) -> None:
        ends.loop.advance(10 * SILENT_SECONDS)
        assert not ends.link.is_silent
        await greet(ends)
        ends.loop.advance(SILENT_SECONDS - 1)
        assert not ends.link.is_silent
        await ends.peer.send(thing("ping", n=1))
        await ends.peer.expect(frame("6", '{"t":"pong","n":1}'))
        ends.loop.advance(SILENT_SECONDS - 1)
        assert not ends.link.is_silent
        ends.loop.advance(2)
        assert ends.link.is_silent

    linked(story)


def test_time_that_a_link_is_made_to_wait_is_no_silence() -> None:
    async def story(ends: Ends) -> None:
        await greet(ends)
        await ends.peer.send(frame("3", "x") * 300)
        await until(lambda: len(ends.owner.messages) >= 19)
        await settle()
        ends.loop.advance(SILENT_SECONDS + 1)
        assert not ends.link.is_silent, "it stands in line, and has sent all the while"

    linked(story, rate=0.001)


def test_goodbye_is_remembered_and_ends_the_connection() -> None:
    async def story(ends: Ends) -> None:
        await greet(ends)
        await ends.peer.send(thing("bye") + frame("3", "one more thing"))
        assert await ends.peer.read_to_end() == b""
        assert ends.link.said_goodbye
        assert ends.owner.causes == [CloseCause.LEFT]
        assert ends.owner.messages == []

    linked(story)


def test_connection_that_is_merely_closed_said_no_goodbye() -> None:
    async def story(ends: Ends) -> None:
        await greet(ends)
        ends.peer.socket.shutdown(socket.SHUT_WR)
        await until(lambda: ends.owner.causes == [CloseCause.LEFT])
        assert not ends.link.said_goodbye

    linked(story)
