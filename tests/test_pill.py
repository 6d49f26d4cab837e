"""A pill says its state in words, in colours that follow the theme, and never cut."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from shared.ui.pill import Pill, PillKind, paint_pill, pill_font, pill_size
from shared.ui.theme import DARK, LIGHT
from shared.ui.theme_source import ThemeChoice, ThemeSource


@pytest.fixture
def pill(themes: ThemeSource, qtbot: QtBot) -> Pill:
    made = Pill(themes)
    qtbot.addWidget(made)
    made.show_state("Connected · 3 ms", PillKind.GOOD)
    made.show()
    return made


def edge_color(pill: Pill) -> str:
    image = pill.grab().toImage()
    return image.pixelColor(image.width() // 2, 1).name().upper()


def test_a_pill_is_filled_with_the_color_of_its_kind(pill: Pill) -> None:
    assert edge_color(pill) == LIGHT.good_fill
    pill.show_state("Reconnecting…", PillKind.WARNING)
    assert edge_color(pill) == LIGHT.warning_fill
    assert pill.kind is PillKind.WARNING


def test_a_pill_follows_the_theme(pill: Pill, themes: ThemeSource) -> None:
    themes.choose(ThemeChoice.DARK)
    assert edge_color(pill) == DARK.good_fill


def test_a_pill_has_room_for_all_its_words(pill: Pill) -> None:
    before = pill.sizeHint().width()
    pill.show_state("Connected · 3 ms and then some", PillKind.GOOD)
    assert pill.sizeHint().width() > before
    assert pill.minimumSizeHint() == pill.sizeHint()


def test_a_screen_reader_reads_the_words_of_a_pill(pill: Pill) -> None:
    interface = QAccessible.queryAccessibleInterface(pill)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Connected · 3 ms"


def test_the_kinds_can_be_told_apart(pill: Pill) -> None:
    looks = set()
    for kind in PillKind:
        pill.show_state("x", kind)
        looks.add(edge_color(pill))
    assert len(looks) == len(PillKind)


def test_a_painted_pill_too_long_for_its_place_stays_in_it(themes: ThemeSource) -> None:
    image = QImage(60, 24, QImage.Format.Format_ARGB32)
    image.fill(QColor(LIGHT.window))
    painter = QPainter(image)
    painter.setFont(pill_font(painter.font()))
    paint_pill(painter, QRect(0, 0, 40, 24), "teacher of the whole class", PillKind.GOOD, LIGHT)
    painter.end()
    assert all(image.pixelColor(x, 12).name().upper() == LIGHT.window for x in range(42, 60))


def test_the_size_of_a_pill_grows_with_the_dot(themes: ThemeSource, pill: Pill) -> None:
    font = pill_font(pill.font())
    assert pill_size("teacher", font, has_dot=True).width() > pill_size("teacher", font).width()
