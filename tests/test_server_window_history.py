"""The history in the host's window: a lesson that goes on, what was said before, and looking for it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QStackedWidget, QTextEdit
from pytestqt.qtbot import QtBot

from chatroom_server.facts import HOST, AnnouncedByHost, Spoke
from chatroom_server.history.history import History, HistoryState
from chatroom_server.host import ServerHost
from chatroom_server.hosted_room import OLDER_AT_ONCE
from chatroom_server.room_settings import Counters
from chatroom_server.window.history_banner import HistoryBanner
from chatroom_server.window.room_page import RoomPage
from chatroom_server.window.search_results import SearchResults
from shared.ui.jump_button import JumpButton
from shared.ui.language import Languages
from shared.ui.pinned_strip import PinnedStrip
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_view import TranscriptView
from tests.helpers.headless import RawClient, frame, headless_server
from tests.helpers.server_window import HostAtWindow, bare, host_at_window

NINE = 1_795_165_200.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "room.db"


@pytest.fixture
def start(themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path) -> Iterator[HostAtWindow]:
    """The start page of a room whose history is ``file``; what a test writes there before is in it."""
    with host_at_window(themes, languages, qtbot, "--history", str(file)) as made:
        yield made


def write_lesson(file: Path, *texts: str, began_utc: float = NINE) -> None:
    """Have a lesson in the history in which alice said all of that, and the host said goodbye."""
    history = History.open(file, "lab-pc-7", began_utc)
    facts = [
        Spoke(began_utc + number, history.last_id + number, 1, "alice", text)
        for number, text in enumerate(texts, 1)
    ]
    history.note(tuple(facts))
    last = history.last_id + len(facts) + 1
    history.note((Spoke(began_utc + 1_000, last, HOST, "Teacher", "goodbye"),))
    history.note((AnnouncedByHost(began_utc + 1_001, last + 1, "homework: read page 7", "Teacher"),))
    history.commit()
    history.close(began_utc + 2_700)


def box(host: HostAtWindow) -> QCheckBox:
    return host.find(QCheckBox, "earlierLessonBox")


def wait_for_box(host: HostAtWindow) -> QCheckBox:
    host.qtbot.waitUntil(lambda: box(host).isVisible())
    return box(host)


def room_page(host: HostAtWindow) -> RoomPage:
    (page,) = host.window.findChildren(RoomPage)
    return page


def texts(host: HostAtWindow) -> list[str]:
    """What stands in the conversation, without the lines that only divide."""
    return [line for line in host.transcript if line and "conversation begins" not in line]


# ---- a lesson that goes on -----------------------------------------------------------------------------------


def test_the_first_time_nothing_is_asked(start: HostAtWindow, file: Path, qtbot: QtBot) -> None:
    start.open_room()
    assert not box(start).isVisibleTo(start.window)
    assert file.is_file()
    start.send("hello")
    start.see("hello")


def test_after_a_lesson_the_start_page_asks_and_by_default_a_class_begins_anew(
    start: HostAtWindow, qtbot: QtBot
) -> None:
    start.open_room()
    start.send("what the last class said")
    start.see("what the last class said")
    start.click("closeRoomButton")
    qtbot.waitUntil(lambda: start.is_start_shown)
    assert not wait_for_box(start).isChecked()
    assert "Last lesson: " in start.text("earlierLessonWhen")
    start.open_room()
    start.send("what this class says")
    start.see("what this class says")
    assert not [line for line in start.transcript if "last class" in line]


def test_the_question_is_there_with_the_first_picture_and_nothing_moves_under_the_mouse(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path
) -> None:
    write_lesson(file, "hi")
    with host_at_window(themes, languages, qtbot, "--history", str(file)) as host:
        assert box(host).isVisible()
        host.open_room()
        host.click("closeRoomButton")
        pages = host.window.findChild(QStackedWidget)
        assert pages is not None
        seen: list[bool] = []
        pages.currentChanged.connect(lambda _page: seen.append(box(host).isVisible()))
        qtbot.waitUntil(lambda: host.is_start_shown)
        assert seen == [True]


def test_enter_on_the_box_opens_the_room_and_leaves_what_was_ticked(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path
) -> None:
    write_lesson(file, "hi")
    with host_at_window(themes, languages, qtbot, "--history", str(file)) as host:
        choice = wait_for_box(host)
        choice.setFocus()
        qtbot.waitUntil(choice.hasFocus)
        QTest.keyClick(choice, Qt.Key.Key_Space)
        QTest.keyClick(choice, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: host.is_room_shown)
        host.see("hi")


def test_a_lesson_of_another_day_is_told_by_its_date(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path
) -> None:
    write_lesson(file, "hi", began_utc=1_700_000_000.0)
    with host_at_window(themes, languages, qtbot, "--history", str(file)) as host:
        wait_for_box(host)
        assert "2023" in host.text("earlierLessonWhen")


def test_with_the_box_checked_the_conversation_begins_with_what_was_said_before(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path
) -> None:
    write_lesson(file, "first", "second")
    with host_at_window(themes, languages, qtbot, "--history", str(file)) as host:
        QTest.keyClick(wait_for_box(host), Qt.Key.Key_Space)
        host.open_room()
        host.see("second")
        host.send("and now")
        host.see("and now")
        lines = texts(host)
        said = ["first", "second", "goodbye", "homework: read page 7", "and now"]
        assert [line for line in lines if line in said] == said
        view = host.find(TranscriptView, "transcript")
        assert view.is_at_bottom
        with RawClient(host.port) as guest:
            guest.log_in("bob")
            host.see("bob came online")
        qtbot.waitUntil(lambda: host.text("roomStatus").endswith("1 message"))


def test_a_room_of_another_name_has_another_history(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with host_at_window(themes, languages, qtbot, "--room", "Physics", is_default_history=True) as host:
        host.open_room()
        host.click("closeRoomButton")
        qtbot.waitUntil(lambda: host.is_start_shown)
        wait_for_box(host)
        edit = host.find(QLineEdit, "roomNameField")
        edit.setFocus()
        QTest.keyClicks(edit, " 2")
        assert not box(host).isVisible()
        for _ in range(2):
            QTest.keyClick(edit, Qt.Key.Key_Backspace)
        wait_for_box(host)


def test_after_a_crash_the_lesson_goes_on_and_says_so(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path
) -> None:
    with (
        headless_server("--history", str(file), "--room", "lab-pc-7") as server,
        RawClient(server.tcp_port) as alice,
    ):
        alice.log_in("alice")
        alice.send(frame("3", "before the power was gone"))
        alice.read_until(b"power was gone")
        # Shown to somebody: it is on the disk.
        server.process.kill()
        server.process.wait()
    with host_at_window(themes, languages, qtbot, "--history", str(file)) as host:
        assert wait_for_box(host).isChecked()
        assert "ended unexpectedly at" in host.text("earlierLessonWhen")
        assert "goes on where it was" in host.text("earlierLessonWhen")
        host.open_room()
        host.see("before the power was gone")


def test_older_messages_come_as_the_host_scrolls_up_each_once_and_in_order(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path
) -> None:
    count = 3 * OLDER_AT_ONCE
    write_lesson(file, *(f"message {number:03}" for number in range(count)))
    with host_at_window(themes, languages, qtbot, "--history", str(file)) as host:
        QTest.keyClick(wait_for_box(host), Qt.Key.Key_Space)
        host.open_room()
        host.see(f"message {count - 1:03}")
        assert "message 000" not in host.transcript
        view = host.find(TranscriptView, "transcript")
        bar = view.verticalScrollBar()

        def at_the_top() -> bool:
            bar.setValue(bar.minimum())
            return "message 000" in host.transcript

        qtbot.waitUntil(at_the_top, timeout=20_000)
        said = [line for line in host.transcript if line.startswith("message ")]
        assert said == [f"message {number:03}" for number in range(count)]
        assert "0 messages" in host.text("roomStatus")


def test_a_history_that_another_room_has_is_named(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path
) -> None:
    with (
        headless_server("--history", str(file)),
        host_at_window(themes, languages, qtbot, "--history", str(file)) as host,
    ):
        host.click("openRoomButton")
        qtbot.waitUntil(lambda: host.text("openingProblem") != "")
        assert "Another room keeps its history in room.db" in host.text("openingProblem")
        assert host.is_start_shown


# ---- trouble -------------------------------------------------------------------------------------------------


def troubled(counters: Counters, cause: str) -> Counters:
    return replace(counters, history=HistoryState.TROUBLED, history_trouble=cause)


def test_a_history_that_cannot_be_written_is_told_until_it_can(start: HostAtWindow, qtbot: QtBot) -> None:
    seen: list[Counters] = []
    page = room_page(start)
    (server,) = start.window.findChildren(ServerHost)
    server.counted.connect(seen.append)
    start.open_room()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[-1].history is HistoryState.WRITING
    page.show_counters(troubled(seen[-1], "disk full"))
    banner = start.find(HistoryBanner, "historyBanner")
    assert banner.isVisible()
    assert "The disk is full" in banner.text
    start.send("goes on")
    start.see("goes on")
    qtbot.waitUntil(lambda: not banner.isVisible())
    assert "written again" in start.toast.text


def test_without_a_history_it_is_said_and_there_is_nothing_to_search(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with host_at_window(themes, languages, qtbot, "--no-history") as host:
        host.open_room()
        qtbot.waitUntil(lambda: host.text("historyStatus") == "history off")
        QTest.keyClick(host.find(QTextEdit, "messageEdit"), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: "keeps no history" in host.toast.text)
        assert not host.find(QLineEdit, "conversationSearchField").isVisible()


def test_with_a_history_the_line_at_the_foot_says_nothing_of_it(start: HostAtWindow, qtbot: QtBot) -> None:
    start.open_room()
    qtbot.waitUntil(lambda: start.find(QLabel, "tcpStatus").isVisible())
    assert start.text("historyStatus") == ""


# ---- search --------------------------------------------------------------------------------------------------


def search_field(host: HostAtWindow) -> QLineEdit:
    return host.find(QLineEdit, "conversationSearchField")


def search_for(host: HostAtWindow, query: str, count: str) -> list[str]:
    """Press Ctrl+F, type, and return the lines that were found."""
    QTest.keyClick(host.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = search_field(host)
    host.qtbot.waitUntil(field.isVisible)
    field.setText(query)
    host.qtbot.waitUntil(lambda: host.text("conversationSearchCount") == count)
    model = host.find(SearchResults, "conversationSearchResults").model()
    return [bare(str(model.index(row, 0).data())) for row in range(model.rowCount())]


def test_f6_leads_to_the_search_while_it_is_open(start: HostAtWindow, qtbot: QtBot) -> None:
    start.open_room()
    start.window.activateWindow()
    edit = start.find(QTextEdit, "messageEdit")
    qtbot.waitUntil(edit.hasFocus)
    QTest.keyClick(edit, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(search_field(start).hasFocus)
    QTest.keyClick(search_field(start), Qt.Key.Key_F6)
    assert edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert search_field(start).hasFocus()


def test_what_was_said_in_any_lesson_is_found_but_no_whisper(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path
) -> None:
    write_lesson(file, "the colour of the sea", "海是蓝色的")
    with host_at_window(themes, languages, qtbot, "--history", str(file)) as host:
        host.open_room()
        with host.guest("bob") as bob:
            bob.send(frame("3", "the sea is deep"))
            host.see("the sea is deep")
            bob.send(frame("2", "Teacher,the sea frightens me"))
            host.see("frightens me")
            newest, oldest = search_for(host, "sea", "2 found")
        assert newest.startswith("bob, ")
        assert newest.endswith(": the sea is deep")
        assert oldest.startswith("alice, ")
        assert search_for(host, "蓝", "1 found")[0].endswith("海是蓝色的")


def test_a_result_that_stands_in_the_conversation_is_gone_to(start: HostAtWindow, qtbot: QtBot) -> None:
    start.open_room()
    for number in range(60):
        start.send(f"line {number}")
    start.see("line 59")
    search_for(start, "line 3", "11 found")
    search_for(start, "line 7", "1 found")
    QTest.keyClick(search_field(start), Qt.Key.Key_Return)
    view = start.find(TranscriptView, "transcript")
    assert view.isVisible()
    assert not search_field(start).isVisible()
    assert str(view.currentIndex().data()) == "line 7"
    qtbot.waitUntil(lambda: view.viewport().rect().intersects(view.visualRect(view.currentIndex())))
    assert [str(index.data()) for index in view.selectedIndexes()] == ["line 7"]


def test_a_result_is_shown_in_the_middle_where_no_button_covers_it(start: HostAtWindow, qtbot: QtBot) -> None:
    start.open_room()
    for number in range(80):
        start.send(f"line {number}")
    start.see("line 79")
    view = start.find(TranscriptView, "transcript")
    for wanted in ("line 40", "line 60"):
        search_for(start, wanted, "1 found")
        QTest.keyClick(search_field(start), Qt.Key.Key_Return)
        qtbot.waitUntil(view.isVisible)
        (newest,) = view.findChildren(JumpButton)
        qtbot.waitUntil(newest.isVisible)
        row = view.visualRect(view.currentIndex())
        assert str(view.currentIndex().data()) == wanted
        assert abs(row.center().y() - view.viewport().height() / 2) < view.viewport().height() / 8


def test_a_result_of_an_earlier_lesson_is_copied(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path
) -> None:
    write_lesson(file, "the colour of the sea")
    with host_at_window(themes, languages, qtbot, "--history", str(file)) as host:
        host.open_room()
        search_for(host, "colour", "1 found")
        QTest.keyClick(search_field(host), Qt.Key.Key_Return)
        assert QGuiApplication.clipboard().text() == "the colour of the sea"
        assert "Copied: the colour of the sea" in host.toast.text
        assert search_field(host).isVisible()


def test_escape_leads_back_to_the_conversation_and_the_box(start: HostAtWindow, qtbot: QtBot) -> None:
    start.open_room()
    start.send("hello")
    start.see("hello")
    search_for(start, "hello", "1 found")
    view = start.find(TranscriptView, "transcript")
    assert not view.isVisible()
    QTest.keyClick(search_field(start), Qt.Key.Key_Escape)
    assert view.isVisible()
    assert start.find(QTextEdit, "messageEdit").hasFocus()


def test_the_pinned_announcement_stays_where_it_is_while_the_host_searches(start: HostAtWindow) -> None:
    start.open_room()
    start.send("read page 7")
    start.see("read page 7")
    strip = start.find(PinnedStrip, "pinnedStrip")
    place = strip.mapTo(start.window, QPoint())
    search_for(start, "page", "1 found")
    assert strip.mapTo(start.window, QPoint()) == place


def test_what_comes_while_the_host_searches_is_in_sight_afterwards(start: HostAtWindow, qtbot: QtBot) -> None:
    start.open_room()
    with start.guest("alice") as alice:
        alice.send(frame("3", "needle"))
        start.see("needle")
        search_for(start, "needle", "1 found")
        for number in range(80):
            alice.send(frame("3", f"line {number}"))
        start.see("line 79")
        QTest.keyClick(search_field(start), Qt.Key.Key_Escape)
        view = start.find(TranscriptView, "transcript")
        assert view.is_at_bottom
        last = view.model().index(view.model().rowCount() - 1, 0)
        qtbot.waitUntil(lambda: view.viewport().rect().contains(view.visualRect(last).center()))
