"""The field that looks for what was said, and what it finds."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from chatroom_server.history.reader import Found, HistoryUnreadable, LessonMessage
from chatroom_server.window.background import Background
from chatroom_server.window.conversation_search import MOST_FOUND, ConversationSearch
from chatroom_server.window.search_results import SearchResults
from shared.ui.language import Languages
from shared.ui.theme import DARK
from shared.ui.theme_source import ThemeChoice, ThemeSource

FILE = Path("room.db")
NINE = 1_795_165_200.0


class Kept:
    """What the history has, in place of a file."""

    def __init__(self) -> None:
        self.messages: list[LessonMessage] = []
        self.asked: list[str] = []
        self.is_broken = False
        self.may_answer = threading.Event()
        self.may_answer.set()

    def say(self, name: str, text: str, *, is_announcement: bool = False) -> None:
        number = len(self.messages) + 1
        self.messages.append(LessonMessage(number, NINE + number, name, text, is_announcement))

    def search(self, file: Path, query: str, limit: int) -> list[Found] | HistoryUnreadable:
        assert threading.current_thread() is not threading.main_thread()
        self.asked.append(query)
        assert self.may_answer.wait(20)
        if self.is_broken:
            return HistoryUnreadable(file, "no such file")
        found = [Found(1, each) for each in reversed(self.messages) if query.lower() in each.text.lower()]
        return found[:limit]


class Looking:
    """A host who looks for something."""

    def __init__(self, search: ConversationSearch, kept: Kept, qtbot: QtBot) -> None:
        self.search = search
        self.kept = kept
        self.qtbot = qtbot
        self.chosen: list[Found] = []
        self.shown: list[bool] = []
        search.chosen.connect(self.chosen.append)
        search.results_shown.connect(self.shown.append)

    @property
    def field(self) -> QLineEdit:
        found = self.search.findChild(QLineEdit, "conversationSearchField")
        assert found is not None
        return found

    @property
    def results(self) -> SearchResults:
        found = self.search.findChild(SearchResults, "conversationSearchResults")
        assert found is not None
        return found

    @property
    def count(self) -> str:
        found = self.search.findChild(QLabel, "conversationSearchCount")
        assert found is not None
        return found.text()

    @property
    def lines(self) -> list[str]:
        model = self.results.model()
        texts = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        return [text.replace("\u2068", "").replace("\u2069", "") for text in texts]

    def look_for(self, query: str, count: str) -> None:
        self.field.selectAll()
        QTest.keyClicks(self.field, query)
        self.qtbot.waitUntil(lambda: self.count == count)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    made = Kept()
    made.say("alice", "Is one send() always one recv()?")
    made.say("陈小明", "不是，TCP 是字节流")
    made.say("Teacher", "Please send your homework", is_announcement=True)
    monkeypatch.setattr("chatroom_server.window.conversation_search.search_history", made.search)
    return made


@pytest.fixture
def looking(themes: ThemeSource, languages: Languages, qtbot: QtBot, kept: Kept) -> Iterator[Looking]:
    search = ConversationSearch(themes)
    qtbot.addWidget(search)
    search.resize(600, 400)
    search.begin_room(FILE)
    search.open()
    yield Looking(search, kept, qtbot)
    kept.may_answer.set()
    for background in search.findChildren(Background):
        background.close()


def test_what_is_typed_is_found_the_newest_first(looking: Looking) -> None:
    looking.look_for("send", "2 found")
    first, second = looking.lines
    assert first.startswith("Teacher · announcement, ")
    assert first.endswith(": Please send your homework")
    assert second.startswith("alice, ")
    assert "20" in second
    assert looking.results.isVisible()
    assert looking.shown[-1]


def test_while_somebody_types_only_the_last_word_is_looked_for(looking: Looking, kept: Kept) -> None:
    looking.look_for("homework", "1 found")
    assert kept.asked == ["homework"]


def test_one_chinese_character_is_enough(looking: Looking) -> None:
    looking.field.setText("字")
    looking.qtbot.waitUntil(lambda: looking.count == "1 found")
    assert looking.lines[0].startswith("陈小明, ")


def test_nothing_found_is_said_and_leaves_the_conversation_in_sight(looking: Looking) -> None:
    looking.look_for("xyzzy", "Nothing found")
    assert not looking.results.isVisible()
    assert not looking.shown[-1]


def test_an_emptied_field_finds_nothing_and_says_nothing(looking: Looking) -> None:
    looking.look_for("send", "2 found")
    looking.field.clear()
    assert looking.count == ""
    assert not looking.results.isVisible()


def test_an_answer_that_comes_too_late_is_not_shown(looking: Looking, kept: Kept, qtbot: QtBot) -> None:
    kept.may_answer.clear()
    QTest.keyClicks(looking.field, "send")
    qtbot.waitUntil(lambda: kept.asked == ["send"])
    assert looking.count == "searching…"
    looking.field.setText("字节")
    kept.may_answer.set()
    qtbot.waitUntil(lambda: looking.count == "1 found")
    assert [line.split(",")[0] for line in looking.lines] == ["陈小明"]


def test_a_history_that_cannot_be_read_is_said_in_words(looking: Looking, kept: Kept) -> None:
    kept.is_broken = True
    looking.look_for("send", "The history cannot be read right now.")
    assert not looking.results.isVisible()


def test_so_many_that_nobody_looks_through_them_are_called_the_newest(looking: Looking, kept: Kept) -> None:
    for number in range(MOST_FOUND + 50):
        kept.say("bob", f"spam {number}")
    looking.look_for("spam", f"the newest {MOST_FOUND} found")
    assert looking.lines[0].endswith(f"spam {MOST_FOUND + 49}")


def test_enter_shows_the_newest_and_the_arrow_keys_choose_another(looking: Looking) -> None:
    looking.look_for("send", "2 found")
    QTest.keyClick(looking.field, Qt.Key.Key_Return)
    QTest.keyClick(looking.field, Qt.Key.Key_Down)
    QTest.keyClick(looking.field, Qt.Key.Key_Return)
    QTest.keyClick(looking.field, Qt.Key.Key_Up)
    QTest.keyClick(looking.results, Qt.Key.Key_Return)
    assert [found.message.id for found in looking.chosen] == [3, 1, 3]


def test_enter_right_after_typing_does_not_wait(looking: Looking, kept: Kept, qtbot: QtBot) -> None:
    QTest.keyClicks(looking.field, "homework")
    QTest.keyClick(looking.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: looking.count == "1 found")
    assert kept.asked == ["homework"]
    assert looking.chosen == []


def test_a_double_click_chooses(looking: Looking) -> None:
    looking.look_for("send", "2 found")
    place = looking.results.visualRect(looking.results.model().index(1, 0)).center()
    QTest.mouseClick(looking.results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(looking.results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [found.message.id for found in looking.chosen] == [1]


def test_copy_takes_the_words_that_were_found(looking: Looking) -> None:
    looking.look_for("homework", "1 found")
    looking.results.setFocus()
    QTest.keyClick(looking.results, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Please send your homework"


@pytest.mark.parametrize("place", ["field", "results"])
def test_escape_closes_from_anywhere(looking: Looking, place: str, qtbot: QtBot) -> None:
    looking.look_for("send", "2 found")
    with qtbot.waitSignal(looking.search.closed):
        QTest.keyClick(looking.field if place == "field" else looking.results, Qt.Key.Key_Escape)
    assert not looking.search.isVisible()
    assert not looking.shown[-1]


def test_the_button_closes_and_what_was_looked_for_is_there_again(looking: Looking) -> None:
    looking.look_for("send", "2 found")
    button = looking.search.findChild(QToolButton, "conversationSearchClose")
    assert button is not None
    assert button.accessibleName() != ""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not looking.search.isVisible()
    looking.search.open()
    assert looking.field.selectedText() == "send"
    looking.qtbot.waitUntil(lambda: looking.count == "2 found")


def test_another_room_begins_without_what_was_found_in_the_last_one(looking: Looking) -> None:
    looking.look_for("send", "2 found")
    looking.search.begin_room(None)
    assert not looking.search.isVisible()
    assert looking.field.text() == ""


def test_names_and_words_are_inert(looking: Looking, kept: Kept) -> None:
    kept.say("<b>Eve</b>\u202e\n", "<img src=x> & needle\x1b[31m\nin a haystack")
    looking.look_for("needle", "1 found")
    (line,) = looking.lines
    assert "<b>Eve</b>" in line
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_every_row_is_as_high_as_any_other_and_can_be_drawn(
    looking: Looking, kept: Kept, themes: ThemeSource
) -> None:
    kept.say("bob", "needle " + "long " * 5_000)
    kept.say("b" * 24, "a\nneedle\nin\nlines")
    looking.look_for("needle", "2 found")
    rows = [looking.results.visualRect(looking.results.model().index(row, 0)) for row in range(2)]
    assert rows[0].height() == rows[1].height()
    light = looking.results.grab().toImage()
    themes.choose(ThemeChoice.DARK)
    assert themes.theme is DARK
    assert looking.results.grab().toImage() != light


def test_the_list_names_itself_for_a_screen_reader_and_follows_the_language(
    looking: Looking, languages: Languages
) -> None:
    looking.look_for("send", "2 found")
    assert looking.results.accessibleName() != ""
    assert looking.field.accessibleName() != ""
    languages.choose("zh_CN")
    QApplication.processEvents()
    assert looking.count == QApplication.translate("ConversationSearch", "%n found", "messages", 2)


def test_nothing_is_chosen_in_an_empty_list(looking: Looking) -> None:
    looking.results.setCurrentIndex(QModelIndex())
    QTest.keyClick(looking.results, Qt.Key.Key_Return)
    QTest.keyClick(looking.field, Qt.Key.Key_Return)
    assert looking.chosen == []
