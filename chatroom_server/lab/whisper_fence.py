"""When the host may see whispers: not before all that was whispered in confidence has gone through.

The rule: everyone is told first. What was written before that may still be on its way: in a socket, in a line of
frames to be served, in what waits for somebody slow. Each connection is looked at until nothing of that is left;
only then does what comes from all of them count as written by somebody who knows.
"""

import asyncio
import socket
from collections.abc import Callable, Iterable

from chatroom_server.link import Link
from shared.wire.record import ConnectionId

TOLD_SECONDS = 2.0
"""So long it may take until everyone has been told, and what they had just sent has come."""

_LOOK_SECONDS = 0.25


class WhisperFence:
    """``set_open`` it once everyone is being told. Then ``on_changed`` is called whenever more may be seen.

    ``holds_back`` says whether something that was meant for a connection earlier has not been sent to it yet.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        links: Callable[[], Iterable[Link]],
        holds_back: Callable[[Link], bool],
        on_changed: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._links = links
        self._holds_back = holds_back
        self._on_changed = on_changed
        self._timer: asyncio.TimerHandle | None = None
        self.may_show_received = False
        """Whether what a guest whispers may be seen when it comes."""
        self._unread: set[ConnectionId] = set()  # what they have sent before may not have been served
        self._unsent: set[ConnectionId] = set()  # what was for them before may not have been sent

    def may_show_sent(self, connection: ConnectionId) -> bool:
        """Return whether whispers may be seen when they are sent to this connection."""
        return self.may_show_received and connection not in self._unsent

    def set_open(self, is_open: bool) -> None:
        """Let whispers be seen as soon as that is fair, or no more, and that at once."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.may_show_received = False
        self._unread.clear()
        self._unsent.clear()
        if is_open:
            self._unread = {link.number for link in self._links()}
            self._timer = self._loop.call_later(TOLD_SECONDS, self._on_look)
        self._on_changed()

    def close(self) -> None:
        """Look no more: the room closes."""
        self.set_open(False)

    # ---- inside ------------------------------------------------------------------------------------------

    def _on_look(self) -> None:
        self._timer = None
        here = {link.number: link for link in self._links()}
        if not self.may_show_received:
            self._unread = {
                number for number in self._unread if number in here and _may_have_unserved(here[number])
            }
            if not self._unread:
                self.may_show_received = True
                self._unsent = set(here)
        if self.may_show_received:
            self._unsent = {
                number for number in self._unsent if number in here and self._is_behind(here[number])
            }
            self._on_changed()
        if self._unread or self._unsent:
            self._timer = self._loop.call_later(_LOOK_SECONDS, self._on_look)

    def _is_behind(self, link: Link) -> bool:
        cursor = link.cursor
        return bool(cursor.waiting or cursor.carried or cursor.held) or self._holds_back(link)


def _may_have_unserved(link: Link) -> bool:
    """Return whether something may have come from this connection that was not served yet."""
    if link.is_leaving:
        return False
    if not link.intake.is_reading:
        return True  # it is made to wait, with frames in hand
    try:
        return bool(link.socket.recv(1, socket.MSG_PEEK))
    except OSError:
        return False  # nothing is there; or it is over, as the next read will tell
