"""The list of those whom the host keeps out, and the way back in for each."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.facts import Arrived, BanChanged, RemovedByHost
from chatroom_server.host import ServerHost
from chatroom_server.window.kept_out import KeptOutMenu
from shared.protocol.limits import REMOVED_SECONDS
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.server_window import bare

NINE = 1_700_000_000.0
ADDRESS = "192.168.1.66"


class NotingHost(ServerHost):
    """Notes what it is asked for, in the place of a room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.wishes: list[str] = []

    def lift_ban(self, address: str) -> None:
        self.wishes.append(f"lift ban {address}")

    def lift_removal(self, name: str) -> None:
        self.wishes.append(f"lift removal {name}")


class Door:
    """The menu, its host, and a clock."""

    def __init__(self, around: QWidget) -> None:
        self.around = around
        self.now = NINE
        self.host = NotingHost(around)
        self.menu = KeptOutMenu(self.host, around, now=lambda: self.now)

    @property
    def entries(self) -> list[str]:
        """What the menu shows when it opens."""
        self.menu.aboutToShow.emit()
        return [bare(action.text()) for action in self.menu.actions()]


@pytest.fixture
def door(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Door:
    around = QWidget()
    qtbot.addWidget(around)
    return Door(around)


def ban(*names: str) -> BanChanged:
    return BanChanged(NINE, ADDRESS, names, is_banned=True)


def test_at_first_nobody_is_kept_out(door: Door) -> None:
    assert door.entries == ["Nobody is kept out"]
    assert not door.menu.actions()[0].isEnabled()


def test_a_ban_is_lifted_long_after_it_was_made(door: Door) -> None:
    door.menu.apply([ban("mallory")])
    door.now += 3_600
    assert door.entries == ["192.168.1.66 (mallory)"]
    door.menu.actions()[0].trigger()
    assert door.host.wishes == ["lift ban 192.168.1.66"]
    door.menu.apply([BanChanged(NINE, ADDRESS, (), is_banned=False)])
    assert door.entries == ["Nobody is kept out"]


def test_a_removal_is_lifted_while_it_lasts(door: Door) -> None:
    door.menu.apply([RemovedByHost(NINE, "mallory", is_lifted=False)])
    assert door.entries == ["mallory"]
    door.menu.actions()[0].trigger()
    assert door.host.wishes == ["lift removal mallory"]
    door.now += REMOVED_SECONDS
    assert door.entries == ["Nobody is kept out"]


def test_who_is_back_is_not_in_the_list(door: Door) -> None:
    door.menu.apply([RemovedByHost(NINE, "mallory", is_lifted=False)])
    door.menu.apply([Arrived(NINE, 3, "mallory", ADDRESS, is_plain=True)])
    assert door.entries == ["Nobody is kept out"]


def test_many_people_behind_an_address_are_counted(door: Door) -> None:
    door.menu.apply([ban(*(f"guest {number}" for number in range(40)))])
    assert "40" in door.entries[0]


def test_names_are_only_shown(door: Door) -> None:
    door.menu.apply([ban("R&D \u202e<b>")])
    (text,) = door.entries
    assert "&&" in text
    assert "\u202e" not in text


def test_another_room_begins_with_nobody_kept_out(door: Door) -> None:
    door.menu.apply([ban("mallory"), RemovedByHost(NINE, "eve", is_lifted=False)])
    door.menu.begin_room()
    assert door.entries == ["Nobody is kept out"]
