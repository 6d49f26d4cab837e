"""The raised hands above the people."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.window.hands import Hand
from chatroom_server.window.hands_strip import HandsStrip
from shared.ui.elided_label import ElidedLabel
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.server_window import bare

ALICE, BOB, CHEN = Hand(1, "alice", 0.0), Hand(2, "bob", 1.0), Hand(3, "陈小明", 2.0)
HOSTILE = "<b>Eve</b> &amp; \u202eevil"


@pytest.fixture
def strip(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HandsStrip]:
    around = QWidget()
    qtbot.addWidget(around)
    strip = HandsStrip()
    column = QVBoxLayout(around)
    column.addWidget(strip)
    column.addStretch()
    around.resize(480, 400)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    yield strip
    around.close()


def show(strip: HandsStrip, qtbot: QtBot, *hands: Hand) -> None:
    strip.show_hands(hands)
    qtbot.waitUntil(lambda: shown(strip) == [hand.name for hand in hands])
    # And laid out, as high as it wants to be.
    qtbot.waitUntil(lambda: not hands or (strip.height() == strip.sizeHint().height() and is_whole(strip)))


def is_whole(strip: HandsStrip) -> bool:
    """Whether the lines that are to be in sight have all the height they want."""
    scroll = strip.findChild(QScrollArea, "handsScroll")
    return scroll is not None and scroll.height() == scroll.sizeHint().height()


def shown(strip: HandsStrip) -> list[str]:
    if not strip.isVisible():
        return []
    return [label.text() for label in strip.findChildren(ElidedLabel) if label.isVisible()]


def button(strip: HandsStrip, name: str, place: int = 0) -> QPushButton:
    return [each for each in strip.findChildren(QPushButton, name) if each.isVisible()][place]


def test_without_a_hand_it_takes_no_place(strip: HandsStrip, qtbot: QtBot) -> None:
    assert not strip.isVisible()
    show(strip, qtbot, ALICE)
    assert strip.isVisible()
    show(strip, qtbot)
    assert not strip.isVisible()


def test_the_hands_stand_in_their_order_and_are_counted(strip: HandsStrip, qtbot: QtBot) -> None:
    show(strip, qtbot, CHEN, ALICE, BOB)
    heading = strip.findChild(QLabel, "handsHeading")
    assert heading is not None
    assert "3" in heading.text()
    assert "3" in heading.accessibleName()


def test_each_hand_is_lowered_by_its_own_button(strip: HandsStrip, qtbot: QtBot) -> None:
    show(strip, qtbot, ALICE, BOB)
    assert bare(button(strip, "lowerHandButton", 1).accessibleName()) == "Lower the hand of bob"
    with qtbot.waitSignal(strip.lower_wanted) as wanted:
        QTest.mouseClick(button(strip, "lowerHandButton", 1), Qt.MouseButton.LeftButton)
    assert wanted.args == [2]


def test_the_second_click_of_two_lowers_nobody_who_has_come_up_meanwhile(
    strip: HandsStrip, qtbot: QtBot
) -> None:
    show(strip, qtbot, ALICE, BOB)
    lowered: list[int] = []
    strip.lower_wanted.connect(lowered.append)
    place = button(strip, "lowerHandButton")
    QTest.mouseClick(place, Qt.MouseButton.LeftButton)
    show(strip, qtbot, BOB)
    middle = place.rect().center()
    press = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        QPointF(middle),
        QPointF(place.mapToGlobal(middle)),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(place, press)
    QTest.mouseRelease(place, Qt.MouseButton.LeftButton)
    assert lowered == [1]


def test_all_are_lowered_by_one_button(strip: HandsStrip, qtbot: QtBot) -> None:
    show(strip, qtbot, ALICE, BOB)
    with qtbot.waitSignal(strip.lower_all_wanted):
        QTest.mouseClick(button(strip, "lowerAllButton"), Qt.MouseButton.LeftButton)


def test_a_hand_is_answered_with_a_whisper(strip: HandsStrip, qtbot: QtBot) -> None:
    show(strip, qtbot, ALICE, BOB)
    with qtbot.waitSignal(strip.whisper_wanted) as wanted:
        QTest.mouseClick(button(strip, "handWhisperButton", 1), Qt.MouseButton.LeftButton)
    assert wanted.args == [2]


def test_the_keyboard_goes_with_its_hand(strip: HandsStrip, qtbot: QtBot) -> None:
    show(strip, qtbot, ALICE, BOB, CHEN)
    button(strip, "lowerHandButton", 1).setFocus()
    show(strip, qtbot, BOB, CHEN)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert bare(focused.accessibleName()) == "Lower the hand of bob"


def test_when_its_hand_is_down_the_keyboard_is_where_it_lowers_no_other(
    strip: HandsStrip, qtbot: QtBot
) -> None:
    show(strip, qtbot, ALICE, BOB)
    button(strip, "lowerHandButton").setFocus()
    show(strip, qtbot, BOB)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert bare(focused.accessibleName()) == "Whisper to bob"


def test_a_whole_class_takes_no_more_than_a_few_lines(strip: HandsStrip, qtbot: QtBot) -> None:
    show(strip, qtbot, ALICE)
    line = strip.height()
    strip.show_hands([Hand(guest, f"guest {guest}", 0.0) for guest in range(1, 301)])
    scroll = strip.findChild(QScrollArea, "handsScroll")
    assert scroll is not None
    qtbot.waitUntil(lambda: any("260" in label.text() for label in strip.findChildren(QLabel)))
    qtbot.waitUntil(lambda: strip.height() > line)
    assert strip.height() < 4 * line
    assert len(shown(strip)) == 40


def test_a_name_is_only_shown(strip: HandsStrip, qtbot: QtBot) -> None:
    show(strip, qtbot, Hand(9, HOSTILE, 0.0))
    (label,) = [each for each in strip.findChildren(ElidedLabel) if each.isVisible()]
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "\u202e" not in label.shown_text
    assert "\u202e" not in button(strip, "lowerHandButton").accessibleName()


def test_lines_are_as_high_as_their_text_when_it_grows_and_when_it_shrinks(
    strip: HandsStrip, themes: ThemeSource, qtbot: QtBot
) -> None:
    show(strip, qtbot, ALICE, BOB)
    usual = strip.height()
    themes.set_text_percent(200)
    qtbot.waitUntil(lambda: strip.height() > usual * 1.4)
    themes.set_text_percent(100)
    qtbot.waitUntil(lambda: strip.height() == usual)
