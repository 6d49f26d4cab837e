"""A room in a thread shares the interpreter with its host; all else is tested in test_host."""

import sys

from chatroom_server.hosted_room import HostedRoom
from chatroom_server.room_orders import Ended, IsOpen, Order
from chatroom_server.room_thread import RoomThread
from tests.helpers.carried import HERE, Keeper


def test_room_may_interrupt_its_host_sooner_only_as_long_as_it_is_open() -> None:
    usual = sys.getswitchinterval()
    keeper = Keeper()
    room = RoomThread(HERE, keeper.tell)
    keeper.wait_for(IsOpen)
    assert sys.getswitchinterval() < usual
    assert room.is_running
    room.order(Order(HostedRoom.close))
    room.wait()
    assert sys.getswitchinterval() == usual
    assert not room.is_running


def test_the_end_is_told_last() -> None:
    keeper = Keeper()
    room = RoomThread(HERE, keeper.tell)
    room.order(Order(HostedRoom.close))
    room.wait()
    assert keeper.told[-1] == Ended()
