"""The bytes of a frame as numbers and as text: laid out to the width, pointed at by mouse and keyboard, copied."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shared.ui.theme import DARK, LIGHT, Theme
from shared.ui.theme_source import ThemeChoice, ThemeSource
from shared.ui.wire.byte_cells import ByteRole
from shared.ui.wire.hex_grid import fit_grid
from shared.ui.wire.hex_view import HexView
from shared.wire.byte_reading import CharacterSet
from tests.helpers.marked_words import MARK, marked_words

FRAME = b"\x023hello\x03\0\0"
ROLES = (ByteRole.STX, ByteRole.TYPE, *[ByteRole.PLAIN] * 5, ByteRole.ETX, *[ByteRole.SKIPPED] * 2)
CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Shown(NamedTuple):
    """A view, and every byte that was pointed at in it."""

    view: HexView
    chosen: list[int]

    def point_at(self, position: int) -> None:
        """Click on the digits of a byte."""
        place = self.view.place_of(position).center().toPoint()
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, NONE, place)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> int:
        """Press a key, and tell where the keyboard points then."""
        QTest.keyClick(self.view, key, modifiers)
        return self.view.cursor_byte


@pytest.fixture
def shown(themes: ThemeSource, qtbot: QtBot) -> Shown:
    view = HexView(themes)
    qtbot.addWidget(view)
    view.resize(640, 200)
    view.show_bytes(FRAME, ROLES, CharacterSet.UTF_8)
    view.show()
    shown = Shown(view, [])
    view.byte_chosen.connect(shown.chosen.append)
    return shown


@pytest.mark.parametrize(("width", "per_row"), [(1000, 16), (500, 8), (300, 4), (20, 4)])
def test_rows_are_as_long_as_there_is_room_for(width: int, per_row: int) -> None:
    assert fit_grid(100, 8, 20, width).per_row == per_row


def test_every_byte_is_found_again_where_it_stands() -> None:
    grid = fit_grid(100, 8, 20, 1000)
    for position in range(100):
        assert grid.byte_at(grid.hex_place(position).center()) == position
        assert grid.byte_at(grid.text_place(position).center()) == position


def test_beside_and_below_the_bytes_is_none() -> None:
    grid = fit_grid(20, 8, 20, 1000)
    assert grid.byte_at(grid.hex_place(19).center() + QPoint(0, 40)) is None
    assert grid.byte_at(grid.hex_place(0).center() - QPoint(60, 0)) is None
    assert grid.byte_at(grid.hex_place(19).center() + QPoint(40, 0)) is None


def test_byte_that_is_clicked_is_chosen(shown: Shown) -> None:
    shown.point_at(4)
    assert shown.chosen == [4]
    assert shown.view.cursor_byte == 4


def test_arrows_go_from_byte_to_byte_and_stay_inside(shown: Shown) -> None:
    assert shown.press(Qt.Key.Key_Left) == 0
    assert shown.press(Qt.Key.Key_Right) == 1
    assert shown.press(Qt.Key.Key_End) == len(FRAME) - 1
    assert shown.press(Qt.Key.Key_Right) == len(FRAME) - 1
    assert shown.press(Qt.Key.Key_Home, CONTROL) == 0


def test_key_without_a_name_does_nothing(shown: Shown) -> None:
    pressed = QKeyEvent(QEvent.Type.KeyPress, 0x1234, NONE)
    QApplication.sendEvent(shown.view, pressed)
    assert shown.view.cursor_byte == 0
    assert shown.chosen == []


def test_up_and_down_go_a_row(shown: Shown) -> None:
    shown.view.show_bytes(bytes(100), (ByteRole.PLAIN,) * 100, CharacterSet.UTF_8)
    row = shown.press(Qt.Key.Key_Down)
    assert row in {8, 16}
    assert shown.press(Qt.Key.Key_Up) == 0
    assert shown.press(Qt.Key.Key_End, CONTROL) == 99


def test_byte_far_down_is_brought_into_sight(shown: Shown) -> None:
    shown.view.show_bytes(bytes(4_000), (ByteRole.PLAIN,) * 4_000, CharacterSet.UTF_8)
    shown.view.mark(3_990, 5)
    assert shown.view.viewport().rect().contains(shown.view.place_of(3_990).center().toPoint())
    shown.view.mark(0, 5)
    assert shown.view.viewport().rect().contains(shown.view.place_of(0).center().toPoint())


def test_marking_tells_nothing_back(shown: Shown) -> None:
    shown.view.mark(2, 5)
    assert shown.view.marked == range(2, 7)
    assert shown.chosen == []


def test_marked_bytes_are_copied_as_numbers(shown: Shown) -> None:
    shown.view.mark(2, 5)
    shown.press(Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "68 65 6c 6c 6f"


def test_all_bytes_are_copied_when_none_is_marked(shown: Shown) -> None:
    shown.press(Qt.Key.Key_C, CONTROL)
    assert bytes.fromhex(QApplication.clipboard().text()) == FRAME


def test_character_of_three_bytes_stands_once(shown: Shown) -> None:
    data = "中a".encode()
    shown.view.show_bytes(data, (ByteRole.PLAIN,) * 4, CharacterSet.UTF_8)
    assert shown.view.text_rows == ["中a"]


def test_text_is_read_as_the_connection_writes_it(shown: Shown) -> None:
    data = "中文".encode("gbk")
    shown.view.show_bytes(data, (ByteRole.PLAIN,) * 4, CharacterSet.GB_18030)
    assert shown.view.text_rows == ["中文"]


def test_screen_reader_hears_byte_number_and_meaning(shown: Shown) -> None:
    assert shown.view.accessibleDescription() == "Byte 1 of 10: 02, start of the frame (STX)"
    shown.press(Qt.Key.Key_Right)
    assert shown.view.accessibleDescription() == "Byte 2 of 10: 33, 3"
    shown.press(Qt.Key.Key_End)
    assert shown.view.accessibleDescription() == "Byte 10 of 10: 00, no character that can be seen"


def test_words_are_said_anew_in_another_language(shown: Shown, qapp: QApplication) -> None:
    with marked_words(qapp):
        assert shown.view.accessibleName().startswith(MARK)
        assert shown.view.accessibleDescription().startswith(MARK)


def test_no_bytes_can_be_looked_at_and_pointed_at(shown: Shown) -> None:
    shown.view.show_bytes(b"", (), CharacterSet.UTF_8)
    shown.press(Qt.Key.Key_Right)
    shown.view.grab()
    assert shown.chosen == []


@pytest.mark.parametrize(
    ("choice", "theme"), [(ThemeChoice.LIGHT, LIGHT), (ThemeChoice.DARK, DARK)], ids=["light", "dark"]
)
def test_start_type_and_end_have_each_their_own_box(
    shown: Shown, themes: ThemeSource, choice: ThemeChoice, theme: Theme
) -> None:
    themes.choose(choice)
    picture = shown.view.viewport().grab().toImage()
    boxes = [shown.view.place_of(position) for position in (0, 1, 7)]
    # Above the digits.
    fills = [picture.pixelColor(round(box.center().x()), round(box.top()) + 3) for box in boxes]
    assert fills == [QColor(theme.wire_stx_fill), QColor(theme.wire_type_fill), QColor(theme.wire_etx_fill)]
