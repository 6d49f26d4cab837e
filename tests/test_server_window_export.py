"""Attendance and conversation into a file, from the host's window."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from chatroom_server.history.history import HistoryState
from chatroom_server.host import ServerHost
from chatroom_server.room_settings import Counters
from chatroom_server.window.room_page import RoomPage
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.headless import frame
from tests.helpers.server_window import HostAtWindow, bare, host_at_window

ATTENDANCE = "Attendance (spreadsheet)"
CONVERSATION = "Conversation (text or web page)"


@pytest.fixture
def room(themes: ThemeSource, languages: Languages, qtbot: QtBot, tmp_path: Path) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot, "--room", "Room 101") as made:
        made.questions.folder = tmp_path
        made.open_room()
        yield made


def hold_a_lesson(room: HostAtWindow) -> None:
    """Have alice and 陈小明 come, talk, whisper and go."""
    with room.guest("陈小明") as chen, room.guest("alice") as alice:
        alice.send(frame("3", "<b>hello</b>"))
        room.see("<b>hello</b>")
        chen.send(frame("2", "Teacher,a secret"))
        room.see("a secret")
        chen.send(frame("3", "你好"))
        room.see("你好")
        room.send("line 1 of the day")
        room.see("line 1 of the day")
    room.qtbot.waitUntil(lambda: room.people == ["Teacher"])


def exported(room: HostAtWindow, *entries: str) -> Path:
    """Choose an entry of the menu, and return the file that was saved."""
    room.choose_export(*entries)
    room.qtbot.waitUntil(lambda: room.toast.isVisible() and "Saved as" in room.toast.text)
    folder = room.questions.folder
    assert folder is not None
    (file,) = folder.iterdir()
    assert bare(room.toast.text) == f"Saved as {file.name}"
    return file


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_attendance_is_a_table_of_everybody_with_a_sensible_name(room: HostAtWindow) -> None:
    hold_a_lesson(room)
    file = exported(room, ATTENDANCE)
    assert file.name.startswith("Room 101 20")
    assert file.name.endswith(" attendance.csv")
    said = {row["Name"]: row["Messages"] for row in rows(file)}
    assert said["陈小明"] == "1"
    assert said["alice"] == "1"
    assert all(row["Left"] for row in rows(file) if row["Name"] != "Teacher")


def test_the_conversation_is_text_without_whispers(room: HostAtWindow) -> None:
    hold_a_lesson(room)
    file = exported(room, CONVERSATION)
    assert file.name.endswith(" conversation.txt")
    text = file.read_text("utf-8-sig")
    assert "alice: <b>hello</b>" in text
    assert "陈小明: 你好" in text
    assert "line 1 of the day" in text
    assert "secret" not in text


def test_the_conversation_of_all_lessons_has_a_name_of_its_own(room: HostAtWindow) -> None:
    hold_a_lesson(room)
    file = exported(room, "With earlier lessons", CONVERSATION)
    assert file.name.endswith(" conversation of all lessons.txt")


def test_the_conversation_can_be_a_web_page(room: HostAtWindow) -> None:
    hold_a_lesson(room)
    room.questions.ending = ".html"
    page = exported(room, CONVERSATION).read_text("utf-8")
    assert "&lt;b&gt;hello&lt;/b&gt;" in page
    assert "secret" not in page


def test_only_this_lesson_is_exported_unless_the_earlier_ones_are_wanted(
    room: HostAtWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    hold_a_lesson(room)
    room.click("closeRoomButton")
    qtbot.waitUntil(lambda: room.is_start_shown)
    room.open_room()
    with room.guest("bob"):
        file = exported(room, ATTENDANCE)
        assert {row["Name"] for row in rows(file)} - {"Teacher"} == {"bob"}
        file.unlink()
        room.toast.clear()
        file = exported(room, "With earlier lessons", ATTENDANCE)
        assert file.name.endswith(" attendance of all lessons.csv")
        assert {row["Name"] for row in rows(file)} - {"Teacher"} == {"bob", "alice", "陈小明"}


def test_the_words_in_the_file_are_those_of_the_window(
    room: HostAtWindow, languages: Languages, qtbot: QtBot, tmp_path: Path
) -> None:
    languages.choose("zh_CN")
    menu = room.find(QPushButton, "exportButton").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*.csv"))))
    (file,) = tmp_path.iterdir()
    assert "考勤" in file.name
    (first, *_) = file.read_text("utf-8-sig").splitlines()
    assert all(word in first for word in ("姓名", "加入", "离开", "次数", "发言"))


def test_who_changes_their_mind_exports_nothing(room: HostAtWindow, tmp_path: Path) -> None:
    room.questions.folder = None
    room.choose_export(ATTENDANCE)
    assert len(room.questions.asked) == 1
    assert list(tmp_path.iterdir()) == []
    assert room.toast.text == ""


def test_the_folder_of_last_time_is_suggested(room: HostAtWindow, tmp_path: Path) -> None:
    exported(room, ATTENDANCE)
    room.questions.folder = None
    room.choose_export(ATTENDANCE)
    assert [question.folder for question in room.questions.asked][1] == tmp_path


@pytest.mark.parametrize(
    ("folder", "words"), [("not/there", "its folder is not there"), ("taken", "something that is no file")]
)
def test_a_file_that_cannot_be_written_is_a_sentence(
    room: HostAtWindow, qtbot: QtBot, tmp_path: Path, folder: str, words: str
) -> None:
    room.questions.folder = tmp_path / folder
    if folder == "taken":
        room.questions.folder = tmp_path
        room.choose_export(CONVERSATION)
        qtbot.waitUntil(lambda: "Saved as" in room.toast.text)
        (file,) = tmp_path.iterdir()
        file.unlink()
        file.mkdir()
        room.toast.clear()
    room.choose_export(CONVERSATION)
    qtbot.waitUntil(lambda: words in room.toast.text)
    assert "was not saved" in room.toast.text


class OpenedFolders(QObject):
    """Stands in for the desktop's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_the_folder_can_be_opened_from_the_notice(room: HostAtWindow, tmp_path: Path) -> None:
    folders = OpenedFolders()
    QDesktopServices.setUrlHandler("file", folders, "open")  # type: ignore[arg-type]
    try:
        exported(room, ATTENDANCE)
        (button,) = room.toast.findChildren(QPushButton)
        assert button.text() == "Open folder"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert [Path(folder) for folder in folders.opened] == [tmp_path]
    finally:
        QDesktopServices.unsetUrlHandler("file")


def test_without_a_history_the_menu_says_why_it_is_empty(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with host_at_window(themes, languages, qtbot, "--no-history") as host:
        host.open_room()
        menu = host.find(QPushButton, "exportButton").menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        (only,) = menu.actions()
        assert not only.isEnabled()
        assert "keeps no history" in only.text()


def test_while_the_history_cannot_be_written_the_notice_says_what_is_missing(
    room: HostAtWindow, qtbot: QtBot
) -> None:
    seen: list[Counters] = []
    (server,) = room.window.findChildren(ServerHost)
    (page,) = room.window.findChildren(RoomPage)
    server.counted.connect(seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    page.show_counters(replace(seen[-1], history=HistoryState.TROUBLED, history_trouble="disk full"))
    room.choose_export(ATTENDANCE)
    qtbot.waitUntil(lambda: "Saved as" in room.toast.text)
    assert "without what the history could not take yet" in room.toast.text
