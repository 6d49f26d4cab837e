"""What the client remembers, over restarts and whatever is in the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QCoreApplication, QSettings

from chatroom_client.drafts import Draft
from chatroom_client.settings import ClientSettings, LastRoom, Sound
from shared.ui.theme_source import ThemeChoice

Open = Callable[[], ClientSettings]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "client.ini"


@pytest.fixture
def open_settings(file: Path) -> Open:
    """Open the settings as the next start of the client would; what was open before is written."""
    opened: list[QSettings] = []

    def open_again() -> ClientSettings:
        for store in opened:
            store.sync()
        opened.append(QSettings(str(file), QSettings.Format.IniFormat))
        return ClientSettings(opened[-1])

    return open_again


def test_first_start_has_sensible_values(open_settings: Open) -> None:
    settings = open_settings()
    assert settings.name == ""
    assert settings.last_room is None
    assert settings.window_geometry.isEmpty()
    assert settings.splitter_state.isEmpty()
    assert settings.theme_choice is ThemeChoice.SYSTEM
    assert settings.language is None
    assert settings.zoom_percent == 100
    assert settings.is_shared_computer is False
    assert settings.sound is Sound.NONE
    switches = (settings.is_plain, settings.sends_with_ctrl_enter, settings.is_do_not_disturb)
    assert not any((*switches, settings.has_tray, settings.is_tray_explained))


def test_everything_is_there_at_the_next_start(open_settings: Open) -> None:
    settings = open_settings()
    room = LastRoom("192.168.1.5", 8000, '101; "A", 教室 %20\n')
    settings.name = "小明"
    settings.last_room = room
    settings.window_geometry = QByteArray(b"\x00\x01,geometry")
    settings.splitter_state = QByteArray(b"\xff\xfe")
    settings.wire_splitter_state = QByteArray(b"\xff\xfd")
    settings.theme_choice = ThemeChoice.DARK
    settings.language = "zh_CN"
    settings.zoom_percent = 125
    settings.sound = Sound.MEANT
    settings.is_plain = True
    settings.sends_with_ctrl_enter = True
    settings.is_do_not_disturb = True
    settings.has_tray = True
    settings.is_tray_explained = True
    for each in (settings, open_settings()):
        assert each.name == "小明"
        assert each.last_room == room
        assert each.window_geometry == QByteArray(b"\x00\x01,geometry")
        assert each.splitter_state == QByteArray(b"\xff\xfe")
        assert each.wire_splitter_state == QByteArray(b"\xff\xfd")
        assert each.theme_choice is ThemeChoice.DARK
        assert each.language == "zh_CN"
        assert each.zoom_percent == 125
        assert each.sound is Sound.MEANT
        assert each.is_plain and each.sends_with_ctrl_enter and each.is_do_not_disturb
        assert each.has_tray and each.is_tray_explained


def test_choices_are_taken_back(open_settings: Open) -> None:
    settings = open_settings()
    settings.last_room = LastRoom("teacher", 9999, "")
    settings.language = "en"
    settings.last_room = None
    settings.language = None
    assert open_settings().last_room is None
    assert open_settings().language is None


def test_zoom_stays_within_what_can_be_read(open_settings: Open) -> None:
    settings = open_settings()
    settings.zoom_percent = 5000
    assert settings.zoom_percent == 250
    settings.zoom_percent = -1
    assert open_settings().zoom_percent == 70


def test_shared_computer_keeps_nothing_of_the_person(open_settings: Open, file: Path) -> None:
    settings = open_settings()
    settings.name = "alice"
    settings.last_room = LastRoom("192.168.1.5", 9999, "Room 101")
    settings.theme_choice = ThemeChoice.DARK
    settings.is_shared_computer = True
    settings.name = "bob"
    settings.last_room = LastRoom("192.168.1.6", 9999, "Room 102")
    again = open_settings()
    assert again.is_shared_computer is True
    assert (again.name, again.last_room) == ("", None)
    assert again.theme_choice is ThemeChoice.DARK
    text = file.read_text(encoding="utf-8")
    assert not any(word in text for word in ("alice", "bob", "192.168", "Room"))


def test_computer_that_is_no_longer_shared_remembers_again(open_settings: Open) -> None:
    settings = open_settings()
    settings.is_shared_computer = True
    settings.is_shared_computer = False
    settings.name = "alice"
    assert open_settings().name == "alice"


def test_damaged_values_are_as_if_they_were_not_there(open_settings: Open, file: Path) -> None:
    file.write_text(
        "[General]\nshared_computer=perhaps\n"
        "[person]\nname=a, b\n"
        "[room]\nhost=teacher\nport=99999\nname=@ByteArray(x)\n"
        "[attention]\nsound=trumpet\ndo_not_disturb=maybe\n"
        "[window]\ngeometry=17\nsplitter=a, b, c\ntheme=pink\nlanguage=tlh\nzoom=huge\n",
        encoding="utf-8",
    )
    settings = open_settings()
    assert (settings.name, settings.last_room) == ("", None)
    assert settings.window_geometry.isEmpty()
    assert settings.splitter_state.isEmpty()
    assert settings.theme_choice is ThemeChoice.SYSTEM
    assert (settings.language, settings.zoom_percent) == (None, 100)
    assert (settings.sound, settings.is_do_not_disturb) == (Sound.NONE, False)
    assert settings.is_shared_computer is False


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=200))
def test_whatever_is_in_the_file_can_be_read(file: Path, data: bytes) -> None:
    keys = (b"name", b"host", b"port", b"geometry", b"splitter", b"theme", b"language", b"zoom")
    lines = b"".join([b"%b=%b\n" % (key, data.replace(b"\n", b"")) for key in keys])
    file.write_bytes(
        b"".join([b"[%b]\n%b" % (group, lines) for group in (b"person", b"room", b"window")]) + data
    )
    settings = ClientSettings(QSettings(str(file), QSettings.Format.IniFormat))
    assert isinstance(settings.name, str)
    assert settings.last_room is None or 1 <= settings.last_room.port <= 65_535
    assert isinstance(settings.window_geometry, QByteArray)
    assert isinstance(settings.splitter_state, QByteArray)
    assert settings.theme_choice in ThemeChoice
    assert settings.language in {None, "en", "zh_CN"}
    assert 70 <= settings.zoom_percent <= 250
    assert settings.is_shared_computer in {True, False}


def test_users_own_file_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QCoreApplication, "organizationName", lambda: "Tests")
    monkeypatch.setattr(QCoreApplication, "applicationName", lambda: "Settings of one test")
    settings = ClientSettings()
    settings.name = "alice"
    assert ClientSettings().name == "alice"


DRAFT = Draft("192.168.1.5:9999", "小明", "bob", "half a 句\nand \U0001f600")


def test_drafts_are_there_at_the_next_start_for_the_same_person(open_settings: Open) -> None:
    open_settings().keep_draft(DRAFT)
    settings = open_settings()
    assert settings.draft_of(DRAFT.room, DRAFT.name) == DRAFT
    assert settings.draft_of(DRAFT.room, "alice") is None
    assert settings.draft_of("192.168.1.6:9999", DRAFT.name) is None


def test_draft_that_was_sent_is_gone(open_settings: Open) -> None:
    open_settings().keep_draft(DRAFT)
    open_settings().keep_draft(Draft(DRAFT.room, DRAFT.name, "", ""))
    assert open_settings().draft_of(DRAFT.room, DRAFT.name) is None


def test_shared_computer_keeps_no_draft(open_settings: Open, file: Path) -> None:
    open_settings().keep_draft(DRAFT)
    settings = open_settings()
    settings.is_shared_computer = True
    assert "half a" not in file.read_text("utf-8")
    settings.keep_draft(DRAFT)
    assert open_settings().draft_of(DRAFT.room, DRAFT.name) is None


def test_emoji_chosen_last_are_there_at_the_next_start_but_not_on_a_shared_computer(
    open_settings: Open, file: Path
) -> None:
    settings = open_settings()
    assert settings.recent_emoji == ()
    settings.recent_emoji = ("😍", "👩‍🏫")
    assert open_settings().recent_emoji == ("😍", "👩‍🏫")
    again = open_settings()
    again.is_shared_computer = True
    again.recent_emoji = ("😀",)
    assert open_settings().recent_emoji == ()
    assert "emoji" not in file.read_text(encoding="utf-8")
