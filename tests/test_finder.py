"""The search for rooms over real UDP sockets of this computer."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from chatroom_client.finder import FoundRoom, RoomFinder, SearchTimes
from chatroom_client.interfaces import LOOPBACK, Outlet
from chatroom_client.wire_tap import WireTap
from shared.protocol.discovery import REQUEST_TEXT, Request, RoomAnswer
from shared.wire.record import Datagram, Direction, Endpoint
from tests.helpers.answering_room import AnsweringRoom

ROOM = RoomAnswer(9999, "0123456789abcdef", "Room 101", 12, 200)
QUICK = SearchTimes(first=(0.0, 0.01), every=0.02, in_vain_after=0.1)
HERE = (Outlet(LOOPBACK, (LOOPBACK,)),)


class Hands:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def room(qtbot: QtBot) -> AnsweringRoom:
    return AnsweringRoom(ROOM)


@pytest.fixture
def finder(qtbot: QtBot, room: AnsweringRoom) -> Iterator[RoomFinder]:
    made = RoomFinder(udp_port=room.udp_port, outlets=lambda: HERE, times=QUICK)
    yield made
    made.stop()
    made.deleteLater()


def test_room_that_answers_is_found(qtbot: QtBot, room: AnsweringRoom, finder: RoomFinder) -> None:
    with qtbot.waitSignal(finder.rooms_changed) as changed:
        finder.start()
    (found,) = changed.args or []
    assert found == (FoundRoom(ROOM.server_id, "Room 101", LOOPBACK, 9999, 12, 200, ROOM.server_id),)
    assert finder.rooms == found


def test_plain_request_goes_out_first_and_the_rich_one_right_after(
    qtbot: QtBot, room: AnsweringRoom, finder: RoomFinder
) -> None:
    finder.start()
    qtbot.waitUntil(lambda: len(room.requests) >= 4)
    kinds = [kind for kind, _, _ in room.requests[:4]]
    assert kinds == [Request.PLAIN, Request.RICH, Request.PLAIN, Request.RICH]


def test_requests_go_on_until_stop_from_one_port(
    qtbot: QtBot, room: AnsweringRoom, finder: RoomFinder
) -> None:
    finder.start()
    qtbot.waitUntil(lambda: len(room.requests) >= 10)
    assert len({port for _, _, port in room.requests}) == 1
    finder.stop()
    other = RoomFinder(udp_port=room.udp_port, outlets=lambda: HERE, times=QUICK)
    seen = len(room.requests)
    other.start()
    qtbot.waitUntil(lambda: len(room.requests) >= seen + 10)
    other.stop()
    # All that had come by then, but what the first had sent before it was stopped.
    first_port = room.requests[0][2]
    assert sum(port == first_port for _, _, port in room.requests[seen:]) <= 2


def test_several_clients_on_one_computer_all_find_the_room(qtbot: QtBot, room: AnsweringRoom) -> None:
    finders = [RoomFinder(udp_port=room.udp_port, outlets=lambda: HERE, times=QUICK) for _ in range(3)]
    for each in finders:
        each.start()
    qtbot.waitUntil(lambda: all(each.rooms for each in finders))
    for each in finders:
        each.stop()


def test_plain_server_is_found_by_its_address(qtbot: QtBot, room: AnsweringRoom, finder: RoomFinder) -> None:
    room.answer = 5000
    finder.start()
    qtbot.waitUntil(lambda: bool(finder.rooms))
    (found,) = finder.rooms
    assert (found.name, found.port, found.users) == (LOOPBACK, 5000, None)


@pytest.mark.parametrize("nonsense", [b"99999", b"hello", b'{"v":1', b"\x00" * 5000, b"0"])
def test_what_is_no_answer_is_nothing(
    qtbot: QtBot, room: AnsweringRoom, finder: RoomFinder, nonsense: bytes
) -> None:
    room.answer = nonsense
    finder.start()
    qtbot.waitUntil(lambda: len(room.requests) >= 6)
    assert finder.rooms == ()
    room.answer = ROOM
    qtbot.waitUntil(lambda: bool(finder.rooms))


def test_search_in_vain_is_told_once_and_goes_on(
    qtbot: QtBot, room: AnsweringRoom, finder: RoomFinder
) -> None:
    room.is_silent = True
    told: list[bool] = []
    finder.searched_in_vain.connect(lambda: told.append(True))
    with qtbot.waitSignal(finder.searched_in_vain):
        finder.start()
    seen = len(room.requests)
    qtbot.waitUntil(lambda: len(room.requests) >= seen + 16)
    assert told == [True]
    room.is_silent = False
    qtbot.waitUntil(lambda: bool(finder.rooms))


def test_room_found_in_time_is_no_search_in_vain(qtbot: QtBot, room: AnsweringRoom) -> None:
    patient = SearchTimes(first=(0.0,), every=0.02, in_vain_after=0.5)
    finder = RoomFinder(udp_port=room.udp_port, outlets=lambda: HERE, times=patient)
    told: list[bool] = []
    finder.searched_in_vain.connect(lambda: told.append(True))
    finder.start()
    qtbot.waitUntil(lambda: len(room.requests) >= 60)  # two every 0.02 s: longer than the patience
    assert told == []
    finder.stop()


def test_room_that_went_silent_goes_and_comes_back(qtbot: QtBot, room: AnsweringRoom) -> None:
    clock = Hands()
    finder = RoomFinder(udp_port=room.udp_port, outlets=lambda: HERE, clock=clock, times=QUICK)
    finder.start()
    qtbot.waitUntil(lambda: bool(finder.rooms))
    room.is_silent = True
    seen = len(room.requests)
    qtbot.waitUntil(lambda: len(room.requests) >= seen + 12)
    assert finder.rooms, "three rounds are missed, but not six seconds"
    clock.now += 6.5
    qtbot.waitUntil(lambda: not finder.rooms)
    room.is_silent = False
    qtbot.waitUntil(lambda: bool(finder.rooms))
    finder.stop()


def test_head_count_is_kept_up(qtbot: QtBot, room: AnsweringRoom, finder: RoomFinder) -> None:
    finder.start()
    qtbot.waitUntil(lambda: bool(finder.rooms))
    room.answer = RoomAnswer(9999, ROOM.server_id, "Room 101", 13, 200)
    qtbot.waitUntil(lambda: finder.rooms[0].users == 13)


def test_interface_that_comes_later_is_asked_over_too(qtbot: QtBot, room: AnsweringRoom) -> None:
    outlets: list[Outlet] = []
    finder = RoomFinder(udp_port=room.udp_port, outlets=lambda: tuple(outlets), times=QUICK)
    with qtbot.waitSignal(finder.searched_in_vain):
        finder.start()
    assert room.requests == []
    outlets.append(HERE[0])
    qtbot.waitUntil(lambda: bool(finder.rooms))
    outlets.clear()
    seen = len(room.requests)
    with qtbot.waitSignal(finder.searched_in_vain):
        finder.start()
    assert len(room.requests) <= seen + 2
    finder.stop()


def test_interface_that_is_gone_or_leads_nowhere_does_not_stop_the_others(
    qtbot: QtBot, room: AnsweringRoom
) -> None:
    outlets = (
        Outlet("192.0.2.1", ("255.255.255.255",)),  # an address that no computer has
        Outlet(LOOPBACK, ("240.0.0.1", "192.0.2.255", LOOPBACK)),
    )
    finder = RoomFinder(udp_port=room.udp_port, outlets=lambda: outlets, times=QUICK)
    finder.start()
    qtbot.waitUntil(lambda: bool(finder.rooms))
    finder.stop()


def test_new_start_begins_with_an_empty_list(qtbot: QtBot, room: AnsweringRoom, finder: RoomFinder) -> None:
    finder.start()
    qtbot.waitUntil(lambda: bool(finder.rooms))
    finder.stop()
    assert finder.rooms, "what was found stays to be seen"
    room.is_silent = True
    with qtbot.waitSignal(finder.rooms_changed) as changed:
        finder.start()
    assert changed.args == [()]


def test_default_search_reads_this_computers_interfaces(qtbot: QtBot, room: AnsweringRoom) -> None:
    finder = RoomFinder(udp_port=room.udp_port)
    finder.start()
    qtbot.waitUntil(lambda: bool(finder.rooms))
    finder.stop()


def test_every_datagram_is_told_to_the_tap(qtbot: QtBot, room: AnsweringRoom) -> None:
    tap = WireTap()
    outlets = (Outlet(LOOPBACK, ("240.0.0.1", LOOPBACK)),)
    finder = RoomFinder(udp_port=room.udp_port, outlets=lambda: outlets, times=QUICK, tap=tap)
    finder.start()
    qtbot.waitUntil(lambda: bool(finder.rooms))
    finder.stop()
    told = [each for each in tap.take().records if isinstance(each, Datagram)]
    assert told[0].direction is Direction.SENT
    assert (told[0].peer, told[0].data) == (Endpoint(LOOPBACK, room.udp_port), REQUEST_TEXT)
    (local,) = {each.local for each in told}
    answers = [each for each in told if each.direction is Direction.RECEIVED]
    assert local.host == LOOPBACK and answers
    assert all(each.peer == Endpoint(LOOPBACK, room.udp_port) for each in answers)
    assert b"Room 101" in b"".join(each.data for each in answers)
