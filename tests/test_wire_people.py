"""Who was on which connection, also before the login and long after."""

from shared.ui.wire.wire_people import WirePeople
from shared.wire.frames import Role, WireFrames
from shared.wire.record import Closed, Ending, Endpoint, Named, Opened
from tests.helpers.wire_records import SERVER, WireRecords


def test_a_connection_has_its_name_before_the_login_too() -> None:
    people = WirePeople()
    people.see(Opened(0.0, 1, SERVER, Endpoint("10.0.0.7", 50_001)))
    assert people.name(1) == "10.0.0.7:50001"
    people.see(Named(0.0, 1, "bob"))
    assert people.name(1, "10.0.0.7:50001") == "bob"


def test_somebody_who_comes_back_has_both_connections() -> None:
    people = WirePeople()
    for connection in (1, 2):
        people.see(Named(0.0, connection, "bob"))
        people.see(Closed(0.0, connection, Ending.BY_PEER))
    assert people.connections_of("bob") == {1, 2}
    assert people.newest_of("bob") == 2
    assert people.newest_of("eve") is None


def test_the_latest_comes_first_among_the_names() -> None:
    people = WirePeople()
    for connection, name in enumerate(("alice", "bob", "alice"), 1):
        people.see(Named(0.0, connection, name))
    assert people.names == ("alice", "bob")


def test_a_frame_to_all_who_are_here_is_to_everyone() -> None:
    people, records = WirePeople(), WireRecords()
    alice = records.join("alice")
    for name in ("bob", "carol", "dora"):
        records.join(name)
    records.say(alice, "hi")
    records.send((1, 2), b"\x024only two\x03")
    records.send((1, 2, 3), b"\x024all but dora\x03")
    records.send((1, 2, 3), b"\x023dora\x03")
    for record in records.all:
        people.see(record)
    frames = WireFrames(Role.SERVER).add(records.all)
    people.see_frames(frames)
    to_all = [frame.payload for frame in frames if people.is_to_everyone(frame)]
    assert b"alice: hi" in to_all
    assert b"only two" not in to_all
    assert b"all but dora" not in to_all, "what is said is for the one who said it, too"
    assert b"dora" in to_all, "nobody hears of their own going"


def test_connections_without_end_are_forgotten_from_the_front() -> None:
    people = WirePeople()
    for connection in range(1, 10_102):
        people.see(Opened(0.0, connection, SERVER, Endpoint("10.0.0.7", 50_001)))
        people.see(Named(0.0, connection, f"n{connection}"))
    assert len(people.names) == 10_000
    assert people.address(1) == ""


def test_a_copy_knows_what_was_known_and_learns_nothing_more() -> None:
    people, records = WirePeople(), WireRecords()
    records.join("alice")
    for record in records.all:
        people.see(record)
    copy = people.copy()
    people.see(Named(0.0, 1, "bob"))
    people.see(Named(0.0, 2, "carol"))
    assert copy.names == ("alice",)
