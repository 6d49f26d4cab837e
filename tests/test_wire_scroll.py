"""In a window that is too low for everything, everything is as high as it has to be, and can be scrolled to."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.wire_scroll import WireScroll


def block(least: int) -> QWidget:
    made = QWidget()
    made.setMinimumSize(120, least)
    return made


@pytest.fixture
def scroll(themes: ThemeSource, qtbot: QtBot) -> WireScroll:
    made = WireScroll()
    qtbot.addWidget(made)
    for _ in range(3):
        made.places.addWidget(block(100))
    made.resize(300, 400)
    made.show()
    return made


def test_where_there_is_room_nothing_scrolls(scroll: WireScroll, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 0)


def test_nothing_is_lower_than_it_has_to_be(scroll: WireScroll, qtbot: QtBot) -> None:
    scroll.resize(300, 150)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 150)
    places = scroll.places
    heights = [item.geometry().height() for item in map(places.itemAt, range(places.count())) if item]
    assert heights == [100, 100, 100]


def test_words_that_take_more_lines_have_them(scroll: WireScroll, qtbot: QtBot) -> None:
    words = QLabel("word " * 60)
    words.setWordWrap(True)
    scroll.places.addWidget(words)
    scroll.resize(300, 150)
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))


def test_what_was_asked_for_comes_into_sight(scroll: WireScroll, qtbot: QtBot) -> None:
    scroll.resize(300, 150)
    item = scroll.places.itemAt(2)
    assert item is not None
    last = item.widget()
    assert last is not None
    scroll.bring_into_view(last)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().value() == scroll.verticalScrollBar().maximum() > 0)


def test_it_makes_a_window_wider_and_not_higher(scroll: WireScroll) -> None:
    before = scroll.minimumSizeHint()
    wide = block(500)
    wide.setMinimumWidth(400)
    scroll.places.addWidget(wide)
    wide.show()
    assert scroll.minimumSizeHint().width() >= 400 > before.width()
    assert scroll.minimumSizeHint().height() == before.height()
    assert scroll.sizeHint().height() == 800
