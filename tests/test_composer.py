"""The composer: to whom a message goes, that it never goes to anybody else, and the names after an `@`."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from chatroom_client.window.composer import Composer
from chatroom_client.window.people_model import PeopleModel
from shared.protocol.limits import MAX_TEXT_CHARACTERS
from shared.protocol.messages import RoomMode, User
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeChoice, ThemeSource
from tests.helpers.marked_words import marked_words, unmarked_words

NAMES = ("alice", "alan", "bob", "小红", "grace")


@pytest.fixture
def people(qapp: QApplication) -> PeopleModel:
    people = PeopleModel()
    people.set_people(NAMES, "grace")
    return people


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def composer(
    window: QMainWindow, people: PeopleModel, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> Composer:
    composer = Composer(people, themes)
    window.setCentralWidget(composer)
    window.resize(760, 400)
    window.show()
    window.activateWindow()
    composer.edit.setFocus()
    qtbot.waitUntil(composer.edit.hasFocus)
    return composer


def write(composer: Composer, text: str) -> None:
    QTest.keyClicks(composer.edit, text)
    QApplication.processEvents()


def press(composer: Composer, key: Qt.Key) -> None:
    QTest.keyClick(composer.edit, key)
    QApplication.processEvents()


def compose(composer: Composer, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(composer.edit, event)
    QApplication.processEvents()


def popup_names(composer: Composer) -> list[str]:
    if not composer.mention_popup.isVisible():
        return []
    model = composer.mention_popup.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


# ---- to everyone ---------------------------------------------------------------------------------------


def test_enter_says_it_to_everyone(composer: Composer, qtbot: QtBot) -> None:
    write(composer, "hello")
    with qtbot.waitSignal(composer.said) as said, qtbot.assertNotEmitted(composer.whispered):
        press(composer, Qt.Key.Key_Return)
    assert said.args == ["hello"]
    assert composer.edit.toPlainText() == ""


def test_the_button_sends_and_leaves_the_keyboard_where_it_is(composer: Composer, qtbot: QtBot) -> None:
    write(composer, "hello")
    with qtbot.waitSignal(composer.said):
        QTest.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
    assert composer.edit.hasFocus()


def test_the_button_never_sends_half_a_word(composer: Composer, qtbot: QtBot) -> None:
    write(composer, "Hi ")
    compose(composer, "ni hao")
    with qtbot.assertNotEmitted(composer.said):
        QTest.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
    compose(composer, "", "你好")
    with qtbot.waitSignal(composer.said) as said:
        QTest.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
    assert said.args == ["Hi 你好"]


# ---- whispers ------------------------------------------------------------------------------------------


def test_a_whisper_goes_to_one_person_and_the_words_say_so(composer: Composer, qtbot: QtBot) -> None:
    composer.whisper_to("bob")
    assert "bob" in composer.note_label.text()
    assert "bob" in composer.recipient_button.text()
    assert composer.edit.property("recipient") == "whisper"
    write(composer, "psst")
    with qtbot.waitSignal(composer.whispered) as whispered, qtbot.assertNotEmitted(composer.said):
        press(composer, Qt.Key.Key_Return)
    assert whispered.args == ["bob", "psst"]


def test_the_next_message_goes_to_the_same_person(composer: Composer, qtbot: QtBot) -> None:
    composer.whisper_to("bob")
    for text in ("one", "two"):
        write(composer, text)
        with qtbot.waitSignal(composer.whispered) as whispered:
            press(composer, Qt.Key.Key_Return)
        assert whispered.args == ["bob", text]


def test_a_whisper_looks_other_than_a_message_to_everyone(composer: Composer, themes: ThemeSource) -> None:
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        themes.choose(choice)
        composer.write_to_everyone()
        everyone = composer.edit.grab().toImage()
        composer.whisper_to("bob")
        assert composer.edit.grab().toImage() != everyone


@pytest.mark.parametrize("way", ["escape", "link", "button"])
def test_there_are_ways_back_to_everyone_that_keep_the_text(
    composer: Composer, qtbot: QtBot, way: str
) -> None:
    composer.whisper_to("bob")
    write(composer, "for all")
    match way:
        case "escape":
            press(composer, Qt.Key.Key_Escape)
        case "link":
            QTest.mouseClick(composer.everyone_button, Qt.MouseButton.LeftButton)
        case _:
            QTest.mouseClick(composer.recipient_button, Qt.MouseButton.LeftButton)
            picker = composer.recipient_button.picker
            QTest.mouseClick(picker.everyone_button, Qt.MouseButton.LeftButton)
    assert composer.recipient == ""
    assert composer.edit.toPlainText() == "for all"
    assert composer.edit.hasFocus()
    with qtbot.waitSignal(composer.said) as said:
        press(composer, Qt.Key.Key_Return)
    assert said.args == ["for all"]


def test_escape_belongs_to_the_input_method_while_it_composes(composer: Composer) -> None:
    composer.whisper_to("bob")
    compose(composer, "ni")
    press(composer, Qt.Key.Key_Escape)
    assert composer.recipient == "bob"


def test_a_whisper_to_somebody_who_left_reaches_nobody_and_is_kept(
    composer: Composer, people: PeopleModel, qtbot: QtBot
) -> None:
    composer.whisper_to("bob")
    write(composer, "secret")
    people.remove("bob")
    assert composer.recipient == "bob"
    assert "offline" in composer.note_label.text()
    with qtbot.assertNotEmitted(composer.said), qtbot.assertNotEmitted(composer.whispered):
        press(composer, Qt.Key.Key_Return)
        QTest.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
    assert composer.edit.toPlainText() == "secret"
    assert composer.recipient == "bob"


def test_when_the_person_is_back_the_kept_whisper_can_be_sent(
    composer: Composer, people: PeopleModel, qtbot: QtBot
) -> None:
    composer.whisper_to("bob")
    people.remove("bob")
    write(composer, "secret")
    press(composer, Qt.Key.Key_Return)
    people.add("bob")
    with qtbot.waitSignal(composer.whispered) as whispered:
        press(composer, Qt.Key.Key_Return)
    assert whispered.args == ["bob", "secret"]


def test_a_new_list_of_people_without_the_receiver_changes_no_receiver(
    composer: Composer, people: PeopleModel, qtbot: QtBot
) -> None:
    composer.whisper_to("bob")
    people.set_people(("alice", "grace"), "grace")
    write(composer, "secret")
    with qtbot.assertNotEmitted(composer.said), qtbot.assertNotEmitted(composer.whispered):
        press(composer, Qt.Key.Key_Return)
    assert composer.recipient == "bob"


def test_without_a_room_nothing_is_sent_and_everything_kept(composer: Composer, qtbot: QtBot) -> None:
    composer.set_in_room(False)
    write(composer, "too late")
    with qtbot.assertNotEmitted(composer.said):
        press(composer, Qt.Key.Key_Return)
    assert composer.edit.toPlainText() == "too late"
    assert composer.note_label.isVisible()
    composer.set_in_room(True)
    with qtbot.waitSignal(composer.said):
        press(composer, Qt.Key.Key_Return)


@pytest.mark.parametrize("name", ["<b>x</b>", "a&b", "\u202eevil", "\x1b[31m", "x" * 90])
def test_a_receiver_is_only_a_name(composer: Composer, people: PeopleModel, name: str) -> None:
    people.add(name)
    composer.whisper_to(name)
    assert composer.recipient == name
    assert composer.note_label.textFormat() is Qt.TextFormat.PlainText
    for text in (composer.note_label.text(), composer.recipient_button.text()):
        assert not any(control in text for control in "\x1b\u202e")
    assert composer.minimumSizeHint().width() <= 760


# ---- the picker ----------------------------------------------------------------------------------------


def test_the_picker_chooses_by_keyboard(composer: Composer, qtbot: QtBot) -> None:
    composer.recipient_button.setFocus()
    QTest.keyClick(composer.recipient_button, Qt.Key.Key_Return)
    picker = composer.recipient_button.picker
    qtbot.waitUntil(picker.isVisible)
    QTest.keyClicks(picker.filter_edit, "bo")
    QTest.keyClick(picker.filter_edit, Qt.Key.Key_Return)
    assert not picker.isVisible()
    assert composer.recipient == "bob"


def test_the_picker_chooses_by_one_click_and_leaves_oneself_out(composer: Composer, qtbot: QtBot) -> None:
    QTest.mouseClick(composer.recipient_button, Qt.MouseButton.LeftButton)
    picker = composer.recipient_button.picker
    model = picker.list.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == list(NAMES[:-1])
    place = picker.list.visualRect(model.index(3, 0)).center()
    QTest.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert composer.recipient == "小红"


def test_the_picker_closes_without_a_choice(composer: Composer, qtbot: QtBot) -> None:
    composer.whisper_to("bob")
    QTest.mouseClick(composer.recipient_button, Qt.MouseButton.LeftButton)
    picker = composer.recipient_button.picker
    QTest.keyClick(picker.filter_edit, Qt.Key.Key_Escape)
    assert not picker.isVisible()
    assert composer.recipient == "bob"


# ---- @ -------------------------------------------------------------------------------------------------


def test_an_at_sign_at_the_beginning_offers_everybody_else(composer: Composer) -> None:
    write(composer, "@")
    assert popup_names(composer) == list(NAMES[:-1])
    assert composer.edit.hasFocus()


def test_letters_narrow_the_names(composer: Composer) -> None:
    write(composer, "@AL")
    assert popup_names(composer) == ["alice", "alan"]
    write(composer, "x")
    assert popup_names(composer) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_key_chooses_the_name_and_takes_it_out_of_the_text(
    composer: Composer, qtbot: QtBot, key: Qt.Key
) -> None:
    write(composer, "@al")
    press(composer, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(composer.said), qtbot.assertNotEmitted(composer.whispered):
        press(composer, key)
    assert composer.recipient == "alan"
    assert composer.edit.toPlainText() == ""
    assert composer.edit.hasFocus()
    assert popup_names(composer) == []


def test_up_from_the_first_name_goes_to_the_last(composer: Composer) -> None:
    write(composer, "@")
    press(composer, Qt.Key.Key_Up)
    press(composer, Qt.Key.Key_Tab)
    assert composer.recipient == "小红"


def test_a_click_chooses_the_name(composer: Composer, qtbot: QtBot) -> None:
    write(composer, "@")
    view = composer.mention_popup.list
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert composer.recipient == "bob"
    assert composer.edit.toPlainText() == ""


def test_text_after_the_name_is_kept(composer: Composer) -> None:
    write(composer, "hello")
    press(composer, Qt.Key.Key_Home)
    write(composer, "@bo")
    press(composer, Qt.Key.Key_Tab)
    assert composer.recipient == "bob"
    assert composer.edit.toPlainText() == "hello"


def test_escape_closes_the_names_and_keeps_the_whisper(composer: Composer, qtbot: QtBot) -> None:
    composer.whisper_to("bob")
    write(composer, "@al")
    press(composer, Qt.Key.Key_Escape)
    assert popup_names(composer) == []
    assert composer.recipient == "bob"
    write(composer, "i")
    assert popup_names(composer) == []
    with qtbot.waitSignal(composer.whispered) as whispered:
        press(composer, Qt.Key.Key_Return)
    assert whispered.args == ["bob", "@ali"]


def test_an_at_sign_later_in_the_text_offers_nothing(composer: Composer) -> None:
    write(composer, "mail me @al")
    assert popup_names(composer) == []


def test_a_chinese_name_is_found_while_it_is_composed_and_keys_are_the_input_methods(
    composer: Composer,
) -> None:
    write(composer, "@")
    compose(composer, "小")
    assert popup_names(composer) == ["小红"]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Escape):
        press(composer, key)
    assert composer.recipient == ""
    assert popup_names(composer) == ["小红"]
    compose(composer, "", "小")
    press(composer, Qt.Key.Key_Return)
    assert composer.recipient == "小红"


def test_a_full_width_at_sign_works_too(composer: Composer) -> None:
    compose(composer, "", "＠")
    assert "bob" in popup_names(composer)


def test_who_leaves_while_names_are_shown_is_gone_from_them(composer: Composer, people: PeopleModel) -> None:
    write(composer, "@b")
    people.remove("bob")
    QApplication.processEvents()
    assert popup_names(composer) == []
    press(composer, Qt.Key.Key_Tab)
    assert composer.recipient == ""


# ---- the limit, and everybody --------------------------------------------------------------------------


def test_near_the_limit_the_characters_left_are_shown(composer: Composer) -> None:
    assert not composer.count_label.isVisible()
    composer.edit.setPlainText("x" * (MAX_TEXT_CHARACTERS - 7))
    assert composer.count_label.isVisible()
    assert "7" in composer.count_label.text()
    composer.edit.setPlainText("x" * (MAX_TEXT_CHARACTERS + 3))
    assert "3" in composer.count_label.text()
    composer.edit.clear()
    assert not composer.count_label.isVisible()


def test_a_text_over_the_limit_is_not_sent_and_not_cut(composer: Composer, qtbot: QtBot) -> None:
    composer.edit.setPlainText("x" * (MAX_TEXT_CHARACTERS + 1))
    with qtbot.assertNotEmitted(composer.said):
        press(composer, Qt.Key.Key_Return)
    assert len(composer.edit.toPlainText()) == MAX_TEXT_CHARACTERS + 1


def test_every_control_has_a_name_for_screen_readers(composer: Composer) -> None:
    assert composer.edit.accessibleName()
    assert composer.recipient_button.accessibleName()
    assert composer.recipient_button.picker.filter_edit.accessibleName()
    assert composer.recipient_button.picker.list.accessibleName()


def test_all_words_change_with_the_language(composer: Composer, qapp: QApplication) -> None:
    composer.whisper_to("bob")
    composer.edit.setPlainText("x" * (MAX_TEXT_CHARACTERS - 7))
    with marked_words(qapp):
        assert unmarked_words(composer) == []


# ---- drafts --------------------------------------------------------------------------------------------


def test_every_change_of_a_draft_is_told(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(composer.draft_changed):
        write(composer, "h")
    with qtbot.waitSignal(composer.draft_changed):
        composer.whisper_to("bob")
    assert (composer.recipient, composer.text) == ("bob", "h")
    with qtbot.waitSignal(composer.draft_changed):
        press(composer, Qt.Key.Key_Return)
    assert composer.text == ""


def test_a_whisper_that_is_put_back_is_still_for_one_person(composer: Composer, qtbot: QtBot) -> None:
    composer.put_in("bob", "for bob")
    write(composer, " alone")
    with qtbot.assertNotEmitted(composer.said), qtbot.waitSignal(composer.whispered) as asked:
        press(composer, Qt.Key.Key_Return)
    assert asked.args == ["bob", "for bob alone"]


def test_a_whisper_that_is_put_back_for_somebody_gone_is_sent_to_nobody(
    composer: Composer, qtbot: QtBot
) -> None:
    composer.put_in("zed", "for zed alone")
    with qtbot.assertNotEmitted(composer.said), qtbot.assertNotEmitted(composer.whispered):
        press(composer, Qt.Key.Key_Return)
    assert composer.text == "for zed alone"
    assert "zed" in composer.note_label.text()


# ---- the rules of the room -----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [RoomMode.HOST_ONLY, RoomMode.NOBODY])
def test_what_the_room_would_refuse_is_kept_and_said(
    composer: Composer, qtbot: QtBot, mode: RoomMode
) -> None:
    composer.rules_line.set_rules(mode, 0)
    assert composer.rules_line.isVisible()
    write(composer, "hello")
    with qtbot.assertNotEmitted(composer.said):
        press(composer, Qt.Key.Key_Return)
        QTest.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
    assert composer.text == "hello"
    assert "still here" in composer.rules_line.text


def test_the_kept_text_can_go_to_the_host_instead(
    composer: Composer, people: PeopleModel, qtbot: QtBot
) -> None:
    people.set_people(NAMES, "grace", (User("小红", is_host=True),))
    composer.rules_line.set_rules(RoomMode.NOBODY, 30)
    write(composer, "a question")
    press(composer, Qt.Key.Key_Return)
    QTest.mouseClick(composer.rules_line.host_button, Qt.MouseButton.LeftButton)
    assert composer.recipient == "小红"
    with qtbot.waitSignal(composer.whispered) as asked:
        press(composer, Qt.Key.Key_Return)
    assert asked.args == ["小红", "a question"]


def test_in_slow_mode_the_second_message_waits_in_the_box(composer: Composer, qtbot: QtBot) -> None:
    composer.rules_line.set_rules(RoomMode.ALL, 30)
    write(composer, "one")
    with qtbot.waitSignal(composer.said):
        press(composer, Qt.Key.Key_Return)
    write(composer, "two")
    with qtbot.assertNotEmitted(composer.said):
        press(composer, Qt.Key.Key_Return)
    assert composer.text == "two"
    assert "30 s" in composer.rules_line.text
    composer.rules_line.set_rules(RoomMode.ALL, 0)
    with qtbot.waitSignal(composer.said):
        press(composer, Qt.Key.Key_Return)


def test_a_whisper_between_guests_is_kept_where_there_are_none(
    composer: Composer, people: PeopleModel, qtbot: QtBot
) -> None:
    people.set_people(NAMES, "grace", (User("小红", is_host=True),))
    composer.rules_line.set_rules(RoomMode.NO_WHISPERS, 0)
    composer.whisper_to("bob")
    write(composer, "psst")
    with qtbot.assertNotEmitted(composer.whispered), qtbot.assertNotEmitted(composer.said):
        press(composer, Qt.Key.Key_Return)
    assert (composer.recipient, composer.text) == ("bob", "psst")


# ---- answering -----------------------------------------------------------------------------------------


def test_tab_offers_who_spoke_last_first(composer: Composer) -> None:
    composer.note_heard("alan", is_whisper=False)
    composer.note_heard("alice", is_whisper=False)
    write(composer, "al")
    press(composer, Qt.Key.Key_Tab)
    assert composer.text == "alice: "
    press(composer, Qt.Key.Key_Tab)
    assert composer.text == "alan: "


def test_tab_in_the_names_after_an_at_sign_chooses_as_before(composer: Composer) -> None:
    write(composer, "@al")
    press(composer, Qt.Key.Key_Tab)
    assert composer.recipient == "alice"
    assert composer.text == ""


def test_a_mention_and_a_quote_go_before_what_is_written(composer: Composer) -> None:
    write(composer, "yes")
    composer.mention("小红")
    assert composer.text == "小红: yes"
    composer.edit.clear()
    composer.quote("one\ntwo")
    assert composer.text == "> one\n> two\n"
    composer.edit.clear()
    composer.quote("x" * 5_000)
    assert composer.text.endswith("x…\n")
    assert len(composer.text) < 300
    assert composer.edit.hasFocus()


def test_keys_lead_through_those_with_whom_there_were_whispers(composer: Composer) -> None:
    composer.note_heard("bob", is_whisper=True)
    composer.note_heard("alice", is_whisper=False)
    composer.whisper_to("小红")
    visited = []
    for _ in range(3):
        composer.turn(1)
        visited.append(composer.recipient)
    assert visited == ["", "bob", "小红"]
    composer.turn(-1)
    assert composer.recipient == "bob"


# ---- an unfinished word --------------------------------------------------------------------------------


def test_no_change_around_the_box_disturbs_a_word_that_is_being_composed(
    composer: Composer, people: PeopleModel
) -> None:
    write(composer, "Hi ")
    compose(composer, "ni hao")
    composer.whisper_to("bob")
    composer.turn(1)
    composer.rules_line.set_rules(RoomMode.NOBODY, 30)
    composer.set_in_room(False)
    people.remove("bob")
    composer.set_in_room(True)
    composer.sends_with_ctrl_enter = True
    assert composer.edit.is_composing
    assert composer.text == "Hi "
    compose(composer, "", "你好")
    assert composer.text == "Hi 你好"


def test_the_hint_names_the_key_that_sends(composer: Composer) -> None:
    composer.sends_with_ctrl_enter = True
    hints = [label.text() for label in composer.findChildren(QLabel) if "new line" in label.text()]
    assert hints == ["Ctrl+Enter sends · Enter new line"]


def test_a_whisper_says_who_can_read_it(composer: Composer) -> None:
    composer.whisper_to("bob")
    assert (
        composer.note_label.text().replace("\u2068", "").replace("\u2069", "")
        == "Only you and bob can read this"
    )


# ---- room for long names -------------------------------------------------------------------------------

LONGEST = "W" * 24


def test_a_long_name_leaves_room_for_everything_else(
    composer: Composer, people: PeopleModel, window: QMainWindow
) -> None:
    least = window.minimumSizeHint().width()
    people.add(LONGEST)
    composer.whisper_to(LONGEST)
    QApplication.processEvents()
    button = composer.recipient_button
    assert button.text().endswith("▾")
    assert LONGEST not in button.text()
    assert button.width() >= button.sizeHint().width()
    assert LONGEST in button.toolTip() and LONGEST in button.accessibleName()
    assert LONGEST in composer.edit.accessibleDescription()
    assert window.minimumSizeHint().width() < max(least, 560)


def test_in_a_narrow_window_the_note_stands_below_the_receiver_on_one_line(
    composer: Composer, window: QMainWindow, qtbot: QtBot
) -> None:
    composer.whisper_to("小红")
    QApplication.processEvents()
    button, note = composer.recipient_button, composer.note_label
    assert note.geometry().left() > button.geometry().right()
    window.resize(380, 400)
    qtbot.waitUntil(lambda: note.geometry().top() > button.geometry().bottom())
    assert note.heightForWidth(note.width()) < 2 * note.fontMetrics().lineSpacing()
    window.resize(760, 400)
    qtbot.waitUntil(lambda: note.geometry().left() > button.geometry().right())


def test_a_name_that_looks_like_markup_is_shown_as_it_is_in_the_tooltip(
    composer: Composer, people: PeopleModel
) -> None:
    people.add("<b>Eve</b>")
    composer.whisper_to("<b>Eve</b>")
    assert "&lt;b&gt;Eve" in composer.recipient_button.toolTip()


@pytest.mark.parametrize("which", ["picker", "popup"])
def test_where_a_receiver_is_chosen_no_menu_offers_what_is_not_done_there(
    composer: Composer, qtbot: QtBot, which: str
) -> None:
    if which == "picker":
        composer.recipient_button.picker.open_above(composer.recipient_button)
        shown = composer.recipient_button.picker.list
    else:
        write(composer, "@")
        shown = composer.mention_popup.list
    qtbot.waitUntil(shown.isVisible)
    shown.setCurrentIndex(shown.model().index(0, 0))
    place = shown.visualRect(shown.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, shown.viewport().mapToGlobal(place))
    QApplication.sendEvent(shown.viewport(), event)
    QApplication.processEvents()
    assert not isinstance(QApplication.activePopupWidget(), QMenu)
    composer.recipient_button.picker.close()
