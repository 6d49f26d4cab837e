"""Text broken into lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from shared.ui.transcript_body import Body, BodyStyle, set_body
from shared.ui.transcript_spans import marked


@pytest.fixture
def style(qapp: QApplication) -> BodyStyle:
    font = QFont()
    font.setPixelSize(13)
    return BodyStyle(font, ("monospace",), 18, 14.0, 28.0, 16, "#0000ff")


def lines(body: Body) -> list[str]:
    text = body.layout.text()
    cut = [body.layout.lineAt(number) for number in range(body.layout.lineCount())]
    return [text[line.textStart() : line.textStart() + line.textLength()].strip("\u2028 ") for line in cut]


def test_line_breaks_of_the_writer_are_kept(style: BodyStyle) -> None:
    body = set_body(marked("one\n\nthree"), style, 400)

    assert lines(body) == ["one", "", "three"]
    assert body.height == 3 * style.leading


def test_word_without_a_space_is_broken_anywhere(style: BodyStyle) -> None:
    body = set_body(marked("A" * 300), style, 200)

    assert len(lines(body)) > 1
    assert body.width <= 200
    assert "".join(lines(body)) == "A" * 300


def test_text_takes_no_more_width_than_it_needs(style: BodyStyle) -> None:
    assert set_body(marked("hi"), style, 400).width < 40


def test_arabic_text_stands_at_the_right_and_latin_text_at_the_left(style: BodyStyle) -> None:
    leftward = set_body(marked("مرحبا بالعالم في الغرفة\nمرحبا"), style, 400)
    rightward = set_body(marked("hello in the room\nhi مرحبا"), style, 400)

    short = leftward.layout.lineAt(1).naturalTextRect()
    assert short.right() == pytest.approx(leftward.width, abs=2)
    assert rightward.layout.lineAt(1).naturalTextRect().left() == pytest.approx(0, abs=1)


def test_link_is_found_under_the_mouse_also_behind_emoji(style: BodyStyle) -> None:
    body = set_body(marked("😀😀 see http://a.org/x now"), style, 400)
    line = body.layout.lineAt(0)
    middle = line.naturalTextRect().center().y()

    def at_unit(unit: int) -> QPointF:
        place = line.cursorToX(unit)
        # Qt gives back where the cursor really is, too, because it may not stand inside an emoji.
        assert isinstance(place, tuple)
        return QPointF(place[0] + 2, middle)

    # An emoji is two units to Qt.
    link = len("1122 see ")
    assert body.link_at(at_unit(link)) == "http://a.org/x"
    assert body.link_at(at_unit(link + len("http://a.org/x") - 1)) == "http://a.org/x"
    assert body.link_at(at_unit(link - 2)) is None
    assert body.link_at(at_unit(link + len("http://a.org/x") + 2)) is None
    assert body.link_at(QPointF(5_000, middle)) is None
    assert body.link_at(QPointF(at_unit(link).x(), 500)) is None


def test_markup_is_drawn_as_text(style: BodyStyle) -> None:
    assert lines(set_body(marked("<b>x</b> &lt;"), style, 400)) == ["<b>x</b> &lt;"]


def test_centred_text_stands_in_the_width_that_it_reports(style: BodyStyle) -> None:
    body = set_body(marked("short\na much longer line"), style, 400, Qt.AlignmentFlag.AlignHCenter)

    rect = body.layout.lineAt(0).naturalTextRect()
    assert rect.center().x() == pytest.approx(body.width / 2, abs=2)


def test_tower_of_marks_makes_no_tower_of_a_row(style: BodyStyle) -> None:
    assert set_body(marked("a" + "\u0301" * 100), style, 400).height < 3 * style.leading
