"""Finding a text in the transcript: the newest first, bit by bit, and right whatever comes and goes."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shared.ui.transcript_entry import Entry, EntryKind, Standing
from shared.ui.transcript_finder import MOST_FOUND, TranscriptFinder, pattern_of
from shared.ui.transcript_model import TranscriptModel

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def said(key: int, text: str) -> Entry:
    return Entry(key, EntryKind.SAID, NOON + timedelta(seconds=key), sender="alice", text=text)


@pytest.fixture
def model(qapp: QApplication) -> TranscriptModel:
    return TranscriptModel(opened_on=NOON.astimezone().date())


@pytest.fixture
def finder(model: TranscriptModel) -> TranscriptFinder:
    return TranscriptFinder(model, model)


def fill(model: TranscriptModel, *texts: str) -> None:
    start = model.rowCount() + 1
    model.append([said(start + place, text) for place, text in enumerate(texts)])
    model.flush()


def look(finder: TranscriptFinder, wanted: str, qtbot: QtBot) -> list[int]:
    finder.look_for(wanted)
    qtbot.waitUntil(lambda: not finder.is_looking)
    return finder.rows


def test_rows_are_told_from_top_to_bottom(
    model: TranscriptModel, finder: TranscriptFinder, qtbot: QtBot
) -> None:
    fill(model, "one frame", "nothing", "two Frames")
    assert look(finder, "frame", qtbot) == [0, 2]
    assert look(finder, "", qtbot) == []
    assert look(finder, "  ", qtbot) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SEND it", "send"),
        ("call `recv()` now", "recv()"),
        ("call `recv()` now", "`recv()`"),
        ("a\nb", "a b"),
        ("不是,TCP 是字节流", "字节流"),
        ("[.*] costs $5", "[.*]"),
        ("<b>bold</b>", "<b>"),
        ("😀👩‍🏫", "👩‍🏫"),
    ],
)
def test_what_is_written_is_found_as_people_mean_it(
    model: TranscriptModel, finder: TranscriptFinder, qtbot: QtBot, text: str, wanted: str
) -> None:
    fill(model, "something else", text)
    assert look(finder, wanted, qtbot) == [1]


def test_only_what_was_said_is_looked_through(
    model: TranscriptModel, finder: TranscriptFinder, qtbot: QtBot
) -> None:
    model.append([Entry(1, EntryKind.PRESENCE, NOON, came=("frame",))])
    model.append([Entry(2, EntryKind.NOTICE, NOON, words=lambda: "That frame is too long.")])
    model.flush()
    assert look(finder, "frame", qtbot) == [1]


def test_what_comes_later_is_found_too(
    model: TranscriptModel, finder: TranscriptFinder, qtbot: QtBot
) -> None:
    fill(model, "frame")
    look(finder, "frame", qtbot)
    with qtbot.waitSignal(finder.changed):
        fill(model, "nothing", "a frame again")
    assert finder.rows == [0, 2]


def test_older_history_moves_what_was_found_and_is_looked_through(
    model: TranscriptModel, finder: TranscriptFinder, qtbot: QtBot
) -> None:
    fill(model, "frame")
    look(finder, "frame", qtbot)
    kept = finder.index_of(0)
    model.prepend([said(-2, "old frame"), said(-1, "nothing")])
    assert finder.rows == [0, 2]
    assert finder.place_of(kept) == 1


def test_what_is_gone_is_found_no_more(
    model: TranscriptModel, finder: TranscriptFinder, qtbot: QtBot
) -> None:
    model.set_pending([Entry(9, EntryKind.SAID, NOON, text="frame", is_own=True, standing=Standing.REFUSED)])
    model.flush()
    assert look(finder, "frame", qtbot) == [0]
    model.set_pending([])
    model.flush()
    assert finder.rows == []
    fill(model, "frame")
    model.clear()
    assert finder.rows == []


def test_a_long_conversation_is_looked_through_in_pieces(
    model: TranscriptModel, finder: TranscriptFinder, qtbot: QtBot
) -> None:
    fill(model, *(f"line {number}" for number in range(30_000)), "line end")
    finder.look_for("line 5")
    assert finder.is_looking
    fill(model, "line 5 at last")
    model.prepend([said(-1, "line 5 at first")])
    qtbot.waitUntil(lambda: not finder.is_looking)
    assert finder.rows[-1] == model.rowCount() - 1
    assert finder.rows == sorted(set(finder.rows))
    assert finder.has_more
    assert MOST_FOUND <= finder.count < MOST_FOUND + 200


def test_all_of_it_is_looked_through_once(
    model: TranscriptModel, finder: TranscriptFinder, qtbot: QtBot
) -> None:
    fill(model, "needle", *("hay" for _ in range(20_000)), "needle")
    assert look(finder, "needle", qtbot) == [0, 20_001]
    assert not finder.has_more


def test_a_pattern_is_made_of_plain_text() -> None:
    assert pattern_of("\u202e") is not None
    assert pattern_of(" \n") is None
    pattern = pattern_of("a.c")
    assert pattern is not None
    assert pattern.search("abc") is None
