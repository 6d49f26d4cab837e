"""Where things stand in a row."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from shared.ui.language import Languages
from shared.ui.theme import DARK, LIGHT
from shared.ui.transcript_entry import Entry, EntryKind, Standing
from shared.ui.transcript_layout import HitKind, RowLayout, TranscriptLayouter, hit_test
from shared.ui.transcript_rows import DayRow, EntryRow, PresenceRow, Row, UnreadRow, entry_row
from shared.ui.transcript_words import TranscriptWords
from tests.helpers.transcript import DAY, announced, at, noticed, own, said, talk, whispered

WIDTH = 700


@pytest.fixture
def layouter(qapp: QApplication, languages: Languages) -> TranscriptLayouter:
    font = QFont()
    font.setPixelSize(13)
    return TranscriptLayouter(TranscriptWords(), font, LIGHT)


def row_of(entry: Entry, before: Row | None = None) -> EntryRow:
    return entry_row(entry, DAY, before)


def boxes(layout: RowLayout) -> list[QRect]:
    labels = (layout.name, layout.time, layout.standing, layout.try_again, layout.remove)
    places = [label.rect for label in labels if label is not None]
    return [*places, *(rect for rect in (layout.bubble, layout.avatar, layout.standing_sign) if rect)]


EVERY_ROW: list[Row] = [
    row_of(said(1)),
    row_of(said(1, "long " * 200)),
    row_of(own(1, "x", Standing.WAITING)),
    row_of(own(1, "x", Standing.REFUSED, to="bob")),
    row_of(whispered(1, sender="a name that is as long as it may")),
    row_of(announced(1, "word " * 60)),
    row_of(noticed(1)),
    PresenceRow(1, DAY, at(9), ("alice",), ("bob",)),
    DayRow(1, DAY),
    UnreadRow(1, DAY, 2),
]


@pytest.mark.parametrize("row", EVERY_ROW)
@pytest.mark.parametrize("width", [180, 400, 1_400])
def test_nothing_stands_outside_its_row(layouter: TranscriptLayouter, row: Row, width: int) -> None:
    layout = layouter.layout_of(row, width)
    area = QRect(0, 0, width, layout.height)

    assert all(area.contains(box) for box in boxes(layout))
    body = QRect(layout.body_at.x(), layout.body_at.y(), layout.body.width, layout.body.height)
    assert area.contains(body)
    if layout.bubble is not None:
        assert layout.bubble.contains(body)


@pytest.mark.parametrize("row", EVERY_ROW)
def test_labels_and_bubble_do_not_cover_each_other(layouter: TranscriptLayouter, row: Row) -> None:
    layout = layouter.layout_of(row, WIDTH)
    # An announcement's strip is meant to hold its labels.
    is_strip = isinstance(row, EntryRow) and row.entry.kind is EntryKind.ANNOUNCEMENT
    places = [box for box in boxes(layout) if not (is_strip and box == layout.bubble)]

    for number, box in enumerate(places):
        assert not any(box.intersects(other) for other in places[number + 1 :])


def test_own_messages_stand_at_the_right_and_others_at_the_left(layouter: TranscriptLayouter) -> None:
    mine = layouter.layout_of(row_of(own(1)), WIDTH).bubble
    other = layouter.layout_of(row_of(said(1)), WIDTH).bubble

    assert mine is not None
    assert other is not None
    assert WIDTH - mine.right() < WIDTH // 10
    assert other.left() < WIDTH // 10
    assert other.right() < mine.left()


def test_message_of_the_same_group_has_no_header_and_no_avatar(layouter: TranscriptLayouter) -> None:
    first = row_of(said(1))
    alone = layouter.layout_of(first, WIDTH)
    grouped = layouter.layout_of(row_of(said(2), first), WIDTH)

    assert alone.name is not None
    assert alone.avatar is not None
    assert (grouped.name, grouped.avatar, grouped.time) == (None, None, None)
    assert grouped.height < alone.height


def test_long_name_is_cut_and_its_time_stays_in_sight(layouter: TranscriptLayouter) -> None:
    layout = layouter.layout_of(row_of(said(1, sender="W" * 96)), 300)

    assert layout.name is not None
    assert layout.time is not None
    assert layout.name.text.endswith("…")
    assert layout.time.rect.right() < 300


@pytest.mark.parametrize("standing", [Standing.UNSURE, Standing.REFUSED])
def test_message_that_may_be_lost_offers_to_try_again_or_to_remove_it(
    layouter: TranscriptLayouter, standing: Standing
) -> None:
    row = row_of(own(1, standing=standing))
    layout = layouter.layout_of(row, WIDTH)

    assert layout.try_again is not None
    assert layout.remove is not None
    assert hit_test(row, layout, layout.try_again.rect.center()).kind is HitKind.TRY_AGAIN
    assert hit_test(row, layout, layout.remove.rect.center()).kind is HitKind.REMOVE


def test_what_can_be_done_stands_below_where_there_is_no_room_beside(layouter: TranscriptLayouter) -> None:
    row = row_of(own(1, "x", Standing.UNSURE))
    wide, narrow = layouter.layout_of(row, WIDTH), layouter.layout_of(row, 150)
    for layout, is_below in ((wide, False), (narrow, True)):
        assert layout.standing is not None
        assert layout.remove is not None
        assert (layout.remove.rect.top() > layout.standing.rect.bottom()) is is_below
    assert narrow.height > wide.height
    heights = {layouter.height_of(row, width) for width in range(150, WIDTH)}
    assert heights == {narrow.height, wide.height}


def test_message_that_may_still_arrive_offers_nothing(layouter: TranscriptLayouter) -> None:
    layout = layouter.layout_of(row_of(own(1, standing=Standing.SENDING)), WIDTH)

    assert (layout.try_again, layout.remove) == (None, None)


def test_every_standing_is_told_in_words(layouter: TranscriptLayouter) -> None:
    texts = set()
    for standing in Standing:
        label = layouter.layout_of(row_of(own(1, standing=standing)), WIDTH).standing
        texts.add(label.text if label else "")

    assert texts == {"", "waiting", "sending…", "not confirmed", "not sent"}


def test_avatar_and_name_are_the_person_and_the_rest_is_the_message(layouter: TranscriptLayouter) -> None:
    row = row_of(said(1))
    layout = layouter.layout_of(row, WIDTH)
    assert layout.avatar is not None
    assert layout.name is not None
    assert layout.bubble is not None

    for place in (layout.avatar.center(), layout.name.rect.center()):
        hit = hit_test(row, layout, place)
        assert (hit.kind, hit.target) == (HitKind.PERSON, "alice")
    assert hit_test(row, layout, layout.bubble.center()).kind is HitKind.MESSAGE
    assert hit_test(row, layout, QPoint(WIDTH - 5, 5)).kind is HitKind.NOTHING


def test_own_whisper_leads_to_the_other_person(layouter: TranscriptLayouter) -> None:
    row = row_of(own(1, to="bob"))
    layout = layouter.layout_of(row, WIDTH)
    assert layout.name is not None

    hit = hit_test(row, layout, layout.name.rect.center())
    assert (hit.kind, hit.target) == (HitKind.PERSON, "bob")


def test_link_in_a_bubble_is_hit_where_it_is_drawn(layouter: TranscriptLayouter) -> None:
    row = row_of(said(1, "http://a.org/x"))
    layout = layouter.layout_of(row, WIDTH)

    hit = hit_test(row, layout, layout.body_at + QPoint(20, layout.body.height // 2))
    assert (hit.kind, hit.target) == (HitKind.LINK, "http://a.org/x")


def test_kept_layouts_are_those_of_a_fresh_one(layouter: TranscriptLayouter) -> None:
    rows = [row_of(entry) for entry in talk(60)]
    for width in (900, 500, 250, 520, 900):
        fresh = TranscriptLayouter(TranscriptWords(), layouter.metrics.text_font, DARK)
        for row in rows:
            assert layouter.height_of(row, width) == fresh.height_of(row, width)


def test_larger_font_gives_higher_rows(layouter: TranscriptLayouter) -> None:
    row = row_of(said(1))
    before = layouter.height_of(row, WIDTH)
    font = QFont()
    font.setPixelSize(26)
    layouter.set_font(font)

    assert layouter.height_of(row, WIDTH) > 1.5 * before


@pytest.mark.parametrize(
    "text", ["ok", "word " * 40, "word " * 400, "第一行\n第二行", "粘包" * 100, "a\n" * 30]
)
@pytest.mark.parametrize("width", [300, 700, 1_400])
def test_guess_is_near_the_height(layouter: TranscriptLayouter, text: str, width: int) -> None:
    row = row_of(said(1, text))
    height = layouter.height_of(row, width)
    assert 0.6 * height <= layouter.guess_height(row, width) <= 1.6 * height


def test_guess_is_made_without_a_layout(layouter: TranscriptLayouter) -> None:
    rows = [row_of(said(key, "word " * key)) for key in range(100)]
    with patch("shared.ui.transcript_layout.set_body", side_effect=AssertionError("laid out")):
        assert all(layouter.guess_height(row, WIDTH) > 0 for row in [*rows, *EVERY_ROW])


def test_row_that_says_something_else_is_measured_again(layouter: TranscriptLayouter) -> None:
    first = row_of(said(1, "short"))
    changed = row_of(said(1, "line\n" * 10, when=at(9, 2) + timedelta(seconds=1)))
    assert first.key == changed.key

    before = layouter.height_of(first, WIDTH)
    assert layouter.height_of(changed, WIDTH) > before


def test_huge_message_is_laid_out_whole(layouter: TranscriptLayouter) -> None:
    row = row_of(said(1, "line\n" * 200 + "y" * 4_000))

    assert layouter.height_of(row, WIDTH) > 200 * layouter.metrics.leading
