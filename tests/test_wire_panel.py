"""The wire as somebody at the window meets it: rows, one that is chosen, a filter, a pause, a recording."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.ask_file import FileQuestion
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.wire_filter import RowKind
from shared.ui.wire.wire_panel import WirePanel
from shared.ui.wire.wire_rows import WireColumn
from shared.wire.frames import Role
from shared.wire.record import WireCounters
from shared.wire.recording import Recording
from tests.helpers.wire_records import WireRecords, frame


@pytest.fixture
def panel(themes: ThemeSource, qtbot: QtBot) -> WirePanel:
    shown = WirePanel(themes, Role.SERVER)
    qtbot.addWidget(shown)
    shown.resize(810, 700)
    shown.show()
    return shown


def meanings(panel: WirePanel) -> list[str]:
    model = panel.table.model()
    rows = range(model.rowCount())
    texts = [str(model.index(row, WireColumn.MEANING).data()) for row in rows]
    return [text.replace("\u2068", "").replace("\u2069", "") for text in texts]


def shown_number(panel: WirePanel, row: int) -> str:
    return str(panel.table.model().index(row, WireColumn.NUMBER).data())


def chatter(count: int) -> WireRecords:
    records = WireRecords()
    alice, _bob = records.join("alice"), records.join("bob")
    for number in range(count):
        records.say(alice, f"word {number}")
    return records


def click_row(panel: WirePanel, row: int) -> None:
    place = panel.table.visualRect(panel.table.model().index(row, WireColumn.WHO)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_login_is_told_frame_by_frame(panel: WirePanel) -> None:
    records = WireRecords()
    records.join("bob")
    records.join("alice")
    panel.put(records.batch())
    told = meanings(panel)
    assert any("log in as “alice”" in line for line in told)
    assert any("bob is already online" in line for line in told)
    assert any("you are in" in line for line in told)
    assert any("alice came online" in line for line in told)


def test_malformed_input_is_shown_and_named(panel: WirePanel) -> None:
    records = WireRecords()
    mallory = records.join("mallory")
    records.receive(mallory, frame("7", "???"))
    records.receive(mallory, b"GET / HTTP/1.1\r\n")
    panel.put(records.batch())
    told = meanings(panel)
    assert "no such message type: 7" in told
    assert any(line.startswith("16 bytes outside of frames") for line in told)


def test_split_and_glued_frames_are_called_so(panel: WirePanel) -> None:
    records = WireRecords()
    bob = records.join("bob")
    records.receive(bob, frame("3", "good morning")[:9])
    records.receive(bob, frame("3", "good morning")[9:] + frame("3", "ok"))
    panel.put(records.batch())
    told = meanings(panel)
    assert any("split over 2 recv()" in line for line in told)
    assert any(line.startswith("say “ok”") and "stuck together" in line for line in told)


def test_it_asks_for_batches_only_while_it_is_seen_and_after_the_last_one_came(
    panel: WirePanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.batch_wanted):
        panel.put(WireRecords().batch())
    with qtbot.assertNotEmitted(panel.batch_wanted, wait=80):
        pass
    with qtbot.waitSignal(panel.batch_wanted):
        panel.put(WireRecords().batch())
    with qtbot.waitSignal(panel.looking_changed) as looking:
        panel.hide()
    assert looking.args == [False]
    with qtbot.assertNotEmitted(panel.batch_wanted, wait=80):
        panel.put(WireRecords().batch())


def test_it_follows_while_it_is_at_the_end(panel: WirePanel) -> None:
    records = chatter(60)
    panel.put(records.batch())
    bar = panel.table.verticalScrollBar()
    assert panel.table.is_following
    assert bar.value() == bar.maximum() > 0
    assert not panel.table.jump_button.isVisible()


def test_choosing_a_row_stops_following_and_what_is_chosen_stays(panel: WirePanel) -> None:
    records = chatter(60)
    panel.put(records.batch())
    row = panel.table.rowAt(50)
    click_row(panel, row)
    chosen, value = shown_number(panel, row), panel.table.verticalScrollBar().value()
    assert panel.detail.frame is not None
    assert str(panel.detail.frame.number) == chosen
    records.say(1, "one more")
    panel.put(records.batch())
    assert panel.table.verticalScrollBar().value() == value
    assert panel.detail.frame is not None
    assert str(panel.detail.frame.number) == chosen
    assert panel.table.jump_button.isVisible()
    assert panel.table.jump_button.text() == "2 new ↓"


def test_the_button_leads_to_the_newest_and_follows_again(panel: WirePanel) -> None:
    records = chatter(60)
    panel.put(records.batch())
    QTest.keyClick(panel.table, Qt.Key.Key_Home)
    assert not panel.table.is_following
    records.say(1, "one more")
    panel.put(records.batch())
    QTest.mouseClick(panel.table.jump_button, Qt.MouseButton.LeftButton)
    bar = panel.table.verticalScrollBar()
    assert panel.table.is_following
    assert bar.value() == bar.maximum()
    assert not panel.table.jump_button.isVisible()


def test_pause_shows_nothing_new_and_counts_it(panel: WirePanel) -> None:
    records = chatter(3)
    panel.put(records.batch(WireCounters(frames_received=5)))
    before = len(meanings(panel))
    QTest.mouseClick(panel.bar.pause_button, Qt.MouseButton.LeftButton)
    records.say(1, "while nobody looks")
    panel.put(records.batch(WireCounters(frames_received=6)))
    assert len(meanings(panel)) == before
    assert any("paused: 2 more rows" in label.text() for label in panel.findChildren(QLabel))
    assert any("received 6 frames" in label.text() for label in panel.findChildren(QLabel))
    QTest.mouseClick(panel.bar.pause_button, Qt.MouseButton.LeftButton)
    assert len(meanings(panel)) == before + 2


def test_typing_into_the_filter_leaves_the_rows_that_hold_the_word(panel: WirePanel, qtbot: QtBot) -> None:
    panel.put(chatter(30).batch())
    with qtbot.waitSignal(panel.log.model.filtered):
        QTest.keyClicks(panel.bar.filter_edit, "WORD 17")
    assert len(meanings(panel)) == 2
    assert all("word 17" in line for line in meanings(panel))


def test_a_person_can_be_chosen_also_from_before_the_login(panel: WirePanel) -> None:
    panel.put(chatter(2).batch())
    panel.bar.people.choose("alice")
    assert any("log in as “alice”" in line for line in meanings(panel))
    assert not any("log in as “bob”" in line for line in meanings(panel))
    title = panel.lanes.findChild(QLabel, "lanesTitle")
    assert title is not None
    assert "alice" in title.text()


def test_a_type_can_be_chosen(panel: WirePanel) -> None:
    panel.put(chatter(2).batch())
    menu = panel.bar.types.menu()
    next(action for action in menu.actions() if action.text().startswith("4 ")).trigger()
    assert panel.bar.types.kind is RowKind.TYPE_4
    assert all(" says " in line for line in meanings(panel))
    assert len(meanings(panel)) == 2


def test_only_wrong_ones_can_be_shown(panel: WirePanel) -> None:
    records = chatter(4)
    records.receive(1, frame("7", "???"))
    panel.put(records.batch())
    menu = panel.bar.types.menu()
    next(action for action in menu.actions() if action.text() == "Only wrong ones").trigger()
    assert meanings(panel) == ["no such message type: 7"]


def test_calls_that_were_left_out_are_a_row(panel: WirePanel) -> None:
    records = chatter(1)
    panel.put(records.batch(WireCounters(left_out=1204)))
    assert meanings(panel)[-1] == "… 1204 calls not shown"


def test_ctrl_c_copies_the_chosen_bytes_as_hex(panel: WirePanel) -> None:
    records = WireRecords()
    records.receive(records.open(), frame("3", "hi"))
    panel.put(records.batch())
    click_row(panel, 1)
    QTest.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "02 33 68 69 03"


def test_arrow_keys_go_through_the_rows_and_the_detail_follows(panel: WirePanel) -> None:
    panel.put(chatter(5).batch())
    click_row(panel, 4)
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert panel.detail.frame is not None
    assert str(panel.detail.frame.number) == shown_number(panel, 5)


def test_a_frame_pointed_at_in_the_lanes_is_chosen(panel: WirePanel) -> None:
    panel.put(chatter(5).batch())
    panel.lanes.frame_chosen.emit(3)
    assert panel.detail.frame is not None
    assert panel.detail.frame.number == 3


def test_another_room_begins_empty(panel: WirePanel) -> None:
    panel.put(chatter(5).batch(WireCounters(frames_received=7)))
    click_row(panel, 3)
    panel.begin("Room 2")
    assert meanings(panel) == []
    assert panel.detail.frame is None
    assert any("received 0 frames" in label.text() for label in panel.findChildren(QLabel))


def test_a_recording_is_shown_without_a_network_and_says_so(panel: WirePanel) -> None:
    panel.put(chatter(1).batch())
    live = meanings(panel)
    panel.show_recording(Recording(Role.SERVER, tuple(chatter(3).all)), "lesson.jsonl")
    assert meanings(panel) == []
    assert any("This is a recording: lesson.jsonl" in label.text() for label in panel.findChildren(QLabel))
    assert panel.replay is not None
    panel.replay.show_all()
    assert any("word 2" in line for line in meanings(panel))
    panel.leave_recording()
    assert meanings(panel) == live


def test_the_room_goes_on_behind_a_recording(panel: WirePanel) -> None:
    records = chatter(1)
    panel.put(records.batch())
    panel.show_recording(Recording(Role.SERVER, ()), "lesson.jsonl")
    records.say(1, "meanwhile")
    panel.put(records.batch())
    assert meanings(panel) == []
    panel.leave_recording()
    assert any("meanwhile" in line for line in meanings(panel))


def test_whispers_are_shown_only_when_the_room_has_agreed(panel: WirePanel, qtbot: QtBot) -> None:
    action = next(action for action in panel.bar.view_button.menu().actions() if "whispers" in action.text())
    with qtbot.waitSignal(panel.whispers_wanted) as wanted:
        action.trigger()
    assert wanted.args == [True]
    assert not action.isChecked()
    panel.set_whispers_shown(True)
    assert action.isChecked()
    assert any("Everyone in the room has been told" in label.text() for label in panel.findChildren(QLabel))


def test_a_low_window_keeps_five_rows_and_gives_up_the_rest(panel: WirePanel) -> None:
    panel.put(chatter(30).batch())
    click_row(panel, panel.table.rowAt(50))
    assert panel.detail.isVisible()
    panel.resize(600, 280)
    assert not panel.lanes.isVisible()
    assert not panel.detail.isVisible()
    assert panel.table.viewport().height() >= 5 * panel.table.verticalHeader().defaultSectionSize()
    panel.resize(810, 700)
    assert panel.lanes.isVisible()
    assert panel.detail.isVisible()


def test_what_somebody_asks_for_in_a_low_window_is_shown(panel: WirePanel) -> None:
    panel.put(chatter(30).batch())
    panel.resize(600, 300)
    click_row(panel, panel.table.rowAt(50))
    action = next(
        action for action in panel.bar.view_button.menu().actions() if action.text().startswith("Fields")
    )
    action.trigger()
    assert panel.detail.isVisible()
    assert not panel.lanes.isVisible()


def test_the_context_menu_offers_the_ways_to_copy(panel: WirePanel, qtbot: QtBot) -> None:
    panel.put(chatter(2).batch())
    click_row(panel, 3)
    with qtbot.waitSignal(panel.table.menu_wanted):
        panel.table.menu_wanted.emit(panel.mapToGlobal(QPoint(50, 100)))
    popup = next(child for child in panel.findChildren(QWidget) if child.isWindow() and child.isVisible())
    assert [action.text() for action in popup.actions()][:3] == [
        "Copy as hex",
        "Copy as text with escapes",
        "Copy for Python",
    ]
    popup.close()


def test_the_wire_is_saved_and_opened_again(themes: ThemeSource, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "lesson.jsonl"

    def answer(_window: QWidget, _question: FileQuestion, then: Callable[[Path], None]) -> None:
        then(target)

    panel = WirePanel(themes, Role.SERVER, ask=answer, ask_to_open=answer)
    qtbot.addWidget(panel)
    panel.show()
    panel.put(chatter(3).batch())
    saved = meanings(panel)
    actions = panel.bar.save_button.menu().actions()
    next(action for action in actions if "recording to be opened" in action.text()).trigger()
    qtbot.waitUntil(target.exists)
    with qtbot.waitSignal(panel.files.recording_opened):
        next(action for action in actions if action.text() == "Open a recording…").trigger()
    assert panel.replay is not None
    panel.replay.show_all()
    assert meanings(panel) == saved


def test_in_a_low_window_enter_takes_the_chosen_frame_apart(panel: WirePanel, qtbot: QtBot) -> None:
    panel.resize(810, 250)
    panel.put(chatter(3).batch())
    click_row(panel, panel.table.rowAt(50))
    button = panel.findChild(QPushButton, "wireDetail")
    assert button is not None
    assert button.isVisible()
    assert not panel.detail.isVisible()
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.detail.isVisible()
    assert not button.isVisible()
    # It is lower down than the window reaches, and is scrolled to.
    qtbot.waitUntil(lambda: not panel.detail.visibleRegion().isEmpty())


def test_a_higher_window_does_not_begin_to_follow_under_who_reads(panel: WirePanel, qtbot: QtBot) -> None:
    records = chatter(60)
    panel.put(records.batch())
    click_row(panel, panel.table.rowAt(50))
    panel.resize(810, 5_000)
    bar = panel.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert not panel.table.is_following


def test_the_lanes_of_a_recording_call_its_calls_by_their_own_names(panel: WirePanel) -> None:
    records = chatter(2)
    panel.put(records.batch())
    hint = panel.lanes.strip.accessibleName
    click_row(panel, panel.table.rowAt(50))
    assert "recv()" in hint()
    panel.show_recording(Recording(Role.CLIENT, tuple(records.all), "Room 101"), "lesson.jsonl")
    assert panel.replay is not None
    panel.replay.show_all()
    click_row(panel, 3)
    assert "read()" in hint() or "write()" in hint()
    panel.leave_recording()
    assert "recv()" in hint() or "send()" in hint()


def test_another_room_is_neither_paused_nor_filtered(panel: WirePanel) -> None:
    panel.put(chatter(5).batch())
    panel.bar.people.choose("bob")
    panel.bar.filter_edit.setText("word")
    panel.bar.pause_button.click()
    panel.begin("Room 2")
    panel.put(chatter(1).batch())
    assert any("word 0" in line for line in meanings(panel))
    assert not panel.bar.pause_button.isChecked()
    assert panel.bar.people.name == ""
    assert panel.bar.text == ""


def test_a_recording_is_not_held_back_for_somebody_who_is_not_in_it(panel: WirePanel) -> None:
    panel.put(chatter(1).batch())
    panel.bar.people.choose("bob")
    records = WireRecords()
    records.say(records.join("zoe"), "hello")
    panel.show_recording(Recording(Role.SERVER, tuple(records.all)), "lesson.jsonl")
    assert panel.replay is not None
    panel.replay.show_all()
    assert any("hello" in line for line in meanings(panel))


def test_an_empty_table_says_why(panel: WirePanel) -> None:
    assert "log in" in panel.table.empty_text
    panel.put(chatter(2).batch())
    panel.bar.filter_edit.setText("nobody ever said this")
    QTest.keyClick(panel.bar.filter_edit, Qt.Key.Key_Return)
    assert meanings(panel) == []
    assert "fits" in panel.table.empty_text
    panel.bar.filter_edit.clear()
    QTest.keyClick(panel.bar.filter_edit, Qt.Key.Key_Return)
    panel.show_recording(Recording(Role.SERVER, ()), "lesson.jsonl")
    assert "Play" in panel.table.empty_text
    panel.leave_recording()
    assert "log in" in panel.table.empty_text


def test_a_recording_does_not_play_on_where_nobody_sees_it(panel: WirePanel) -> None:
    panel.show_recording(Recording(Role.SERVER, tuple(chatter(9).all)), "lesson.jsonl")
    assert panel.replay is not None
    panel.replay.play()
    panel.hide()
    assert not panel.replay.is_playing
