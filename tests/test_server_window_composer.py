"""The bar in which the host writes: to whom, how much, and nothing to the wrong person."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from chatroom_server.facts import HOST, Arrived, Fact, Left, Spoke, Whispered
from chatroom_server.window.composer import HostComposer
from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.recipient import ANNOUNCEMENT, EVERYONE, ToPerson
from shared.protocol.limits import MAX_TEXT_CHARACTERS
from shared.ui.language import Languages
from shared.ui.message_edit import MessageEdit
from shared.ui.theme_source import ThemeSource
from tests.helpers.server_window import bare, entry

NOW = 1_700_000_000.0


@pytest.fixture
def people(qtbot: QtBot) -> PeopleModel:
    model = PeopleModel()
    model.open("Teacher", NOW)
    return model


@pytest.fixture
def composer(people: PeopleModel, themes: ThemeSource, languages: Languages, qtbot: QtBot) -> HostComposer:
    made = HostComposer(people, themes)
    qtbot.addWidget(made)
    made.resize(700, 60)
    made.show()
    return made


def edit_of(composer: HostComposer) -> MessageEdit:
    found = composer.findChild(MessageEdit, "messageEdit")
    assert found is not None
    return found


def button(composer: HostComposer, name: str) -> QPushButton:
    found = composer.findChild(QPushButton, name)
    assert found is not None
    return found


def label(composer: HostComposer, name: str) -> str:
    found = composer.findChild(QLabel, name)
    assert found is not None
    return bare(found.text()) if found.isVisible() else ""


def menu_of(composer: HostComposer) -> QMenu:
    menu = button(composer, "recipientButton").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


def tell(composer: HostComposer, people: PeopleModel, facts: Sequence[Fact]) -> None:
    people.apply(facts)
    composer.apply(facts)


def arrived(guest: int, name: str) -> Arrived:
    return Arrived(NOW, guest, name, "10.0.0.9", is_plain=True)


def test_the_menu_offers_the_room_and_every_guest(composer: HostComposer, people: PeopleModel) -> None:
    tell(composer, people, [arrived(1, "alice"), arrived(2, "R&D")])
    texts = [bare(action.text()) for action in menu_of(composer).actions() if action.text()]
    assert texts == ["Announcement", "Everyone", "Whisper to alice", "Whisper to R&&D"]
    entry(menu_of(composer), "Whisper to R").trigger()
    assert composer.recipient == ToPerson(2, "R&D")
    assert "R&&D" in button(composer, "recipientButton").text()


def test_with_nobody_here_the_menu_says_so(composer: HostComposer) -> None:
    hint = menu_of(composer).actions()[-1]
    assert "Nobody" in hint.text()
    assert not hint.isEnabled()


def test_a_menu_of_a_whole_school_stays_short(composer: HostComposer, people: PeopleModel) -> None:
    tell(composer, people, [arrived(number, f"guest{number}") for number in range(1, 1_001)])
    actions = menu_of(composer).actions()
    assert len(actions) < 120
    assert "table" in actions[-1].text()


@pytest.mark.parametrize(("recipient", "says"), [(ANNOUNCEMENT, "Announce"), (EVERYONE, "Say")])
def test_the_button_says_what_it_does(composer: HostComposer, recipient: object, says: str) -> None:
    assert recipient in (ANNOUNCEMENT, EVERYONE)
    composer.write_to(ANNOUNCEMENT if recipient == ANNOUNCEMENT else EVERYONE)
    assert button(composer, "sendButton").text() == says


def test_enter_while_a_word_is_composed_sends_nothing_and_loses_nothing(
    composer: HostComposer, qtbot: QtBot
) -> None:
    edit = edit_of(composer)
    QTest.keyClicks(edit, "Hi ")
    QApplication.sendEvent(edit, QInputMethodEvent("ni hao", []))
    with qtbot.assertNotEmitted(composer.announce_wanted):
        QTest.keyClick(edit, Qt.Key.Key_Return)
        QTest.keyClick(edit, Qt.Key.Key_Enter)
    commit = QInputMethodEvent("", [])
    commit.setCommitString("你好")
    QApplication.sendEvent(edit, commit)
    with qtbot.waitSignal(composer.announce_wanted) as announced:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert announced.args == ["Hi 你好"]


def test_blank_text_is_not_sent(composer: HostComposer, qtbot: QtBot) -> None:
    QTest.keyClicks(edit_of(composer), "   ")
    with qtbot.assertNotEmitted(composer.announce_wanted):
        QTest.mouseClick(button(composer, "sendButton"), Qt.MouseButton.LeftButton)


def test_the_limit_is_shown_as_it_comes_near_and_a_longer_text_stays(
    composer: HostComposer, qtbot: QtBot
) -> None:
    edit = edit_of(composer)
    edit.insertPlainText("x" * (MAX_TEXT_CHARACTERS - 10))
    assert label(composer, "charactersLeft") == "10 characters left"
    edit.insertPlainText("y" * 15)
    assert label(composer, "charactersLeft") == "5 characters too long"
    with qtbot.assertNotEmitted(composer.announce_wanted):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert "too long" in label(composer, "composerHint")
    assert len(edit.toPlainText()) == MAX_TEXT_CHARACTERS + 5
    edit.clear()
    assert label(composer, "charactersLeft") == ""
    assert label(composer, "composerHint") == ""


def test_files_are_refused_in_words(composer: HostComposer) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/picture.png")])
    edit_of(composer).insertFromMimeData(files)
    assert "text only" in label(composer, "composerHint")


def test_a_whisper_that_the_room_confirmed_does_not_come_back(
    composer: HostComposer, people: PeopleModel
) -> None:
    tell(composer, people, [arrived(1, "alice")])
    composer.whisper_to(1)
    QTest.keyClicks(edit_of(composer), "psst")
    QTest.keyClick(edit_of(composer), Qt.Key.Key_Return)
    tell(composer, people, [Whispered(NOW, 1, HOST, "Teacher", 1, "alice", "psst"), Left(NOW, 1, "alice")])
    assert edit_of(composer).toPlainText() == ""


def test_whispers_that_were_lost_come_back_in_order_and_to_nobody(
    composer: HostComposer, people: PeopleModel, qtbot: QtBot
) -> None:
    tell(composer, people, [arrived(1, "alice")])
    composer.whisper_to(1)
    for text in ("first", "second", "third"):
        QTest.keyClicks(edit_of(composer), text)
        QTest.keyClick(edit_of(composer), Qt.Key.Key_Return)
    composer.write_to(EVERYONE)
    QTest.keyClicks(edit_of(composer), "half a word to all")
    tell(composer, people, [Whispered(NOW, 1, HOST, "Teacher", 1, "alice", "first"), Left(NOW, 1, "alice")])
    assert edit_of(composer).toPlainText() == "second\nthird\nhalf a word to all"
    assert composer.recipient == ToPerson(None, "alice")
    with qtbot.assertNotEmitted(composer.say_wanted):
        QTest.keyClick(edit_of(composer), Qt.Key.Key_Return)
    assert edit_of(composer).toPlainText() == "second\nthird\nhalf a word to all"


def test_nobody_can_whisper_to_the_host_or_to_one_who_has_gone(
    composer: HostComposer, people: PeopleModel
) -> None:
    tell(composer, people, [arrived(1, "alice"), Left(NOW, 1, "alice")])
    composer.whisper_to(HOST)
    composer.whisper_to(1)
    assert composer.recipient == ANNOUNCEMENT


def test_a_new_room_keeps_the_text_but_not_the_person(composer: HostComposer, people: PeopleModel) -> None:
    tell(composer, people, [arrived(1, "alice")])
    composer.whisper_to(1)
    QTest.keyClicks(edit_of(composer), "psst")
    composer.begin_room()
    assert composer.recipient == ToPerson(None, "alice")
    assert edit_of(composer).toPlainText() == "psst"
    # Another guest has the same number in the next room.
    tell(composer, people, [arrived(1, "bob")])
    assert composer.recipient == ToPerson(None, "alice")


@pytest.mark.parametrize("name", ["<b>Eve</b>", "<img src=x>", "W" * 24])
def test_a_name_is_shown_as_it_is_and_does_not_push_the_box_away(
    composer: HostComposer, people: PeopleModel, name: str
) -> None:
    tell(composer, people, [arrived(1, name)])
    composer.whisper_to(1)
    assert name in label(composer, "composerHint")
    assert button(composer, "recipientButton").sizeHint().width() < 400


def test_a_long_text_makes_the_box_grow(composer: HostComposer) -> None:
    before = edit_of(composer).height()
    edit_of(composer).insertPlainText("one\ntwo\nthree")
    assert edit_of(composer).height() > before


def test_in_a_narrow_window_the_box_keeps_room_to_read_in(composer: HostComposer) -> None:
    composer.resize(390, 90)
    QApplication.processEvents()
    edit, to = edit_of(composer), button(composer, "recipientButton")
    assert edit.width() > composer.width() / 2
    assert to.geometry().bottom() <= edit.geometry().top()
    composer.resize(900, 60)
    QApplication.processEvents()
    assert to.geometry().right() <= edit.geometry().left()
    assert to.isVisible()


def test_tab_finishes_a_name_and_whoever_spoke_last_comes_first(
    composer: HostComposer, people: PeopleModel
) -> None:
    edit = edit_of(composer)
    tell(composer, people, [arrived(1, "alice"), arrived(2, "alfred"), arrived(3, "陈小明")])
    tell(composer, people, [Spoke(NOW, 1, 2, "alfred", "here"), Spoke(NOW, 2, 3, "陈小明", "到")])
    edit.setFocus()
    QTest.keyClicks(edit, "al")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "alfred: "
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "alice: "
    edit.setPlainText("谢谢陈")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "谢谢陈小明"


def test_tab_leaves_the_box_where_no_name_is_begun(composer: HostComposer) -> None:
    edit = edit_of(composer)
    composer.activateWindow()
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert not edit.hasFocus()
    assert edit.toPlainText() == ""


def test_an_emoji_is_chosen_by_key_and_goes_where_the_cursor_is(composer: HostComposer, qtbot: QtBot) -> None:
    edit = edit_of(composer)
    composer.activateWindow()
    qtbot.waitUntil(composer.isActiveWindow)
    edit.setPlainText("well done")
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    picker = composer.emoji_button.picker
    assert picker.isVisible()
    QTest.keyClicks(picker.search_edit, "thumbs up")
    QTest.keyClick(picker.search_edit, Qt.Key.Key_Return)
    assert edit.toPlainText() == "👍well done"
    assert composer.emoji_button.recent == ("👍",)
