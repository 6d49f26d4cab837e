"""The bar says that it is a recording, and its buttons play it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.replay import Replay
from shared.ui.wire.replay_bar import ReplayBar
from tests.helpers.wire_records import WireRecords, frame


def shown_bar(qtbot: QtBot) -> tuple[ReplayBar, Replay]:
    records = WireRecords()
    bob = records.open()
    for number in range(3):
        records.receive(bob, frame("3", str(number)))
    bar = ReplayBar()
    qtbot.addWidget(bar)
    replay = Replay(records.all, bar)
    bar.show_replay(replay, "<b>lesson</b>.jsonl")
    return bar, replay


def click(bar: ReplayBar, name: str) -> None:
    button = next(each for each in bar.findChildren(type(bar.play_button)) if each.objectName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_says_that_nothing_of_it_happens_now(themes: ThemeSource, qtbot: QtBot) -> None:
    bar, _replay = shown_bar(qtbot)
    words = bar.findChild(QLabel, "replayWords")
    assert words is not None
    assert words.text() == "This is a recording: <b>lesson</b>.jsonl. Nothing of it happens now."


def test_stepping_and_going_back(themes: ThemeSource, qtbot: QtBot) -> None:
    bar, replay = shown_bar(qtbot)
    click(bar, "replayStep")
    assert replay.position == 2
    assert any(label.text() == "2 of 4" for label in bar.findChildren(QLabel))
    click(bar, "replayStart")
    assert replay.position == 0


def test_play_becomes_pause_and_back(themes: ThemeSource, qtbot: QtBot) -> None:
    bar, replay = shown_bar(qtbot)
    click(bar, "replayPlay")
    assert replay.is_playing
    assert bar.play_button.text() == "Pause"
    click(bar, "replayPlay")
    assert not replay.is_playing
    assert bar.play_button.text() == "Play"


def test_at_the_end_there_is_nothing_to_step_to(themes: ThemeSource, qtbot: QtBot) -> None:
    bar, replay = shown_bar(qtbot)
    click(bar, "replayAll")
    assert replay.is_at_end
    assert not bar.step_button.isEnabled()


def test_somebody_can_leave(themes: ThemeSource, qtbot: QtBot) -> None:
    bar, _replay = shown_bar(qtbot)
    with qtbot.waitSignal(bar.left):
        click(bar, "replayLeave")
