"""The list of rooms: what is one room, what it is called, when it goes."""

import pytest

from chatroom_client.room_list import MAX_ANSWERING, FoundRoom, RoomList
from shared.protocol.discovery import PlainAnswer, RoomAnswer

NO_OWN: frozenset[str] = frozenset()
ID_101 = "0123456789abcdef"
ID_102 = "fedcba9876543210"


def answer(room: str = "Room 101", server_id: str = ID_101, port: int = 9999, users: int = 12) -> RoomAnswer:
    return RoomAnswer(port, server_id, room, users, 200)


@pytest.fixture
def listed() -> RoomList:
    return RoomList()


def rounds(listed: RoomList, now: float, count: int) -> float:
    """Send ``count`` rounds, two seconds apart, that nobody answers."""
    for _ in range(count):
        listed.begin_round(now)
        now += 2.0
    return now


def test_rich_room_is_shown_at_once_with_all_that_it_tells(listed: RoomList) -> None:
    listed.hear("10.0.0.1", answer(), 0.0, NO_OWN)
    assert listed.rooms(0.0) == (FoundRoom(ID_101, "Room 101", "10.0.0.1", 9999, 12, 200, ID_101),)


def test_plain_room_is_shown_by_its_address(listed: RoomList) -> None:
    listed.hear("10.0.0.1", PlainAnswer(5000), 0.0, NO_OWN)
    (room,) = listed.rooms(1.0)
    assert (room.name, room.address, room.port, room.users, room.max_users, room.id) == (
        "10.0.0.1",
        "10.0.0.1",
        5000,
        None,
        None,
        "",
    )


def test_plain_answer_waits_for_the_rich_one_so_that_no_room_is_renamed(listed: RoomList) -> None:
    listed.hear("10.0.0.1", PlainAnswer(9999), 0.0, NO_OWN)
    assert listed.rooms(0.0) == ()
    change_at = listed.next_change_at(0.0)
    assert change_at is not None
    assert len(listed.rooms(change_at)) == 1
    assert listed.next_change_at(change_at) is None
    listed.hear("10.0.0.2", PlainAnswer(9999), 1.0, NO_OWN)
    listed.hear("10.0.0.2", answer(), 1.0, NO_OWN)
    assert [room.name for room in listed.rooms(1.0)] == ["10.0.0.1", "Room 101"]
    assert listed.next_change_at(1.0) is None


def test_room_without_a_name_is_shown_by_its_address(listed: RoomList) -> None:
    listed.hear("10.0.0.1", answer(room=""), 0.0, NO_OWN)
    assert listed.rooms(0.0)[0].name == "10.0.0.1"


def test_one_room_over_two_interfaces_is_one_at_the_first_address(listed: RoomList) -> None:
    listed.hear("10.0.0.1", answer(), 0.0, NO_OWN)
    listed.hear("192.168.1.5", answer(), 0.1, NO_OWN)
    listed.hear("10.0.0.1", answer(), 2.0, NO_OWN)
    (room,) = listed.rooms(2.0)
    assert room.address == "10.0.0.1"


def test_loopback_is_used_only_when_nothing_else_answers(listed: RoomList) -> None:
    listed.hear("127.0.0.1", answer(), 0.0, NO_OWN)
    assert listed.rooms(0.0)[0].address == "127.0.0.1"
    key = listed.rooms(0.0)[0].key
    listed.hear("192.168.1.5", answer(), 0.1, NO_OWN)
    (room,) = listed.rooms(0.1)
    assert (room.address, room.key) == ("192.168.1.5", key)


def test_plain_room_on_this_computer_is_one_whatever_address_answers(listed: RoomList) -> None:
    own = frozenset({"127.0.0.1", "192.168.1.5"})
    listed.hear("127.0.0.1", PlainAnswer(9999), 0.0, own)
    listed.hear("192.168.1.5", PlainAnswer(9999), 0.1, own)
    listed.hear("192.168.1.6", PlainAnswer(9999), 0.1, own)
    assert [room.address for room in listed.rooms(1.0)] == ["192.168.1.5", "192.168.1.6"]


def test_rich_answer_that_got_lost_over_one_interface_makes_no_second_room(listed: RoomList) -> None:
    own = frozenset({"127.0.0.1", "192.168.1.5"})
    listed.hear("127.0.0.1", PlainAnswer(9999), 0.0, own)
    listed.hear("192.168.1.5", answer(), 0.1, own)
    assert [room.name for room in listed.rooms(1.0)] == ["Room 101"]


def test_two_rooms_of_one_name_are_two(listed: RoomList) -> None:
    listed.hear("10.0.0.1", answer(server_id=ID_101), 0.0, NO_OWN)
    listed.hear("10.0.0.2", answer(server_id=ID_102), 0.0, NO_OWN)
    assert [room.address for room in listed.rooms(0.0)] == ["10.0.0.1", "10.0.0.2"]


def test_order_is_that_of_the_first_answers_and_stays(listed: RoomList) -> None:
    listed.hear("10.0.0.1", answer("A", ID_101), 0.0, NO_OWN)
    listed.hear("10.0.0.2", answer("B", ID_102), 0.1, NO_OWN)
    listed.hear("10.0.0.2", answer("B", ID_102), 2.0, NO_OWN)
    listed.hear("10.0.0.1", answer("A", ID_101), 2.1, NO_OWN)
    assert [room.name for room in listed.rooms(2.1)] == ["A", "B"]


def test_head_count_follows_the_newest_answer(listed: RoomList) -> None:
    listed.hear("10.0.0.1", answer(users=1), 0.0, NO_OWN)
    listed.hear("192.168.1.5", answer(users=2), 2.0, NO_OWN)
    assert listed.rooms(2.0)[0].users == 2


def test_room_goes_only_after_three_missed_rounds(listed: RoomList) -> None:
    listed.begin_round(0.0)
    listed.hear("10.0.0.1", answer(), 0.01, NO_OWN)
    now = rounds(listed, 2.0, 3)
    assert len(listed.rooms(now)) == 1
    listed.begin_round(now)
    assert listed.rooms(now) == ()


def test_quick_first_rounds_do_not_make_a_room_go_early(listed: RoomList) -> None:
    listed.begin_round(0.0)
    listed.hear("10.0.0.1", answer(), 0.01, NO_OWN)
    for now in (0.25, 1.0, 3.0, 5.0):
        listed.begin_round(now)
        assert len(listed.rooms(now)) == 1


def test_one_answer_is_enough_to_stay(listed: RoomList) -> None:
    listed.begin_round(0.0)
    listed.hear("10.0.0.1", answer(), 0.01, NO_OWN)
    now = rounds(listed, 2.0, 3)
    listed.hear("10.0.0.1", answer(), now, NO_OWN)
    now = rounds(listed, now + 2.0, 3)
    assert len(listed.rooms(now)) == 1


def test_sleep_of_the_computer_does_not_empty_the_list(listed: RoomList) -> None:
    listed.begin_round(0.0)
    listed.hear("10.0.0.1", answer(), 0.01, NO_OWN)
    listed.begin_round(3600.0)
    assert len(listed.rooms(3600.0)) == 1


def test_server_started_anew_takes_the_place_of_the_old_one(listed: RoomList) -> None:
    listed.hear("10.0.0.1", answer(server_id=ID_101), 0.0, NO_OWN)
    listed.hear("10.0.0.1", answer(server_id=ID_102), 2.0, NO_OWN)
    assert [room.id for room in listed.rooms(2.0)] == [ID_102]


def test_forged_answers_cannot_fill_the_memory(listed: RoomList) -> None:
    for port in range(1, MAX_ANSWERING + 100):
        listed.hear("10.0.0.1", PlainAnswer(port), 0.0, NO_OWN)
    assert len(listed.rooms(1.0)) == MAX_ANSWERING
