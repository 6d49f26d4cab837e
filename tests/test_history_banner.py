"""The strip that says that the history cannot be written."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chatroom_server.history.history import HistoryState
from chatroom_server.window.history_banner import HistoryBanner
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource


@pytest.fixture
def banner(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> HistoryBanner:
    made = HistoryBanner()
    qtbot.addWidget(made)
    made.begin_room()
    return made


def test_nothing_is_said_while_all_is_well_or_nobody_wants_a_history(banner: HistoryBanner) -> None:
    for state in (HistoryState.WRITING, HistoryState.OFF):
        banner.show_state(state, "")
        assert banner.isHidden()


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("disk full", "disk is full"),
        ("read-only", "read-only"),
        ("of a new kind", "cannot be written right now"),
    ],
)
def test_trouble_is_named_and_what_happens_then(banner: HistoryBanner, trouble: str, words: str) -> None:
    banner.show_state(HistoryState.TROUBLED, trouble)
    assert not banner.isHidden()
    assert words in banner.text
    assert "The room goes on" in banner.text


def test_it_goes_by_itself_and_tells_of_it_once(banner: HistoryBanner) -> None:
    recovered: list[bool] = []
    banner.recovered.connect(lambda: recovered.append(True))
    for state in (HistoryState.TROUBLED, HistoryState.WRITING, HistoryState.WRITING):
        banner.show_state(state, "disk full" if state is HistoryState.TROUBLED else "")
    assert banner.isHidden()
    assert recovered == [True]


def test_the_trouble_of_one_room_is_not_the_next_ones(banner: HistoryBanner) -> None:
    recovered: list[bool] = []
    banner.recovered.connect(lambda: recovered.append(True))
    banner.show_state(HistoryState.TROUBLED, "disk full")
    banner.begin_room()
    assert banner.isHidden()
    banner.show_state(HistoryState.WRITING, "")
    assert recovered == []


def test_it_follows_the_language(banner: HistoryBanner, languages: Languages, qtbot: QtBot) -> None:
    banner.show_state(HistoryState.TROUBLED, "disk full")
    languages.choose("zh_CN")
    QApplication.processEvents()
    chinese = HistoryBanner()
    qtbot.addWidget(chinese)
    chinese.show_state(HistoryState.TROUBLED, "disk full")
    assert banner.text == chinese.text
