"""When the host may see whispers: not before all that was whispered in confidence has gone through.

The rule: everyone is told first. What somebody wrote before that may still be on its way: in a socket, in a frame
whose end has not come, in a line of frames to be served, with a guest who comes back and says it once more, in what
waits for somebody slow. And the notice itself may wait for somebody slow, or on the bench. So each connection is
looked at until nothing of that is left, and only then does what comes from it count as written by somebody who
knows; what is served before hides whispers where it goes to.
"""

import asyncio
import socket
from collections.abc import Callable, Iterable

from chatroom_server.link import Link
from shared.wire.record import ConnectionId

TOLD_SECONDS = 2.0
"""So long it may take until a notice that was sent has been seen, and what was sent before that has come."""

_LOOK_SECONDS = 0.25
_NOT_YET = float("inf")


class WhisperFence:
    """``set_open`` it once everyone is being told. ``on_changed`` gets those of whom more or less may be seen.

    ``add`` who connects later; who ``came`` in was told at the login. Before a whisper from somebody who does not
    know yet goes to a connection, ``hide`` what does. ``holds_back`` says whether something that was meant for a
    connection earlier has not been sent to it yet.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        links: Callable[[], Iterable[Link]],
        holds_back: Callable[[Link], bool],
        on_changed: Callable[[Iterable[Link]], None],
    ) -> None:
        self._loop = loop
        self._links = links
        self._holds_back = holds_back
        self._on_changed = on_changed
        self._timer: asyncio.TimerHandle | None = None
        self._is_open = False
        # Of these, what comes may have been written before they knew; since when they are told, in steady seconds.
        self._untold: dict[ConnectionId, float] = {}
        self._unnoticed: set[ConnectionId] = set()  # of those, to whom the notice may not have been sent yet
        self._unsent: set[ConnectionId] = set()  # what was for them before may not have been sent

    def may_show_received(self, connection: ConnectionId) -> bool:
        """Return whether what this connection whispers may be seen when it comes."""
        return self._is_open and connection not in self._untold

    def may_show_sent(self, connection: ConnectionId) -> bool:
        """Return whether whispers may be seen when they are sent to this connection."""
        return self._is_open and connection not in self._unsent

    def hides_what_comes_from(self, connection: ConnectionId) -> bool:
        """Return whether whispers are shown, and those of this connection must not be."""
        return self._is_open and connection in self._untold

    def set_open(self, is_open: bool) -> None:
        """Let whispers be seen as soon as that is fair, or no more, and that at once."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._is_open = is_open
        now = self._loop.time()
        here = list(self._links())
        self._untold = (
            {link.number: now if link.is_logged_in else _NOT_YET for link in here} if is_open else {}
        )
        self._unnoticed = {number for number, since in self._untold.items() if since is not _NOT_YET}
        self._unsent = set(self._untold)
        self._look_later()
        self._on_changed(here)

    def add(self, link: Link) -> None:
        """A connection was accepted; nobody is told anything before the login."""
        if self._is_open:
            self._untold[link.number] = _NOT_YET

    def came(self, link: Link) -> None:
        """Somebody has logged in, and is being told: perhaps with whispers of earlier that did not arrive."""
        if self._is_open:
            self._untold[link.number] = self._loop.time()
            self._unnoticed.add(link.number)
            self._look_later()
            self._on_changed((link,))

    def hide(self, link: Link) -> None:
        """Let no whispers to this connection be seen until it was sent what is for it now."""
        self._unsent.add(link.number)
        self._look_later()
        self._on_changed((link,))

    def forget(self, link: Link) -> None:
        """A connection is closed."""
        self._untold.pop(link.number, None)
        self._unnoticed.discard(link.number)
        self._unsent.discard(link.number)

    def close(self) -> None:
        """Look no more: the room closes."""
        self.set_open(False)

    # ---- inside ------------------------------------------------------------------------------------------

    def _look_later(self) -> None:
        is_wanted = self._unsent or any(since is not _NOT_YET for since in self._untold.values())
        if self._timer is None and is_wanted:
            self._timer = self._loop.call_later(_LOOK_SECONDS, self._on_look)

    def _on_look(self) -> None:
        self._timer = None
        here = {link.number: link for link in self._links()}
        before = {*self._untold, *self._unsent}
        now = self._loop.time()
        self._unnoticed = {
            number for number in self._unnoticed if number in here and self._is_behind(here[number])
        }
        self._untold.update(dict.fromkeys(self._unnoticed, now))
        self._untold = {
            number: since
            for number, since in self._untold.items()
            if number in here and (since > now - TOLD_SECONDS or _may_have_unserved(here[number]))
        }
        self._unsent = {
            number
            for number in self._unsent
            if number in self._untold or (number in here and self._is_behind(here[number]))
        }
        self._look_later()
        self._on_changed([here[number] for number in before if number in here])

    def _is_behind(self, link: Link) -> bool:
        cursor = link.cursor
        is_unsent = cursor.waiting or cursor.carried or cursor.held or cursor.log.pieces
        return bool(is_unsent) or self._holds_back(link)


def _may_have_unserved(link: Link) -> bool:
    """Return whether something may have come from this connection that was not served yet."""
    if link.is_leaving:
        return False
    if not link.intake.is_reading or link.intake.unfinished_bytes:
        return True  # it is made to wait, with frames in hand; or it is in the middle of one
    try:
        return bool(link.socket.recv(1, socket.MSG_PEEK))
    except OSError:
        return False  # nothing is there; or it is over, as the next read will tell
