"""What asks for the host's attention, and what does not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.facts import HOST, Spoke, Whispered
from chatroom_server.settings import WindowSettings
from chatroom_server.window.attention import Attention
from chatroom_server.window_facts import PassedOver
from shared.ui.chime import Chime

NINE = 1_700_000_000.0


class Desk:
    """A window, whether the host looks at it, and what was heard and seen of it."""

    def __init__(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.is_active = False
        self.alerts = 0
        self.sounds = 0
        monkeypatch.setattr("chatroom_server.window.attention.is_looking", lambda _window: self.is_active)
        monkeypatch.setattr(QApplication, "alert", self._alert)
        self.settings = WindowSettings()
        self.attention = Attention(self.window, self.settings, Chime(play=self._play))

    def _alert(self, _window: QWidget) -> None:
        self.alerts += 1

    def _play(self) -> None:
        self.sounds += 1


@pytest.fixture
def desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    QSettings().clear()
    yield Desk(qtbot, monkeypatch)
    QSettings().clear()


def spoke(number: int) -> Spoke:
    return Spoke(NINE, number, 1, "alice", "hello")


def whisper(to: int = HOST) -> Whispered:
    return Whispered(NINE, 1, 1, "alice", to, "somebody", "psst")


def test_what_is_said_meanwhile_is_counted_and_asks_for_nothing(desk: Desk) -> None:
    desk.attention.apply([spoke(1), spoke(2), PassedOver(NINE, ((1, 40),))])
    assert desk.attention.prefix == "(42) "
    assert desk.alerts == 0


def test_a_flood_changes_the_title_no_more_once_it_is_large(desk: Desk, qtbot: QtBot) -> None:
    desk.attention.apply([PassedOver(NINE, ((1, 100),))])
    assert desk.attention.prefix == "(99+) "
    with qtbot.assertNotEmitted(desk.attention.prefix_changed):
        desk.attention.apply([PassedOver(NINE, ((1, 4_000),))])


def test_what_the_host_says_is_not_unread(desk: Desk) -> None:
    desk.attention.apply([Spoke(NINE, 1, HOST, "Teacher", "hello")])
    assert desk.attention.prefix == ""


def test_nothing_is_unread_in_a_window_that_is_looked_at(desk: Desk) -> None:
    desk.is_active = True
    desk.attention.apply([spoke(1), whisper()])
    assert desk.attention.prefix == ""
    assert desk.alerts == 0


def test_a_whisper_to_the_host_asks_once_until_the_host_has_looked(desk: Desk) -> None:
    desk.attention.apply([whisper()])
    desk.attention.apply([whisper(), whisper()])
    assert desk.alerts == 1
    desk.attention.window_was_looked_at()
    assert desk.attention.prefix == ""
    desk.attention.apply([whisper()])
    assert desk.alerts == 2


def test_a_hand_is_counted_first_and_asks(desk: Desk) -> None:
    desk.attention.apply([spoke(1)])
    desk.attention.set_hands(3)
    desk.attention.hands_raised()
    assert desk.attention.prefix == "✋3 (1) "
    assert desk.alerts == 1


def test_hands_stay_in_the_title_of_a_window_that_is_looked_at(desk: Desk) -> None:
    desk.attention.set_hands(2)
    desk.is_active = True
    desk.attention.window_was_looked_at()
    assert desk.attention.prefix == "✋2 "


def test_a_hand_is_heard_only_if_the_host_wants_it(desk: Desk) -> None:
    desk.attention.hands_raised()
    assert desk.sounds == 0
    desk.settings.rings_for_hands = True
    desk.is_active = True
    desk.attention.hands_raised()
    assert desk.sounds == 1


def test_a_class_that_raises_its_hands_at_once_is_one_sound(desk: Desk) -> None:
    desk.settings.rings_for_hands = True
    for _ in range(30):
        desk.attention.hands_raised()
    assert desk.sounds == 1


def test_the_next_room_begins_with_an_empty_title(desk: Desk) -> None:
    desk.attention.apply([whisper()])
    desk.attention.set_hands(2)
    desk.attention.begin_room()
    assert desk.attention.prefix == ""
