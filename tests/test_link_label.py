"""The sentence with one link in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from chatroom_client.window.link_label import LinkLabel
from shared.ui.theme import DARK, LIGHT
from shared.ui.theme_source import ThemeChoice, ThemeSource


@pytest.fixture
def label(themes: ThemeSource, qtbot: QtBot) -> LinkLabel:
    label = LinkLabel()
    qtbot.addWidget(label)
    label.setText('<a href="#">MMMMMMMM</a>')
    label.resize(300, 60)
    label.show()
    return label


def has(label: LinkLabel, color: str) -> bool:
    image = label.grab().toImage()
    wanted = QColor(color).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_link_takes_the_colour_of_the_theme_that_is_on(label: LinkLabel, themes: ThemeSource) -> None:
    assert has(label, LIGHT.link)
    themes.choose(ThemeChoice.DARK)
    assert has(label, DARK.link)
    assert not has(label, LIGHT.link)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_link_is_followed_by_keyboard(label: LinkLabel, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(label.followed):
        QTest.keyClick(label, key)
