"""Whose connections are let in: nobody's from a banned address, and only so many from each (docs/protocol.md §6).

The rule: who is turned away is told why as long as those who are being told are few. In a flood nobody is: each
takes a descriptor for a moment, and there are none to spare for that.
"""

from collections import Counter
from collections.abc import Callable

from chatroom_server.allowance import Allowances
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from shared.protocol.limits import MAX_STRANGERS, RoomLimits
from shared.protocol.messages import Notice, NoticeCode


class Admission:
    """Ask ``lets_in`` once for each connection; tell it when that leaves, and when its socket is closed."""

    def __init__(self, limits: RoomLimits, is_banned: Callable[[str], bool]) -> None:
        self._max_per_address = limits.max_per_address
        self._is_banned = is_banned
        self._by_address: Counter[str] = Counter()  # of those that have not left
        self._allowances = Allowances(limits.rate)
        self._being_told: set[Link] = set()
        self.turned_away = 0

    def lets_in(self, link: Link, now: float) -> bool:
        """Return whether this new connection may log in; one that may not is being closed. ``now`` is steady."""
        self._by_address[link.address] += 1
        if self._is_banned(link.address):
            self._turn_away(link, NoticeCode.BANNED, CloseCause.BANNED)
            return False
        if 0 < self._max_per_address < self._by_address[link.address]:
            self._turn_away(link, NoticeCode.TOO_MANY_CONNECTIONS, CloseCause.PER_ADDRESS)
            return False
        link.allowance = self._allowances.take_up(link.address, now)
        return True

    def leave(self, link: Link, now: float) -> None:
        """Nothing more comes from this connection: it takes no place of its address any more."""
        self._by_address[link.address] -= 1
        if not self._by_address[link.address]:
            del self._by_address[link.address]
        self._allowances.give_back(link.address, link.allowance, now)

    def forget(self, link: Link) -> None:
        """The socket of this connection is closed."""
        self._being_told.discard(link)

    def sweep(self, now: float) -> None:
        """Forget allowances that are whole again. Call it about once a second."""
        self._allowances.sweep(now)

    def _turn_away(self, link: Link, code: NoticeCode, cause: CloseCause) -> None:
        self.turned_away += 1
        if len(self._being_told) >= MAX_STRANGERS:
            link.abort(cause)
            return
        self._being_told.add(link)
        link.send(Notice(code))
        link.finish(cause)
