"""An emoji is chosen with the mouse or without it, and found in both languages."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from shared.ui.emoji_picker import MAX_RECENT, EmojiPicker
from shared.ui.emoji_table import EMOJI, EmojiGroup
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeChoice, ThemeSource

Shift = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def button(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[QPushButton]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 600)
    made = QPushButton("emoji", window)
    made.move(400, 500)
    window.show()
    yield made


@pytest.fixture
def picker(button: QPushButton) -> EmojiPicker:
    made = EmojiPicker(button.window())
    made.open_at(button)
    return made


@pytest.fixture
def chosen(picker: EmojiPicker) -> list[str]:
    heard: list[str] = []
    picker.emoji_chosen.connect(heard.append)
    return heard


def shown(picker: EmojiPicker) -> list[str]:
    model = picker.grid.emoji
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def shelves(picker: EmojiPicker) -> list[QToolButton]:
    return [each for each in picker.findChildren(QToolButton) if each.isCheckable()]


def click(picker: EmojiPicker, row: int, modifier: Qt.KeyboardModifier) -> None:
    place = picker.grid.visualRect(picker.grid.emoji.index(row)).center()
    QTest.mouseClick(picker.grid.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_it_opens_on_the_faces_with_the_keyboard_in_the_search(picker: EmojiPicker, qtbot: QtBot) -> None:
    qtbot.waitUntil(picker.search_edit.hasFocus)
    assert shown(picker) == [emoji.text for emoji in EMOJI if emoji.group is EmojiGroup.FACES]


def test_it_opens_on_its_screen_wherever_the_button_is(
    picker: EmojiPicker, button: QPushButton, qapp: QApplication
) -> None:
    screen = qapp.primaryScreen().availableGeometry()
    for place in (screen.topLeft(), screen.topRight(), screen.bottomLeft(), screen.bottomRight()):
        button.window().move(place - button.pos())
        picker.open_at(button)
        assert screen.contains(picker.geometry())


def test_a_click_chooses_and_closes(picker: EmojiPicker, chosen: list[str]) -> None:
    expected = shown(picker)[2]
    click(picker, 2, Qt.KeyboardModifier.NoModifier)
    assert chosen == [expected]
    assert picker.isHidden()


def test_with_shift_more_than_one_is_chosen(picker: EmojiPicker, chosen: list[str]) -> None:
    expected = shown(picker)[:2]
    click(picker, 0, Shift)
    click(picker, 1, Shift)
    assert chosen == expected
    assert picker.isVisible()


def test_a_word_and_enter_are_enough(picker: EmojiPicker, chosen: list[str]) -> None:
    QTest.keyClicks(picker.search_edit, "rocket")
    QTest.keyClick(picker.search_edit, Qt.Key.Key_Return)
    assert chosen == ["🚀"]
    assert picker.isHidden()


def test_chinese_words_find_too(picker: EmojiPicker) -> None:
    picker.search_edit.setText("火箭")
    assert shown(picker) == ["🚀"]


def test_enter_with_nothing_to_look_for_chooses_nothing(picker: EmojiPicker, chosen: list[str]) -> None:
    QTest.keyClick(picker.search_edit, Qt.Key.Key_Return)
    assert chosen == []
    assert picker.isVisible()


def test_arrows_go_through_all_rows_and_back_to_the_search(
    picker: EmojiPicker, chosen: list[str], qtbot: QtBot
) -> None:
    expected = shown(picker)
    QTest.keyClick(picker.search_edit, Qt.Key.Key_Down)
    qtbot.waitUntil(picker.grid.hasFocus)
    assert picker.grid.currentIndex().row() == 0
    for _ in range(10):
        QTest.keyClick(picker.grid, Qt.Key.Key_Right)
    assert picker.grid.currentIndex().row() == 10
    QTest.keyClick(picker.grid, Qt.Key.Key_Space, Shift)
    assert chosen == [expected[10]]
    QTest.keyClick(picker.grid, Qt.Key.Key_Up)
    assert picker.grid.currentIndex().row() == 1
    QTest.keyClick(picker.grid, Qt.Key.Key_Up)
    assert picker.search_edit.hasFocus()


def test_letters_typed_among_the_emoji_are_for_the_search(picker: EmojiPicker) -> None:
    QTest.keyClick(picker.search_edit, Qt.Key.Key_Down)
    QTest.keyClicks(picker.grid, "p")
    assert picker.search_edit.hasFocus()
    QTest.keyClicks(picker.search_edit, "izza")
    assert shown(picker) == ["🍕"]


def test_every_shelf_is_reached_by_tab_and_opened_by_enter(picker: EmojiPicker, qtbot: QtBot) -> None:
    reached: list[QToolButton] = []
    QTest.keyClick(picker.search_edit, Qt.Key.Key_Tab)
    while isinstance(shelf := picker.focusWidget(), QToolButton) and shelf not in reached:
        reached.append(shelf)
        QTest.keyClick(shelf, Qt.Key.Key_Return)
        assert shelf.isChecked()
        QTest.keyClick(shelf, Qt.Key.Key_Right)
    enabled = [each for each in shelves(picker) if each.isEnabled()]
    assert set(reached) == set(enabled)
    assert len(enabled) == len(EmojiGroup)


def test_escape_closes_without_a_choice(picker: EmojiPicker, chosen: list[str]) -> None:
    QTest.keyClick(picker.search_edit, Qt.Key.Key_Escape)
    assert picker.isHidden()
    assert chosen == []


def test_what_was_chosen_last_stands_first_next_time(picker: EmojiPicker, button: QPushButton) -> None:
    first, second = shown(picker)[:2]
    click(picker, 0, Shift)
    click(picker, 1, Shift)
    click(picker, 0, Qt.KeyboardModifier.NoModifier)
    assert picker.recent == (first, second)
    picker.open_at(button)
    assert shown(picker) == [first, second]


def test_only_the_newest_are_kept(picker: EmojiPicker) -> None:
    picker.set_recent([emoji.text for emoji in EMOJI])
    assert len(picker.recent) == MAX_RECENT
    click(picker, 30, Shift)
    assert len(picker.recent) == MAX_RECENT


def test_what_an_old_settings_file_holds_is_taken_as_far_as_it_makes_sense(picker: EmojiPicker) -> None:
    picker.set_recent(["🚀", "<b>", "", "🚀", "👍"])
    assert picker.recent == ("🚀", "👍")


def test_the_shelf_shows_again_when_the_search_is_emptied(picker: EmojiPicker) -> None:
    before = shown(picker)
    picker.search_edit.setText("cat")
    assert not [each for each in shelves(picker) if each.isChecked()]
    picker.search_edit.clear()
    assert shown(picker) == before
    assert len([each for each in shelves(picker) if each.isChecked()]) == 1


def test_a_screen_reader_hears_the_name_in_the_language_that_is_on(
    picker: EmojiPicker, languages: Languages, qtbot: QtBot
) -> None:
    picker.search_edit.setText("rocket")

    def name() -> str:
        interface = QAccessible.queryAccessibleInterface(picker.grid)
        return interface.child(0).text(QAccessible.Text.Name)

    assert name() == "rocket"
    languages.choose("zh_CN")
    qtbot.waitUntil(lambda: name() == "火箭")


def test_everything_in_it_has_a_name(picker: EmojiPicker) -> None:
    widgets: list[QWidget] = [picker.search_edit, picker.grid, *shelves(picker)]
    assert all(widget.accessibleName() for widget in widgets)
    assert len({each.accessibleName() for each in shelves(picker)}) == len(EmojiGroup) + 1


@pytest.mark.parametrize("percent", [70, 100, 250])
def test_it_grows_with_the_text_and_shows_nine_in_a_row(
    picker: EmojiPicker, button: QPushButton, themes: ThemeSource, qtbot: QtBot, percent: int
) -> None:
    themes.set_text_percent(percent)
    picker.open_at(button)
    grid = picker.grid

    def row_length() -> int:
        tops = [grid.visualRect(grid.emoji.index(row)).top() for row in range(20)]
        return tops.count(tops[0])

    qtbot.waitUntil(lambda: row_length() == 9)
    assert grid.visualRect(grid.emoji.index(8)).right() <= grid.viewport().width()
    themes.set_text_percent(100)


def test_it_follows_the_theme(picker: EmojiPicker, themes: ThemeSource) -> None:
    def corner(image: QImage) -> int:
        return image.pixelColor(image.width() // 2, image.height() - 8).lightness()

    assert corner(picker.grab().toImage()) > 200
    themes.choose(ThemeChoice.DARK)
    assert corner(picker.grab().toImage()) < 60


def test_the_model_is_a_proper_one(picker: EmojiPicker, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(picker.grid.emoji)  # type: ignore[no-untyped-call]
