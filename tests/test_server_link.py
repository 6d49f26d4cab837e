"""One connection: its messages and its end, on a real socket and a clock of the test's own."""

import socket

from chatroom_server.link_owner import CloseCause
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import (
    CLOSING_SECONDS,
)
from shared.protocol.messages import (
    Notice,
    NoticeCode,
    Said,
    Say,
    Whisper,
)
from tests.helpers.linked import Ends, linked
from tests.helpers.loops import settle, until
from tests.helpers.wire import frame

# ---- messages -------------------------------------------------------------------------------------------------


def test_frames_become_messages_in_order_however_they_are_cut() -> None:
    async def story(ends: Ends) -> None:
        stream = frame("3", "one") + b"\x00" * 50 + frame("2", "bob,two") + frame("3", "three 你好")
        for index in range(len(stream)):
            await ends.peer.send(stream[index : index + 1])
        await until(lambda: len(ends.owner.messages) == 3)
        assert ends.owner.messages == [Say("one"), Whisper("bob", "two"), Say("three 你好")]

    linked(story)


def test_answer_comes_in_the_encoding_the_peer_was_found_to_speak() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(frame("3", "你好".encode("gbk")))
        await ends.peer.expect(frame("4", "alice: 你好".encode("gbk")))
        ends.owner.relay.to_everyone(Said("bob", "再见"))
        await ends.peer.expect(frame("4", "bob: 再见".encode("gbk")))

    linked(story)


def test_encoding_settled_from_the_start_is_used_for_the_first_word() -> None:
    async def story(ends: Ends) -> None:
        ends.link.send(Notice(NoticeCode.NOT_ONLINE, name="小明"))
        await ends.peer.expect(frame("4", "* 小明 is not online".encode("gbk")))

    linked(story, encoding=TextEncoding.GBK, is_logged_in=False)


# ---- the end of a connection ----------------------------------------------------------------------------------


def test_peer_that_closes_has_left() -> None:
    async def story(ends: Ends) -> None:
        ends.peer.close()
        await until(lambda: ends.link.is_closed)
        assert ends.owner.causes == [CloseCause.LEFT]

    linked(story)


def test_peer_that_half_closes_still_gets_its_answers() -> None:
    async def story(ends: Ends) -> None:
        text = "x" * 3_000
        await ends.peer.send(frame("3", text) * 500)
        ends.peer.socket.shutdown(socket.SHUT_WR)
        await settle()
        received = await ends.peer.read_to_end()
        assert received == frame("4", f"alice: {text}") * 500
        await until(lambda: ends.link.is_closed)
        assert ends.owner.causes == [CloseCause.LEFT]

    linked(story)


def test_half_closed_peer_that_never_reads_is_given_two_seconds() -> None:
    async def story(ends: Ends) -> None:
        while not ends.owner.relay.waiting_bytes:
            ends.owner.relay.to_everyone(Said("alice", "x" * 10_000))
            await settle(4)
        ends.peer.socket.shutdown(socket.SHUT_WR)
        await until(lambda: ends.owner.causes == [CloseCause.LEFT])
        ends.owner.relay.sweep(ends.loop.time() + CLOSING_SECONDS - 0.5)
        assert not ends.link.is_closed
        ends.owner.relay.sweep(ends.loop.time() + CLOSING_SECONDS + 0.1)
        assert ends.link.is_closed

    linked(story)


def test_reset_connection_is_broken() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(frame("3", "hello"))
        ends.peer.reset()
        await until(lambda: ends.link.is_closed)
        assert ends.owner.causes == [CloseCause.BROKE]

    linked(story)


def test_finished_link_delivers_its_last_word_then_the_end() -> None:
    async def story(ends: Ends) -> None:
        ends.link.send(Notice(NoticeCode.REMOVED))
        ends.link.finish(CloseCause.DISMISSED)
        ends.link.finish(CloseCause.LEFT)
        await ends.peer.send(frame("3", "not served any more") * 1_000)
        assert await ends.peer.read_to_end() == frame("4", "* you were removed from the room")
        assert ends.owner.messages == []
        assert not ends.link.is_closed, (
            "the peer hears of the end first, or what is unread takes the last word back"
        )
        ends.peer.close()
        await until(lambda: ends.link.is_closed)
        assert ends.owner.causes == [CloseCause.DISMISSED]

    linked(story)


def test_finished_link_whose_peer_stays_is_closed_after_a_moment() -> None:
    async def story(ends: Ends) -> None:
        ends.link.finish(CloseCause.DISMISSED)
        await settle()
        assert not ends.link.is_closed
        await ends.advance(1.1)
        assert ends.link.is_closed

    linked(story)


def test_link_aborted_while_its_peer_is_given_a_moment_is_closed_once() -> None:
    async def story(ends: Ends) -> None:
        ends.link.finish(CloseCause.DISMISSED)
        await settle()
        ends.link.abort(CloseCause.CLOSING)
        ends.link.abort(CloseCause.CLOSING)
        assert ends.owner.closed == 1

    linked(story)
