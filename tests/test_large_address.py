"""The address on the whole screen, for the back row."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from chatroom_server.window.large_address import LargeAddress
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource


@pytest.fixture
def large(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> LargeAddress:
    made = LargeAddress()
    qtbot.addWidget(made)
    return made


def address_label(large: LargeAddress) -> QLabel:
    label = large.findChild(QLabel, "largeAddress")
    assert label is not None
    return label


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768), (768, 1366)])
@pytest.mark.parametrize("address", ["192.168.1.5 : 9999", "[2001:db8:85a3:1111:2222:8a2e:370:7334] : 9999"])
def test_the_address_is_never_below_a_twentieth_of_the_height(
    large: LargeAddress, size: tuple[int, int], address: str
) -> None:
    large.resize(*size)
    large.show()
    large.show_room("Room 101", address, 12)
    assert QFontInfo(address_label(large).font()).pixelSize() >= size[1] // 20


def test_room_and_people_stand_beside_the_address(large: LargeAddress) -> None:
    large.show_room("<b>方老师</b>", "192.168.1.5 : 9999", 12)
    texts = [label.text() for label in large.findChildren(QLabel)]
    assert "<b>方老师</b>" in texts
    assert any("12" in text for text in texts)
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in large.findChildren(QLabel)
        if "方" in label.text()
    )


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11])
def test_a_key_closes_it(large: LargeAddress, key: Qt.Key) -> None:
    large.show()
    QTest.keyClick(large, key)
    assert not large.isVisible()


def test_a_click_closes_it(large: LargeAddress) -> None:
    large.show()
    QTest.mouseClick(large, Qt.MouseButton.LeftButton)
    assert not large.isVisible()
