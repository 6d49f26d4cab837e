"""The text box sends with Enter, never disturbs an input method, and never loses a letter."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui import message_edit
from shared.ui.message_edit import MessageEdit
from shared.ui.theme_source import ThemeSource

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Composer(QWidget):
    """A text box with a send button and a neighbour, and what came out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = MessageEdit(self)
        self.edit.setPlaceholderText("Say something")
        self.button = QPushButton("Send", self)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.edit.submit)
        self.next_field = QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.edit)
        column.addWidget(self.button)
        column.addWidget(self.next_field)
        column.addStretch()
        self.sent: list[str] = []
        self.edit.submitted.connect(self.sent.append)


@pytest.fixture
def composer(themes: ThemeSource, qtbot: QtBot) -> Composer:
    made = Composer()
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    made.edit.setFocus()
    qtbot.waitUntil(made.edit.hasFocus)
    return made


def press(composer: Composer, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(composer.edit, key, held or Qt.KeyboardModifier.NoModifier)


def write(composer: Composer, text: str) -> None:
    QTest.keyClicks(composer.edit, text)


def compose(composer: Composer, preedit: str) -> None:
    """What an input method sends while a word is being composed."""
    QApplication.sendEvent(composer.edit, QInputMethodEvent(preedit, []))


def commit(composer: Composer, text: str) -> None:
    """What an input method sends when the word is chosen."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(composer.edit, event)


def preedit_of(composer: Composer) -> str:
    return composer.edit.textCursor().block().layout().preeditAreaText()


# Sending


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_sends_and_empties_the_box(composer: Composer, key: Qt.Key) -> None:
    write(composer, "hello")
    press(composer, key)
    assert composer.sent == ["hello"]
    assert composer.edit.toPlainText() == ""


def test_enter_on_the_keypad_sends(composer: Composer) -> None:
    write(composer, "hello")
    press(composer, Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert composer.sent == ["hello"]


def test_shift_enter_breaks_the_line(composer: Composer) -> None:
    write(composer, "one")
    press(composer, Key.Key_Return, SHIFT)
    write(composer, "two")
    assert composer.sent == []
    press(composer, Key.Key_Return)
    assert composer.sent == ["one\ntwo"]


@pytest.mark.parametrize("blank", ["", "   ", "\u3000\u00a0"])
def test_blank_text_is_not_sent_and_not_lost(composer: Composer, blank: str) -> None:
    composer.edit.insertPlainText(blank)
    press(composer, Key.Key_Return)
    assert composer.sent == []
    assert len(composer.edit.toPlainText()) == len(blank)


def test_white_space_around_a_text_is_kept(composer: Composer) -> None:
    write(composer, "  indented")
    press(composer, Key.Key_Return)
    assert composer.sent == ["  indented"]


def test_the_button_sends_and_leaves_the_focus_in_the_box(composer: Composer) -> None:
    write(composer, "hello")
    QTest.mouseClick(composer.button, Qt.MouseButton.LeftButton)
    assert composer.sent == ["hello"]
    assert composer.focusWidget() is composer.edit


def test_a_text_that_could_not_be_taken_comes_back_before_what_was_written_since(
    composer: Composer,
) -> None:
    write(composer, "first")
    press(composer, Key.Key_Return)
    write(composer, "second")
    composer.edit.put_back("first")
    assert composer.edit.toPlainText() == "first\nsecond"


def test_a_text_put_back_is_not_among_the_sent_ones(composer: Composer) -> None:
    write(composer, "first")
    press(composer, Key.Key_Return)
    composer.edit.put_back("first")
    press(composer, Key.Key_Up)
    assert composer.edit.toPlainText() == "first"
    composer.edit.clear()
    press(composer, Key.Key_Up)
    assert composer.edit.toPlainText() == ""


# Input methods


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_while_composing_sends_nothing_and_changes_nothing(composer: Composer, key: Qt.Key) -> None:
    write(composer, "Hi ")
    compose(composer, "ni hao")
    press(composer, key)
    assert composer.sent == []
    assert composer.edit.toPlainText() == "Hi "
    assert preedit_of(composer) == "ni hao"
    assert composer.edit.is_composing


def test_one_enter_after_the_word_is_chosen_sends_all(composer: Composer) -> None:
    write(composer, "Hi ")
    compose(composer, "ni hao")
    press(composer, Key.Key_Return)
    commit(composer, "你好")
    assert composer.sent == []
    press(composer, Key.Key_Return)
    assert composer.sent == ["Hi 你好"]


def test_enter_sends_latin_letters_while_an_input_method_is_on(composer: Composer) -> None:
    composer.edit.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
    compose(composer, "n")
    compose(composer, "")
    write(composer, "ok")
    press(composer, Key.Key_Return)
    assert composer.sent == ["ok"]


@pytest.mark.parametrize(
    "key", [Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Tab, Key.Key_Backtab]
)
def test_keys_of_the_candidate_list_are_left_to_the_input_method(
    composer: Composer, qtbot: QtBot, key: Qt.Key
) -> None:
    write(composer, "earlier")
    press(composer, Key.Key_Return)
    compose(composer, "ni hao")
    with qtbot.assertNotEmitted(composer.edit.page_requested):
        press(composer, key)
    assert preedit_of(composer) == "ni hao"
    assert composer.edit.toPlainText() == ""
    assert composer.focusWidget() is composer.edit


def test_a_click_on_send_while_composing_changes_nothing_if_the_word_stays_unfinished(
    composer: Composer,
) -> None:
    write(composer, "Hi ")
    compose(composer, "ni hao")
    QTest.mouseClick(composer.button, Qt.MouseButton.LeftButton)
    assert composer.sent == []
    assert composer.edit.toPlainText() == "Hi "
    assert preedit_of(composer) == "ni hao"


def test_a_click_on_send_while_composing_sends_the_word_if_it_can_be_finished(
    composer: Composer, monkeypatch: pytest.MonkeyPatch
) -> None:
    @dataclass
    class InputMethod:
        def commit(self) -> None:
            commit(composer, "你好")

    class Platform:
        @staticmethod
        def inputMethod() -> InputMethod:  # noqa: N802 - as Qt writes it
            return InputMethod()

    monkeypatch.setattr(message_edit, "QGuiApplication", Platform)
    write(composer, "Hi ")
    compose(composer, "ni hao")
    QTest.mouseClick(composer.button, Qt.MouseButton.LeftButton)
    assert composer.sent == ["Hi 你好"]
    assert composer.edit.toPlainText() == ""


def picture(composer: Composer) -> QImage:
    composer.edit.setCursorWidth(0)
    return composer.edit.grab().toImage()


def test_the_placeholder_is_not_painted_over_a_word_being_composed(composer: Composer) -> None:
    empty = picture(composer)
    compose(composer, "ni hao")
    composing = picture(composer)
    composer.edit.setPlaceholderText("")
    assert composing != empty
    assert composing == picture(composer)


def test_the_placeholder_is_painted_while_nothing_is_written(composer: Composer) -> None:
    empty = picture(composer)
    composer.edit.setPlaceholderText("")
    assert picture(composer) != empty


# Length


def test_a_text_over_the_limit_is_kept_and_refused(composer: Composer, qtbot: QtBot) -> None:
    composer.edit.max_characters = 10
    composer.edit.insertPlainText("x" * 13)
    with qtbot.waitSignal(composer.edit.too_long) as refused:
        press(composer, Key.Key_Return)
    assert refused.args == [3]
    assert composer.sent == []
    assert composer.edit.toPlainText() == "x" * 13


def test_a_text_at_the_limit_is_sent(composer: Composer) -> None:
    composer.edit.max_characters = 10
    composer.edit.insertPlainText("😄" * 10)
    press(composer, Key.Key_Return)
    assert composer.sent == ["😄" * 10]


def test_what_is_left_is_told_near_the_limit_only(composer: Composer) -> None:
    told: list[int] = []
    composer.edit.max_characters = 1_000
    composer.edit.characters_left_changed.connect(told.append)
    composer.edit.insertPlainText("x" * 799)
    assert told == []
    composer.edit.insertPlainText("x")
    composer.edit.insertPlainText("x" * 201)
    assert told == [200, -1]
    composer.edit.clear()
    assert told[-1] == 1_000
    composer.edit.insertPlainText("x")
    assert len(told) == 3


# Keys


def test_page_keys_scroll_the_conversation(composer: Composer) -> None:
    pages: list[int] = []
    composer.edit.page_requested.connect(pages.append)
    press(composer, Key.Key_PageUp)
    press(composer, Key.Key_PageDown)
    assert pages == [-1, 1]


def test_tab_leaves_the_box(composer: Composer) -> None:
    press(composer, Key.Key_Tab)
    assert composer.focusWidget() is composer.next_field
    assert composer.edit.toPlainText() == ""


def test_up_recalls_what_was_sent_and_down_returns_to_the_draft(composer: Composer) -> None:
    for text in ("one", "two"):
        write(composer, text)
        press(composer, Key.Key_Return)
    write(composer, "draft")
    seen = []
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down):
        press(composer, key)
        seen.append(composer.edit.toPlainText())
    assert seen == ["two", "one", "one", "two", "draft", "draft"]
    assert composer.sent == ["one", "two"]


def test_what_is_changed_on_the_way_is_kept(composer: Composer) -> None:
    for text in ("one", "two"):
        write(composer, text)
        press(composer, Key.Key_Return)
    press(composer, Key.Key_Up)
    write(composer, "!")
    press(composer, Key.Key_Up)
    press(composer, Key.Key_Down)
    assert composer.edit.toPlainText() == "two!"


def test_up_moves_between_lines_before_it_recalls(composer: Composer) -> None:
    write(composer, "sent")
    press(composer, Key.Key_Return)
    write(composer, "a")
    press(composer, Key.Key_Return, SHIFT)
    write(composer, "b")
    press(composer, Key.Key_Up)
    assert composer.edit.toPlainText() == "a\nb"
    press(composer, Key.Key_Up)
    assert composer.edit.toPlainText() == "sent"


def test_control_up_recalls_from_any_line(composer: Composer) -> None:
    write(composer, "sent")
    press(composer, Key.Key_Return)
    write(composer, "a")
    press(composer, Key.Key_Return, SHIFT)
    press(composer, Key.Key_Up, CONTROL)
    assert composer.edit.toPlainText() == "sent"


def test_the_same_text_sent_twice_is_recalled_once(composer: Composer) -> None:
    for text in ("one", "two", "two"):
        write(composer, text)
        press(composer, Key.Key_Return)
    press(composer, Key.Key_Up)
    press(composer, Key.Key_Up)
    assert composer.edit.toPlainText() == "one"


def test_undo_brings_back_what_a_recall_replaced(composer: Composer) -> None:
    write(composer, "sent")
    press(composer, Key.Key_Return)
    write(composer, "draft")
    press(composer, Key.Key_Up)
    composer.edit.undo()
    assert composer.edit.toPlainText() == "draft"


# Pasting and dropping


def paste(composer: Composer, data: QMimeData) -> None:
    QApplication.clipboard().setMimeData(data)
    press(composer, Key.Key_V, CONTROL)


def test_rich_text_is_pasted_as_plain_text(composer: Composer) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b> <img src='x.png'>")
    data.setText("bold")
    paste(composer, data)
    assert composer.edit.toPlainText() == "bold"
    assert "font-weight" not in composer.edit.toHtml().split("<body")[1].split("<p")[1]


def test_lines_are_pasted_as_lines(composer: Composer) -> None:
    data = QMimeData()
    data.setText("one\r\ntwo")
    paste(composer, data)
    press(composer, Key.Key_Return)
    assert composer.sent == ["one\ntwo"]


def files() -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/homework.pdf")])
    return data


def test_pasted_files_are_refused(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(composer.edit.refused_drop):
        paste(composer, files())
    assert composer.edit.toPlainText() == ""


def test_pasted_pictures_are_refused(composer: Composer, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(composer.edit.refused_drop):
        paste(composer, data)


# PySide6 6.12 says that this constructor is going, and has the one that follows it only from then on.
@pytest.mark.filterwarnings("ignore:Function. 'QDragEnterEvent:DeprecationWarning")
def test_dropped_files_are_refused_and_stay_where_they_are(composer: Composer, qtbot: QtBot) -> None:
    data, copy, left = files(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    viewport = composer.edit.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    drop = QDropEvent(QPointF(5, 5), copy, data, left, none)
    with qtbot.waitSignal(composer.edit.refused_drop):
        QApplication.sendEvent(viewport, drop)
    assert drop.dropAction() is Qt.DropAction.IgnoreAction
    assert composer.edit.toPlainText() == ""


def test_a_dropped_link_is_text(composer: Composer) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/ascii")])
    paste(composer, data)
    assert composer.edit.toPlainText() == "https://example.org/ascii"


# Height


def test_the_box_grows_to_five_lines_and_no_further(composer: Composer) -> None:
    heights = [composer.edit.height()]
    for _ in range(7):
        press(composer, Key.Key_Return, SHIFT)
        heights.append(composer.edit.height())
    assert heights[:5] == sorted(set(heights[:5]))
    assert len(set(heights[4:])) == 1
    composer.edit.clear()
    assert composer.edit.height() == heights[0]


def test_the_box_grows_with_a_line_that_wraps(composer: Composer) -> None:
    before = composer.edit.height()
    composer.edit.insertPlainText("word " * 30)
    assert composer.edit.height() > before


def test_all_of_one_line_is_seen(composer: Composer) -> None:
    composer.edit.insertPlainText("陈小明 gÄy")
    assert composer.edit.verticalScrollBar().maximum() == 0


def test_the_box_keeps_its_height_when_it_loses_the_focus(composer: Composer, qtbot: QtBot) -> None:
    before = composer.edit.height()
    composer.next_field.setFocus()
    qtbot.waitUntil(composer.next_field.hasFocus)
    assert composer.edit.height() == before


# Which key sends


def test_ctrl_enter_sends_and_enter_breaks_the_line_for_whoever_likes_it_so(composer: Composer) -> None:
    composer.edit.sends_with_ctrl_enter = True
    write(composer, "one")
    press(composer, Key.Key_Return)
    write(composer, "two")
    press(composer, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write(composer, "three")
    assert composer.sent == []
    press(composer, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert composer.sent == ["one\ntwo\nthree"]
    composer.edit.sends_with_ctrl_enter = False
    write(composer, "four")
    press(composer, Key.Key_Return)
    assert composer.sent[1:] == ["four"]


def test_ctrl_enter_is_the_input_methods_while_it_composes(composer: Composer) -> None:
    composer.edit.sends_with_ctrl_enter = True
    write(composer, "Hi ")
    compose(composer, "ni hao")
    press(composer, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert composer.sent == []
    assert preedit_of(composer) == "ni hao"


# The menu


def menu_words(composer: Composer) -> dict[str, bool]:
    menu = composer.edit.standard_menu()
    words = {action.text().replace("&", "").split("\t")[0]: action.isEnabled() for action in menu.actions()}
    menu.deleteLater()
    return words


def test_the_menu_offers_to_paste_and_send_right_below_paste(composer: Composer) -> None:
    QApplication.clipboard().setText("pasted")
    words = [word for word in menu_words(composer) if word]
    assert words[words.index("Paste") + 1] == "Paste and send"
    assert menu_words(composer)["Paste and send"]
    QApplication.clipboard().clear()
    assert not menu_words(composer)["Paste and send"]


def test_what_is_pasted_and_sent_goes_with_what_is_written(composer: Composer) -> None:
    QApplication.clipboard().setText("the link")
    write(composer, "see ")
    composer.edit.paste_and_send()
    assert composer.sent == ["see the link"]


def test_paste_and_send_leaves_an_unfinished_word_alone(composer: Composer) -> None:
    QApplication.clipboard().setText("the link")
    write(composer, "Hi ")
    compose(composer, "ni hao")
    composer.edit.paste_and_send()
    assert composer.sent == []
    assert composer.edit.toPlainText() == "Hi "
    assert preedit_of(composer) == "ni hao"


def test_pasted_files_are_not_sent_with_what_is_written(composer: Composer) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/picture.png")])
    QApplication.clipboard().setMimeData(files)
    write(composer, "see ")
    composer.edit.paste_and_send()
    assert composer.sent == []
    assert composer.edit.toPlainText() == "see "


def test_the_menu_opens_with_the_key_for_it(composer: Composer) -> None:
    place = composer.edit.cursorRect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(composer.edit, QContextMenuEvent(reason, place, composer.edit.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_the_box_is_as_high_as_its_placeholder_needs_and_does_not_grow_with_the_first_letter(
    composer: Composer, qtbot: QtBot
) -> None:
    composer.edit.setPlaceholderText("写消息")
    composer.resize(composer.width() + 20, composer.height())
    qtbot.waitUntil(lambda: composer.edit.width() > 380)
    before = composer.edit.height()
    composer.edit.setPlainText("你")
    QApplication.processEvents()
    assert composer.edit.height() == before
