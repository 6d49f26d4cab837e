"""One connection: what it sends, within its limits, on a real socket and a clock of the test's own."""

import logging
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from chatroom_server.link import CloseCause, Link
from chatroom_server.relay import Relay
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import (
    BURST_MESSAGES,
    CLOSING_SECONDS,
    LOGIN_SECONDS,
    MAX_CLIENT_PAYLOAD_BYTES,
    MAX_LOGIN_PAYLOAD_BYTES,
    MAX_MALFORMED_FRAMES,
    MAX_REFUSED_LOGINS,
    MAX_SKIPPED_BYTES,
)
from shared.protocol.messages import (
    ClientMessage,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Said,
    Say,
    Unserved,
    Whisper,
)
from tests.helpers.guests import Guest
from tests.helpers.loops import ClockLoop, run_on_clock, settle, until
from tests.helpers.wire import frame


@dataclass
class Owner:
    """Keeps what a link tells; lets everyone in who asks, and answers as the test wants."""

    relay: Relay
    messages: list[ClientMessage] = field(default_factory=list)
    causes: list[CloseCause] = field(default_factory=list)
    closed: int = 0
    refuses: bool = False

    def on_message(self, link: Link, message: ClientMessage) -> None:
        self.messages.append(message)
        match message:
            case LogIn(name) if self.refuses:
                link.send(NameRefused(name))
            case LogIn():
                link.admit()
            case Say(text):
                self.relay.to_everyone(Said("alice", text))
            case Unserved(reason):
                link.send(reason)
            case Whisper(to):
                link.send(Notice(NoticeCode.NOT_ONLINE, name=to))

    def on_link_leaving(self, link: Link, cause: CloseCause) -> None:
        self.causes.append(cause)

    def on_link_closed(self, link: Link) -> None:
        self.closed += 1


@dataclass
class Ends:
    """A link, its owner, and the peer at the other end."""

    loop: ClockLoop
    owner: Owner
    link: Link
    peer: Guest

    async def advance(self, seconds: float) -> None:
        """Let time pass, and what is due happen."""
        self.loop.advance(seconds)
        await settle()


def linked(
    story: Callable[[Ends], Awaitable[None]],
    *,
    rate: float = 0.0,
    encoding: TextEncoding | None = None,
    is_logged_in: bool = True,
) -> None:
    """Run a story on a link of its own; afterwards the link must be closed, or be closable."""

    async def main(loop: ClockLoop) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            peer = Guest(socket.create_connection(listening.getsockname()))
            accepted, address = listening.accept()
        accepted.setblocking(False)
        relay = Relay(loop)
        owner = Owner(relay)
        link = Link(1, accepted, address[0], owner=owner, relay=relay, loop=loop, rate=rate, encoding=encoding)
        link.open()
        ends = Ends(loop, owner, link, peer)
        if is_logged_in:
            link.admit()
        await story(ends)
        peer.close()
        link.abort(CloseCause.CLOSING)
        assert link.is_closed
        assert owner.closed == 1
        assert len(owner.causes) == 1
        assert relay.waiting_bytes == 0
        # Nothing of the connection is left in the loop.
        assert not loop.remove_reader(link.cursor.fileno)
        assert not loop.remove_writer(link.cursor.fileno)

    run_on_clock(main)


# ---- messages --------------------------------------------------------------------------------------------


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


# ---- the end of a connection -----------------------------------------------------------------------------


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


# ---- before the login ------------------------------------------------------------------------------------


def test_stranger_is_overdue_after_fifteen_seconds_and_a_guest_never() -> None:
    async def story(ends: Ends) -> None:
        assert not ends.link.is_overdue
        ends.loop.advance(LOGIN_SECONDS - 1)
        assert not ends.link.is_overdue
        ends.loop.advance(2)
        assert ends.link.is_overdue
        await ends.peer.send(frame("1", "alice"))
        await until(lambda: ends.link.is_logged_in)
        assert not ends.link.is_overdue

    linked(story, is_logged_in=False)


def too_long_for_a_stranger() -> bytes:
    return frame("4", f"* that frame is too long: at most {MAX_LOGIN_PAYLOAD_BYTES} bytes")


def test_strangers_longest_frame_is_served() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(frame("1", "x" * MAX_LOGIN_PAYLOAD_BYTES))
        await until(lambda: ends.owner.messages != [])
        assert ends.owner.causes == []

    linked(story, is_logged_in=False)


@pytest.mark.parametrize(
    "stream",
    [
        frame("1", "x" * (MAX_LOGIN_PAYLOAD_BYTES + 1)),
        frame("3", "x" * MAX_CLIENT_PAYLOAD_BYTES),
        frame("3", "x" * (MAX_CLIENT_PAYLOAD_BYTES + 1)),
        b"\x021" + b"x" * (MAX_LOGIN_PAYLOAD_BYTES + 1),
        b"\x021" + b"x" * 200_000,
    ],
    ids=["one byte more", "a guest's longest", "longer than a guest's", "unterminated", "unterminated and long"],
)
def test_stranger_with_a_frame_of_more_than_a_kibibyte_is_told_and_closed(stream: bytes) -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(stream)
        assert await ends.peer.read_to_end() == too_long_for_a_stranger()
        assert ends.owner.causes == [CloseCause.MALFORMED]
        assert ends.owner.messages == []

    linked(story, is_logged_in=False)


def test_login_and_a_long_message_in_one_read_are_both_served() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(frame("1", "alice") + frame("3", "x" * 16_000))
        await ends.peer.expect(frame("4", "alice: " + "x" * 16_000))

    linked(story, is_logged_in=False)


def test_twenty_refused_names_in_a_row_close_the_connection_after_the_last_answer() -> None:
    async def story(ends: Ends) -> None:
        ends.owner.refuses = True
        await ends.peer.send(frame("1", "alice") * (MAX_REFUSED_LOGINS + 5))
        assert await ends.peer.read_to_end() == frame("0", "alice") * MAX_REFUSED_LOGINS
        assert ends.owner.causes == [CloseCause.REFUSED]
        assert len(ends.owner.messages) == MAX_REFUSED_LOGINS

    linked(story, is_logged_in=False)


# ---- what is malformed -----------------------------------------------------------------------------------

MALFORMED = {
    "no type": (b"\x02\x03", frame("4", "* that frame has no type: it is 02, type, text, 03")),
    "unknown type": (frame("7", "x"), frame("4", "* no such message type: 7")),
    "no comma": (frame("2", "bob"), frame("4", "* a whisper needs a comma after the name")),
    "too long": (
        frame("3", "x" * (MAX_CLIENT_PAYLOAD_BYTES + 1)),
        frame("4", f"* that frame is too long: at most {MAX_CLIENT_PAYLOAD_BYTES} bytes"),
    ),
    "lost end": (b"\x023lost", b""),
}


@pytest.mark.parametrize("kind", MALFORMED)
def test_malformed_frame_is_told_and_the_next_one_served(kind: str) -> None:
    stream, answer = MALFORMED[kind]

    async def story(ends: Ends) -> None:
        await ends.peer.send(stream + frame("3", "hello"))
        await ends.peer.expect(answer + frame("4", "alice: hello"))
        assert ends.link.malformed == 1

    linked(story)


@pytest.mark.parametrize("kind", [kind for kind in MALFORMED if kind != "too long"])
@pytest.mark.parametrize("rate", [0.0, 5.0], ids=["unlimited", "limited"])
def test_a_hundred_malformed_frames_in_a_row_close_the_connection(kind: str, rate: float) -> None:
    stream, answer = MALFORMED[kind]

    async def story(ends: Ends) -> None:
        await ends.peer.send(stream * (MAX_MALFORMED_FRAMES + 50))
        await settle()
        for _ in range(200):
            await ends.advance(0.2)
        # The last one is counted, and not worth an answer any more: only that the end is near is known.
        received = await ends.peer.read_to_end()
        assert received in (answer * MAX_MALFORMED_FRAMES, answer * (MAX_MALFORMED_FRAMES - 1))
        assert ends.owner.causes == [CloseCause.MALFORMED]
        assert ends.link.malformed == MAX_MALFORMED_FRAMES

    linked(story, rate=rate)


def test_one_good_frame_between_them_forgives_the_malformed_ones() -> None:
    async def story(ends: Ends) -> None:
        for _ in range(5):
            await ends.peer.send(b"\x02\x03" * (MAX_MALFORMED_FRAMES - 1) + frame("3", " "))
        await ends.peer.send(frame("3", "still here"))
        received = await ends.peer.read_until(frame("4", "alice: still here"))
        assert received.count(b"\x02") == 5 * (MAX_MALFORMED_FRAMES - 1) + 6
        assert ends.owner.causes == []

    linked(story)


def test_a_mebibyte_without_a_frame_closes_the_connection_and_no_less() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(b"\x00" * (MAX_SKIPPED_BYTES - 1) + frame("3", "padded"))
        await ends.peer.expect(frame("4", "alice: padded"))
        await ends.peer.send(b"\x00" * (MAX_SKIPPED_BYTES + 1))
        assert await ends.peer.read_to_end() == b""
        assert ends.owner.causes == [CloseCause.MALFORMED]

    linked(story)


def test_read_full_of_stx_is_given_up_after_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[int] = []
    count = Link._count_malformed

    def counted(link: Link) -> None:
        served.append(1)
        count(link)

    monkeypatch.setattr(Link, "_count_malformed", counted)

    async def story(ends: Ends) -> None:
        await ends.peer.send(b"\x02" * 60_000)
        await ends.peer.read_to_end()
        assert ends.owner.causes == [CloseCause.MALFORMED]

    linked(story)
    assert len(served) == MAX_MALFORMED_FRAMES


def test_log_tells_of_the_end_in_one_line_and_cannot_be_written_into(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story(ends: Ends) -> None:
        await ends.peer.send(frame("7", "\nfake line") * MAX_MALFORMED_FRAMES)
        await ends.peer.read_to_end()

    linked(story)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("chatroom_server")]
    assert lines == ["guest 1 at 127.0.0.1 sent too many malformed frames in a row"]


# ---- how fast --------------------------------------------------------------------------------------------


def numbered(count: int) -> bytes:
    return b"".join(frame("3", str(number)) for number in range(count))


def test_flood_is_slowed_down_and_nothing_of_it_lost() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(numbered(60))
        await until(lambda: len(ends.owner.messages) >= BURST_MESSAGES)
        await settle()
        assert len(ends.owner.messages) == BURST_MESSAGES
        await ends.advance(1.0)
        assert BURST_MESSAGES + 4 <= len(ends.owner.messages) <= BURST_MESSAGES + 6
        for _ in range(100):
            await ends.advance(0.2)
        assert ends.owner.messages == [Say(str(number)) for number in range(60)]
        await ends.peer.send(frame("3", "later"))
        await until(lambda: ends.owner.messages[-1] == Say("later"))

    linked(story, rate=5.0)


def test_who_is_slowed_down_is_not_read_so_the_system_pushes_back() -> None:
    async def story(ends: Ends) -> None:
        sent = 0
        chunk = frame("3", "x" * 4_000) * 16
        while True:
            await settle()
            try:
                sent += ends.peer.socket.send(chunk)
            except BlockingIOError:
                break
            assert sent < 1 << 27, "something takes all of it"
        assert len(ends.owner.messages) == BURST_MESSAGES

    linked(story, rate=5.0)


def test_what_was_sent_before_a_half_close_is_served_to_the_end() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(numbered(60))
        ends.peer.socket.shutdown(socket.SHUT_WR)
        for _ in range(100):
            await ends.advance(0.2)
        assert await ends.peer.read_to_end() == b"".join(frame("4", f"alice: {number}") for number in range(60))
        assert ends.owner.causes == [CloseCause.LEFT]

    linked(story, rate=5.0)


def test_peer_that_goes_while_it_is_slowed_down_is_noticed_at_its_next_turn() -> None:
    async def story(ends: Ends) -> None:
        # Blank lines: nothing is sent back, so nobody hears of it from a failed send.
        await ends.peer.send(frame("3", " ") * 5_000)
        await until(lambda: len(ends.owner.messages) == BURST_MESSAGES)
        ends.peer.reset()
        await settle()
        await ends.advance(0.3)
        await until(lambda: ends.link.is_closed)
        assert ends.owner.causes == [CloseCause.BROKE]

    linked(story, rate=5.0)


def test_link_closed_while_it_is_slowed_down_serves_nothing_more() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(numbered(60))
        await until(lambda: len(ends.owner.messages) == BURST_MESSAGES)
        ends.link.finish(CloseCause.DISMISSED)
        for _ in range(20):
            await ends.advance(0.2)
        assert len(ends.owner.messages) == BURST_MESSAGES

    linked(story, rate=5.0)
