"""The fonts are large enough, and know where to find Chinese."""

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from shared.ui.fonts import mono_font, text_font


def test_small_text_is_made_readable(qapp: QApplication) -> None:
    assert text_font(QFont("DejaVu Sans", 8)).pointSizeF() == 10


def test_large_text_stays_large(qapp: QApplication) -> None:
    assert text_font(QFont("DejaVu Sans", 18)).pointSizeF() == 18


def test_chinese_forms_are_asked_for_after_the_system_font(qapp: QApplication) -> None:
    families = text_font(QFont("DejaVu Sans")).families()
    assert families[0] == QFontInfo(QFont("DejaVu Sans")).family()
    assert families.index("Noto Sans CJK SC") > 0


def test_a_font_asked_for_twice_is_the_same(qapp: QApplication) -> None:
    once = text_font(QFont("DejaVu Sans"))
    assert text_font(once) == once


def test_the_font_of_bytes_has_the_size_of_text(qapp: QApplication) -> None:
    font = mono_font(QFont("DejaVu Sans", 14))
    assert font.pointSizeF() == 14
    assert QFontInfo(font).fixedPitch()
