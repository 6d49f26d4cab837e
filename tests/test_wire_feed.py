"""The room records while anybody looks, and is told of it once."""

from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from chatroom_server.window.wire_feed import WireFeed
from tests.helpers.noted_host import NotedHost


def test_room_is_told_of_the_first_who_looks_and_of_the_last_who_stops(qtbot: QtBot) -> None:
    host, one, other = NotedHost(), QObject(), QObject()
    feed = WireFeed(host)
    feed.look(one, True)
    feed.look(other, True)
    feed.look(one, False)
    assert host.asked == ["look"]
    feed.look(other, False)
    qtbot.waitUntil(lambda: host.asked == ["look", "look away"])


def test_who_goes_from_one_view_to_the_other_looks_all_the_while(qtbot: QtBot) -> None:
    host, one, other = NotedHost(), QObject(), QObject()
    feed = WireFeed(host)
    feed.look(one, True)
    feed.look(one, False)
    feed.look(other, True)
    QCoreApplication.processEvents()
    assert host.asked == ["look"]


def test_who_stops_twice_or_never_began_is_no_news(qtbot: QtBot) -> None:
    host, one = NotedHost(), QObject()
    feed = WireFeed(host)
    feed.look(one, False)
    feed.look(one, True)
    feed.look(one, True)
    feed.look(one, False)
    feed.look(one, False)
    qtbot.waitUntil(lambda: host.asked == ["look", "look away"])
    feed.look(one, True)
    assert host.asked == ["look", "look away", "look"]


def test_new_room_is_told_of_whoever_looks_already(qtbot: QtBot) -> None:
    host, one = NotedHost(), QObject()
    feed = WireFeed(host)
    feed.begin_room()
    assert host.asked == []
    feed.look(one, True)
    feed.begin_room()
    assert host.asked == ["look", "look"]
