"""One socket per guest: real states, figures that are never shortened, and a choice that stays."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from chatroom_server.link_owner import CloseCause
from chatroom_server.socket_life import ConnectionLife
from chatroom_server.window.sockets_model import SocketColumn, SocketsModel, SystemStates
from chatroom_server.window.sockets_table import SocketsTable
from chatroom_server.window.sockets_words import SocketsWords
from shared.ui.language import Languages
from shared.ui.pill import PillKind
from shared.ui.theme_source import ThemeSource
from shared.wire.record import Endpoint
from tests.helpers.noted_host import ALICE, BOB, NINE, OLD_LAPTOP


class Shown:
    """The table, and what was chosen in it."""

    def __init__(self, themes: ThemeSource, qtbot: QtBot) -> None:
        self.owner = QObject()
        self.model = SocketsModel(SocketsWords(self.owner), self.owner)
        self.table = SocketsTable(self.model, themes)
        self.chosen: list[int | None] = []
        self.table.connection_chosen.connect(self.chosen.append)
        qtbot.addWidget(self.table)
        self.table.resize(700, 300)
        self.table.show()

    def show(self, *lives: ConnectionLife, utc: float = NINE, **states: str) -> None:
        """Show these, with the system's states by the name of the guest."""
        by_peer = {life.peer: states[life.name] for life in lives if life.name in states}
        self.model.show_lives(lives, SystemStates(utc, by_peer))

    def row(self, number: int) -> list[str]:
        return [str(self.model.index(number, column).data()) for column in SocketColumn]

    @property
    def names(self) -> list[str]:
        return [self.row(number)[0] for number in range(self.model.rowCount())]


@pytest.fixture
def shown(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Shown:
    return Shown(themes, qtbot)


def test_row_has_the_systems_state_the_bytes_and_the_life(shown: Shown) -> None:
    shown.show(ALICE, alice="ESTABLISHED")
    assert shown.row(0) == [
        "alice",
        "192.168.1.23:51010",
        "ESTABLISHED",
        "1.2 kB",
        "16.0 kB",
        "accept → login → recv ×14 → send ×201",
    ]
    assert shown.model.state(ALICE)[1] is PillKind.GOOD


def test_where_the_system_tells_nothing_nothing_is_made_up(shown: Shown) -> None:
    shown.show(ALICE)
    assert shown.row(0)[SocketColumn.STATE] == "open"


def test_half_closed_connection_is_a_warning(shown: Shown) -> None:
    shown.show(ALICE, alice="CLOSE_WAIT")
    assert shown.model.state(ALICE) == ("CLOSE_WAIT", PillKind.WARNING)


def test_state_from_before_the_end_is_not_shown_after_it(shown: Shown) -> None:
    left = replace(ALICE, cause=CloseCause.LEFT, ended_utc=NINE + 10)
    shown.show(left, utc=NINE + 9, alice="CLOSE_WAIT")
    assert shown.row(0)[SocketColumn.STATE] == "closed"
    shown.show(left, utc=NINE + 11, alice="TIME_WAIT")
    assert shown.row(0)[SocketColumn.STATE] == "TIME_WAIT"
    shown.show(left, utc=NINE + 11, alice="ESTABLISHED")
    assert shown.row(0)[SocketColumn.STATE] == "closed", "that is another one, from the same end"
    assert shown.row(0)[SocketColumn.LIFE].endswith("recv = 0: the guest has closed → close")


def test_guest_who_fell_silent_is_timed_out(shown: Shown) -> None:
    shown.show(OLD_LAPTOP)
    assert shown.model.state(OLD_LAPTOP) == ("timed out", PillKind.WARNING)
    assert shown.row(0)[SocketColumn.LIFE].endswith("no sign of life for 45 s → close")


def test_link_local_end_is_found_though_the_system_names_no_adapter(shown: Shown) -> None:
    there = replace(ALICE, peer=Endpoint("fe80::1%eth0", 5000))
    shown.model.show_lives([there], SystemStates(NINE, {Endpoint("fe80::1", 5000): "ESTABLISHED"}))
    assert shown.row(0)[SocketColumn.STATE] == "ESTABLISHED"


def test_who_has_not_logged_in_and_has_said_nothing_has_a_short_life(shown: Shown) -> None:
    stranger = replace(ALICE, name="", is_logged_in=False, reads=0, sends=0)
    shown.show(stranger)
    assert (shown.row(0)[SocketColumn.WHO], shown.row(0)[SocketColumn.LIFE]) == ("not logged in", "accept")


def test_choice_stays_with_its_connection_while_others_come_and_go(shown: Shown) -> None:
    shown.show(ALICE, BOB)
    shown.table.selectRow(1)
    assert shown.chosen[-1] == BOB.connection
    shown.chosen.clear()
    shown.show(replace(BOB, reads=10), OLD_LAPTOP)
    assert shown.names == ["bob", "old-laptop"]
    assert shown.table.chosen == BOB.connection
    shown.show(ALICE, BOB, OLD_LAPTOP)
    assert shown.table.chosen == BOB.connection
    assert shown.chosen == []


def test_nobody_is_chosen_when_the_chosen_one_is_gone(shown: Shown) -> None:
    shown.show(ALICE, BOB)
    shown.table.selectRow(0)
    shown.show(BOB)
    assert shown.table.chosen is None
    assert shown.chosen[-1] is None


def test_figures_and_lives_are_never_shortened(shown: Shown) -> None:
    shown.table.resize(300, 300)
    long = replace(ALICE, name="a" * 60, read_bytes=865, sent_bytes=1_017_000_000, waiting_bytes=70_000)
    shown.show(long)
    metrics = QFontMetrics(shown.table.font())
    for column in (SocketColumn.IN, SocketColumn.OUT, SocketColumn.LIFE):
        text = shown.row(0)[column]
        assert shown.table.columnWidth(column) > metrics.horizontalAdvance(text), text
    assert shown.table.columnWidth(SocketColumn.WHO) < metrics.horizontalAdvance(long.name)
    assert shown.table.horizontalScrollBar().maximum() > 0


def test_last_column_reaches_the_edge_of_a_wide_table(shown: Shown, qtbot: QtBot) -> None:
    shown.show(ALICE)
    shown.table.resize(1400, 300)
    qtbot.waitUntil(lambda: shown.table.viewport().width() > 1300)
    widths = [shown.table.columnWidth(column) for column in SocketColumn]
    assert sum(widths) == shown.table.viewport().width()


def test_row_is_read_aloud_whole(shown: Shown) -> None:
    shown.show(ALICE, alice="ESTABLISHED")
    aloud = shown.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == ", ".join(shown.row(0))
    assert shown.table.accessibleName() == "One socket per guest"
