"""The link and the search for rooms, made when the window asks for them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chatroom_client.session.events import SessionState
from chatroom_client.ways import Ways


def ways(*, is_acted: bool = False) -> Ways:
    return Ways(udp_port=6000, is_plain=False, is_acted=is_acted, is_keeping=True, language="en")


def test_link_and_search_are_there_and_do_nothing_yet(qapp: QApplication) -> None:
    made = ways()
    link, finder = made.open()
    assert link.state is SessionState.IDLE
    assert finder.rooms == ()
    made.close()


def test_ways_that_nobody_opened_can_be_closed(qapp: QApplication) -> None:
    ways().close()


@pytest.mark.parametrize("is_acted", [False, True])
def test_what_an_actor_leaves_behind_lies_apart_from_what_a_person_does(
    qapp: QApplication, qtbot: QtBot, is_acted: bool
) -> None:
    made = ways(is_acted=is_acted)
    link, _ = made.open()
    link.join("127.0.0.1", 1, "grace")
    link.say("nobody hears this")
    made.close()
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    folder = Path(data, "sessions-acted" if is_acted else "sessions")
    assert any(folder.iterdir())
