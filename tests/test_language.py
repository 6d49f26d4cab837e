"""The language changes while windows are open, with Qt's own words and with times."""

import pytest
from PySide6.QtCore import QEvent, QLocale, QTime
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.language import Languages


class Greeting(QLabel):
    """A widget that keeps its words as the module's docstring says."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0
        self.retranslate()

    def retranslate(self) -> None:
        self.times += 1

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def cancel_text() -> str:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    return box.buttons()[0].text()


def test_our_own_words_change(languages: Languages, qapp: QApplication) -> None:
    assert qapp.translate("Toast", "Undo") == "Undo"
    languages.choose("zh_CN")
    assert languages.code == "zh_CN"
    assert qapp.translate("Toast", "Undo") == "撤销"
    languages.choose("en")
    assert qapp.translate("Toast", "Undo") == "Undo"


def test_the_words_of_qt_change(languages: Languages) -> None:
    assert "Cancel" in cancel_text()
    languages.choose("zh_CN")
    assert "取消" in cancel_text()
    languages.choose("en")
    assert "Cancel" in cancel_text()


def test_a_change_is_told_once(languages: Languages, qtbot: QtBot) -> None:
    with qtbot.waitSignal(languages.language_changed) as changed:
        languages.choose("zh_CN")
    assert changed.args == ["zh_CN"]
    with qtbot.assertNotEmitted(languages.language_changed):
        languages.choose("zh_CN")


def test_open_windows_are_asked_to_say_their_words_again(languages: Languages, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    greeting = Greeting()
    greeting.setParent(window)
    window.show()
    languages.choose("zh_CN")
    qtbot.waitUntil(lambda: greeting.times > 1)


def test_times_follow_the_language(languages: Languages) -> None:
    languages.choose("zh_CN")
    assert QLocale().language() == QLocale.Language.Chinese
    languages.choose("en")
    assert QLocale().language() in {QLocale.Language.English, QLocale.Language.C}
    assert QLocale().toString(QTime(9, 2), "HH:mm") == "09:02"


@pytest.mark.parametrize("code", [None, "tlh", ""])
def test_without_a_known_choice_the_language_of_the_computer_is_spoken(
    languages: Languages, code: str | None
) -> None:
    languages.choose("zh_CN")
    languages.choose(code)
    assert languages.code == "en"


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        (["zh-Hans-CN", "zh"], "zh_CN"),
        (["zh-Hant-TW"], "zh_CN"),
        (["de-DE", "zh-CN", "en"], "zh_CN"),
        (["en-GB", "zh-CN"], "en"),
        (["fr-FR"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_of_the_computer_that_is_known_is_spoken(
    languages: Languages, monkeypatch: pytest.MonkeyPatch, spoken: list[str], expected: str
) -> None:
    languages.choose("en" if expected == "zh_CN" else "zh_CN")
    monkeypatch.setattr(QLocale, "uiLanguages", lambda *_: spoken)
    languages.choose(None)
    assert languages.code == expected


def test_each_language_is_offered_in_its_own_name() -> None:
    assert Languages.AVAILABLE == (("en", "English"), ("zh_CN", "简体中文"))
