"""A toast says one thing at a time, goes by itself, and takes back what was done."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast

SHORT_MS = 20
LONG_MS = 600_000


@pytest.fixture
def window(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def undo_button(toast: Toast) -> QPushButton:
    return toast.findChildren(QPushButton)[0]


def test_a_toast_goes_by_itself(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window, SHORT_MS)
    toast.show_words(lambda: "mallory was muted.")
    assert toast.isVisible()
    assert toast.text == "mallory was muted."
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_undo_takes_back_what_was_done_and_closes_the_toast(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    taken_back: list[str] = []
    toast.show_words(lambda: "mallory was muted.", lambda: taken_back.append("mallory"))
    assert undo_button(toast).text() == "Undo"
    QTest.mouseClick(undo_button(toast), Qt.MouseButton.LeftButton)
    assert taken_back == ["mallory"]
    assert not toast.isVisible()


def test_what_cannot_be_undone_has_no_button(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    toast.show_words(lambda: "Copied.")
    assert not undo_button(toast).isVisible()


def test_the_button_may_do_something_else_than_undo(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    opened: list[str] = []
    toast.show_words(lambda: "Saved.", lambda: opened.append("folder"), lambda: "Open folder")
    toast.show_words(lambda: "Copied.")
    assert undo_button(toast).text() == "Open folder"
    QTest.mouseClick(undo_button(toast), Qt.MouseButton.LeftButton)
    assert opened == ["folder"]
    assert toast.text == "Copied."


def test_what_can_be_undone_goes_before_what_was_only_told(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    toast.show_words(lambda: "Saved.", window.close, lambda: "Open folder")
    toast.show_words(lambda: "Copied.")
    for name in ("mallory", "eve"):
        toast.show_words(partial("{} was muted.".format, name), lambda: None)
    seen = []
    while toast.isVisible() and undo_button(toast).text() == "Undo" and toast.text not in seen:
        seen.append(toast.text)
        QTest.mouseClick(undo_button(toast), Qt.MouseButton.LeftButton)
    assert seen == ["eve was muted.", "mallory was muted."]
    assert toast.text == "Saved.", "what was interrupted is said once more"


def test_what_is_under_the_mouse_is_not_replaced(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    toast.show_words(lambda: "Saved.", lambda: None, lambda: "Open folder")
    toast.show_words(lambda: "Copied.")
    QApplication.sendEvent(toast, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    toast.show_words(lambda: "mallory was muted.", lambda: None)
    assert toast.text == "Saved."
    QTest.mouseClick(undo_button(toast), Qt.MouseButton.LeftButton)
    assert toast.text == "mallory was muted."


def test_a_second_notice_waits_for_the_first(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    for name in ("one.txt", "two.txt"):
        toast.show_words(partial("{} was saved.".format, name), lambda: None, lambda: "Open folder")
    assert toast.text == "one.txt was saved."
    QTest.mouseClick(undo_button(toast), Qt.MouseButton.LeftButton)
    assert toast.isVisible()
    assert toast.text == "two.txt was saved."


def test_undo_is_about_what_was_done_last_and_then_about_what_was_done_before(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    taken_back: list[str] = []
    for name in ("mallory", "eve", "trudy"):
        toast.show_words(partial("{} was muted.".format, name), partial(taken_back.append, name))
        assert toast.text == f"{name} was muted."
    for _ in range(3):
        QTest.mouseClick(undo_button(toast), Qt.MouseButton.LeftButton)
    assert taken_back == ["trudy", "eve", "mallory"]
    assert not toast.isVisible()


def test_a_second_word_about_the_same_thing_takes_the_place_of_the_first(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    toast.show_words(lambda: "Nobody may write.", lambda: None, about="rules")
    toast.show_words(lambda: "mallory was muted.", lambda: None, about="mallory")
    toast.show_words(lambda: "Everyone may write.", about="rules")
    assert toast.text == "mallory was muted."
    toast.show_words(lambda: "mallory may write again.", about="mallory")
    assert toast.text == "Everyone may write."
    assert not undo_button(toast).isVisible()


def test_undoing_may_show_the_next_notice(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    toast.show_words(
        lambda: "mallory was muted.", lambda: toast.show_words(lambda: "mallory may write again.")
    )
    QTest.mouseClick(undo_button(toast), Qt.MouseButton.LeftButton)
    assert toast.isVisible()
    assert toast.text == "mallory may write again."


def test_a_toast_stays_while_the_mouse_is_on_it(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window, SHORT_MS)
    toast.show_words(lambda: "mallory was muted.")
    toast.show_words(lambda: "eve was muted.")
    QApplication.sendEvent(toast, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    other = Toast(window, SHORT_MS * 5)
    other.show_words(lambda: "a measure of time")
    qtbot.waitUntil(lambda: not other.isVisible())
    assert toast.text == "mallory was muted."
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: toast.text == "eve was muted.")


def test_a_toast_takes_no_focus(window: QWidget) -> None:
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    Toast(window, LONG_MS).show_words(lambda: "mallory was muted.", window.close)
    assert window.focusWidget() is field


def test_a_toast_stays_at_the_bottom_when_the_window_changes(window: QWidget) -> None:
    toast = Toast(window, LONG_MS)
    toast.show_words(lambda: "mallory was muted.", window.close)
    for width, height in ((600, 400), (900, 700), (320, 240)):
        window.resize(width, height)
        assert window.rect().contains(toast.geometry())
        assert toast.geometry().bottom() > height - 40
        assert abs(toast.geometry().center().x() - width // 2) <= 1


def test_a_toast_speaks_the_language_that_is_on(window: QWidget, languages: Languages, qtbot: QtBot) -> None:
    toast = Toast(window, LONG_MS)
    toast.show_words(lambda: "mallory", window.close)
    languages.choose("zh_CN")
    qtbot.waitUntil(lambda: undo_button(toast).text() == "撤销")


def test_a_toast_follows_the_language(window: QWidget, languages: Languages) -> None:
    toast = Toast(window, LONG_MS)
    toast.show_words(lambda: f"{languages.code}: mallory was muted.", window.close)
    languages.choose("zh_CN")
    QApplication.processEvents()
    assert toast.text == "zh_CN: mallory was muted."
    assert undo_button(toast).text() == "撤销"


def test_a_cleared_toast_undoes_nothing_any_more(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window, LONG_MS)
    for name in ("mallory", "eve"):
        toast.show_words(partial("{} was muted.".format, name), window.close)
    toast.clear()
    assert not toast.isVisible()
    toast.show_words(lambda: "Copied.")
    assert toast.text == "Copied."
    assert not undo_button(toast).isVisible()
