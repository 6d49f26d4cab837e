"""News for somebody who is elsewhere: what counts, what calls, what is heard, and what stays silent."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.session.events import (
    AnnouncementArrived,
    HistoryArrived,
    HistoryKind,
    MessageArrived,
    NoticeArrived,
    PersonCame,
)
from chatroom_client.settings import ClientSettings, Sound
from chatroom_client.window.attention import Attention, Weight, is_named, weights_of
from chatroom_client.window.choices import Choices
from shared.ui.chime import Chime


class CountingChime(Chime):
    """Counts how often it was asked for, however soon one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.rings = 0

    def ring(self) -> None:
        self.rings += 1


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    return Choices(ClientSettings(QSettings(str(tmp_path / "client.ini"), QSettings.Format.IniFormat)))


@pytest.fixture
def chime(qapp: QApplication) -> CountingChime:
    return CountingChime()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def attention(window: QWidget, choices: Choices, chime: CountingChime) -> Attention:
    return Attention(window, choices, chime)


@pytest.fixture
def alerts(monkeypatch: pytest.MonkeyPatch) -> list[QWidget]:
    asked: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", lambda widget, _ms=0: asked.append(widget))
    return asked


@pytest.fixture
def elsewhere(window: QWidget, qtbot: QtBot) -> QWidget:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    return other


def said(text: str = "hello", *, is_whisper: bool = False, is_own: bool = False) -> MessageArrived:
    return MessageArrived(time.time(), "alice", text, is_own=is_own, is_whisper=is_whisper)


ANNOUNCEMENT = AnnouncementArrived(1.0, "Books away")


def test_news_is_counted_and_calls_once_until_the_person_looks(
    attention: Attention, alerts: list[QWidget], window: QWidget, elsewhere: QWidget
) -> None:
    for _ in range(3):
        attention.take([said()], "grace")
    assert attention.unread == 3
    assert alerts == [window]
    attention.look()
    assert attention.unread == 0
    attention.take([said()], "grace")
    assert alerts == [window, window]
    assert elsewhere.isActiveWindow()


def test_somebody_who_sees_the_conversation_is_not_called(
    attention: Attention, alerts: list[QWidget], chime: CountingChime, choices: Choices
) -> None:
    choices.choose_sound(Sound.ALL)
    attention.take([said(), ANNOUNCEMENT], "grace")
    assert (attention.unread, alerts, chime.rings) == (0, [], 0)


def test_a_dialog_of_the_window_is_the_window(
    attention: Attention, alerts: list[QWidget], window: QWidget, qtbot: QtBot
) -> None:
    dialog = QDialog(window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    attention.take([said()], "grace")
    assert (attention.unread, alerts) == (0, [])


def test_a_window_that_is_put_away_is_not_looked_at(
    attention: Attention, alerts: list[QWidget], window: QWidget
) -> None:
    window.hide()
    attention.take([said()], "grace")
    assert attention.unread == 1
    attention.look()
    window.showMinimized()
    attention.take([said()], "grace")
    assert attention.unread == 1
    assert len(alerts) == 2


def test_one_s_own_words_and_the_room_s_are_no_news() -> None:
    assert weights_of(said(is_own=True), "grace") == []
    assert weights_of(NoticeArrived(1.0, "", "the room is closing"), "grace") == []
    assert weights_of(PersonCame("bob"), "grace") == []
    before = HistoryArrived((said(),), HistoryKind.BEFORE_JOIN)
    assert weights_of(before, "grace") == []


def test_what_was_missed_is_news() -> None:
    missed = HistoryArrived((said(), said(is_own=True), ANNOUNCEMENT), HistoryKind.MISSED)
    assert weights_of(missed, "grace") == [Weight.TALK, Weight.ANNOUNCEMENT]


def test_what_matters_more_is_told_once_more(attention: Attention, elsewhere: QWidget) -> None:
    told: list[Weight] = []
    attention.called.connect(told.append)
    for event in (said(), said(), said(is_whisper=True), said("grace?"), ANNOUNCEMENT, ANNOUNCEMENT):
        attention.take([event], "grace")
    assert told == [Weight.TALK, Weight.MEANT, Weight.ANNOUNCEMENT]


@pytest.mark.parametrize(("sound", "rings"), [(Sound.NONE, 0), (Sound.MEANT, 3), (Sound.ALL, 4)])
def test_what_is_heard_is_the_person_s_choice(  # noqa: PLR0917 - fixtures
    attention: Attention,
    chime: CountingChime,
    choices: Choices,
    elsewhere: QWidget,
    sound: Sound,
    rings: int,
) -> None:
    choices.choose_sound(sound)
    for event in (said(), said(is_whisper=True), said("Ask Grace!"), ANNOUNCEMENT):
        attention.take([event], "grace")
    assert chime.rings == rings


def test_do_not_disturb_silences_everything_but_announcements(  # noqa: PLR0917 - fixtures
    attention: Attention,
    alerts: list[QWidget],
    chime: CountingChime,
    choices: Choices,
    window: QWidget,
    elsewhere: QWidget,
) -> None:
    choices.choose_sound(Sound.ALL)
    choices.set_do_not_disturb(True)
    told: list[Weight] = []
    attention.called.connect(told.append)
    attention.take([said(), said(is_whisper=True)], "grace")
    assert (alerts, chime.rings, told) == ([], 0, [])
    assert attention.unread == 2
    attention.take([ANNOUNCEMENT], "grace")
    assert (alerts, chime.rings, told) == ([window], 1, [Weight.ANNOUNCEMENT])


@pytest.mark.parametrize(
    ("you", "text"),
    [
        ("Al", "al, look"),
        ("Al", "ask @Al"),
        ("Al", "ＡＬ!"),
        ("小明", "请小明回答"),
        ("Al", "问Al吧"),
        ("a b", "ask a b."),
    ],
)
def test_a_name_is_found_where_somebody_is_spoken_of(you: str, text: str) -> None:
    assert is_named(you, text)


@pytest.mark.parametrize(
    ("you", "text"), [("Al", "always"), ("Al", "final"), ("Al", "Al2"), ("", "x"), ("Al", "")]
)
def test_a_name_is_not_found_inside_of_other_words(you: str, text: str) -> None:
    assert not is_named(you, text)
