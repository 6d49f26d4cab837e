"""The look follows what a widget is for, and nothing moves when the focus does."""

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QStyle, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.stylesheet import set_role, set_style_property
from shared.ui.theme_source import ThemeSource


def color_inside(widget: QWidget) -> str:
    return widget.grab().toImage().pixelColor(6, widget.height() // 2).name().upper()


def color_of_line(widget: QWidget) -> str:
    return widget.grab().toImage().pixelColor(0, widget.height() // 2).name().upper()


def test_a_role_may_be_given_after_the_widget_is_shown(themes: ThemeSource, qtbot: QtBot) -> None:
    button = QPushButton("Join")
    qtbot.addWidget(button)
    button.resize(90, 40)
    button.show()
    set_role(button, "primary")
    assert button.grab().toImage().pixelColor(6, 20).name().upper() == themes.theme.accent


def test_a_button_does_not_grow_when_it_gets_the_focus(themes: ThemeSource, qtbot: QtBot) -> None:
    button = QPushButton("Join")
    qtbot.addWidget(button)
    button.show()
    button.clearFocus()
    before = button.sizeHint()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert button.sizeHint() == before


@pytest.mark.parametrize("role", ["", "primary", "danger", "link", "quiet", "choice"])
def test_every_button_shows_the_focus(themes: ThemeSource, qtbot: QtBot, role: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 80)
    other, button = QLineEdit(window), QPushButton("Join", window)
    set_role(button, role)
    button.move(150, 10)
    window.show()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = button.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != before


@pytest.mark.parametrize("kind", [QLineEdit, QTextEdit, QComboBox])
def test_a_field_with_the_focus_has_a_line_in_the_accent(
    themes: ThemeSource, qtbot: QtBot, kind: type[QWidget]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    field.resize(120, 40)
    field.show()
    qtbot.waitUntil(field.isActiveWindow)
    field.clearFocus()
    assert color_of_line(field) == themes.theme.border
    size = field.sizeHint()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert color_of_line(field) == themes.theme.accent
    assert field.sizeHint() == size


def test_a_field_with_a_problem_has_a_line_in_the_color_of_danger(themes: ThemeSource, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    field.clearFocus()
    set_style_property(field, "problem", "yes")
    assert color_of_line(field) == themes.theme.danger
    set_style_property(field, "problem", "no")
    assert color_of_line(field) == themes.theme.border


def test_ticks_grow_with_the_text_beside_them(themes: ThemeSource, qtbot: QtBot) -> None:
    check = QCheckBox("Do not disturb")
    qtbot.addWidget(check)
    check.show()

    def side() -> int:
        return check.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, check)

    before = side()
    themes.set_text_percent(200)
    try:
        qtbot.waitUntil(lambda: side() >= before * 3 // 2)
    finally:
        themes.set_text_percent(100)
