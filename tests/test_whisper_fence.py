"""Whispers are seen once everyone was told, and nothing that was whispered before can still be on its way."""

import asyncio
from collections.abc import Iterable

from chatroom_server.lab.whisper_fence import TOLD_SECONDS, WhisperFence
from chatroom_server.link import Link
from shared.protocol.messages import Notice, NoticeCode
from tests.helpers.linked import Ends, linked
from tests.helpers.wire import frame


class Fence:
    """A fence around one link."""

    def __init__(self, ends: Ends) -> None:
        self.ends = ends
        self.is_held_back = False
        self.changes = 0
        self.fence = WhisperFence(
            asyncio.get_running_loop(), lambda: [ends.link], self._holds_back, self._on_changed
        )

    def _holds_back(self, link: Link) -> bool:
        assert link is self.ends.link
        return self.is_held_back

    def _on_changed(self, links: Iterable[Link]) -> None:
        self.changes += 1

    @property
    def shows(self) -> tuple[bool, bool]:
        number = self.ends.link.number
        return self.fence.may_show_received(number), self.fence.may_show_sent(number)


def test_nothing_is_shown_before_everyone_had_time_to_be_told() -> None:
    async def story(ends: Ends) -> None:
        fence = Fence(ends)
        assert fence.shows == (False, False)
        fence.fence.set_open(True)
        await ends.advance(TOLD_SECONDS / 2)
        assert fence.shows == (False, False)
        await ends.advance(TOLD_SECONDS)
        assert fence.shows == (True, True)
        fence.fence.close()

    linked(story)


def test_end_holds_at_once() -> None:
    async def story(ends: Ends) -> None:
        fence = Fence(ends)
        fence.fence.set_open(True)
        await ends.advance(TOLD_SECONDS + 1)
        before = fence.changes
        fence.fence.set_open(False)
        assert fence.shows == (False, False)
        assert fence.changes == before + 1
        await ends.advance(TOLD_SECONDS + 1)
        assert fence.shows == (False, False)

    linked(story)


def test_guest_who_is_made_to_wait_is_waited_for() -> None:
    async def story(ends: Ends) -> None:
        fence = Fence(ends)
        await ends.peer.send(b"".join(frame("3", str(number)) for number in range(30)))
        await ends.peer.read_until(frame("4", "alice: 19"))
        fence.fence.set_open(True)
        await ends.advance(TOLD_SECONDS - 0.5)
        await ends.advance(1)
        assert fence.shows == (False, False)
        for _ in range(10):
            await ends.advance(1)
        assert fence.shows == (True, True)

    linked(story, rate=1 / 0.3)


def test_who_was_not_sent_the_notice_yet_does_not_know() -> None:
    async def story(ends: Ends) -> None:
        fence = Fence(ends)
        fence.is_held_back = True
        fence.fence.set_open(True)
        for _ in range(3):
            await ends.advance(TOLD_SECONDS + 1)
            assert fence.shows == (False, False)
        fence.is_held_back = False
        await ends.advance(TOLD_SECONDS - 0.5)
        assert fence.shows == (False, False), "it was sent just now"
        await ends.advance(1)
        assert fence.shows == (True, True)

    linked(story)


def test_newcomer_who_was_not_sent_the_notice_yet_does_not_know() -> None:
    async def story(ends: Ends) -> None:
        fence = Fence(ends)
        fence.fence.set_open(True)
        fence.fence.add(ends.link)
        fence.is_held_back = True
        fence.fence.came(ends.link)
        await ends.advance(TOLD_SECONDS + 1)
        assert fence.shows[0] is False
        fence.is_held_back = False
        for _ in range(2):
            await ends.advance(TOLD_SECONDS)
        assert fence.shows == (True, True)

    linked(story)


def test_who_was_sent_the_notice_once_knows_whatever_waits_later() -> None:
    async def story(ends: Ends) -> None:
        fence = Fence(ends)
        fence.fence.set_open(True)
        await ends.advance(TOLD_SECONDS - 1)
        fence.is_held_back = True
        await ends.advance(1.5)
        assert fence.shows == (True, False)
        fence.is_held_back = False
        await ends.advance(1)
        assert fence.shows == (True, True)

    linked(story)


def test_what_waits_in_the_relay_is_waited_for() -> None:
    async def story(ends: Ends) -> None:
        fence = Fence(ends)
        fence.fence.set_open(True)
        while not ends.link.cursor.waiting:
            for _ in range(200):
                ends.link.send(Notice(NoticeCode.NOT_ONLINE, name="x" * 4_000))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        await ends.advance(TOLD_SECONDS + 1)
        assert fence.shows == (False, False)
        while ends.link.cursor.waiting:
            await ends.peer.receive()
        await ends.advance(TOLD_SECONDS)
        assert fence.shows == (True, True)

    linked(story)


def test_connection_that_goes_meanwhile_holds_up_nobody() -> None:
    async def story(ends: Ends) -> None:
        links = [ends.link]
        fence = WhisperFence(asyncio.get_running_loop(), lambda: links, lambda _: True, lambda _: None)
        fence.set_open(True)
        links.clear()
        await ends.advance(TOLD_SECONDS + 1)
        assert fence.may_show_received(ends.link.number)

    linked(story)
