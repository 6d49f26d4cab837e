"""What is kept for a ladder: all that is told of one connection, whenever it is chosen."""

from chatroom_server.window.ladder_records import LadderRecords
from shared.wire.record import Chunk, Closed, Datagram, Direction, Ending, Endpoint
from tests.helpers.noted_host import NINE, ROOM, received

THERE = Endpoint("192.168.1.23", 40000)
REQUEST = Datagram(NINE - 1, Direction.RECEIVED, ROOM, THERE, b"REQUEST")


def test_what_came_before_a_connection_was_chosen_is_found_and_what_comes_after_is_added() -> None:
    records = LadderRecords()
    first, second = received(b"first"), received(b"second")
    others = received(b"x", connection=2)
    to_both = Chunk(NINE, (2, 1), Direction.SENT, b"to both")
    end = Closed(NINE + 60, 1, Ending.BY_PEER)
    assert not records.add([first, others, to_both])
    records.choose(1)
    assert list(records.chosen) == [first, to_both]
    assert not records.add([others])
    assert records.add([second, end])
    assert list(records.chosen) == [first, to_both, second, end]


def test_discovery_from_the_same_address_belongs_to_it() -> None:
    records = LadderRecords()
    late = Datagram(NINE + 1, Direction.RECEIVED, ROOM, THERE, b"REQUEST")
    elsewhere = Datagram(NINE - 1, Direction.RECEIVED, ROOM, Endpoint("192.168.1.99", 40000), b"REQUEST")
    records.add([REQUEST, elsewhere, late])
    records.choose(1, host=THERE.host, accepted_utc=NINE)
    assert list(records.chosen) == [REQUEST]


def test_another_choice_a_new_room_and_none_forget_it() -> None:
    records = LadderRecords()
    records.add([REQUEST, received(b"first"), received(b"bob", connection=2)])
    records.choose(1, host=THERE.host, accepted_utc=NINE)
    records.choose(2)
    assert list(records.chosen) == [received(b"bob", connection=2)]
    records.choose(None)
    assert list(records.chosen) == []
    assert not records.add([received(b"bob", connection=2)])
    records.clear()
    records.choose(1)
    assert list(records.chosen) == []


def test_only_the_newest_calls_are_kept_and_discovery_stays() -> None:
    records = LadderRecords()
    records.add([REQUEST])
    records.choose(1, host=THERE.host, accepted_utc=NINE)
    records.add([received(str(number).encode()) for number in range(3_000)])
    kept = records.chosen
    assert kept[0] == REQUEST
    assert 200 < len(kept) < 2_000
    assert kept[-1] == received(b"2999")
