"""The menu "Help": its keys work in the whole window, and what it opens stops nobody."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

from shared.ui.about_dialog import AboutDialog
from shared.ui.app_identity import Program
from shared.ui.diagnostics_dialog import DiagnosticsDialog
from shared.ui.help_menu import HelpMenu
from shared.ui.keys_dialog import KeyLine, KeysDialog
from shared.ui.language import Languages
from shared.ui.program_start import log_folder
from shared.ui.theme_source import ThemeSource


@pytest.fixture
def opened_folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the desktop was asked to show, which would start a file manager."""
    asked: list[Path] = []

    def open_url(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


@pytest.fixture
def window(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(QLineEdit())
    made.show()
    return made


@pytest.fixture
def menu(window: QMainWindow, languages: Languages) -> HelpMenu:
    def keys() -> Sequence[KeyLine]:
        return [KeyLine("F1", "This list" if languages.code == "en" else "本列表")]

    return HelpMenu(window, program="client", keys=keys, diagnostics=lambda: "connected to port 9999")


def opened(window: QMainWindow, kind: type[QDialog]) -> QDialog:
    (found,) = window.findChildren(kind)
    assert found.isVisible()
    assert not found.isModal()
    return found


def meaning(dialog: KeysDialog) -> str:
    """What the first line of the list says its keys do."""
    return str(dialog.list.model().index(0, 1).data())


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_its_keys_work_in_the_whole_window(
    menu: HelpMenu, window: QMainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    edit = window.centralWidget()
    assert edit is not None
    window.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    QTest.keyClick(edit, key, modifier)
    dialog = opened(window, KeysDialog)
    assert isinstance(dialog, KeysDialog)
    assert meaning(dialog) == "This list"


def test_the_open_list_of_keys_follows_the_language(
    menu: HelpMenu, window: QMainWindow, languages: Languages, qtbot: QtBot
) -> None:
    menu.keys_action.trigger()
    dialog = opened(window, KeysDialog)
    assert isinstance(dialog, KeysDialog)
    languages.choose("zh_CN")
    qtbot.waitUntil(lambda: meaning(dialog) == "本列表")


def test_nothing_is_opened_twice(menu: HelpMenu, window: QMainWindow) -> None:
    for action in (menu.keys_action, menu.copy_action, menu.about_action):
        action.trigger()
        action.trigger()
    assert len(window.findChildren(QDialog)) == 3


def test_diagnostics_are_on_the_clipboard_and_seen(menu: HelpMenu, window: QMainWindow) -> None:
    menu.copy_action.trigger()
    dialog = opened(window, DiagnosticsDialog)
    assert isinstance(dialog, DiagnosticsDialog)
    copied = QGuiApplication.clipboard().text()
    assert dialog.text_edit.toPlainText() == copied
    assert "chatroom-client" in copied
    assert "connected to port 9999" in copied


def test_the_log_folder_is_opened_even_before_there_is_a_log(
    menu: HelpMenu, opened_folders: list[Path]
) -> None:
    menu.log_action.trigger()
    assert opened_folders == [log_folder()]
    assert log_folder().is_dir()


def test_where_no_file_manager_can_be_started_the_folder_is_named(
    menu: HelpMenu, window: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    menu.log_action.trigger()
    box = opened(window, QMessageBox)
    assert isinstance(box, QMessageBox)
    assert str(log_folder()) in box.informativeText()
    assert box.textFormat() is Qt.TextFormat.PlainText
    box.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_about_box_says_what_it_is_whole(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, language: str
) -> None:
    languages.choose(language)
    dialog = AboutDialog(Program.SERVER)
    qtbot.addWidget(dialog)
    dialog.show()
    themes.set_text_percent(150)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "MIT" in said
    assert "LGPL" in said
    made_with = ("Python", "Qt", "precis-i18n", "platformdirs", "psutil", "pyqtgraph", "NumPy", "Unicode")
    assert [name for name in made_with if name not in said] == []
    assert "BSD 3-Clause" in said
    labels = [label for label in dialog.findChildren(QLabel) if label.text()]
    assert all(label.font().pointSizeF() > 12 for label in labels)
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    assert dialog.height() >= dialog.sizeHint().height()
    themes.set_text_percent(100)


def test_every_entry_says_something(menu: HelpMenu) -> None:
    entries: list[QAction] = [action for action in menu.actions() if not action.isSeparator()]
    assert len({action.text() for action in entries}) == 4
    assert menu.title() == "Help"
