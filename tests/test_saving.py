"""Saving a conversation: where it is asked for, what is written, and what is said about it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.window.saving import ConversationSaver
from shared.ui.ask_file import FileQuestion
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.ui.transcript_model import TranscriptModel
from tests.helpers.transcript import DAY, said, talk


class Answer:
    """Somebody who has the same answer each time, or none."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.asked: list[FileQuestion] = []

    def __call__(self, _window: QWidget, question: FileQuestion, then: Callable[[Path], None]) -> None:
        self.asked.append(question)
        if self.path is not None:
            then(self.path)


class Desk(QWidget):
    """A window with a conversation that can be saved."""

    def __init__(self) -> None:
        super().__init__()
        self.model = TranscriptModel(self, opened_on=DAY)
        self.toast = Toast(self, 600_000)
        self.answer = Answer()
        self.saver = ConversationSaver(self.model, self.toast, self, self.answer)

    def save(self, room: str = "Room 101") -> None:
        self.saver.save(room, "192.168.1.5:9999", "grace")


@pytest.fixture
def desk(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    return desk


def test_a_name_is_suggested_that_every_system_takes(desk: Desk) -> None:
    desk.save("a/b\\c:d*?<e>|\u202e")
    (question,) = desk.answer.asked
    assert not set(question.name) & set('\\/:*?"<>|\u202e')
    assert [ending for _, ending in question.kinds] == [".txt", ".html"]


def test_a_name_is_suggested_that_is_not_hidden_and_short_enough(desk: Desk) -> None:
    desk.save("." + "教" * 90)
    (question,) = desk.answer.asked
    assert question.name.startswith("教")
    assert len(question.name.encode()) < 200


@pytest.mark.parametrize(("name", "begins"), [("talk.txt", "Room 101"), ("talk.HTML", "<!DOCTYPE html>")])
def test_the_ending_decides_what_it_becomes(
    desk: Desk, qtbot: QtBot, tmp_path: Path, name: str, begins: str
) -> None:
    desk.model.append([said(1, "你好 😀")])
    desk.answer.path = tmp_path / name
    with qtbot.waitSignal(desk.saver.finished) as told:
        desk.save()
    assert told.args == [True]
    written = desk.answer.path.read_text(encoding="utf-8")
    assert written.startswith(begins)
    assert "你好 😀" in written
    assert name in desk.toast.text


def test_a_long_conversation_is_written_bit_by_bit_and_as_it_was(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.model.append(talk(5_000))
    desk.answer.path = tmp_path / "talk.txt"
    with qtbot.waitSignal(desk.saver.finished):
        desk.save()
        assert not desk.answer.path.exists()
        desk.model.append([said(9_999, "too late")])
        desk.model.flush()
    written = desk.answer.path.read_text(encoding="utf-8")
    assert written.count("message ") == 5_000
    assert "too late" not in written


def test_a_place_that_takes_nothing_is_said_and_a_file_there_stays(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.answer.path = tmp_path / "not there" / "talk.txt"
    with qtbot.waitSignal(desk.saver.finished) as told:
        desk.save()
    assert told.args == [False]
    assert "talk.txt" in desk.toast.text
    assert "could not be saved" in desk.toast.text


def test_saving_again_at_once_gives_up_the_first_file(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.model.append(talk(2_000))
    first = desk.answer.path = tmp_path / "first.txt"
    first.write_text("as it was")
    desk.save()
    desk.answer.path = tmp_path / "second.txt"
    with qtbot.waitSignal(desk.saver.finished):
        desk.save()
    assert first.read_text() == "as it was"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["first.txt", "second.txt"]


def test_who_changes_their_mind_is_told_nothing(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(desk.saver.finished, wait=20):
        desk.save()
    assert not desk.toast.isVisible()
