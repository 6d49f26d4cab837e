"""The hint of the filter is whole, however narrow the field is."""

import pytest
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.wire_filter_edit import WireFilterEdit


@pytest.fixture
def edit(themes: ThemeSource, qtbot: QtBot) -> WireFilterEdit:
    made = WireFilterEdit()
    qtbot.addWidget(made)
    made.set_hints("Filter: name, type, text…", "Filter…")
    made.resize(made.sizeHint())
    made.show()
    return made


def test_with_room_it_says_what_can_be_typed(edit: WireFilterEdit) -> None:
    assert edit.placeholderText() == "Filter: name, type, text…"


def test_without_it_says_one_whole_word(edit: WireFilterEdit) -> None:
    edit.resize(edit.sizeHint().width() - 1, edit.height())
    assert edit.placeholderText() == "Filter…"
    edit.resize(edit.sizeHint())
    assert edit.placeholderText() == "Filter: name, type, text…"


def test_it_is_never_too_narrow_for_that_word(edit: WireFilterEdit) -> None:
    least = edit.minimumSizeHint().width()
    assert edit.fontMetrics().horizontalAdvance("Filter…") < least < edit.sizeHint().width()


def test_larger_text_needs_a_wider_field(edit: WireFilterEdit) -> None:
    font = edit.font()
    font.setPointSizeF(2 * font.pointSizeF())
    edit.setFont(font)
    assert edit.placeholderText() == "Filter…"
