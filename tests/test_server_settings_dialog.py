"""What the host chooses once for all lessons."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.settings import WindowSettings
from chatroom_server.window.settings_dialog import SettingsDialog
from shared.ui.language import Languages
from shared.ui.look_form import LookForm
from shared.ui.look_menu import LookMenu
from shared.ui.theme_source import ThemeSource


class Form:
    """A person at the dialog."""

    def __init__(self, themes: ThemeSource, languages: Languages, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.settings = WindowSettings()
        look = LookMenu(themes, languages, "en", self.window)
        self.dialog = SettingsDialog(self.settings, look, themes, self.window)
        self.dialog.open()
        qtbot.waitExposed(self.dialog)

    def tick(self, name: str) -> None:
        box = self.dialog.findChild(QCheckBox, name)
        assert box is not None
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)

    def field(self, name: str) -> QLineEdit:
        found = self.dialog.findChild(QLineEdit, name)
        assert found is not None
        return found

    def type(self, name: str, text: str) -> None:
        field = self.field(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def problem(self, name: str) -> str:
        label = self.dialog.findChild(QLabel, f"{name}Problem")
        assert label is not None
        return label.text() if label.isVisible() else ""


@pytest.fixture
def form(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[Form]:
    QSettings().clear()
    made = Form(themes, languages, qtbot)
    yield made
    made.dialog.close()
    QSettings().clear()


def test_every_choice_is_kept_at_once(form: Form) -> None:
    form.tick("handSoundBox")
    form.tick("keepHistoryBox")
    form.type("settingsRoomField", "Room  101 ")
    form.type("settingsHostField", "Ms Fang")
    form.type("settingsPortField", "9009")
    kept = WindowSettings()
    assert kept.rings_for_hands
    assert not kept.keeps_history
    assert (kept.room_name, kept.host_name, kept.tcp_port) == ("Room 101", "Ms Fang", 9009)


def test_an_empty_port_is_any(form: Form) -> None:
    form.type("settingsPortField", "9009")
    form.type("settingsPortField", "")
    assert WindowSettings().tcp_port is None


@pytest.mark.parametrize("port", ["80", "0", "65536", "99999"])
def test_a_port_that_cannot_be_is_refused_with_what_can(form: Form, port: str) -> None:
    form.type("settingsPortField", "9009")
    form.type("settingsPortField", port)
    assert "1024" in form.problem("settingsPortField")
    assert "65535" in form.problem("settingsPortField")
    assert WindowSettings().tcp_port == 9009
    form.type("settingsPortField", "9010")
    assert form.problem("settingsPortField") == ""


def test_a_name_that_cannot_be_is_refused_and_the_last_one_kept(form: Form) -> None:
    form.type("settingsHostField", "Ms Fang")
    form.type("settingsHostField", "a" * 200)
    assert form.problem("settingsHostField")
    assert WindowSettings().host_name == "Ms Fang"


def test_a_shared_computer_forgets_the_names_and_takes_no_others(form: Form) -> None:
    form.type("settingsRoomField", "Room 101")
    form.type("settingsHostField", "Ms Fang")
    form.tick("sharedComputerBox")
    kept = WindowSettings()
    assert kept.is_shared
    assert (kept.room_name, kept.host_name) == ("", "")
    assert not form.field("settingsHostField").isEnabled()
    assert form.field("settingsHostField").text() == ""
    form.tick("sharedComputerBox")
    assert form.field("settingsHostField").isEnabled()


def test_what_was_refused_is_gone_when_the_dialog_opens_again(form: Form) -> None:
    form.type("settingsPortField", "80")
    form.dialog.close()
    form.dialog.open()
    assert form.field("settingsPortField").text() == ""
    assert form.problem("settingsPortField") == ""


def test_enter_in_a_field_leaves_the_dialog_open_and_escape_closes_it(form: Form) -> None:
    form.type("settingsRoomField", "Room 101")
    assert form.dialog.isVisible()
    QTest.keyClick(form.dialog, Qt.Key.Key_Escape)
    assert not form.dialog.isVisible()


def test_the_looks_are_among_the_settings(form: Form, themes: ThemeSource) -> None:
    looks = form.dialog.findChild(LookForm)
    assert looks is not None
    looks.size_box.setFocus()
    QTest.keyClick(looks.size_box, Qt.Key.Key_End)
    assert themes.text_percent == 250
    assert isinstance(form.dialog, QDialog)
    assert form.dialog.height() <= form.dialog.screen().availableGeometry().height()


def test_the_dialog_is_as_tall_as_its_words_in_every_language_and_size(
    form: Form, themes: ThemeSource, languages: Languages
) -> None:
    scroll = form.dialog.findChild(QScrollArea)
    assert scroll is not None
    themes.set_text_percent(70)  # the only size at which all of it fits on the screen of a test
    for code in ("zh_CN", "en"):
        languages.choose(code)
        form.qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 0)
