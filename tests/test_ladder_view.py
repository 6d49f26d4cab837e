"""The ladder of one guest: followed at its end, read aloud, fitted to its place, and taken away as files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.window.ladder_model import LadderColumn
from chatroom_server.window.ladder_view import LadderView
from shared.ui.ask_file import FileQuestion
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.wire.ladder import Ends, ladder_of
from shared.wire.record import Closed, Ending, Endpoint, WireRecord
from tests.helpers.marked_words import MARK, marked_words, unmarked_words
from tests.helpers.noted_host import NINE, ROOM, received

ENDS = Ends(
    connection=1,
    name="alice",
    local=ROOM,
    peer=Endpoint("192.168.1.23", 51010),
    descriptor=12,
    listening=Endpoint("0.0.0.0", 9999),
    listening_descriptor=7,
    backlog=4096,
    accepted_utc=NINE,
)


class Host:
    """Somebody who has a ladder before them."""

    def __init__(self, themes: ThemeSource, qtbot: QtBot) -> None:
        self.page = QWidget()
        self.toast = Toast(self.page)
        self.questions: list[FileQuestion] = []
        self.file: Path | None = None
        self.view = LadderView(themes, self.toast, self.ask, self.page)
        self.table = self.view.table
        self.records: list[WireRecord] = []
        qtbot.addWidget(self.page)
        self.page.resize(1200, 300)
        self.view.resize(1200, 300)
        self.page.show()
        self.view.begin_room("Room 101")

    def ask(self, _window: QWidget, question: FileQuestion, then: Callable[[Path], None]) -> None:
        self.questions.append(question)
        if self.file is not None:
            then(self.file)

    def show(self, *records: WireRecord, calls: int = 0, ends: Ends = ENDS) -> None:
        """Let these have happened, too."""
        self.records += records
        self.view.show_ladder(ladder_of(replace(ends, calls=calls), self.records))

    def choose(self, number: int) -> None:
        """Choose an entry of the menu of the button "Save…"."""
        button = self.view.findChild(QPushButton, "saveLadder")
        assert button is not None
        button.menu().actions()[number].trigger()

    def column(self, column: LadderColumn) -> list[str]:
        model = self.table.model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]


@pytest.fixture
def host(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Host:
    return Host(themes, qtbot)


def test_calls_stand_right_and_what_went_between_them_in_the_middle(host: Host) -> None:
    host.show(received(b"\x021alice\x03"))
    assert host.column(LadderColumn.SERVER)[:3] == [
        "socket(AF_INET, SOCK_STREAM) = 7",
        "bind(7, 0.0.0.0:9999)",
        "listen(7, 4096)",
    ]
    assert host.column(LadderColumn.SERVER)[-1] == "recv(12) = 8"
    assert host.column(LadderColumn.PASSAGE)[-1] == "[02]1alice[03] (8 B)"


def test_end_is_followed_while_it_is_in_sight_and_not_else(host: Host, qtbot: QtBot) -> None:
    host.show(*[received(b"x") for _ in range(50)])
    bar = host.table.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    before = bar.maximum()
    host.show(received(b"y"))
    qtbot.waitUntil(lambda: bar.maximum() > before)
    assert bar.value() == bar.maximum()
    host.table.scrollToTop()
    before = bar.maximum()
    host.show(*[received(b"z") for _ in range(20)])
    qtbot.waitUntil(lambda: bar.maximum() > before)
    assert bar.value() == 0


def test_what_is_looked_at_stays_in_place_while_older_rungs_go(host: Host) -> None:
    host.show(*[received(f"{number}".encode()) for number in range(200)])
    bar = host.table.verticalScrollBar()
    bar.setValue(100)
    before = host.column(LadderColumn.PASSAGE)[100]
    host.table.selectRow(100)
    host.show(*[received(f"{number}".encode()) for number in range(200, 230)])
    assert host.column(LadderColumn.PASSAGE)[bar.value()] == before
    (chosen,) = host.table.selectionModel().selectedRows(LadderColumn.PASSAGE)
    assert chosen.data() == before
    assert "30 calls" in " ".join(host.column(LadderColumn.PASSAGE))


def test_another_guests_ladder_begins_at_its_end(host: Host) -> None:
    host.show(*[received(b"x") for _ in range(50)])
    host.table.scrollToTop()
    other = replace(ENDS, connection=2, name="bob")
    host.show(*[received(b"x", connection=2) for _ in range(60)], ends=other)
    bar = host.table.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_servers_calls_keep_their_width_longest(host: Host, qtbot: QtBot) -> None:
    host.show(received(b"\x023hello\x03"))

    def widths() -> list[int]:
        return [host.table.columnWidth(column) for column in LadderColumn]

    wide = widths()
    assert 0 not in wide
    assert sum(wide) == host.table.viewport().width()
    host.view.resize(wide[LadderColumn.SERVER] * 2, 300)
    qtbot.waitUntil(lambda: widths() != wide)
    middle = widths()
    assert middle[LadderColumn.TIME] == 0, "the time goes first"
    assert 0 < middle[LadderColumn.GUEST] < wide[LadderColumn.GUEST]
    assert middle[LadderColumn.SERVER] == wide[LadderColumn.SERVER]
    host.view.resize(round(wide[LadderColumn.SERVER] * 1.2), 300)
    qtbot.waitUntil(lambda: widths() != middle)
    narrow = widths()
    assert (narrow[LadderColumn.TIME], narrow[LadderColumn.GUEST]) == (0, 0)
    assert narrow[LadderColumn.SERVER] > wide[LadderColumn.SERVER] / 2
    assert sum(narrow) <= host.table.viewport().width()


def test_each_rung_is_read_aloud_with_its_way_and_that_it_is_inferred(host: Host) -> None:
    host.show(received(b"\x023hi\x03"))
    model = host.table.model()
    aloud = [
        str(model.index(row, LadderColumn.SERVER).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
    ]
    assert aloud[0] == "socket(AF_INET, SOCK_STREAM) = 7"
    (syn,) = [line for line in aloud if "connect(" in line]
    assert syn.endswith("connect(192.168.1.5:9999), SYN to the server, inferred")
    assert aloud[-1].endswith("[02]3hi[03] (5 B) to the server, recv(12) = 5")
    assert host.table.accessibleName() == "Ladder of calls"


def test_markup_in_a_message_is_only_text_in_the_tooltip(host: Host) -> None:
    host.show(received(b"\x023<b>hi</b>\x03"))
    model = host.table.model()
    last = model.index(model.rowCount() - 1, LadderColumn.PASSAGE)
    assert "&lt;b&gt;" in str(last.data(Qt.ItemDataRole.ToolTipRole))


def test_picture_is_saved_with_all_that_is_shown(host: Host, tmp_path: Path, qtbot: QtBot) -> None:
    host.show(received(b"\x023hi\x03"), Closed(NINE + 60, 1, Ending.BY_PEER))
    host.file = tmp_path / "ladder.svg"
    host.choose(0)
    qtbot.waitUntil(host.toast.isVisible)
    root = ET.parse(host.file).getroot()
    texts = {each.text for each in root.iter() if each.text}
    assert {"recv(12) = 5", "[02]3hi[03] (5 B)", "close(12)", "Guest alice"} <= texts
    (question,) = host.questions
    assert question.kinds == (("Picture", ".svg"),)
    assert "Room 101" in question.name
    assert "alice" in question.name


def test_diagram_is_saved_and_copied(host: Host, tmp_path: Path, qtbot: QtBot) -> None:
    host.show(received(b"\x023hi\x03"))
    host.file = tmp_path / "ladder.mmd"
    host.choose(1)
    qtbot.waitUntil(host.toast.isVisible)
    text = host.file.read_text("utf-8")
    assert text.startswith("sequenceDiagram\n")
    assert "recv(12) = 5" in text
    host.choose(2)
    assert QGuiApplication.clipboard().text() == text


def test_next_file_is_suggested_beside_the_last_one_and_a_button_leads_there(
    host: Host, tmp_path: Path, qtbot: QtBot
) -> None:
    host.show(received(b"\x023hi\x03"))
    host.file = tmp_path / "ladder.svg"
    host.choose(0)
    qtbot.waitUntil(host.toast.isVisible)
    assert "Open folder" in [button.text() for button in host.toast.findChildren(QPushButton)]
    host.choose(1)
    assert host.questions[0].folder.is_dir()
    assert host.questions[1].folder == tmp_path


def test_place_where_nothing_can_be_saved_is_said(host: Host, tmp_path: Path, qtbot: QtBot) -> None:
    host.show(received(b"\x023hi\x03"))
    host.file = tmp_path / "no such folder" / "ladder.svg"
    host.choose(0)
    qtbot.waitUntil(host.toast.isVisible)
    assert "could not be saved" in host.toast.accessibleName() + " ".join(
        child.accessibleName() or getattr(child, "text", str)() for child in host.toast.findChildren(QWidget)
    )


def test_all_words_are_said_anew_in_another_language(host: Host, qapp: QApplication) -> None:
    host.show(received(b"\x023hi\x03"))
    with marked_words(qapp):
        assert unmarked_words(host.view) == []
        assert MARK in str(host.table.model().headerData(1, Qt.Orientation.Horizontal))
        assert host.table.accessibleName().startswith(MARK)
