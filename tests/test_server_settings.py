"""What the host's window remembers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QApplication

from chatroom_server.settings import WindowSettings
from shared.ui.theme_source import ThemeChoice


@pytest.fixture
def settings(qapp: QApplication) -> Iterator[WindowSettings]:
    QSettings().clear()
    yield WindowSettings()
    QSettings().clear()


def test_at_the_first_start_everything_is_as_the_computer_is(settings: WindowSettings) -> None:
    assert settings.room_name == ""
    assert settings.host_name == ""
    assert settings.geometry.isEmpty()
    assert settings.splitter.isEmpty()
    assert settings.theme is ThemeChoice.SYSTEM
    assert settings.language is None
    assert settings.text_percent == 100


def test_what_is_written_is_there_at_the_next_start(settings: WindowSettings) -> None:
    settings.room_name = 'Räume, 101; "x" = %s'
    settings.host_name = "方老师"
    settings.geometry = QByteArray(b"\x00\x01where")
    settings.splitter = QByteArray(b"\xffhow")
    settings.theme = ThemeChoice.DARK
    settings.language = "zh_CN"
    settings.text_percent = 150
    QSettings().sync()
    again = WindowSettings()
    assert again.room_name == 'Räume, 101; "x" = %s'
    assert again.host_name == "方老师"
    assert again.geometry == QByteArray(b"\x00\x01where")
    assert again.splitter == QByteArray(b"\xffhow")
    assert again.theme is ThemeChoice.DARK
    assert again.language == "zh_CN"
    assert again.text_percent == 150


def test_the_computers_own_language_can_be_chosen_again(settings: WindowSettings) -> None:
    settings.language = "zh_CN"
    settings.language = None
    assert WindowSettings().language is None


@pytest.mark.parametrize(
    ("written", "read"), [("", 100), ("large", 100), ("-5", 100), ("0", 70), ("9999", 250), ("99999999", 100)]
)
def test_a_size_that_makes_no_sense_becomes_one_that_can_be_read(
    settings: WindowSettings, written: str, read: int
) -> None:
    QSettings().setValue("look/text_percent", written)
    assert settings.text_percent == read


def test_strange_values_from_another_version_are_not_believed(settings: WindowSettings) -> None:
    for key in ("room/name", "window/geometry", "window/splitter", "look/theme", "look/language"):
        QSettings().setValue(key, ["a", "list"])
    assert settings.room_name == ""
    assert settings.geometry.isEmpty()
    assert settings.splitter.isEmpty()
    assert settings.theme is ThemeChoice.SYSTEM
    assert settings.language is None


def test_at_the_first_start_lessons_are_kept_and_hands_are_silent(settings: WindowSettings) -> None:
    assert settings.keeps_history
    assert not settings.rings_for_hands
    assert not settings.is_shared
    assert settings.tcp_port is None


def test_choices_are_there_at_the_next_start(settings: WindowSettings) -> None:
    settings.keeps_history = False
    settings.rings_for_hands = True
    settings.tcp_port = 9009
    QSettings().sync()
    again = WindowSettings()
    assert not again.keeps_history
    assert again.rings_for_hands
    assert again.tcp_port == 9009
    again.tcp_port = None
    assert WindowSettings().tcp_port is None


@pytest.mark.parametrize("written", ["", "http", "-1", "80", "65536", "99999999"])
def test_a_port_that_makes_no_sense_is_any_port(settings: WindowSettings, written: str) -> None:
    QSettings().setValue("room/tcp_port", written)
    assert settings.tcp_port is None


def test_names_are_gone_from_the_file_as_soon_as_the_computer_is_shared(settings: WindowSettings) -> None:
    settings.host_name = "Ms. Wang"
    QSettings().sync()
    file = Path(QSettings().fileName())
    assert "Wang" in file.read_text(encoding="utf-8")
    settings.is_shared = True
    assert "Wang" not in file.read_text(encoding="utf-8")


def test_a_shared_computer_keeps_no_names(settings: WindowSettings) -> None:
    settings.room_name, settings.host_name = "Room 101", "方老师"
    settings.recent_emoji = ("👍", "🎉")
    assert WindowSettings().recent_emoji == ("👍", "🎉")
    settings.theme = ThemeChoice.DARK
    settings.is_shared = True
    settings.room_name, settings.host_name = "Room 102", "王老师"
    settings.recent_emoji = ("👍",)
    QSettings().sync()
    again = WindowSettings()
    assert again.is_shared
    assert (again.room_name, again.host_name) == ("", "")
    assert again.recent_emoji == ()
    assert again.theme is ThemeChoice.DARK
    again.is_shared = False
    again.host_name = "方老师"
    assert WindowSettings().host_name == "方老师"
