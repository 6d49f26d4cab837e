"""Those who have not logged in: how many may wait, and who makes room for whom."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import cast

import pytest

from chatroom_server import strangers as strangers_module
from chatroom_server.facts import GuestId
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from chatroom_server.listener import Listener
from chatroom_server.strangers import Strangers
from tests.helpers.loops import ClockLoop, run_on_clock, settle

MOST = 4


@dataclass
class Door:
    """What strangers ask of a listener: held or not, and whether there are descriptors left."""

    is_held: bool = False
    descriptors: int = 1_000

    def hold(self) -> None:
        self.is_held = True

    def release(self) -> None:
        self.is_held = False

    def has_room(self) -> bool:
        return self.descriptors > 0


@dataclass
class Stranger:
    """What strangers ask of a link."""

    guest: GuestId
    hall: "Hall"
    came_at: float
    is_logged_in: bool = False
    cause: CloseCause | None = None

    @property
    def age_seconds(self) -> float:
        return self.hall.loop.time() - self.came_at

    @property
    def is_overdue(self) -> bool:
        return self.age_seconds > 15

    def abort(self, cause: CloseCause) -> None:
        self.cause = cause
        self.hall.door.descriptors += 1
        self.hall.strangers.forget(self.guest)


@dataclass
class Hall:
    """Strangers, the door, and everyone who ever came."""

    loop: ClockLoop
    door: Door = field(default_factory=Door)
    came: list[Stranger] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.strangers = Strangers(self.loop, cast(Listener, self.door))

    def come(self) -> Stranger:
        assert not self.door.is_held
        self.door.descriptors -= 1
        self.came.append(Stranger(len(self.came), self, self.loop.time()))
        self.strangers.add(cast(Link, self.came[-1]))
        return self.came[-1]

    def log_in(self, stranger: Stranger) -> None:
        stranger.is_logged_in = True
        self.strangers.admit(stranger.guest)

    async def pass_time(self, seconds: float) -> None:
        self.loop.advance(seconds)
        await settle(3)


def in_the_hall(monkeypatch: pytest.MonkeyPatch, story: Callable[[Hall], Awaitable[None]]) -> None:
    monkeypatch.setattr(strangers_module, "MAX_STRANGERS", MOST)

    async def main(loop: ClockLoop) -> None:
        await story(Hall(loop))

    run_on_clock(main)


def test_last_place_holds_the_door_until_one_logs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(hall: Hall) -> None:
        strangers = [hall.come() for _ in range(MOST)]
        assert hall.door.is_held
        hall.log_in(strangers[2])
        assert not hall.door.is_held
        await hall.pass_time(5)
        assert [stranger.cause for stranger in strangers] == [None] * MOST

    in_the_hall(monkeypatch, story)


def test_longest_waiting_makes_room_after_a_moment_and_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(hall: Hall) -> None:
        strangers = [hall.come() for _ in range(MOST)]
        await hall.pass_time(0.2)
        assert hall.door.is_held, "a class that comes at once is on its way to log in"
        await hall.pass_time(0.1)
        assert [stranger.cause for stranger in strangers] == [CloseCause.GAVE_WAY, None, None, None]
        assert not hall.door.is_held
        await hall.pass_time(5)
        assert len(hall.strangers) == MOST - 1

    in_the_hall(monkeypatch, story)


def test_longer_nobody_logs_in_the_sooner_room_is_made_until_somebody_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def evicted_after(hall: Hall, seconds: float) -> bool:
        while not hall.door.is_held:
            hall.come()
        oldest = next(each for each in hall.came if each.cause is None and not each.is_logged_in)
        await hall.pass_time(max(0.0, seconds - oldest.age_seconds))
        return oldest.cause is CloseCause.GAVE_WAY

    def empty(hall: Hall) -> None:
        for stranger in hall.came:
            if stranger.cause is None and not stranger.is_logged_in:
                stranger.abort(CloseCause.LEFT)

    async def story(hall: Hall) -> None:
        assert not await evicted_after(hall, 0.15)
        for _ in range(3 * MOST):
            await evicted_after(hall, 10)
        empty(hall)
        assert await evicted_after(hall, 0.15)
        empty(hall)
        hall.log_in(hall.come())
        assert not await evicted_after(hall, 0.15)

    in_the_hall(monkeypatch, story)


def test_last_descriptor_is_as_bad_as_the_last_place(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(hall: Hall) -> None:
        hall.door.descriptors = 2
        first, second = hall.come(), hall.come()
        assert hall.door.is_held
        await hall.pass_time(0.3)
        assert (first.cause, second.cause) == (CloseCause.GAVE_DESCRIPTOR, None)
        assert not hall.door.is_held

    in_the_hall(monkeypatch, story)


def test_time_to_log_in_ends_for_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(hall: Hall) -> None:
        early = hall.come()
        await hall.pass_time(10)
        late = hall.come()
        await hall.pass_time(6)
        hall.strangers.sweep()
        assert (early.cause, late.cause) == (CloseCause.NO_LOGIN, None)

    in_the_hall(monkeypatch, story)


def test_room_that_closes_makes_room_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(hall: Hall) -> None:
        strangers = [hall.come() for _ in range(MOST)]
        hall.strangers.close()
        await hall.pass_time(5)
        assert [stranger.cause for stranger in strangers] == [None] * MOST
        strangers[0].abort(CloseCause.CLOSING)
        assert hall.door.is_held

    in_the_hall(monkeypatch, story)
