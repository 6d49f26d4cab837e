"""Rows are copied byte for byte, a row a line."""

import ast

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from shared.ui.wire.wire_copy import CopyForm, WireCopy
from shared.ui.wire.wire_rows import LeftOut, WireRow
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import Role, WireFrames
from tests.helpers.wire_records import WireRecords, frame


def copied(form: CopyForm) -> str:
    records = WireRecords()
    one = records.open()
    records.receive(one, frame("3", "hi") + b"\0")
    records.receive(one, frame("1", "alice"))
    rows: list[WireRow] = [*WireFrames(Role.SERVER).add(records.all), LeftOut(0.0, 2)]
    words = WireWords(Role.SERVER)
    WireCopy(lambda: rows, lambda: words).copy(form)
    return QGuiApplication.clipboard().text()


def test_hex(qtbot: QtBot) -> None:
    assert copied(CopyForm.HEX) == "02 33 68 69 03 00\n02 31 61 6c 69 63 65 03"


def test_python_reads_it_back(qtbot: QtBot) -> None:
    lines = copied(CopyForm.PYTHON).splitlines()
    assert [ast.literal_eval(line) for line in lines] == [b"\x023hi\x03\x00", b"\x021alice\x03"]


def test_text_can_be_read(qtbot: QtBot) -> None:
    assert "1alice" in copied(CopyForm.TEXT)


def test_rows_as_a_table(qtbot: QtBot) -> None:
    lines = copied(CopyForm.ROW).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("1\t")
    assert "say “hi” to everyone" in lines[0]
    assert lines[2].endswith("2 calls not shown")


def test_nothing_selected_leaves_the_clipboard_alone(qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("mine")
    words = WireWords(Role.SERVER)
    WireCopy(list, lambda: words).copy()
    assert QGuiApplication.clipboard().text() == "mine"


def test_the_menu_has_an_entry_for_each_way(qtbot: QtBot) -> None:
    words = WireWords(Role.SERVER)
    menu = QMenu()
    qtbot.addWidget(menu)
    copy = WireCopy(list, lambda: words, menu)
    copy.fill(menu)
    assert len(menu.actions()) == len(CopyForm)
