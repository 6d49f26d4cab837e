"""The microscope for encodings: why 中文 can become 涓枃, with the real bytes."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shared.protocol.encoding import TextEncoding
from shared.ui.theme_source import ThemeChoice, ThemeSource
from shared.ui.wire.encodings_view import EncodingsView
from shared.wire.byte_reading import CharacterSet
from tests.helpers.marked_words import MARK, marked_words, unmarked_words

UTF_8, GB_18030, LATIN_1 = CharacterSet
FRAME, AS_UTF_8, AS_GB_18030, HEX = range(4)
NONE = Qt.KeyboardModifier.NoModifier


class Shown(NamedTuple):
    """Somebody at the microscope."""

    view: EncodingsView

    @property
    def source(self) -> QComboBox:
        """Which bytes are looked at."""
        box = self.view.findChild(QComboBox, "encodingsSource")
        assert isinstance(box, QComboBox)
        return box

    @property
    def field(self) -> QLineEdit:
        """Where one types."""
        field = self.view.findChild(QLineEdit, "encodingsTyped")
        assert isinstance(field, QLineEdit)
        return field

    @property
    def explanation(self) -> str:
        """What is said below the bytes."""
        return self._label("encodingsExplanation").text()

    @property
    def problem(self) -> str:
        """What is said to be wrong; empty if nothing is."""
        label = self._label("encodingsProblem")
        return label.text() if label.isVisible() else ""

    def signs(self, charset: CharacterSet) -> str:
        """What stands in the boxes of an encoding."""
        return "|".join(self.view.strip.signs(charset))

    def type(self, text: str, source: int) -> None:
        """Choose how it is written, and type it."""
        self.source.setCurrentIndex(source)
        self.field.setText(text)

    def press(self, key: Qt.Key) -> str:
        """Press a key upon the bytes, and hear what it has led to."""
        QTest.keyClick(self.view.strip, key)
        return self.view.strip.pointed_in_words()

    def _label(self, name: str) -> QLabel:
        label = self.view.findChild(QLabel, name)
        assert isinstance(label, QLabel)
        return label


@pytest.fixture
def shown(themes: ThemeSource, qtbot: QtBot) -> Shown:
    view = EncodingsView(themes)
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    return Shown(view)


def test_example_makes_the_garbage_from_the_real_bytes(shown: Shown) -> None:
    button = shown.view.findChild(QPushButton, "encodingsExample")
    assert isinstance(button, QPushButton)
    button.click()
    assert shown.signs(UTF_8) == "中|文"
    assert shown.signs(GB_18030) == "涓|□|枃"
    assert shown.signs(LATIN_1) == "ä|¸|·|æ|·|·"
    assert "Written in UTF-8, “中文” is 6 bytes." in shown.explanation
    assert "sees “涓□枃”." in shown.explanation
    assert "AD E6 is U+E15F there, which is no character" in shown.explanation
    assert "“涓枃” is left" in shown.explanation


def test_frame_is_explained_in_the_encoding_of_its_connection(shown: Shown) -> None:
    shown.view.show_payload("你好".encode("gbk"), TextEncoding.GBK)
    assert "speaks GB 18030, in which these 4 bytes are “你好”." in shown.explanation
    assert "Whoever reads them as UTF-8 sees" in shown.explanation
    assert "bytes do not fit at all." in shown.explanation
    assert shown.signs(GB_18030) == "你|好"


def test_ascii_needs_no_microscope(shown: Shown) -> None:
    shown.view.show_payload(b"hello", TextEncoding.UTF_8)
    assert "All of these bytes are ASCII" in shown.explanation
    assert shown.signs(UTF_8) == shown.signs(GB_18030) == shown.signs(LATIN_1) == "h|e|l|l|o"


def test_letter_with_an_accent_is_not_said_to_be_chinese(shown: Shown) -> None:
    shown.view.show_payload("é".encode(), TextEncoding.UTF_8)
    assert "Chinese" not in shown.explanation
    assert "Whoever reads them as GB 18030 sees “茅”." in shown.explanation


def test_without_a_frame_one_is_asked_to_choose_or_to_type(shown: Shown) -> None:
    assert shown.explanation.startswith("Choose a frame")


def test_typing_leaves_the_frame_and_is_not_overwritten_by_the_next(shown: Shown) -> None:
    shown.view.show_payload(b"hello", TextEncoding.UTF_8)
    QTest.keyClicks(shown.field, "abc")
    assert shown.source.currentIndex() == AS_UTF_8
    assert shown.signs(UTF_8) == "a|b|c"
    shown.view.show_payload(b"next", TextEncoding.UTF_8)
    assert shown.signs(UTF_8) == "a|b|c"
    shown.source.setCurrentIndex(FRAME)
    assert shown.signs(UTF_8) == "n|e|x|t"


def test_text_written_in_gb_18030_does_not_fit_utf_8(shown: Shown) -> None:
    shown.type("中文", AS_GB_18030)
    assert shown.signs(GB_18030) == "中|文"
    assert shown.signs(UTF_8) == "\ufffd|\ufffd|\ufffd|…"


def test_bytes_in_hex_are_read_in_both_ways(shown: Shown) -> None:
    shown.type("e4 b8 ad", HEX)
    assert shown.signs(UTF_8) == "中"
    assert "Read as UTF-8, these bytes are “中”." in shown.explanation
    assert "Read as GB 18030, these bytes are “涓…”." in shown.explanation


def test_what_is_no_hex_number_is_said_and_the_field_marked(shown: Shown) -> None:
    shown.type("e4 zz", HEX)
    assert shown.problem == "This is no hex number: “z”"
    assert shown.field.property("problem") == "yes"
    shown.type("e4", HEX)
    assert shown.problem == ""
    assert shown.field.property("problem") == "no"


def test_half_a_byte_asks_for_the_other_half(shown: Shown) -> None:
    shown.type("e4 b8a", HEX)
    assert shown.problem == "A digit is missing: a byte has two"


def test_very_long_text_is_shown_from_its_beginning(shown: Shown) -> None:
    shown.view.show_payload(b"x" * 20_000, TextEncoding.UTF_8)
    assert shown.problem == "18976 more bytes are not shown here"
    assert len(shown.view.strip.signs(UTF_8)) == 1_024


def test_arrows_tell_what_each_encoding_makes_of_a_byte(shown: Shown) -> None:
    shown.type("中文", AS_UTF_8)
    shown.press(Qt.Key.Key_Home)
    heard = shown.press(Qt.Key.Key_Right)
    shown.press(Qt.Key.Key_Right)
    assert heard.splitlines()[0] == "Byte 2 of 6: B8"
    assert "UTF-8: \u2068中\u2069, U+4E2D, from 3 bytes" in heard
    assert "GB 18030: \u2068涓\u2069, U+6D93, from 2 bytes" in heard
    heard = shown.view.strip.pointed_in_words()
    assert "GB 18030: U+E15F, which is no character, from 2 bytes" in heard
    assert "Latin-1: U+00AD, a character that cannot be seen" in heard
    assert shown.press(Qt.Key.Key_End).startswith("Byte 6 of 6")
    assert shown.press(Qt.Key.Key_Right).startswith("Byte 6 of 6")


def test_what_does_not_fit_is_told_of_each_byte(shown: Shown) -> None:
    shown.type("ff e4", HEX)
    assert "UTF-8: does not fit here" in shown.view.strip.pointed_in_words()
    assert "UTF-8: the beginning of a character that does not go on" in shown.press(Qt.Key.Key_End)


def test_byte_that_is_clicked_is_pointed_at(shown: Shown) -> None:
    shown.type("中文", AS_UTF_8)
    place = shown.view.strip.place_of(LATIN_1, 3).center().toPoint()
    QTest.mouseClick(shown.view.strip.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert shown.view.strip.pointed_in_words().startswith("Byte 4 of 6: E6")
    assert shown.view.strip.accessibleDescription().startswith("Byte 4 of 6: E6")


def test_byte_out_of_sight_is_scrolled_to(shown: Shown) -> None:
    shown.type("中文" * 50, AS_UTF_8)
    shown.press(Qt.Key.Key_End)
    last = shown.view.strip.place_of(UTF_8, 299).center().toPoint()
    assert shown.view.strip.viewport().rect().contains(last)


def test_no_text_can_be_pointed_at(shown: Shown) -> None:
    assert shown.press(Qt.Key.Key_Right) == "No bytes"


def test_nasty_text_only_shows(shown: Shown) -> None:
    shown.type("<b>\u202e中</b>", AS_UTF_8)
    assert "\u202e" not in shown.explanation
    assert "<b>" in shown.explanation


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_what_is_no_character_is_painted_as_a_mistake(
    shown: Shown, themes: ThemeSource, choice: ThemeChoice
) -> None:
    themes.choose(choice)
    shown.type("中文", AS_UTF_8)
    picture = shown.view.strip.viewport().grab().toImage()
    colors = []
    for position in (0, 2, 4):
        corner = shown.view.strip.place_of(GB_18030, position).toRect()
        colors.append(picture.pixelColor(corner.left() + 6, corner.top() + 6).name().upper())
    theme = themes.theme
    assert colors == [theme.bubble, theme.danger_fill, theme.bubble]


def test_words_are_said_anew_in_another_language(shown: Shown, qapp: QApplication) -> None:
    shown.type("中文", AS_UTF_8)
    with marked_words(qapp):
        assert unmarked_words(shown.view) == []
        assert all(MARK in shown.source.itemText(row) for row in range(shown.source.count()))
        assert MARK in shown.field.placeholderText()
        assert MARK in shown.field.accessibleName()
        assert MARK in shown.view.strip.accessibleName()


def test_which_encoding_is_used_is_written_whole(shown: Shown) -> None:
    shown.view.show_payload("你好".encode("gbk"), TextEncoding.GBK)
    strip = shown.view.strip
    image = strip.viewport().grab().toImage()
    edge = {image.pixelColor(1, y).name() for y in range(image.height())}
    assert len(edge) == 1  # nothing reaches over the edge
