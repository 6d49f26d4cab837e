"""A room in a process of its own, and the one that hosts it: each hears how the other ends."""

import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from chatroom_server.history.file import is_held
from chatroom_server.history.reader import HistoryReader
from chatroom_server.hosted_room import HostedRoom
from chatroom_server.room_orders import CarriedRoom, Ended, Failed, Happened, IsOpen, Order, Tell
from chatroom_server.room_process import RoomProcess, room_in_process
from chatroom_server.room_settings import RoomSettings
from chatroom_server.room_thread import RoomThread
from tests.helpers.carried import HERE, Keeper
from tests.helpers.headless import RawClient

CLOSE = Order(HostedRoom.close)
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no signals there")

Open = Callable[[Keeper], RoomProcess]


@pytest.fixture
def open_room() -> Iterator[Open]:
    """Opens rooms, which end after the test."""
    with ExitStack() as stack:

        def opened(keeper: Keeper) -> RoomProcess:
            room = RoomProcess(HERE, keeper.tell)
            stack.callback(room.wait)
            stack.callback(room.order, CLOSE)
            keeper.wait_for(IsOpen)
            return room

        yield opened
    assert not multiprocessing.active_children()


def process_of(room: RoomProcess) -> psutil.Process:
    assert room.pid is not None
    return psutil.Process(room.pid)


def test_a_room_is_not_in_this_process_and_ends_as_ordered(open_room: Open) -> None:
    keeper = Keeper()
    room = open_room(keeper)
    process = process_of(room)
    assert process.pid != os.getpid()
    assert room.is_running
    with RawClient(keeper.port) as alice:
        alice.log_in("alice")
        keeper.wait_for(Happened)
        room.order(CLOSE)
        assert b"the room is closing" in alice.read_to_end()
    room.wait()
    assert not room.is_running
    assert not process.is_running()
    assert keeper.told[-1] == Ended()
    assert keeper.failures == []
    room.order(Order(HostedRoom.say, ("too late",)))


def test_a_room_that_is_killed_is_told_as_a_failure_in_one_line_of_the_log(
    open_room: Open, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = Keeper()
    room = open_room(keeper)
    process_of(room).kill()
    room.wait()
    assert keeper.told[-2:] == [Failed(None), Ended()]
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert f"the room's process {room.pid} has ended" in line


def test_a_room_opens_after_one_that_was_killed(open_room: Open) -> None:
    first, second = Keeper(), Keeper()
    room = open_room(first)
    process_of(room).kill()
    room.wait()
    open_room(second)
    with RawClient(second.port) as alice:
        alice.log_in("alice")


def test_a_room_that_is_killed_while_it_opens_is_told_as_a_failure() -> None:
    keeper = Keeper()
    room = RoomProcess(HERE, keeper.tell)
    process_of(room).kill()
    room.wait()
    assert keeper.told == [Failed(None), Ended()]


@ON_POSIX
def test_a_room_that_is_asked_to_end_by_a_signal_does_so_in_good_order_and_it_is_told(
    open_room: Open,
) -> None:
    keeper = Keeper()
    room = open_room(keeper)
    with RawClient(keeper.port) as alice:
        alice.log_in("alice")
        process_of(room).send_signal(signal.SIGTERM)
        assert b"the room is closing" in alice.read_to_end()
    room.wait()
    assert keeper.told[-2:] == [Failed(None), Ended()]


@ON_POSIX
def test_a_room_that_does_not_close_is_killed_in_the_end(
    open_room: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("chatroom_server.room_process._CLOSING_SECONDS", 0.01)
    keeper = Keeper()
    room = open_room(keeper)
    process_of(room).suspend()
    room.order(CLOSE)
    room.wait()
    assert keeper.told[-2:] == [Failed(None), Ended()]
    assert f"the room's process {room.pid} does not end: it is killed" in caplog.text


@ON_POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])
def test_what_a_terminal_sends_to_all_is_for_the_host_alone(open_room: Open, name: str) -> None:
    keeper = Keeper()
    room = open_room(keeper)
    process_of(room).send_signal(signal.Signals[name])
    with RawClient(keeper.port) as alice:
        alice.log_in("alice")
        room.order(CLOSE)
        assert b"the room is closing" in alice.read_to_end()
    room.wait()
    assert keeper.failures == []


def test_what_a_room_logs_is_in_the_log_of_its_host(
    open_room: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    keeper = Keeper()
    room = open_room(keeper)
    room.order(CLOSE)
    room.wait()
    words = {record.name: record.getMessage() for record in caplog.records}
    assert words["chatroom_server.room_log"].startswith("closed after less than a minute")


def test_a_room_logs_no_more_than_its_host_wants(open_room: Open, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    room = open_room(Keeper())
    room.order(CLOSE)
    room.wait()
    assert caplog.records == []


def test_what_was_said_is_found_in_the_history_while_the_room_is_open(tmp_path: Path) -> None:
    keeper = Keeper()
    file = tmp_path / "room.db"
    room = RoomProcess(replace(HERE, history_file=file, keeps_history=True), keeper.tell)
    with RawClient(keeper.port) as alice:
        alice.log_in("alice")
        room.order(Order(HostedRoom.say, ("page 5",)))
        alice.read_until(b"page 5")
        assert [found.message.text for found in HistoryReader(file).search("page", 10)] == ["page 5"]
        assert is_held(file)
    room.order(CLOSE)
    room.wait()
    assert not is_held(file)


def test_a_bug_in_the_room_comes_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    keeper = Keeper()
    settings = replace(HERE, tcp_port=99_999)  # which no window lets through
    room = RoomProcess(settings, keeper.tell)
    room.wait()
    assert keeper.told == [Failed(None), Ended()]
    assert "Traceback" in caplog.text
    assert "OverflowError" in caplog.text


def test_a_room_has_a_thread_where_no_process_can_be_started(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class NoProcess:
        def __init__(self, settings: RoomSettings, tell: Tell) -> None:
            raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("chatroom_server.room_process.RoomProcess", NoProcess)
    keeper = Keeper()
    room: CarriedRoom = room_in_process(HERE, keeper.tell)
    assert isinstance(room, RoomThread)
    keeper.wait_for(IsOpen)
    assert "no process can be started for the room" in caplog.text
    room.order(CLOSE)
    room.wait()
    assert keeper.failures == []
