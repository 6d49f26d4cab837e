"""One connection that goes too far: strangers, malformed frames, floods."""

import asyncio
import socket

import pytest

from chatroom_server.limit_log import LimitHit
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from chatroom_server.turns import FRAMES_AT_ONCE
from shared.protocol.limits import (
    BURST_MESSAGES,
    LOGIN_SECONDS,
    MAX_CLIENT_PAYLOAD_BYTES,
    MAX_LOGIN_PAYLOAD_BYTES,
    MAX_MALFORMED_FRAMES,
    MAX_REFUSED_LOGINS,
    MAX_SKIPPED_BYTES,
)
from shared.protocol.messages import (
    Say,
)
from tests.helpers.linked import Ends, linked
from tests.helpers.loops import settle, until
from tests.helpers.wire import frame

# ---- before the login -----------------------------------------------------------------------------------------


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
    ids=[
        "one byte more",
        "a guest's longest",
        "longer than a guest's",
        "unterminated",
        "unterminated and long",
    ],
)
def test_stranger_with_a_frame_of_more_than_a_kibibyte_is_told_and_closed(stream: bytes) -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(stream)
        assert await ends.peer.read_to_end() == too_long_for_a_stranger()
        assert ends.owner.causes == [CloseCause.LONG_LOGIN]
        assert ends.owner.limits == [], "the cause tells it"
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
        assert ends.link.refused == MAX_REFUSED_LOGINS
        assert len(ends.owner.messages) == MAX_REFUSED_LOGINS

    linked(story, is_logged_in=False)


# ---- what is malformed ----------------------------------------------------------------------------------------

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
        assert ends.owner.limits == ([LimitHit.LONG_FRAME] if kind == "too long" else [])

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
        assert set(ends.owner.limits) <= {LimitHit.RATE}, "the cause tells it"

    linked(story, rate=rate)


def test_one_good_frame_between_them_forgives_the_malformed_ones() -> None:
    async def story(ends: Ends) -> None:
        for _ in range(5):
            await ends.peer.send(b"\x02\x03" * (MAX_MALFORMED_FRAMES - 1) + frame("3", " "))
        await ends.peer.send(frame("3", "still here"))
        received = await ends.peer.read_until(frame("4", "alice: still here"))
        assert received.count(b"\x02") == 5 * (MAX_MALFORMED_FRAMES - 1) + 1
        assert ends.owner.causes == []

    linked(story)


def test_a_mebibyte_without_a_frame_closes_the_connection_and_no_less() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(b"\x00" * (MAX_SKIPPED_BYTES - 1) + frame("3", "padded"))
        await ends.peer.expect(frame("4", "alice: padded"))
        await ends.peer.send(b"\x00" * (MAX_SKIPPED_BYTES + 1))
        assert await ends.peer.read_to_end() == b""
        assert ends.owner.causes == [CloseCause.SKIPPED]
        assert ends.owner.limits == [], "the cause tells it"

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


# ---- how fast -------------------------------------------------------------------------------------------------


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
        assert set(ends.owner.limits) == {LimitHit.RATE}
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
        assert await ends.peer.read_to_end() == b"".join(
            frame("4", f"alice: {number}") for number in range(60)
        )
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


def test_unlimited_flood_is_served_in_shares_whole_and_in_order() -> None:
    count = 5 * FRAMES_AT_ONCE

    async def story(ends: Ends) -> None:
        await ends.peer.send(numbered(count))
        most_at_once = seen = 0
        while seen < count:
            await asyncio.sleep(0)
            most_at_once = max(most_at_once, len(ends.owner.messages) - seen)
            seen = len(ends.owner.messages)
        assert most_at_once <= FRAMES_AT_ONCE
        assert ends.owner.messages == [Say(str(number)) for number in range(count)]

    linked(story)


def test_link_closed_while_it_stands_in_line_serves_nothing_more() -> None:
    async def story(ends: Ends) -> None:
        await ends.peer.send(numbered(16 * FRAMES_AT_ONCE))
        await until(lambda: ends.owner.messages != [])
        ends.link.abort(CloseCause.DISMISSED)
        served = len(ends.owner.messages)
        await settle()
        assert len(ends.owner.messages) == served

    linked(story)
