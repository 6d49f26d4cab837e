"""The Sockets tab: asked for while it is seen, the calls as cards, and the ladder of whoever is chosen."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.link_owner import CloseCause
from chatroom_server.window import sockets_tab
from chatroom_server.window.background import Background
from chatroom_server.window.call_cards import CallCards
from chatroom_server.window.ladder_model import LadderColumn
from chatroom_server.window.ladder_table import LadderTable
from chatroom_server.window.sockets_model import SocketColumn
from chatroom_server.window.sockets_tab import SocketsTab
from chatroom_server.window.wire_feed import WireFeed
from shared.ui.ask_file import FileQuestion
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.wire.record import Endpoint
from tests.helpers.marked_words import marked_words, unmarked_words
from tests.helpers.noted_host import ALICE, BOB, LIFE, NINE, OLD_LAPTOP, ROOM, NotedHost, batch, received

States = Mapping[tuple[Endpoint, Endpoint | None], str]


def nowhere(_window: QWidget, _question: FileQuestion, _then: Callable[[Path], None]) -> None:
    """The dialog is closed without an answer."""


class Teacher:
    """Somebody who has the tab before them."""

    def __init__(self, themes: ThemeSource, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.host = NotedHost()
        self.page = QWidget()
        self.tab = SocketsTab(self.host, WireFeed(self.host), themes, Toast(self.page), nowhere)
        self.tab.setParent(self.page)
        qtbot.addWidget(self.page)
        self.page.resize(900, 800)
        self.tab.resize(900, 800)
        self.page.show()
        self.tab.begin_room("Room 101")

    def cells(self, column: SocketColumn) -> list[str]:
        model = self.tab.table.model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    @property
    def ladder(self) -> LadderTable:
        found = self.tab.findChild(LadderTable)
        assert found is not None
        return found

    @property
    def rungs(self) -> list[str]:
        """What the server did, and how much is not shown."""
        model = self.ladder.model()
        rows = range(model.rowCount())
        found = []
        for row in rows:
            passage = str(model.index(row, LadderColumn.PASSAGE).data())
            found.append(passage if "not shown" in passage else str(model.index(row, 3).data()))
        return [text for text in found if text]

    @property
    def cards(self) -> list[str]:
        return [text for cards in self.tab.findChildren(CallCards) for text in cards.texts]

    def close_ladder(self) -> None:
        (button,) = [each for each in self.tab.findChildren(QPushButton) if each.text() == "Close"]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def states(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[Endpoint, Endpoint | None], str]:
    """What the system says of connections; empty at first."""
    told: dict[tuple[Endpoint, Endpoint | None], str] = {}

    def read(_ports: Iterable[int]) -> States:
        return dict(told)

    monkeypatch.setattr(sockets_tab, "read_tcp_states", read)
    return told


@pytest.fixture
def teacher(themes: ThemeSource, languages: Languages, qtbot: QtBot, states: States) -> Iterator[Teacher]:
    made = Teacher(themes, qtbot)
    yield made
    made.page.hide()
    for background in made.page.findChildren(Background):
        background.close()


def test_room_is_asked_while_the_tab_is_seen_and_not_else(teacher: Teacher) -> None:
    assert teacher.host.asked[:3] == ["look", "sockets", "pull"]
    teacher.host.asked.clear()
    teacher.host.wire_came.emit(batch())
    teacher.qtbot.waitUntil(lambda: "pull" in teacher.host.asked)
    teacher.qtbot.waitUntil(lambda: "sockets" in teacher.host.asked)
    teacher.tab.hide()
    teacher.qtbot.waitUntil(lambda: teacher.host.asked[-1] == "look away")
    teacher.host.asked.clear()
    teacher.host.wire_came.emit(batch())
    teacher.host.sockets_looked.emit(LIFE)
    assert teacher.cells(SocketColumn.WHO) == []
    assert teacher.host.asked == []


def test_calls_of_both_kinds_of_socket_are_on_cards_with_their_results(teacher: Teacher) -> None:
    teacher.host.sockets_looked.emit(LIFE)
    assert teacher.cards[:2] == [
        "socket() · create · AF_INET → fd 11 · SOCK_DGRAM",
        "bind() · give it a port · 0.0.0.0:6000",
    ]
    assert teacher.cards[2].endswith("37 bytes · from 192.168.1.23:51002")
    assert teacher.cards[3].endswith("“9999”")
    assert teacher.cards[4] == "socket() · create · AF_INET → fd 7 · SOCK_STREAM"
    assert teacher.cards[6] == "listen() · queue of 4,096 · waiting"
    assert teacher.cards[7].endswith("newest: · 192.168.1.66:40000")
    assert teacher.cards[8] == "recv() / send() · talk · 18.0 kB in · 201.0 kB out"


def test_discovery_port_that_another_program_has_is_said(teacher: Teacher) -> None:
    teacher.host.sockets_looked.emit(replace(LIFE, discovery=replace(LIFE.discovery, port=0)))
    shown = [label.text() for label in teacher.tab.findChildren(QLabel) if label.isVisible()]
    assert any("Another program has the discovery port" in text for text in shown)
    assert not teacher.tab.findChildren(CallCards)[0].isVisible()


def test_state_is_the_systems_own(
    teacher: Teacher, states: dict[tuple[Endpoint, Endpoint | None], str]
) -> None:
    states[ROOM, ALICE.peer] = "ESTABLISHED"
    states[ROOM, None] = "LISTEN"
    teacher.host.sockets_looked.emit(LIFE)
    teacher.qtbot.waitUntil(lambda: teacher.cells(SocketColumn.STATE) == ["ESTABLISHED", "open", "timed out"])
    # She has left, and the system has not been asked again.
    left = replace(ALICE, cause=CloseCause.LEFT, ended_utc=LIFE.utc + 1)
    states[ROOM, ALICE.peer] = "TIME_WAIT"
    teacher.host.sockets_looked.emit(
        replace(LIFE, utc=LIFE.utc + 1, connections=(BOB,), ended=(left, OLD_LAPTOP))
    )
    assert teacher.cells(SocketColumn.STATE)[0] == "closed"
    teacher.qtbot.waitUntil(lambda: teacher.cells(SocketColumn.STATE)[0] == "TIME_WAIT")


def test_ladder_of_the_chosen_guest_goes_on_with_what_comes(teacher: Teacher) -> None:
    teacher.host.wire_came.emit(batch(received(b"hello"), received(b"bob", connection=2)))
    teacher.host.sockets_looked.emit(replace(LIFE, connections=(replace(ALICE, reads=1, sends=0), BOB)))
    assert not teacher.ladder.isVisible()
    teacher.tab.table.selectRow(0)
    assert teacher.ladder.isVisible()
    assert teacher.rungs[-1] == "recv(12) = 5"
    teacher.host.wire_came.emit(batch(received(b"hello again", utc=LIFE.utc + 0.5)))
    assert teacher.rungs[-2:] == ["recv(12) = 5", "recv(12) = 11"]
    assert not any("not shown" in rung for rung in teacher.rungs)


def test_calls_that_nobody_recorded_are_counted_once(teacher: Teacher) -> None:
    teacher.host.sockets_looked.emit(replace(LIFE, connections=(replace(ALICE, reads=3, sends=2), BOB)))
    teacher.tab.table.selectRow(0)
    assert "… 5 calls that are not shown" in teacher.rungs
    later = replace(LIFE, utc=NINE + 200, connections=(replace(ALICE, reads=4, sends=2), BOB))
    teacher.host.sockets_looked.emit(later)
    assert "… 5 calls that are not shown" in teacher.rungs, "what was counted has not come yet"
    teacher.host.wire_came.emit(batch(received(b"x", utc=NINE + 199)))
    assert "… 5 calls that are not shown" in teacher.rungs
    teacher.host.wire_came.emit(batch(received(b"y", utc=NINE + 201)))
    assert "… 5 calls that are not shown" in teacher.rungs, "it was not among those that were counted"
    last = replace(LIFE, utc=NINE + 300, connections=(replace(ALICE, reads=12, sends=2), BOB))
    teacher.host.sockets_looked.emit(last)
    teacher.host.wire_came.emit(batch())
    assert "… 12 calls that are not shown" in teacher.rungs


def test_choice_and_ladder_stay_while_the_figures_change(teacher: Teacher) -> None:
    teacher.host.sockets_looked.emit(LIFE)
    teacher.tab.table.selectRow(1)
    teacher.ladder.selectRow(4)
    for reads in range(10, 13):
        # The time is reckoned anew each time, and never quite the same.
        now = replace(BOB, reads=reads, accepted_utc=NINE + reads / 1000)
        teacher.host.sockets_looked.emit(replace(LIFE, connections=(now,)))
        teacher.host.wire_came.emit(batch())
    assert teacher.tab.table.chosen == BOB.connection
    assert "accept(7) = 13, 192.168.1.24:49822" in teacher.rungs
    assert [index.row() for index in teacher.ladder.selectionModel().selectedRows()] == [4]


def test_chosen_row_is_still_in_sight_above_its_ladder(teacher: Teacher) -> None:
    teacher.tab.resize(700, 520)
    teacher.host.sockets_looked.emit(LIFE)
    table = teacher.tab.table

    def is_in_sight() -> bool:
        place = table.visualRect(table.model().index(2, 0))
        return table.viewport().visibleRegion().boundingRect().contains(place)

    teacher.qtbot.waitUntil(lambda: not is_in_sight())
    table.selectRow(2)

    teacher.qtbot.waitUntil(is_in_sight)
    assert teacher.ladder.height() > teacher.tab.height() / 3


def test_low_tab_shows_the_ladder_alone_until_it_is_closed(teacher: Teacher) -> None:
    teacher.page.activateWindow()
    teacher.tab.resize(600, 150)
    teacher.host.sockets_looked.emit(LIFE)
    teacher.tab.table.setFocus()
    teacher.qtbot.waitUntil(teacher.tab.table.hasFocus)
    teacher.tab.table.selectRow(0)
    assert not teacher.tab.table.isVisible()
    assert teacher.ladder.hasFocus(), "the keyboard goes along"
    teacher.close_ladder()
    assert teacher.tab.table.isVisible()
    assert not teacher.ladder.isVisible()
    assert teacher.tab.table.hasFocus()
    assert teacher.tab.table.chosen is None
    teacher.tab.table.selectRow(0)
    teacher.tab.resize(600, 800)
    assert teacher.tab.table.isVisible()
    assert teacher.ladder.isVisible()


def test_new_room_begins_with_nothing(teacher: Teacher) -> None:
    teacher.host.sockets_looked.emit(LIFE)
    teacher.tab.table.selectRow(0)
    teacher.tab.begin_room("Room 102")
    assert teacher.cells(SocketColumn.WHO) == []
    assert not teacher.ladder.isVisible()


def test_all_words_are_said_anew_in_another_language(teacher: Teacher, qapp: QApplication) -> None:
    teacher.host.sockets_looked.emit(LIFE)
    with marked_words(qapp):
        same_everywhere = {"→", "socket()", "bind()", "listen()", "accept()", "close()", "recv() / send()"}
        same_everywhere |= {"recvfrom()", "sendto()", "“9999”"}
        left = [text for text in unmarked_words(teacher.tab) if text not in same_everywhere]
        assert [text for text in left if not any(digit in text for digit in "0123456789")] == []
        assert all(text.startswith("¡") for text in teacher.cells(SocketColumn.STATE))
