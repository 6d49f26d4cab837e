"""A room does what it is ordered, whenever that comes, and waits for nobody; all else is tested in test_host."""

import threading
from collections.abc import Iterator

import pytest

from chatroom_server.hosted_room import HostedRoom
from chatroom_server.room_orders import Counted, Failed, Happened, IsOpen, Order
from tests.helpers.carried import HERE, Keeper
from tests.helpers.headless import RawClient, frame


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def room(keeper: Keeper) -> Iterator[HostedRoom]:
    """A room that runs beside the test, and ends after it."""
    made = HostedRoom(HERE, keeper.tell)
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.order(Order(HostedRoom.close))
    thread.join()


def test_nothing_more_is_told_until_the_last_was_looked_at(room: HostedRoom, keeper: Keeper) -> None:
    with RawClient(keeper.port) as alice:
        alice.log_in("alice")
        keeper.wait_for(Happened)
        alice.send(frame("3", "hello"))
        alice.read_until(b"hello")
        counted = len(keeper.all(Counted))
        keeper.wait_for(Counted, counted + 1)
        assert len(keeper.all(Happened)) == 1
        room.order(Order(HostedRoom.take_more))
        keeper.wait_for(Happened, 2)


def test_what_waits_is_told_before_the_room_ends(keeper: Keeper) -> None:
    room = HostedRoom(HERE, keeper.tell)
    thread = threading.Thread(target=room.run)
    thread.start()
    with RawClient(keeper.port) as alice:
        alice.log_in("alice")
        keeper.wait_for(Happened)
        alice.send(frame("3", "the last word"))
        alice.read_until(b"the last word")
        room.order(Order(HostedRoom.close))
        thread.join()
    assert "the last word" in str(keeper.all(Happened)[-1])


def test_orders_that_come_before_the_room_is_open_are_carried_out_then(keeper: Keeper) -> None:
    room = HostedRoom(HERE, keeper.tell)
    room.order(Order(HostedRoom.say, ("hello",)))
    room.order(Order(HostedRoom.close))
    room.order(Order(HostedRoom.say, ("too late",)))
    room.run()
    (happened,) = keeper.all(Happened)
    assert "hello" in str(happened)
    assert "too late" not in str(happened)


def test_orders_that_come_after_the_end_are_nothing(keeper: Keeper) -> None:
    room = HostedRoom(HERE, keeper.tell)
    room.order(Order(HostedRoom.close))
    room.run()
    told = list(keeper.told)
    room.order(Order(HostedRoom.say, ("is anybody there?",)))
    assert keeper.told == told


def test_a_bug_in_the_room_is_told_and_logged(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> tuple[object, ...]:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr("chatroom_server.service.raise_descriptor_limit", fail)
    HostedRoom(HERE, keeper.tell).run()
    assert keeper.told == [Failed(None)]
    assert not keeper.all(IsOpen)
    assert "a bug of ours" in caplog.text
