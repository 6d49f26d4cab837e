"""A frame taken apart: fields and bytes point at each other, and nothing changes by itself."""

from dataclasses import replace
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import FrameFault
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.encodings_view import EncodingsView
from shared.ui.wire.field_list import FieldColumn, FieldList, FieldModel
from shared.ui.wire.frame_detail import FrameDetail
from shared.ui.wire.hex_view import HexView
from shared.wire.byte_reading import CharacterSet
from shared.wire.fields import Field, FieldKind
from shared.wire.frames import Role, WireFrame
from shared.wire.record import Direction
from tests.helpers.marked_words import MARK, marked_words, unmarked_words

NONE = Qt.KeyboardModifier.NoModifier


def whisper(raw: bytes = b"\x022bob,hi\x03") -> WireFrame:
    return WireFrame(
        1_045,
        0.0,
        Direction.RECEIVED,
        (7,),
        "alice",
        raw,
        len(raw),
        raw[1:2],
        raw[2:-1],
        start=40,
        first_call=17,
    )


class Shown(NamedTuple):
    """Somebody who looks at one frame."""

    detail: FrameDetail

    @property
    def fields(self) -> FieldList:
        """The list of its fields."""
        return self.detail.field_list

    @property
    def hex(self) -> HexView:
        """Its bytes."""
        view = self.detail.findChild(HexView)
        assert isinstance(view, HexView)
        return view

    @property
    def encodings(self) -> EncodingsView:
        """What the encodings make of it."""
        view = self.detail.findChild(EncodingsView)
        assert isinstance(view, EncodingsView)
        return view

    @property
    def tabs(self) -> QTabBar:
        """Where one chooses what to see."""
        tabs = self.detail.findChild(QTabBar, "detailTabs")
        assert isinstance(tabs, QTabBar)
        return tabs

    @property
    def chosen(self) -> str:
        """The kind of the field that is chosen; empty if none is."""
        field = self.fields.chosen_field
        return "" if field is None else field.kind.value

    def text(self, name: str) -> str:
        """What a label says."""
        label = self.detail.findChild(QLabel, name)
        assert isinstance(label, QLabel)
        return label.text()

    def asks_to_choose(self) -> bool:
        """Whether it is said that there is no frame."""
        label = self.detail.findChild(QLabel, "detailNothing")
        assert isinstance(label, QLabel)
        return label.isVisible()

    def cells(self, column: FieldColumn) -> list[str]:
        """What stands in a column of the fields."""
        model = self.fields.model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def point_at(self, position: int) -> None:
        """Click on a byte."""
        place = self.hex.place_of(position).center().toPoint()
        QTest.mouseClick(self.hex.viewport(), Qt.MouseButton.LeftButton, NONE, place)


@pytest.fixture
def shown(themes: ThemeSource, qtbot: QtBot) -> Shown:
    detail = FrameDetail(themes)
    qtbot.addWidget(detail)
    detail.resize(900, 250)
    detail.show()
    return Shown(detail)


def test_fields_stand_with_offset_length_and_value(shown: Shown) -> None:
    shown.detail.show_frame(whisper(), Role.SERVER)
    assert shown.cells(FieldColumn.FIELD) == [
        "STX, the start",
        "Type",
        "Name",
        "Comma",
        "Text",
        "ETX, the end",
    ]
    assert shown.cells(FieldColumn.OFFSET) == ["0", "1", "2", "5", "6", "8"]
    assert shown.cells(FieldColumn.LENGTH) == ["1", "1", "3", "1", "2", "1"]
    assert shown.cells(FieldColumn.VALUE)[2] == "bob"
    assert shown.cells(FieldColumn.VALUE)[4] == "hi"


def test_field_that_is_chosen_has_its_bytes_marked(shown: Shown) -> None:
    shown.detail.show_frame(whisper(), Role.SERVER)
    shown.fields.selectRow(2)
    assert shown.hex.marked == range(2, 5)
    QTest.keyClick(shown.fields, Qt.Key.Key_Down)
    assert shown.hex.marked == range(5, 6)


def test_byte_that_is_pointed_at_has_its_field_chosen_and_marked(shown: Shown) -> None:
    shown.detail.show_frame(whisper(), Role.SERVER)
    shown.point_at(3)
    assert shown.chosen == "name"
    assert shown.hex.marked == range(2, 5)
    assert shown.hex.cursor_byte == 3


def test_keyboard_in_the_bytes_stays_on_its_byte(shown: Shown) -> None:
    shown.detail.show_frame(whisper(), Role.SERVER)
    shown.point_at(3)
    QTest.keyClick(shown.hex, Qt.Key.Key_Right)
    assert shown.hex.cursor_byte == 4
    assert shown.chosen == "name"
    QTest.keyClick(shown.hex, Qt.Key.Key_Right)
    assert shown.chosen == "comma"


def test_next_frame_begins_with_nothing_chosen(shown: Shown) -> None:
    shown.detail.show_frame(whisper(), Role.SERVER)
    shown.fields.selectRow(2)
    shown.detail.show_frame(whisper(b"\x023hello\x03"), Role.SERVER)
    assert shown.chosen == ""
    assert list(shown.hex.marked) == []
    assert shown.detail.frame == whisper(b"\x023hello\x03")


def test_head_says_where_in_the_stream_and_in_which_calls(shown: Shown) -> None:
    shown.detail.show_frame(replace(whisper(), first_call=17, last_call=19, calls=3), Role.SERVER)
    assert shown.text("detailTitle").endswith("· 9 bytes")
    assert shown.text("detailFacts") == "from byte 40 of the stream on · in recv #17 to #19"
    shown.detail.show_frame(replace(whisper(), direction=Direction.SENT), Role.CLIENT)
    assert shown.text("detailFacts") == "from byte 40 of the stream on · in write #17"


def test_head_says_to_how_many_it_went(shown: Shown) -> None:
    to_all = replace(whisper(), direction=Direction.SENT, connections=(1, 2, 3), start=-1, first_call=0)
    shown.detail.show_frame(to_all, Role.SERVER)
    assert shown.text("detailFacts") == "sent to 3 connections"


def test_head_says_what_is_hidden_and_what_was_too_long(shown: Shown) -> None:
    shown.detail.show_frame(replace(whisper(), is_masked=True, length=70_000), Role.SERVER)
    assert "hidden bytes are shown as *" in shown.text("detailFacts")
    assert "the first 9 bytes are shown" in shown.text("detailFacts")


def test_datagrams_and_bytes_in_no_frame_are_called_so(shown: Shown) -> None:
    shown.detail.show_frame(replace(whisper(b"9999"), is_datagram=True, kind=b"", payload=b""), Role.SERVER)
    assert shown.text("detailTitle").startswith("Datagram")
    shown.detail.show_frame(replace(whisper(b"\0\0"), is_outside=True, kind=b"", payload=b""), Role.SERVER)
    assert shown.text("detailTitle").startswith("Bytes in no frame")


def test_padding_after_the_frame_is_shown_with_it(shown: Shown) -> None:
    shown.detail.show_frame(replace(whisper(), after=b"\0\0\0", after_count=1_017), Role.SERVER)
    assert shown.cells(FieldColumn.FIELD)[-1] == "Padding, skipped"
    shown.point_at(10)
    assert shown.chosen == "padding"


def test_dropped_frame_is_shown_too(shown: Shown) -> None:
    broken = replace(whisper(b"\x023hello"), fault=FrameFault.LOST_END, kind=b"3", payload=b"hello")
    shown.detail.show_frame(broken, Role.SERVER)
    assert "Dropped" in shown.cells(FieldColumn.FIELD)


def test_encodings_are_those_of_the_payload(shown: Shown) -> None:
    text = "早".encode("gbk")
    frame = replace(whisper(b"\x023" + text + b"\x03"), encoding=TextEncoding.GBK)
    shown.detail.show_frame(frame, Role.SERVER)
    shown.tabs.setCurrentIndex(1)
    assert shown.encodings.isVisible()
    assert shown.encodings.strip.signs(CharacterSet.GB_18030) == ["早"]
    assert shown.hex.text_rows[0] == "·3早·"


def test_without_a_frame_one_is_asked_to_choose(shown: Shown) -> None:
    assert shown.asks_to_choose()
    assert "Choose a frame" in shown.text("detailNothing")
    shown.detail.show_frame(whisper(), Role.SERVER)
    assert not shown.asks_to_choose()
    shown.detail.clear()
    assert shown.detail.frame is None
    assert shown.asks_to_choose()
    shown.tabs.setCurrentIndex(1)
    assert shown.encodings.isVisible()


def test_longest_frame_is_shown_whole(shown: Shown) -> None:
    raw = b"\x023" + b"x" * 65_534 + b"\x03"
    shown.detail.show_frame(whisper(raw), Role.SERVER)
    QTest.keyClick(shown.hex, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert shown.hex.cursor_byte == len(raw) - 1
    assert shown.chosen == "etx"


def test_narrow_list_gives_up_what_the_bytes_tell_too(shown: Shown) -> None:
    shown.detail.show_frame(whisper(), Role.SERVER)
    hidden = shown.fields.isColumnHidden
    shown.fields.resize(900, 200)
    assert not hidden(FieldColumn.OFFSET)
    assert not hidden(FieldColumn.LENGTH)
    shown.fields.resize(150, 200)
    assert hidden(FieldColumn.OFFSET)
    assert hidden(FieldColumn.LENGTH)
    assert not hidden(FieldColumn.VALUE)


def test_model_of_the_fields_is_sound(qtbot: QtBot) -> None:
    model = FieldModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_fields((Field(FieldKind.STX, 0, 1, "02"), Field(FieldKind.TEXT, 1, 3, "abc")))
    model.retranslate()
    assert model.row_of(3) == 1
    assert model.row_of(4) is None
    model.show_fields(())
    assert model.row_of(0) is None


@pytest.mark.parametrize("kind", FieldKind)
def test_every_kind_of_field_has_a_name(kind: FieldKind, qtbot: QtBot) -> None:
    assert FieldModel().kind_words(kind)


def test_row_is_read_aloud_whole(qtbot: QtBot) -> None:
    model = FieldModel()
    model.show_fields((Field(FieldKind.NAME, 2, 3, "bob"),))
    heard = model.index(0, FieldColumn.FIELD).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Name: bob; 3 bytes from offset 2 on"


def test_what_a_field_says_is_inert(qtbot: QtBot) -> None:
    model = FieldModel()
    model.show_fields((Field(FieldKind.TEXT, 2, 3, "<b>\u202e\nx"),))
    value = model.index(0, FieldColumn.VALUE)
    assert value.data() == "<b>\ufffd x"
    assert "&lt;b&gt;" in value.data(Qt.ItemDataRole.ToolTipRole)


def test_hidden_text_stays_hidden(qtbot: QtBot) -> None:
    model = FieldModel()
    model.show_fields((Field(FieldKind.HIDDEN, 2, 3, "***"),))
    assert model.index(0, FieldColumn.VALUE).data() == "not shown"


def test_words_are_said_anew_in_another_language(shown: Shown, qapp: QApplication) -> None:
    shown.detail.show_frame(whisper(), Role.SERVER)
    with marked_words(qapp):
        assert unmarked_words(shown.detail) == []
        assert all(MARK in shown.tabs.tabText(tab) for tab in range(shown.tabs.count()))
        assert all(MARK in cell for cell in shown.cells(FieldColumn.FIELD))
        assert MARK in shown.fields.accessibleName()


def test_larger_text_makes_higher_rows(shown: Shown, themes: ThemeSource, qapp: QApplication) -> None:
    shown.detail.show_frame(whisper(), Role.SERVER)
    before = shown.hex.place_of(0).height(), shown.fields.rowHeight(0)
    themes.set_text_percent(150)
    QApplication.sendPostedEvents(None, QEvent.Type.FontChange)
    qapp.processEvents()
    assert shown.hex.place_of(0).height() > before[0]
    assert shown.fields.rowHeight(0) > before[1]
