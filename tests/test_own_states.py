"""One's own hand and being away: one button, the state in words, and the room's word in the end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.window.own_states import OwnStates
from chatroom_client.window.people_model import PeopleModel
from shared.protocol.messages import User
from shared.ui.language import Languages


@pytest.fixture
def people(qapp: QApplication, languages: Languages) -> PeopleModel:
    model = PeopleModel()
    model.set_people(("alice", "grace"), "grace", (User("alice"), User("grace")))
    return model


@pytest.fixture
def own(people: PeopleModel, qtbot: QtBot) -> OwnStates:
    made = OwnStates(people)
    qtbot.addWidget(made)
    made.show()
    made.enter(is_told=True, is_return=False)
    made.settle(is_away=False, has_hand_up=False)
    return made


def press(own: OwnStates) -> None:
    QTest.mouseClick(own.hand_button, Qt.MouseButton.LeftButton)


def test_one_press_raises_the_hand_and_says_so_in_words(own: OwnStates, qtbot: QtBot) -> None:
    assert "Raise hand" in own.hand_button.text()
    assert not own.words_label.isVisible()
    with qtbot.waitSignal(own.hand_wanted) as wanted:
        press(own)
    assert wanted.args == [True]
    assert "Lower hand" in own.hand_button.text()
    assert own.words_label.text() == "Your hand is up."
    assert own.words_label.isVisible()


def test_the_next_press_lowers_it(own: OwnStates, people: PeopleModel, qtbot: QtBot) -> None:
    press(own)
    people.change(User("grace", has_hand_up=True))
    with qtbot.waitSignal(own.hand_wanted) as wanted:
        press(own)
    assert wanted.args == [False]
    people.change(User("grace"))
    assert not own.words_label.isVisible()


def test_a_hand_that_the_teacher_lowers_is_down_here_too_and_said(
    own: OwnStates, people: PeopleModel
) -> None:
    press(own)
    people.change(User("grace", has_hand_up=True))
    people.change(User("grace"))
    assert not own.has_hand_up
    assert "Raise hand" in own.hand_button.text()
    assert own.words_label.text() == "Your hand was lowered."


def test_what_happens_to_others_changes_nothing_here(own: OwnStates, people: PeopleModel) -> None:
    press(own)
    people.change(User("alice", has_hand_up=True))
    people.change(User("alice"))
    people.remove("alice")
    assert own.has_hand_up


def test_an_answer_that_comes_late_does_not_undo_the_newer_wish(own: OwnStates, people: PeopleModel) -> None:
    press(own)
    press(own)
    people.change(User("grace", has_hand_up=True))
    assert not own.has_hand_up
    people.change(User("grace"))
    assert not own.has_hand_up
    assert own.words_label.text() == ""


def come_back(own: OwnStates, people: PeopleModel, user: User, *, has_hand_up: bool) -> None:
    """The connection is back, the room says this of oneself, and the session what is true."""
    people.set_people(("grace",), "grace")
    own.enter(is_told=True, is_return=True)
    people.change(user)
    own.settle(is_away=False, has_hand_up=has_hand_up)


def test_a_hand_stays_up_over_a_lost_connection(own: OwnStates, people: PeopleModel) -> None:
    press(own)
    people.change(User("grace", has_hand_up=True))
    come_back(own, people, User("grace"), has_hand_up=True)
    assert own.has_hand_up
    people.change(User("grace", is_muted=True))
    assert own.has_hand_up  # which the room has still to hear of
    people.change(User("grace", has_hand_up=True))
    assert own.has_hand_up
    assert own.words_label.text() == "Your hand is up."


def test_a_hand_that_was_lowered_in_a_kept_place_is_down_on_the_return_and_said(
    own: OwnStates, people: PeopleModel
) -> None:
    press(own)
    people.change(User("grace", has_hand_up=True))
    come_back(own, people, User("grace"), has_hand_up=False)
    assert not own.has_hand_up
    assert own.words_label.text() == "Your hand was lowered."


def test_a_hand_that_was_lowered_here_without_the_connection_was_lowered_by_nobody_else(
    own: OwnStates, people: PeopleModel
) -> None:
    press(own)
    people.change(User("grace", has_hand_up=True))
    press(own)
    come_back(own, people, User("grace", has_hand_up=True), has_hand_up=False)
    assert not own.has_hand_up
    people.change(User("grace"))
    assert own.words_label.text() == ""


def test_in_another_room_the_hand_is_down(own: OwnStates, people: PeopleModel) -> None:
    press(own)
    people.set_people(("bob", "grace"), "grace", (User("bob"), User("grace")))
    own.enter(is_told=True, is_return=False)
    assert not own.has_hand_up


def test_a_plain_room_has_no_hands(own: OwnStates, qtbot: QtBot) -> None:
    own.enter(is_told=False, is_return=False)
    assert not own.hand_button.isVisible()
    with qtbot.assertNotEmitted(own.hand_wanted):
        own.toggle_hand()
        own.toggle_away()


def test_being_away_is_said_with_the_way_back(own: OwnStates, people: PeopleModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(own.away_wanted) as wanted:
        own.toggle_away()
    assert wanted.args == [True]
    people.change(User("grace", is_away=True))
    assert "away" in own.words_label.text()
    with qtbot.waitSignal(own.away_wanted) as wanted:
        QTest.mouseClick(own.back_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [False]
    assert not own.back_button.isVisible()


def test_the_button_is_named_without_its_sign(own: OwnStates) -> None:
    assert own.hand_button.accessibleName() == "Raise hand"
    press(own)
    assert own.hand_button.accessibleName() == "Lower hand"


def test_the_sign_gives_way_to_the_words_on_a_narrow_button(own: OwnStates, qtbot: QtBot) -> None:
    panel = QWidget()  # which decides how wide it is, whatever the button would like
    qtbot.addWidget(panel)
    own.setParent(panel)
    panel.show()
    own.show()
    own.resize(own.least_width + 100, own.height())
    assert own.hand_button.text() != "Raise hand"
    own.resize(own.least_width + 2, own.height())
    qtbot.waitUntil(lambda: own.hand_button.text() == "Raise hand")
    assert own.hand_button.sizeHint().width() <= own.width()
    own.setParent(None)
