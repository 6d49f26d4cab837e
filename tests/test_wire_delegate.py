"""Rows are painted: bytes told apart, the end of a frame always in sight, wrong ones in the colour of danger."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeChoice, ThemeSource
from shared.ui.wire.wire_model import WireModel
from shared.ui.wire.wire_rows import WireColumn
from shared.ui.wire.wire_table import WireTable
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import Role, WireFrames
from tests.helpers.wire_records import WireRecords, frame


def painted(
    themes: ThemeSource, qtbot: QtBot, data: bytes, column: WireColumn, *, is_chosen: bool = False
) -> QImage:
    words = WireWords(Role.SERVER)
    model = WireModel(words)
    table = WireTable(model, themes)
    words.setParent(table)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(800, 300)
    table.show()
    records = WireRecords()
    records.receive(records.open(), data)
    table.rows_added(model.append(WireFrames(Role.SERVER).add(records.all)))
    place = table.visualRect(model.index(0, column))
    if is_chosen:
        table.activateWindow()
        qtbot.waitUntil(table.isActiveWindow)
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    return table.viewport().grab(place).toImage()


def colors(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_parts_of_a_frame_have_their_colours(
    themes: ThemeSource, qtbot: QtBot, choice: ThemeChoice
) -> None:
    themes.choose(choice)
    theme = themes.theme
    seen = colors(painted(themes, qtbot, frame("3", "hi"), WireColumn.BYTES))
    assert {theme.wire_stx_fill, theme.wire_type_fill, theme.wire_etx_fill, theme.bubble} <= seen
    assert theme.wire_skipped_hatch not in seen


def test_however_long_a_text_is_its_end_is_in_sight(themes: ThemeSource, qtbot: QtBot) -> None:
    seen = colors(painted(themes, qtbot, frame("3", "long " * 500), WireColumn.BYTES))
    assert themes.theme.wire_etx_fill in seen


def test_skipped_bytes_are_hatched(themes: ThemeSource, qtbot: QtBot) -> None:
    seen = colors(painted(themes, qtbot, b"nothing\n", WireColumn.BYTES))
    assert themes.theme.wire_skipped_hatch in seen
    assert themes.theme.wire_stx_fill not in seen


def test_what_is_wrong_has_the_colour_of_danger(themes: ThemeSource, qtbot: QtBot) -> None:
    assert themes.theme.danger in colors(painted(themes, qtbot, frame("7", "?"), WireColumn.MEANING))
    assert themes.theme.danger not in colors(painted(themes, qtbot, frame("3", "?"), WireColumn.MEANING))


def test_bytes_that_are_clicked_on_are_still_to_be_seen(themes: ThemeSource, qtbot: QtBot) -> None:
    image = painted(themes, qtbot, frame("3", "hi"), WireColumn.BYTES, is_chosen=True)
    end = themes.theme.wire_etx_fill
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    ends = sum(image.pixelColor(x, y).name().upper() == end for x, y in places)
    assert 0 < ends < len(places) / 4  # a frame round the cell, and no cover on it
    assert themes.theme.wire_stx_fill in colors(image)
