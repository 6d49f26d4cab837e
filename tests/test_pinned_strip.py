"""The last announcement, kept above the conversation."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.language import Languages
from shared.ui.pinned_strip import PinnedStrip
from shared.ui.theme import DARK, LIGHT
from shared.ui.theme_source import ThemeChoice, ThemeSource


@pytest.fixture
def strip(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[PinnedStrip]:
    around = QWidget()
    qtbot.addWidget(around)
    strip = PinnedStrip(around)
    strip.resize(500, 40)
    around.resize(500, 60)
    around.show()
    yield strip
    around.close()


def test_nothing_is_shown_until_something_is_announced(strip: PinnedStrip) -> None:
    assert not strip.isVisible()
    strip.pin("Open your books.")
    assert strip.isVisible()
    assert strip.text == "Open your books."


def test_the_next_announcement_takes_the_place_of_the_last(strip: PinnedStrip) -> None:
    strip.pin("Open your books.")
    strip.pin("Close your books.")
    assert strip.text == "Close your books."
    strip.unpin()
    assert not strip.isVisible()
    assert strip.text == ""


def test_it_is_told_by_a_word_in_the_language_that_is_on(
    strip: PinnedStrip, languages: Languages, qtbot: QtBot
) -> None:
    strip.pin("<b>now</b>")
    words = [label.text() for label in strip.findChildren(QLabel)]
    assert words == ["Announcement", "<b>now</b>"]
    languages.choose("zh_CN")
    qtbot.waitUntil(lambda: [label.text() for label in strip.findChildren(QLabel)] == ["公告", "<b>now</b>"])


def test_it_has_the_colour_of_announcements_in_both_themes(strip: PinnedStrip, themes: ThemeSource) -> None:
    strip.pin("Open your books.")
    for choice, theme in ((ThemeChoice.LIGHT, LIGHT), (ThemeChoice.DARK, DARK)):
        themes.choose(choice)
        pixel = strip.grab().toImage().pixelColor(strip.width() - 4, 4)
        assert pixel == QColor(theme.announcement_fill)
