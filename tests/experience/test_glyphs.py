"""No box in the place of a character: Chinese, emoji, joined emoji and Arabic have glyphs of their own."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout
from PySide6.QtWidgets import QApplication

from shared.ui.fonts import mono_font, text_font
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.experience.conftest import Shown
from tests.experience.walk import words_on

WRITING = ("中文", "简体：课堂点名、电子举手", "😀", "👩‍🏫", "❤️", "العربية", "שלום", "José Ünïcödé", "…“”·×▾")


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    systems = QFontDatabase.writingSystems()
    if QFontDatabase.WritingSystem.SimplifiedChinese not in systems:
        pytest.skip("this computer has no Chinese font at all")


def boxes(text: str, font: QFont) -> int:
    """How many of the glyphs for ``text`` are the box that stands for none."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    while layout.createLine().isValid():
        pass
    layout.endLayout()
    return sum(list(run.glyphIndexes()).count(0) for run in layout.glyphRuns())


def test_a_character_that_nobody_draws_is_a_box(qapp: QApplication) -> None:
    assert boxes("\U0010fffd", text_font(qapp.font())) == 1


@pytest.mark.parametrize("text", WRITING)
def test_every_writing_has_its_glyphs(
    looks: tuple[ThemeSource, Languages], qapp: QApplication, text: str
) -> None:
    assert boxes(text, qapp.font()) == 0
    assert boxes(text, mono_font(qapp.font())) == 0


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_word_on_any_page_is_drawn_with_a_box(undressed: Shown, qapp: QApplication, language: str) -> None:
    undressed.dress(language)
    words = words_on(undressed.top)
    assert {place: text for place, text in words.items() if boxes(text, qapp.font())} == {}
