"""The card in the middle of a page."""

from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from shared.ui.card_width import card_width


def sized(pixels: int) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    return font


def test_it_is_as_drawn_and_grows_with_the_text(qtbot: QtBot) -> None:
    assert card_width(sized(13), 2_000) == 440
    assert card_width(sized(26), 2_000) == 880


def test_it_is_no_wider_than_its_page_and_never_nothing(qtbot: QtBot) -> None:
    assert 300 < card_width(sized(26), 400) < 400
    assert card_width(sized(13), 10) > 200
