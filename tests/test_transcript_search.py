"""The search bar, driven as a person would: what it marks, where it leads, and how it goes."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_entry import Entry, EntryKind
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import HistoryEdge
from shared.ui.transcript_search import TranscriptSearch
from shared.ui.transcript_view import TranscriptView
from tests.helpers.marked_words import marked_words, unmarked_words

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OLDER = 3
"""So many answers with nothing in them come before one that has what is looked for."""


def said(key: int, text: str) -> Entry:
    return Entry(
        key, EntryKind.SAID, NOON + timedelta(seconds=key), sender="alice", text=text, message_id=key
    )


class Desk(QWidget):
    """A conversation with its search bar."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self.model = TranscriptModel(self, opened_on=NOON.astimezone().date())
        self.view = TranscriptView(self.model, themes)
        self.bar = TranscriptSearch(self.view, self.model, themes)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self.view, 1)
        texts = ["the first frame", *(f"line {number}" for number in range(80)), "a frame", "the last frame"]
        self.model.append([said(1_000 + place, text) for place, text in enumerate(texts)], is_news=False)
        self.model.flush()


@pytest.fixture
def desk(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Desk:
    desk = Desk(themes)
    qtbot.addWidget(desk)
    desk.resize(600, 400)
    desk.show()
    desk.activateWindow()
    QApplication.processEvents()
    return desk


def look_for(desk: Desk, text: str, qtbot: QtBot) -> None:
    desk.bar.open()
    qtbot.waitUntil(desk.bar.field.hasFocus)
    QTest.keyClicks(desk.bar.field, text)
    qtbot.waitUntil(lambda: desk.bar.count_label.text() not in {"", "searching…"})


def press(desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(desk.bar.field, key, held)


def current(desk: Desk) -> str:
    return str(desk.view.currentIndex().data())


def accent_pixels(desk: Desk, rect: QRect, color: str) -> int:
    image = desk.view.viewport().grab(rect).toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(color).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_the_newest_comes_first_and_enter_goes_on_to_older(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "FRAME", qtbot)
    assert (desk.bar.count_label.text(), current(desk)) == ("1 of 3", "the last frame")
    press(desk, Qt.Key.Key_Return)
    assert (desk.bar.count_label.text(), current(desk)) == ("2 of 3", "a frame")
    press(desk, Qt.Key.Key_Return)
    assert (desk.bar.count_label.text(), current(desk)) == ("3 of 3", "the first frame")
    assert desk.view.rows_in_sight[0] == 0
    press(desk, Qt.Key.Key_Return)
    assert desk.bar.count_label.text() == "1 of 3"


def test_shift_and_enter_goes_back_to_newer(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "frame", qtbot)
    press(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.bar.count_label.text() == "3 of 3"
    QTest.mouseClick(desk.bar.newer_button, Qt.MouseButton.LeftButton)
    assert desk.bar.count_label.text() == "2 of 3"
    QTest.mouseClick(desk.bar.older_button, Qt.MouseButton.LeftButton)
    assert desk.bar.count_label.text() == "3 of 3"
    assert desk.bar.field.hasFocus()


def test_enter_right_after_typing_looks_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.bar.open()
    qtbot.waitUntil(desk.bar.field.hasFocus)
    QTest.keyClicks(desk.bar.field, "frame")
    press(desk, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.bar.count_label.text() == "1 of 3")


def test_enter_that_is_meant_for_an_input_method_goes_nowhere(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "frame", qtbot)
    QApplication.sendEvent(desk.bar.field, QInputMethodEvent("ni", []))
    press(desk, Qt.Key.Key_Return)
    assert current(desk) == "the last frame"


def test_nothing_found_is_said(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "zzz", qtbot)
    assert desk.bar.count_label.text() == "Nothing found"
    press(desk, Qt.Key.Key_Return)
    assert desk.bar.count_label.text() == "Nothing found"
    assert desk.bar.further_button.isHidden()


def test_what_is_found_is_marked_and_the_mark_goes_with_the_search(
    desk: Desk, qtbot: QtBot, themes: ThemeSource
) -> None:
    look_for(desk, "frame", qtbot)
    rect = desk.view.visualRect(desk.model.index(desk.model.rowCount() - 2))
    assert accent_pixels(desk, rect, themes.theme.accent) > 50
    press(desk, Qt.Key.Key_Escape)
    assert accent_pixels(desk, rect, themes.theme.accent) == 0


def test_escape_closes_and_says_so(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "frame", qtbot)
    with qtbot.waitSignal(desk.bar.closed):
        press(desk, Qt.Key.Key_Escape)
    assert desk.bar.isHidden()
    assert desk.view.copied_text() == ""


def test_what_was_looked_for_last_is_there_again(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "frame", qtbot)
    QTest.mouseClick(desk.bar.close_button, Qt.MouseButton.LeftButton)
    desk.bar.open()
    qtbot.waitUntil(lambda: desk.bar.count_label.text() == "1 of 3")
    assert desk.bar.field.selectedText() == "frame"


def test_what_was_found_can_be_copied(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "first", qtbot)
    assert desk.view.copied_text() == "the first frame"


def test_what_comes_meanwhile_is_counted_and_moves_nobody(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "frame", qtbot)
    press(desk, Qt.Key.Key_Return)
    press(desk, Qt.Key.Key_Return)
    top = desk.view.rows_in_sight[0]
    desk.model.append([said(2_000, "one more frame")])
    desk.model.flush()
    assert desk.bar.count_label.text() == "4 of 4"
    assert current(desk) == "the first frame"
    assert desk.view.rows_in_sight[0] == top


def test_page_keys_scroll_the_conversation(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "frame", qtbot)
    before = desk.view.verticalScrollBar().value()
    press(desk, Qt.Key.Key_PageUp)
    assert desk.view.verticalScrollBar().value() < before


def test_what_is_not_here_is_fetched_part_by_part_until_something_is_found(desk: Desk, qtbot: QtBot) -> None:
    asked: list[int] = []

    def answer() -> None:
        asked.append(len(asked))
        text = "an ancient needle" if len(asked) == OLDER + 1 else "hay"
        desk.model.prepend([said(1_000 - len(asked), text)])
        desk.model.set_edge(HistoryEdge.MORE)

    desk.model.set_edge(HistoryEdge.MORE)
    desk.model.flush()
    look_for(desk, "needle", qtbot)
    assert not desk.bar.further_button.isHidden()
    assert asked == []
    desk.model.older_wanted.connect(answer, Qt.ConnectionType.QueuedConnection)
    press(desk, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: current(desk) == "an ancient needle")
    assert desk.bar.count_label.text() == "1 of 1"


def test_it_stops_asking_after_a_while_and_offers_to_go_on(desk: Desk, qtbot: QtBot) -> None:
    asked: list[int] = []

    def answer() -> None:
        asked.append(len(asked))
        # So much at once that nobody who reads comes near the top.
        desk.model.prepend([said(1_000 - 50 * len(asked) + place, "hay") for place in range(50)])
        desk.model.set_edge(HistoryEdge.MORE)

    look_for(desk, "the last", qtbot)
    desk.model.older_wanted.connect(answer, Qt.ConnectionType.QueuedConnection)
    desk.model.set_edge(HistoryEdge.MORE)
    desk.model.flush()
    QTest.mouseClick(desk.bar.further_button, Qt.MouseButton.LeftButton)
    assert desk.bar.count_label.text() == "looking further back…"
    qtbot.waitUntil(lambda: desk.bar.count_label.text() == "1 of 1")
    assert len(asked) == 10
    assert not desk.bar.further_button.isHidden()


def test_where_the_conversation_begins_nothing_more_is_offered(desk: Desk, qtbot: QtBot) -> None:
    desk.model.set_edge(HistoryEdge.START)
    look_for(desk, "needle", qtbot)
    assert desk.bar.further_button.isHidden()


def test_a_lost_connection_ends_the_looking_back(desk: Desk, qtbot: QtBot) -> None:
    desk.model.set_edge(HistoryEdge.MORE)
    look_for(desk, "needle", qtbot)
    QTest.mouseClick(desk.bar.further_button, Qt.MouseButton.LeftButton)
    desk.model.set_edge(HistoryEdge.OUT_OF_REACH)
    assert desk.bar.count_label.text() == "Nothing found"


def test_every_control_has_a_name_for_screen_readers(desk: Desk) -> None:
    bar = desk.bar
    for control in (bar.field, bar.older_button, bar.newer_button, bar.close_button):
        assert control.accessibleName()


def test_all_words_change_with_the_language(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    desk.model.set_edge(HistoryEdge.MORE)
    look_for(desk, "needle", qtbot)
    with marked_words(qapp):
        assert unmarked_words(desk.bar) == []
