"""The list of keys is read beside the window, by eye and by ear."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from shared.ui.keys_dialog import KeyLine, KeysDialog, written_keys
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource

LINES = (
    KeyLine("Enter", "Send the message", "Writing"),
    KeyLine("Shift+Enter", "New line", "Writing"),
    KeyLine("F1, Ctrl+/", "This list", "Window"),
)


@pytest.fixture
def dialog(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> KeysDialog:
    made = KeysDialog()
    qtbot.addWidget(made)
    made.show_keys(LINES)
    return made


def texts(dialog: KeysDialog) -> list[list[str]]:
    model = dialog.list.model()
    rows = range(model.rowCount())
    return [[str(model.index(row, column).data() or "") for column in range(2)] for row in rows]


def test_lines_stand_under_their_groups(dialog: KeysDialog) -> None:
    assert texts(dialog) == [
        ["Writing", ""],
        ["Enter", "Send the message"],
        ["Shift+Enter", "New line"],
        ["Window", ""],
        ["F1, Ctrl+/", "This list"],
    ]


def test_it_stops_nobody_and_has_the_keyboard(dialog: KeysDialog, qtbot: QtBot) -> None:
    assert not dialog.isModal()
    qtbot.waitUntil(dialog.list.hasFocus)
    assert dialog.list.currentRow() == 1


def test_shown_twice_the_lines_are_there_once(dialog: KeysDialog) -> None:
    before = texts(dialog)
    dialog.show_keys(LINES)
    assert texts(dialog) == before


def test_lines_without_a_group_need_no_heading(dialog: KeysDialog) -> None:
    dialog.set_keys([KeyLine("Ctrl+F", "Search")])
    assert texts(dialog) == [["Ctrl+F", "Search"]]
    assert dialog.list.columnSpan(0, 0) == 1


def test_a_screen_reader_says_keys_and_meaning_together(dialog: KeysDialog) -> None:
    interface = QAccessible.queryAccessibleInterface(dialog.list)
    table = [interface.child(number) for number in range(interface.childCount())]
    assert "Enter: Send the message" in [cell.text(QAccessible.Text.Name) for cell in table]


def test_escape_and_the_button_close_it(dialog: KeysDialog) -> None:
    QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    dialog.show_keys(LINES)
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    (button,) = box.findChildren(QPushButton)
    button.click()
    assert dialog.isHidden()


def test_tab_leaves_the_list(dialog: KeysDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.list.hasFocus)
    QTest.keyClick(dialog.list, Qt.Key.Key_Tab)
    assert isinstance(dialog.focusWidget(), QPushButton)


def test_a_long_meaning_is_wrapped_and_not_cut(dialog: KeysDialog, qtbot: QtBot) -> None:
    dialog.set_keys([KeyLine("Tab", "short"), KeyLine("Tab", "very long words " * 20)])
    qtbot.waitUntil(lambda: dialog.list.rowHeight(1) > 2 * dialog.list.rowHeight(0))
    assert dialog.list.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("keys", ["Ctrl+F", "↑ ↓", "Ctrl+1 … 9"])
def test_keys_are_written_as_they_were_given(keys: str) -> None:
    assert written_keys(keys, "linux") == written_keys(keys, "win32") == keys


def test_on_a_mac_what_is_no_shortcut_is_left_alone() -> None:
    assert written_keys("Ctrl+1 … 9", "darwin") == "Ctrl+1 … 9"


def test_no_line_of_a_meaning_is_lost_to_the_scroll_bar(dialog: KeysDialog, qtbot: QtBot) -> None:
    meanings = [" ".join(["words"] * count) for count in range(4, 40)]
    dialog.set_keys([KeyLine(f"Ctrl+{count}", meaning) for count, meaning in enumerate(meanings)])
    qtbot.waitUntil(dialog.list.verticalScrollBar().isVisible)
    rows = range(dialog.list.rowCount())
    qtbot.waitUntil(
        lambda: all(dialog.list.rowHeight(row) >= dialog.list.sizeHintForRow(row) for row in rows)
    )


def test_large_text_gets_a_large_dialog(dialog: KeysDialog, themes: ThemeSource, qtbot: QtBot) -> None:
    before = dialog.width()
    dialog.close()
    themes.set_text_percent(200)
    dialog.show_keys(LINES)
    try:
        qtbot.waitUntil(lambda: dialog.width() > before)
    finally:
        themes.set_text_percent(100)


def test_the_button_has_words_and_no_picture_that_no_theme_fits(dialog: KeysDialog) -> None:
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    assert [button.icon().isNull() for button in box.findChildren(QPushButton)] == [True]
