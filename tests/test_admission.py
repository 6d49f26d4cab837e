"""Whose connections are let in, and how many of those that are not are told why."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from chatroom_server import admission as admission_module
from chatroom_server.admission import Admission
from chatroom_server.allowance import Allowance
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from shared.protocol.limits import BURST_MESSAGES, RoomLimits
from shared.protocol.messages import Notice, NoticeCode

NOW = 100.0
RATE = 5.0
BANNED = "10.0.0.66"
SOMEWHERE = "10.0.0.1"


@dataclass(eq=False)
class Caller:
    """What admission asks of a link."""

    address: str
    allowance: Allowance = field(default_factory=lambda: Allowance(RATE, NOW))
    told: list[Notice] = field(default_factory=list)
    finished: CloseCause | None = None
    aborted: CloseCause | None = None

    def send(self, notice: Notice) -> None:
        assert self.finished is None, "the end is the last word"
        self.told.append(notice)

    def finish(self, cause: CloseCause) -> None:
        self.finished = cause

    def abort(self, cause: CloseCause) -> None:
        self.aborted = cause


class Door:
    """Admission with three places for each address."""

    def __init__(self) -> None:
        self.admission = Admission(RoomLimits(max_per_address=3, rate=RATE), lambda each: each == BANNED)

    def call(self, address: str = SOMEWHERE) -> tuple[Caller, bool]:
        caller = Caller(address)
        return caller, self.admission.lets_in(cast(Link, caller), NOW)

    def leave(self, caller: Caller) -> None:
        self.admission.leave(cast(Link, caller), NOW)
        self.admission.forget(cast(Link, caller))


def test_so_many_of_one_address_are_let_in_and_the_next_when_one_has_left() -> None:
    door = Door()
    first, _ = door.call()
    assert [door.call()[1] for _ in range(4)] == [True, True, False, False]
    assert door.call("10.0.0.2")[1], "each address has its own places"
    assert door.admission.turned_away == 2
    # Who was turned away is connected for a moment too.
    for _ in range(3):
        door.leave(first)
    assert door.call()[1]


def test_who_is_turned_away_is_told_why() -> None:
    door = Door()
    banned, is_in = door.call(BANNED)
    assert (is_in, banned.told, banned.finished) == (False, [Notice(NoticeCode.BANNED)], CloseCause.BANNED)
    for _ in range(3):
        door.call()
    one_too_many, is_in = door.call()
    assert (is_in, one_too_many.finished) == (False, CloseCause.PER_ADDRESS)
    assert one_too_many.told == [Notice(NoticeCode.TOO_MANY_CONNECTIONS)]


def test_in_a_flood_only_so_many_are_told_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "MAX_STRANGERS", 2)
    door = Door()
    flood = [door.call(BANNED)[0] for _ in range(5)]
    assert [len(caller.told) for caller in flood] == [1, 1, 0, 0, 0]
    assert [caller.aborted for caller in flood[2:]] == [CloseCause.BANNED] * 3
    for caller in flood:
        door.leave(caller)
    assert [len(door.call(BANNED)[0].told) for _ in range(3)] == [1, 1, 0], "they have made room"


def test_who_comes_back_goes_on_with_what_was_left() -> None:
    door = Door()
    flooder, _ = door.call()
    for _ in range(BURST_MESSAGES):
        assert flooder.allowance.take(NOW) == 0
    door.leave(flooder)
    assert door.call()[0].allowance.take(NOW) > 0
    door.admission.sweep(NOW + 100)
    assert door.call()[0].allowance.take(NOW + 100) == 0
