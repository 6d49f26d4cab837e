"""What the rows look like, as far as a test can see."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from shared.ui.language import Languages
from shared.ui.theme import DARK, LIGHT, Theme
from shared.ui.transcript_delegate import TranscriptDelegate
from shared.ui.transcript_entry import Entry, EntryKind, Standing
from shared.ui.transcript_layout import TranscriptLayouter
from shared.ui.transcript_model import TranscriptModel
from tests.helpers.transcript import DAY, announced, at, came, noticed, own, said, whispered

WIDTH = 500
MARGIN = 60


@pytest.fixture
def model(qapp: QApplication, languages: Languages) -> TranscriptModel:
    return TranscriptModel(opened_on=DAY)


def painted(model: TranscriptModel, number: int, theme: Theme) -> QImage:
    """Row `number` on a sheet with a margin above and below it."""
    layouter = TranscriptLayouter(model.words, QApplication.font(), theme)
    delegate = TranscriptDelegate(model, layouter, theme)
    delegate.row_width = WIDTH
    option = QStyleOptionViewItem()
    height = delegate.sizeHint(option, model.index(number)).height()
    option.rect = QRect(0, MARGIN, WIDTH, height)
    sheet = QImage(WIDTH, height + 2 * MARGIN, QImage.Format.Format_RGB32)
    sheet.fill(theme.window)
    painter = QPainter(sheet)
    delegate.paint(painter, option, model.index(number))
    painter.end()
    return sheet


def shown(model: TranscriptModel, *entries: Entry) -> None:
    model.append(entries)
    model.flush()


def colors(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_tower_of_marks_stays_inside_its_row(model: TranscriptModel, theme: Theme) -> None:
    tower = "a" + "\u0301" * 100
    shown(model, said(1, tower, sender=tower))

    sheet = painted(model, 0, theme)

    outside = sheet.copy(0, 0, WIDTH, MARGIN)
    assert colors(outside) == {theme.window.upper()}


@pytest.mark.parametrize(
    ("entry", "fill"),
    [
        (said(1), "bubble"),
        (own(1), "own_bubble"),
        (whispered(1), "whisper_fill"),
        (announced(1), "announcement_fill"),
    ],
)
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_kind_has_its_own_ground(model: TranscriptModel, entry: Entry, fill: str, theme: Theme) -> None:
    shown(model, entry)

    assert getattr(theme, fill).upper() in colors(painted(model, 0, theme))


def test_states_of_a_message_are_told_apart_without_their_colours(model: TranscriptModel) -> None:
    model.append([said(1)])
    sheets = []
    for standing in Standing:
        model.set_pending([own(2, "same words", standing)])
        model.flush()
        grey = painted(model, 1, LIGHT).convertToFormat(QImage.Format.Format_Grayscale8)
        sheets.append(grey)

    for number, sheet in enumerate(sheets):
        assert all(sheet != other for other in sheets[number + 1 :])


def test_dark_rows_have_nothing_of_the_light_ground(model: TranscriptModel) -> None:
    shown(model, said(1), announced(2), noticed(3), came(4, "bob"), said(5, when=at(9, days_later=1)))

    for number in range(model.rowCount()):
        seen = colors(painted(model, number, DARK))
        assert not seen & {LIGHT.bubble.upper(), LIGHT.announcement_fill.upper(), LIGHT.text.upper()}


def test_markup_paints_like_any_other_text(model: TranscriptModel) -> None:
    image = Entry(1, EntryKind.SAID, at(9), "alice", "<font color='#ff00ff'>■■■■■■</font>")
    shown(model, image)

    assert "#FF00FF" not in colors(painted(model, 0, LIGHT))
