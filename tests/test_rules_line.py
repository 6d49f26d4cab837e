"""The line that says who may write to whom: seen before anybody writes in vain, with a way that is always open."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chatroom_client.window.people_model import PeopleModel
from chatroom_client.window.rules_line import RulesLine
from chatroom_client.window.writing_rules import Obstacle
from shared.protocol.messages import RoomMode, User
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.marked_words import marked_words, unmarked_words


class Clock:
    """Steady seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(qapp: QApplication) -> PeopleModel:
    people = PeopleModel()
    people.set_people(("方老师", "bob", "grace"), "grace", (User("方老师", is_host=True), User("bob")))
    return people


@pytest.fixture
def line(
    people: PeopleModel, clock: Callable[[], float], themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> RulesLine:
    line = RulesLine(people, clock)
    qtbot.addWidget(line)
    return line


def obstacle_of(line: RulesLine) -> Obstacle:
    return line.obstacle


def test_it_is_not_there_while_everything_is_free(line: RulesLine) -> None:
    line.set_rules(RoomMode.ALL, 0)
    assert line.isHidden()
    assert line.text == ""


@pytest.mark.parametrize("mode", [RoomMode.NO_WHISPERS, RoomMode.HOST_ONLY, RoomMode.NOBODY])
def test_every_other_mode_is_said_in_words_of_its_own(line: RulesLine, mode: RoomMode) -> None:
    said = set()
    for other in (mode, *(each for each in RoomMode if each not in {mode, RoomMode.ALL})):
        line.set_rules(other, 0)
        assert not line.isHidden()
        said.add(line.text)
    assert len(said) == 3
    line.set_rules(RoomMode.ALL, 0)
    assert line.isHidden()


def test_the_way_to_the_host_is_offered_where_something_is_in_the_way(line: RulesLine, qtbot: QtBot) -> None:
    line.set_rules(RoomMode.NO_WHISPERS, 0)
    assert line.host_button.isHidden()
    line.set_recipient("bob")
    assert "方老师" in line.host_button.text()
    line.show()
    with qtbot.waitSignal(line.host_wanted) as asked:
        QTest.mouseClick(line.host_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["方老师"]
    line.set_recipient("方老师")
    assert line.host_button.isHidden()
    assert line.obstacle is Obstacle.NONE


def test_no_way_is_promised_to_a_host_who_is_not_here(line: RulesLine, people: PeopleModel) -> None:
    line.set_rules(RoomMode.NOBODY, 0)
    assert not line.host_button.isHidden()
    people.remove("方老师")
    assert line.host_button.isHidden()


def test_where_nobody_knows_the_host_no_whisper_is_held_back(line: RulesLine, people: PeopleModel) -> None:
    people.set_people(("方老师", "bob", "grace"), "grace")
    line.set_rules(RoomMode.HOST_ONLY, 15)
    assert line.obstacle is Obstacle.HOST_ONLY
    line.set_recipient("方老师")
    line.note_sent("方老师")
    assert obstacle_of(line) is Obstacle.NONE


def test_the_seconds_of_slow_mode_are_counted_down(line: RulesLine, clock: Clock, qtbot: QtBot) -> None:
    line.set_rules(RoomMode.ALL, 15)
    assert "15" in line.text
    assert line.obstacle is Obstacle.NONE
    line.note_sent("")
    assert obstacle_of(line) is Obstacle.TOO_SOON
    clock.now = 108.0
    qtbot.waitUntil(lambda: "7" in line.text)
    clock.now = 115.0
    qtbot.waitUntil(lambda: "again" not in line.text)
    assert line.obstacle is Obstacle.NONE


def test_whoever_writes_to_the_host_sees_no_countdown(line: RulesLine, clock: Clock) -> None:
    line.set_rules(RoomMode.ALL, 15)
    line.note_sent("")
    line.set_recipient("方老师")
    assert "again" not in line.text
    line.set_recipient("bob")
    assert "again" in line.text
    clock.now = 120.0
    line.note_sent("方老师")
    assert line.obstacle is Obstacle.NONE


def test_the_room_says_when_it_was_too_soon(line: RulesLine) -> None:
    line.set_rules(RoomMode.ALL, 15)
    line.note_too_soon(4)
    assert "4 s" in line.text


def test_a_mute_is_said_as_long_as_it_lasts(line: RulesLine, people: PeopleModel) -> None:
    people.change(User("grace", is_muted=True))
    assert "muted" in line.text
    assert line.obstacle is Obstacle.MUTED
    people.change(User("grace"))
    assert line.isHidden()


def test_a_refusal_says_that_the_text_is_still_there_until_something_is_sent(line: RulesLine) -> None:
    line.set_rules(RoomMode.HOST_ONLY, 0)
    before = line.text
    line.refuse()
    assert line.text.startswith(before)
    assert "still here" in line.text
    assert line.property("banner") == "danger"
    line.set_recipient("方老师")
    assert line.text == before
    assert line.property("banner") == "warning"


def test_all_words_change_with_the_language(line: RulesLine, qapp: QApplication) -> None:
    line.set_rules(RoomMode.HOST_ONLY, 0)
    line.refuse()
    with marked_words(qapp):
        assert unmarked_words(line) == []
