"""An avatar shows one whole character of the name, inside its circle, on the colour of the name."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from shared.ui.avatar import avatar_letter, paint_avatar
from shared.ui.theme import DARK, LIGHT, Theme

SIDE = 40


def painted(name: str, theme: Theme, rect: QRect | None = None) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_avatar(painter, rect or image.rect(), name, theme)
    painter.end()
    return image


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("alice", "A"),
        ("Erik", "E"),
        ("陈小明", "陈"),
        ("  bob", "B"),
        ("élan", "É"),
        ("e\u0301lan", "E\u0301"),
        ("👩‍🏫 teacher", "👩‍🏫"),
        ("🇨🇳", "🇨🇳"),
        ("𠮷野", "𠮷"),
        ("ßeta", "S"),
        ("7up", "7"),
        ("", "?"),
        (" \t", "?"),
    ],
)
def test_the_letter_is_the_first_character_a_person_sees(name: str, letter: str) -> None:
    assert avatar_letter(name) == letter


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_circle_has_the_color_of_the_name(qapp: QApplication, theme: Theme) -> None:
    image = painted("alice", theme)
    assert image.pixelColor(4, SIDE // 2).name().upper() == theme.avatar_color("alice")
    assert image.pixelColor(0, 0).alpha() == 0


def test_the_letter_is_seen(qapp: QApplication) -> None:
    image = painted("陈小明", LIGHT)
    inside = {image.pixelColor(x, y).name() for x in range(10, 30) for y in range(10, 30)}
    assert len(inside) > 2


def test_piled_up_marks_stay_inside_the_circle(qapp: QApplication) -> None:
    image = painted("a" + "\u0e49" * 40, LIGHT, QRect(10, 10, 20, 20))
    places = ((x, y) for x in range(SIDE) for y in range(SIDE))
    outside = [(x, y) for x, y in places if not (9 <= x <= 30 and 9 <= y <= 30)]
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in outside)


def test_a_wide_place_holds_a_round_avatar_in_its_middle(qapp: QApplication) -> None:
    image = painted("alice", LIGHT, QRect(0, 10, SIDE, 20))
    assert image.pixelColor(5, 20).alpha() == 0
    assert image.pixelColor(12, 20).alpha() == 255


def test_the_painter_is_left_as_it_was(qapp: QApplication) -> None:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    font, pen = painter.font(), painter.pen()
    paint_avatar(painter, image.rect(), "alice", LIGHT)
    assert (painter.font(), painter.pen()) == (font, pen)
    assert not painter.hasClipping()
    painter.end()
