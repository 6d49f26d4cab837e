"""Tab finishes names, goes on to the next that fits, and keeps the keyboard only where there is one to finish."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.message_edit import MessageEdit
from shared.ui.name_completion import NameCompletion, find_beginning
from shared.ui.theme_source import ThemeSource

NAMES = ["alan", "alice", "小红", "小明", "Mary Jane", "grace"]


class Desk(QWidget):
    """A box with a field after it, for the keyboard to move on to."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = MessageEdit(self)
        self.after = QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.edit)
        column.addWidget(self.after)
        NameCompletion(self.edit, lambda: NAMES)


@pytest.fixture
def desk(themes: ThemeSource, qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    desk.edit.setFocus()
    qtbot.waitUntil(desk.edit.hasFocus)
    return desk


def write(desk: Desk, text: str) -> None:
    desk.edit.insertPlainText(text)


def tab(desk: Desk) -> str:
    QTest.keyClick(desk.edit, Qt.Key.Key_Tab)
    return desk.edit.toPlainText()


def test_a_name_at_the_beginning_of_a_line_is_followed_by_a_colon(desk: Desk) -> None:
    write(desk, "ali")
    assert tab(desk) == "alice: "
    desk.edit.insertPlainText("yes\nal")
    assert tab(desk) == "alice: yes\nalan: "


def test_a_name_later_in_a_line_is_only_a_name(desk: Desk) -> None:
    write(desk, "thanks ali")
    assert tab(desk) == "thanks alice"


def test_tab_again_goes_on_to_the_next_name_and_round(desk: Desk) -> None:
    write(desk, "al")
    assert [tab(desk) for _ in range(3)] == ["alan: ", "alice: ", "alan: "]
    assert desk.edit.hasFocus()


def test_what_is_written_after_a_name_ends_the_round(desk: Desk, qtbot: QtBot) -> None:
    write(desk, "al")
    tab(desk)
    write(desk, "hello ")
    assert tab(desk) == "alan: hello "
    qtbot.waitUntil(desk.after.hasFocus)


@pytest.mark.parametrize("beginning", ["小", "你好小", "谢谢，小", "@小", "＠小"])
def test_a_chinese_name_is_found_without_a_space_before_it(desk: Desk, beginning: str) -> None:
    write(desk, beginning)
    assert tab(desk).rstrip(": ").endswith("小红")


@pytest.mark.parametrize(
    ("written", "whole"), [("ALI", "alice: "), ("ａｌｉ", "alice: "), ("mary j", "Mary Jane: ")]
)
def test_case_width_and_spaces_do_not_matter(desk: Desk, written: str, whole: str) -> None:
    write(desk, written)
    assert tab(desk) == whole


def test_what_stands_behind_the_cursor_stays(desk: Desk) -> None:
    write(desk, "al, look")
    cursor = desk.edit.textCursor()
    cursor.setPosition(2)
    desk.edit.setTextCursor(cursor)
    assert tab(desk) == "alan: , look"


def test_signs_beyond_the_basic_plane_move_nothing(desk: Desk) -> None:
    write(desk, "😀👩‍🏫 ali")
    assert tab(desk) == "😀👩‍🏫 alice"


def test_signs_beyond_the_basic_plane_move_nothing_in_the_middle_of_a_line(desk: Desk) -> None:
    write(desk, "😀 al later")
    cursor = desk.edit.textCursor()
    cursor.setPosition(5)  # in UTF-16: behind "al"
    desk.edit.setTextCursor(cursor)
    assert tab(desk) == "😀 alan later"


@pytest.mark.parametrize("written", ["", "hello ", "zzz", "hal", "@"])
def test_with_nothing_to_finish_tab_moves_the_keyboard_on(desk: Desk, qtbot: QtBot, written: str) -> None:
    write(desk, written)
    assert tab(desk) == written
    qtbot.waitUntil(desk.after.hasFocus)


def test_the_only_name_that_fits_keeps_the_keyboard_once(desk: Desk, qtbot: QtBot) -> None:
    write(desk, "gra")
    assert tab(desk) == "grace: "
    assert desk.edit.hasFocus()
    assert tab(desk) == "grace: "
    qtbot.waitUntil(desk.after.hasFocus)


def test_shift_and_tab_always_leave(desk: Desk, qtbot: QtBot) -> None:
    write(desk, "al")
    QTest.keyClick(desk.edit, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.edit.toPlainText() == "al"
    qtbot.waitUntil(desk.after.hasFocus)


def test_while_a_word_is_composed_tab_is_the_input_methods(desk: Desk) -> None:
    write(desk, "al")
    QApplication.sendEvent(desk.edit, QInputMethodEvent("ni hao", []))
    assert tab(desk) == "al"
    assert desk.edit.is_composing
    assert desk.edit.hasFocus()


def test_undo_brings_back_what_was_written(desk: Desk) -> None:
    write(desk, "thanks ali")
    tab(desk)
    desk.edit.undo()
    assert desk.edit.toPlainText() == "thanks ali"


def test_a_name_that_would_act_is_written_inert(desk: Desk) -> None:
    NAMES.append("eve\u202egnp")
    try:
        write(desk, "eve")
        assert "\u202e" not in tab(desk)
    finally:
        NAMES.pop()


def test_the_longest_beginning_wins() -> None:
    found = find_beginning("see Mary J", ["Jim", "Mary Jane"])
    assert found is not None
    assert (found.start, found.names) == (4, ("Mary Jane",))


def test_a_text_of_the_greatest_length_is_looked_through_in_no_time() -> None:
    assert find_beginning("x" * 60_000, [f"name{number}" for number in range(2_000)]) is None
