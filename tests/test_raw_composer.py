"""Where raw bytes are made up: what is typed becomes bytes, or a word on why not, and goes out as it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chatroom_client.raw_connection import RawConnection, RawState
from chatroom_client.window.raw_composer import RawComposer
from chatroom_client.wire_tap import WireTap
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.scripted_server import ScriptedServer


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    yield scripted
    scripted.stop()


@pytest.fixture
def raw(qtbot: QtBot) -> Iterator[RawConnection]:
    made = RawConnection(WireTap(), lambda: 0.0, "raw")
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def composer(
    raw: RawConnection, server: ScriptedServer, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> RawComposer:
    made = RawComposer(raw)
    qtbot.addWidget(made)
    made.set_room(server.address, server.port, "grace")
    made.resize(900, 100)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def write(composer: RawComposer, text: str) -> None:
    composer.edit.clear()
    QTest.keyClicks(composer.edit, text)


def choose(composer: RawComposer, words: str) -> None:
    composer.examples.fill()
    next(action for action in composer.examples.actions() if action.text() == words).trigger()


def choose_hex(composer: RawComposer) -> None:
    composer.mode_box.setFocus()
    QTest.keyClick(composer.mode_box, Qt.Key.Key_Down)


def test_text_with_escapes_is_sent_as_its_bytes(
    composer: RawComposer, server: ScriptedServer, qtbot: QtBot
) -> None:
    write(composer, r"<STX>1alice\x03\0")
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: server.bytes_received == [b"\x021alice\x03\0"])
    assert composer.edit.text() == r"<STX>1alice\x03\0", "to be changed and sent again"


def test_hex_is_read_however_it_is_written(
    composer: RawComposer, server: ScriptedServer, qtbot: QtBot
) -> None:
    choose_hex(composer)
    write(composer, "02,31:61 0x62 03")
    QTest.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: server.bytes_received == [b"\x021ab\x03"])


def test_text_is_sent_in_the_encoding_that_is_chosen(composer: RawComposer) -> None:
    composer.edit.setText("中文")
    assert composer.data == "中文".encode()
    composer.encoding_box.setFocus()
    QTest.keyClick(composer.encoding_box, Qt.Key.Key_Down)
    assert composer.data == "中文".encode("gb18030")
    assert "d6 d0 ce c4" in composer.note


def test_bytes_stay_the_same_in_the_other_form(composer: RawComposer) -> None:
    write(composer, "<STX>3hi<ETX>")
    choose_hex(composer)
    assert composer.edit.text() == "02 33 68 69 03"
    QTest.keyClick(composer.mode_box, Qt.Key.Key_Up)
    assert composer.edit.text() == "<STX>3hi<ETX>"


@pytest.mark.parametrize(
    ("is_hex", "text", "place"),
    [(True, "02 3g", "5"), (True, "02 313", "6"), (False, r"ab\q", "3")],
)
def test_what_cannot_be_read_is_said_with_its_place_and_not_sent(
    composer: RawComposer, raw: RawConnection, is_hex: bool, text: str, place: str
) -> None:
    if is_hex:
        choose_hex(composer)
    write(composer, text)
    assert composer.data is None
    assert place in composer.note
    assert composer.note == composer.edit.accessibleDescription()
    assert not composer.send_button.isEnabled()
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert raw.state is RawState.CLOSED


def test_connection_is_opened_and_closed_by_its_button(
    composer: RawComposer, raw: RawConnection, server: ScriptedServer, qtbot: QtBot
) -> None:
    QTest.mouseClick(composer.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: raw.state is RawState.OPEN)
    assert composer.connect_button.text() == "Disconnect"
    QTest.mouseClick(composer.connect_button, Qt.MouseButton.LeftButton)
    assert raw.state is RawState.CLOSED
    assert composer.connect_button.text() == "Connect"


def test_end_by_the_room_is_told_and_sending_opens_another(
    composer: RawComposer, raw: RawConnection, server: ScriptedServer, qtbot: QtBot
) -> None:
    write(composer, "one")
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: server.bytes_received == [b"one"])
    server.close_connection()
    qtbot.waitUntil(lambda: raw.state is RawState.ENDED)
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: server.bytes_received == [b"one", b"one"])


def test_without_a_room_there_is_nothing_to_connect_to(composer: RawComposer, raw: RawConnection) -> None:
    composer.set_room("", 0)
    write(composer, "x")
    assert not composer.connect_button.isEnabled() and not composer.send_button.isEnabled()
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert raw.state is RawState.CLOSED


def test_ready_made_frames_are_put_into_the_field_and_not_sent(
    composer: RawComposer, raw: RawConnection
) -> None:
    choose(composer, "No type")
    assert composer.data == b"\x02\x03"
    assert composer.edit.hasFocus()
    assert raw.state is RawState.CLOSED


def test_ready_made_login_takes_no_name_that_is_taken(composer: RawComposer) -> None:
    choose(composer, "Log in")
    assert composer.data == b"\x021grace-raw\x03"
    choose(composer, "Whisper to yourself in the chat")
    assert composer.data is not None and composer.data.startswith(b"\x022grace,")


def test_every_ready_made_frame_survives_the_field_in_both_forms(composer: RawComposer) -> None:
    composer.examples.fill()
    words = [action.text() for action in composer.examples.actions() if not action.isSeparator()]
    assert len(words) == len(set(words)) > 10
    for text in words:
        choose(composer, text)
        as_text = composer.data
        choose_hex(composer)
        assert as_text and composer.data == as_text, text
        QTest.keyClick(composer.mode_box, Qt.Key.Key_Up)


def test_all_words_change_with_the_language(composer: RawComposer, qapp: QApplication) -> None:
    before = composer.connect_button.text()
    composer.connect_button.setText("")
    QApplication.sendEvent(composer, QEvent(QEvent.Type.LanguageChange))
    assert composer.connect_button.text() == before
