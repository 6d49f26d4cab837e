"""The page with one card in its middle."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from shared.ui.card_scroll import CardScroll, card_width
from shared.ui.theme_source import ThemeSource


def sized(pixels: int) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    return font


def test_card_is_as_drawn_and_grows_with_the_text(qtbot: QtBot) -> None:
    assert card_width(sized(13), 2_000) == 440
    assert card_width(sized(26), 2_000) == 880


def test_card_is_no_wider_than_its_page_and_never_nothing(qtbot: QtBot) -> None:
    assert 300 < card_width(sized(26), 400) < 400
    assert card_width(sized(13), 10) > 200


def test_card_stays_in_the_middle_and_follows_the_width_of_the_page(
    themes: ThemeSource, qtbot: QtBot
) -> None:
    card = QFrame()
    page = CardScroll(card)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    widest = card.width()
    qtbot.waitUntil(lambda: abs(card.mapTo(page, card.rect().center()).x() - 450) < 3)
    page.resize(360, 600)
    qtbot.waitUntil(lambda: card.width() < min(widest, 360))


def test_what_wants_to_be_read_is_scrolled_to(themes: ThemeSource, qtbot: QtBot) -> None:
    card = QFrame()
    column = QVBoxLayout(card)
    labels = [QLabel(f"line {number}") for number in range(60)]
    for label in labels:
        column.addWidget(label)
    page = CardScroll(card)
    qtbot.addWidget(page)
    page.resize(500, 200)
    page.show()
    assert page.verticalScrollBar().value() == 0
    page.bring_into_view(labels[-1])
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert page.viewport().rect().contains(labels[-1].mapTo(page.viewport(), labels[-1].rect().center()))
