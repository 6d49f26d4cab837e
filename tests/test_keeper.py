"""What is written down, where."""

from chatroom_client.session.keeper import Keeper
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Keep

KEPT = KeptSession("alice", "secret", 1, 1)
LATER = KeptSession("alice", "secret", 2, 1)
HERE = ("10.0.0.1", 9999)


def test_only_news_is_written() -> None:
    keeper = Keeper()
    assert keeper.keep(None, *HERE, "alice") == []
    assert keeper.keep(KEPT, *HERE, "alice") == [Keep(KEPT, *HERE, "alice")]
    assert keeper.keep(KEPT, *HERE, "alice") == []
    assert keeper.keep(LATER, *HERE, "ALICE") == [Keep(LATER, *HERE, "ALICE")]
    assert keeper.keep(None, *HERE, "alice") == [Keep(None, *HERE, "alice")]
    assert not keeper.has_something


def test_what_is_written_down_already_is_not_written_again() -> None:
    keeper = Keeper()
    keeper.start(KEPT, *HERE, "alice")
    assert keeper.has_something
    assert keeper.keep(KEPT, *HERE, "alice") == []


def test_other_name_leaves_nothing_behind() -> None:
    keeper = Keeper()
    keeper.keep(KEPT, *HERE, "alice")
    assert keeper.keep(LATER, *HERE, "bob") == [Keep(None, *HERE, "alice"), Keep(LATER, *HERE, "bob")]


def test_other_room_leaves_all_behind() -> None:
    keeper = Keeper()
    keeper.keep(KEPT, *HERE, "alice")
    keeper.leave()
    assert keeper.keep(None, "10.0.0.2", 9999, "alice") == []
