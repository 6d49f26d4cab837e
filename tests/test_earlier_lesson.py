"""The question whether guests see what was said before."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from chatroom_server.facts import Spoke
from chatroom_server.history.history import History
from chatroom_server.window.background import Background
from chatroom_server.window.earlier_lesson import EarlierLessonChoice
from chatroom_server.window.history_reading import earlier_lesson
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.histories import crash


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "room.db"


@pytest.fixture
def looked() -> list[str]:
    """The rooms whose history was looked at."""
    return []


@pytest.fixture
def choice(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, file: Path, looked: list[str]
) -> Iterator[EarlierLessonChoice]:
    def file_of(room: str) -> Path | None:
        looked.append(room)
        return file if room == "Room 101" else None

    made = EarlierLessonChoice(file_of)
    qtbot.addWidget(made)
    yield made
    for background in made.findChildren(Background):
        background.close()


def hold_lesson(file: Path, began_utc: float, *, is_closed: bool = True) -> None:
    """Have a lesson of ten minutes in the history, which then ended, or was never heard of again."""
    written = file if is_closed else file.with_name("before the crash.db")
    history = History.open(written, "Room 101", began_utc)
    history.note((Spoke(began_utc, history.last_id + 1, 1, "alice", "hello"),))
    history.commit()
    history.sweep(began_utc + 600)
    if not is_closed:
        crash(written, file)
    history.close(began_utc + 600)


def box(choice: EarlierLessonChoice) -> QCheckBox:
    found = choice.findChild(QCheckBox, "earlierLessonBox")
    assert found is not None
    return found


def sentence(choice: EarlierLessonChoice) -> str:
    found = choice.findChild(QLabel, "earlierLessonWhen")
    assert found is not None
    return found.text()


def look_in_vain(choice: EarlierLessonChoice, looked: list[str], qtbot: QtBot) -> None:
    """Look, and wait until nothing was found."""
    choice.look("Room 101")
    qtbot.waitUntil(lambda: looked == ["Room 101"])
    (background,) = choice.findChildren(Background)
    told: list[bool] = []
    background.run(lambda: True, told.append)
    qtbot.waitUntil(lambda: told == [True])
    assert not choice.isVisible()


def ask(choice: EarlierLessonChoice, qtbot: QtBot) -> None:
    choice.look("Room 101")
    qtbot.waitUntil(choice.isVisible)


def test_without_an_earlier_lesson_nothing_is_asked_and_no_file_is_made(
    choice: EarlierLessonChoice, looked: list[str], qtbot: QtBot, file: Path
) -> None:
    look_in_vain(choice, looked, qtbot)
    assert choice.is_fresh
    assert not file.exists()


def test_a_new_class_sees_nothing_unless_the_host_says_so(
    choice: EarlierLessonChoice, qtbot: QtBot, file: Path
) -> None:
    hold_lesson(file, 1_700_000_000.0)
    ask(choice, qtbot)
    assert not box(choice).isChecked()
    assert choice.is_fresh
    assert "2023" in sentence(choice)
    box(choice).click()
    assert not choice.is_fresh


def test_another_room_is_another_question(choice: EarlierLessonChoice, qtbot: QtBot, file: Path) -> None:
    hold_lesson(file, 1_700_000_000.0)
    ask(choice, qtbot)
    box(choice).click()
    choice.look("Room 102")
    assert not choice.isVisible()
    assert choice.is_fresh
    ask(choice, qtbot)
    assert not box(choice).isChecked()


def test_what_was_chosen_stays_while_the_host_looks_again(
    choice: EarlierLessonChoice, qtbot: QtBot, file: Path
) -> None:
    hold_lesson(file, 1_700_000_000.0)
    ask(choice, qtbot)
    box(choice).click()
    choice.look("Room 101")
    assert not choice.is_fresh


def test_a_lesson_that_was_cut_short_just_now_goes_on_and_shows_no_more_than_before(
    choice: EarlierLessonChoice, qtbot: QtBot, file: Path
) -> None:
    hold_lesson(file, time.time() - 1_200, is_closed=False)
    ask(choice, qtbot)
    assert box(choice).isChecked()
    assert not box(choice).isEnabled()
    assert "ended unexpectedly at" in sentence(choice)
    assert choice.is_fresh


def test_a_room_that_is_open_elsewhere_is_no_earlier_lesson(
    choice: EarlierLessonChoice, looked: list[str], qtbot: QtBot, file: Path
) -> None:
    hold_lesson(file, 1_700_000_000.0)
    other = History.open(file, "Room 101", time.time())
    try:
        look_in_vain(choice, looked, qtbot)
        assert choice.is_fresh
    finally:
        other.close(time.time())
    ask(choice, qtbot)
    assert sentence(choice).startswith("Last lesson: ")


def test_a_crash_of_another_room_in_the_same_file_is_only_the_end_of_a_lesson(file: Path) -> None:
    hold_lesson(file, time.time() - 1_200, is_closed=False)
    same, other = earlier_lesson(file, "Room 101"), earlier_lesson(file, "Room 102")
    assert same is not None
    assert other is not None
    assert (same.goes_on, other.goes_on) == (True, False)


def test_a_crash_of_long_ago_is_only_the_end_of_a_lesson(
    choice: EarlierLessonChoice, qtbot: QtBot, file: Path
) -> None:
    hold_lesson(file, 1_700_000_000.0, is_closed=False)
    ask(choice, qtbot)
    assert not box(choice).isChecked()
    assert box(choice).isEnabled()
    assert sentence(choice).startswith("Last lesson: ")


def test_what_is_forgotten_is_not_told_later(choice: EarlierLessonChoice, qtbot: QtBot, file: Path) -> None:
    hold_lesson(file, 1_700_000_000.0)
    ask(choice, qtbot)
    box(choice).click()
    choice.forget()
    assert not choice.isVisible()
    assert choice.is_fresh


def test_a_file_that_is_no_history_is_as_good_as_none(
    choice: EarlierLessonChoice, looked: list[str], qtbot: QtBot, file: Path
) -> None:
    file.write_bytes(b"not a database at all" * 500)
    look_in_vain(choice, looked, qtbot)
    assert choice.is_fresh


def test_the_sentence_follows_the_language(
    choice: EarlierLessonChoice, qtbot: QtBot, file: Path, languages: Languages
) -> None:
    hold_lesson(file, 1_700_000_000.0)
    ask(choice, qtbot)
    languages.choose("zh_CN")
    QApplication.processEvents()
    assert "2023年11月" in sentence(choice)
