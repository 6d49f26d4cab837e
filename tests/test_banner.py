"""A banner says what is wrong without stopping anybody, and is announced once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui import banner as banner_module
from shared.ui.banner import Banner, BannerKind
from shared.ui.theme import DARK, LIGHT
from shared.ui.theme_source import ThemeChoice, ThemeSource


class Window(QWidget):
    """A field that somebody writes in, below a banner."""

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner(self)
        self.field = QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.banner)
        column.addWidget(self.field)

    def shown_buttons(self) -> list[QPushButton]:
        return [button for button in self.banner.findChildren(QPushButton) if button.isVisible()]


@pytest.fixture
def window(themes: ThemeSource, qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.resize(700, 120)
    made.show()
    made.field.setFocus()
    return made


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []

    def remember(_widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
        said.append(f"{text} (urgent)" if is_urgent else text)

    monkeypatch.setattr(banner_module, "announce", remember)
    return said


def test_a_banner_is_hidden_until_there_is_news(window: Window) -> None:
    assert not window.banner.isVisible()
    window.banner.show_text("Connection lost.", BannerKind.WARNING)
    assert window.banner.isVisible()
    assert window.banner.text == "Connection lost."
    window.banner.dismiss()
    assert not window.banner.isVisible()


def test_each_action_has_a_button_that_calls_it(window: Window) -> None:
    called: list[str] = []
    actions = [("Try now", lambda: called.append("try")), ("Leave", lambda: called.append("leave"))]
    window.banner.show_text("Connection lost.", BannerKind.WARNING, actions)
    buttons = window.shown_buttons()
    assert [button.text() for button in buttons] == ["Try now", "Leave"]
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert called == ["leave", "try"]
    assert window.banner.isVisible()


def test_an_action_may_dismiss_the_banner(window: Window) -> None:
    window.banner.show_text("Muted.", BannerKind.INFO, [("OK", window.banner.dismiss)])
    QTest.mouseClick(window.shown_buttons()[0], Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()


def test_a_third_action_is_refused(window: Window) -> None:
    with pytest.raises(ValueError, match="two"):
        window.banner.show_text("x", BannerKind.INFO, [("a", window.close)] * 3)


def test_the_buttons_of_older_news_are_gone(window: Window) -> None:
    window.banner.show_text("a", BannerKind.INFO, [("One", window.close), ("Two", window.close)])
    window.banner.show_text("b", BannerKind.INFO)
    assert window.shown_buttons() == []


def test_news_do_not_take_the_focus(window: Window) -> None:
    window.banner.show_text("Connection lost.", BannerKind.DANGER, [("Try now", window.close)])
    assert window.focusWidget() is window.field


def test_a_countdown_leaves_the_focus_on_its_button(window: Window) -> None:
    actions = [("Try now", window.close)]
    window.banner.show_text("Trying again in 3 s.", BannerKind.WARNING, actions)
    window.shown_buttons()[0].setFocus()
    window.banner.show_text("Trying again in 2 s.", BannerKind.WARNING, actions)
    assert window.focusWidget() is window.shown_buttons()[0]


def test_a_countdown_is_read_aloud_once(window: Window, announced: list[str]) -> None:
    for seconds in (12, 11, 9):
        window.banner.show_text(f"Trying again in {seconds} s.", BannerKind.WARNING)
    assert announced == ["Trying again in 12 s. (urgent)"]


def test_other_news_and_the_same_news_later_are_read_aloud(window: Window, announced: list[str]) -> None:
    window.banner.show_text("Lost.", BannerKind.WARNING)
    window.banner.show_text("Welcome.", BannerKind.INFO)
    window.banner.dismiss()
    window.banner.show_text("Welcome.", BannerKind.INFO)
    assert announced == ["Lost. (urgent)", "Welcome.", "Welcome."]


def test_markup_in_news_is_shown_as_it_is(window: Window) -> None:
    window.banner.show_text("<b>eve</b> was muted", BannerKind.INFO)
    label = window.banner.findChildren(QLabel)[0]
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>eve</b> was muted"


def test_a_banner_has_the_color_of_its_kind_in_both_themes(window: Window, themes: ThemeSource) -> None:
    def color() -> str:
        return window.banner.grab().toImage().pixelColor(2, 2).name().upper()

    window.banner.show_text("x", BannerKind.WARNING)
    assert color() == LIGHT.warning_fill
    themes.choose(ThemeChoice.DARK)
    assert color() == DARK.warning_fill
    window.banner.show_text("x", BannerKind.DANGER)
    assert color() == DARK.danger_fill


def test_a_long_sentence_wraps_and_is_not_cut(window: Window) -> None:
    window.banner.show_text("Connection lost.", BannerKind.WARNING, [("Try now", window.close)])
    window.resize(400, 300)
    one_line = window.banner.sizeHint().height()
    window.banner.show_text("word " * 60, BannerKind.WARNING, [("Try now", window.close)])
    assert window.banner.heightForWidth(380) > one_line
