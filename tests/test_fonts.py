"""The fonts are large enough, and know where to find Chinese."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QImage, QPainter
from PySide6.QtWidgets import QApplication

from shared.ui.fonts import mono_font, prefer_color_emoji, text_font


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


def test_emoji_are_drawn_in_color_whatever_the_font_of_the_text(qapp: QApplication) -> None:
    prefer_color_emoji()
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setFont(text_font(QFont("DejaVu Sans", 24)))
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, "❤️")
    painter.end()
    colors = {image.pixelColor(x, y).hue() for x in range(60) for y in range(60)}
    # Black and white have no hue.
    if QFontDatabase.hasFamily("Noto Color Emoji"):
        assert colors - {-1}
