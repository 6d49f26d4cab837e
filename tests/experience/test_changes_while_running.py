"""Language and looks change while everything is open: no old word and no old colour stays behind."""

from collections import Counter

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMainWindow

from shared.ui.theme import DARK, LIGHT, Theme
from shared.ui.theme_source import ThemeChoice
from tests.experience.conftest import Shown
from tests.experience.walk import words_on

# The colours of all that is wide: one of the other theme means that a surface was not painted anew.
SURFACES = ("window", "panel", "field", "bubble", "own_bubble", "whisper_fill", "announcement_fill")


_SURFACE = 0.03
"""The least share of the picture that makes a surface; letters, signs and icons are less."""


def surfaces_of(picture: QImage) -> set[str]:
    """The colours of which there is more than a letter or a sign has."""
    # All at once: to ask Qt for one dot after the other took a tenth of the time of all scenes.
    dots = memoryview(picture.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I")[::7]
    counts = Counter(dots.tolist())
    return {QColor(dot).name().upper() for dot, count in counts.items() if count > _SURFACE * len(dots)}


def test_no_surface_of_the_other_theme_is_left(undressed: Shown) -> None:
    undressed.dress(theme=ThemeChoice.LIGHT)
    for choice, gone, stays in ((ThemeChoice.DARK, LIGHT, DARK), (ThemeChoice.LIGHT, DARK, LIGHT)):
        undressed.dress(theme=choice)
        found = surfaces_of(undressed.top.grab().toImage())
        kept, old = _surfaces_in(stays), _surfaces_in(gone)
        assert found & kept, "or this test sees nothing"
        assert found & (old - kept) == set(), choice


def _surfaces_in(theme: Theme) -> set[str]:
    return {QColor(getattr(theme, name)).name().upper() for name in SURFACES}


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
