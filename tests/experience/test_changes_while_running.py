"""Language and looks change while everything is open: no old word and no old colour stays behind."""

from collections import Counter

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMainWindow

from shared.ui.theme import DARK, LIGHT
from shared.ui.theme_source import ThemeChoice
from tests.experience.conftest import Shown
from tests.experience.walk import words_on

# The colours of all that is wide: one of the other theme means that a surface was not painted anew.
SURFACES = ("window", "panel", "field", "bubble", "own_bubble", "whisper_fill", "announcement_fill")


_SURFACE = 0.03
"""The least share of the picture that makes a surface; letters, signs and icons are less."""


def surfaces_of(picture: QImage) -> set[str]:
    """The colours of which there is more than a letter or a sign has."""
    points = [(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)]
    counts = Counter(picture.pixelColor(x, y).name().upper() for x, y in points)
    return {colour for colour, count in counts.items() if count > _SURFACE * len(points)}


@pytest.mark.parametrize(
    ("choice", "gone", "stays"),
    [(ThemeChoice.DARK, LIGHT, DARK), (ThemeChoice.LIGHT, DARK, LIGHT)],
    ids=["dark", "light"],
)
def test_no_surface_of_the_other_theme_is_left(
    shown: Shown, choice: ThemeChoice, gone: object, stays: object
) -> None:
    shown.dress(theme=ThemeChoice.LIGHT if choice is ThemeChoice.DARK else ThemeChoice.DARK)
    shown.dress(theme=choice)
    found = surfaces_of(shown.top.grab().toImage())
    kept = {QColor(getattr(stays, name)).name().upper() for name in SURFACES}
    old = {QColor(getattr(gone, name)).name().upper() for name in SURFACES}
    assert found & kept, "or this test sees nothing"
    assert found & (old - kept) == set()


def test_there_and_back_every_word_is_as_it_was(shown: Shown) -> None:
    before = _lasting(shown)
    shown.dress("zh_CN")
    there = _lasting(shown)
    shown.dress("en")
    assert _lasting(shown) == before
    # A menu of a row is made anew whenever it opens.
    assert there != before or "-person-menu" in shown.name, "or this test changes nothing"


def test_a_new_language_changes_the_title(shown: Shown) -> None:
    if not isinstance(shown.top, QMainWindow):
        pytest.skip("only windows have titles")
    before = shown.top.windowTitle()
    shown.dress("zh_CN")
    assert shown.top.windowTitle() != before


def _lasting(shown: Shown) -> set[str]:
    """All words that do not change with the time."""
    return {text for text in words_on(shown.top).values() if not any(sign.isdigit() for sign in text)}
