"""The head of the room, the addresses it tells, and the page for the back row."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from chatroom_server.window.addresses_in_view import AddressesInView, with_port
from chatroom_server.window.large_address import LargeAddress
from chatroom_server.window.room_header import RoomHeader
from shared.ui.banner import Banner
from shared.ui.language import Languages
from shared.ui.parts_label import PartsLabel
from shared.ui.theme_source import ThemeSource
from tests.helpers.server_window import CABLE, DOCKER, WIFI, HostAtWindow, Network, entry, host_at_window


@pytest.fixture
def network() -> Network:
    return Network(WIFI, DOCKER)


@pytest.fixture
def room(themes: ThemeSource, languages: Languages, qtbot: QtBot, network: Network) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot, "--room", "Room 101", network=network) as made:
        made.open_room()
        yield made


@pytest.fixture
def header(themes: ThemeSource, languages: Languages, qtbot: QtBot, network: Network) -> RoomHeader:
    menu = QMenu()
    qtbot.addWidget(menu)
    made = RoomHeader(network.view, themes, menu)
    qtbot.addWidget(made)
    made.show()
    return made


def label(header: RoomHeader, name: str) -> str:
    found = header.findChild(QLabel, name)
    assert found is not None
    return found.text()


def large_page(room: HostAtWindow) -> LargeAddress:
    (page,) = room.window.findChildren(LargeAddress)
    return page


def shown_on(page: LargeAddress) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_numbers_in_the_head_are_grouped_and_none_is_cut_where_it_is_narrow(header: RoomHeader) -> None:
    header.open("Room 101", 9999, 6000, None)
    header.set_counts(2_000, 45_233)
    status = header.findChild(PartsLabel, "roomStatus")
    assert status is not None
    whole = status.text().split(" · ")
    assert whole[1].startswith("2,000 online")
    assert whole[2].startswith("45,233 message")
    seen = set()
    for width in range(1_240, header.minimumSizeHint().width(), -20):
        header.resize(width, header.height())
        QApplication.processEvents()
        parts = status.shown_text.split(" · ")
        assert parts == whole[: len(parts)] or parts[0].endswith("…")
        seen.add(len(parts))
    assert 3 in seen
    assert len(seen) > 1


# ---- addresses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_how_long_the_room_is_open_is_told_whole_with_large_text(header: RoomHeader, scale: float) -> None:
    font = header.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    header.setFont(font)
    header.open("Room 101", 9999, 6000, None)
    status = header.findChild(PartsLabel, "roomStatus")
    assert status is not None
    for width in (1_600, 1_240, 1_100):
        header.resize(width, header.sizeHint().height())
        QApplication.processEvents()
        assert status.shown_text.startswith("open for 00:00:0")


def test_the_first_address_is_told_and_others_can_be_chosen(room: HostAtWindow) -> None:
    assert room.text("roomAddress").startswith("192.168.1.5 : ")
    button = room.find(QPushButton, "otherAddressButton")
    assert button.isVisible()
    menu = button.menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "192.168.1.5  (wlan0)",
        "172.17.0.1  (docker0, virtual)",
    ]
    assert [action.isChecked() for action in menu.actions()] == [True, False]
    entry(menu, "172.17.0.1").trigger()
    assert room.text("roomAddress").startswith("172.17.0.1 : ")


def test_one_address_needs_no_menu(room: HostAtWindow, network: Network) -> None:
    network.change(WIFI)
    assert not room.find(QPushButton, "otherAddressButton").isVisible()


def test_a_chosen_address_stays_until_it_is_gone(network: Network) -> None:
    view = network.view
    view.choose(DOCKER.address)
    network.change(CABLE, WIFI, DOCKER)
    assert view.told == DOCKER.address
    network.change(CABLE, WIFI)
    assert view.told == CABLE.address


def test_addresses_are_looked_at_again_by_themselves(qtbot: QtBot) -> None:
    network = Network(WIFI)
    network.view.start()
    network.adapters = (CABLE,)
    with qtbot.waitSignal(network.view.changed, timeout=10_000):
        pass
    assert network.view.told == CABLE.address


def test_a_room_on_one_address_tells_that_one() -> None:
    view = AddressesInView("10.9.8.7", lambda: (WIFI,))
    assert view.told == "10.9.8.7"
    assert not view.is_alone
    assert AddressesInView("127.0.0.1", lambda: (WIFI,)).is_alone


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert with_port("fe80::1", 9999) == "[fe80::1]:9999"
    assert with_port("10.0.0.1", 9999, " : ") == "10.0.0.1 : 9999"


def test_a_lost_network_is_said_plainly_and_taken_back(room: HostAtWindow, network: Network) -> None:
    banner = room.find(Banner, "networkBanner")
    assert not banner.isVisible()
    network.change()
    assert banner.isVisible()
    assert "in no network" in banner.text
    assert room.text("roomAddress").startswith("127.0.0.1 : ")
    assert room.text("discoveryLine") == "only programs on this computer can join"
    network.change(CABLE)
    assert not banner.isVisible()
    assert room.text("roomAddress").startswith("10.1.2.3 : ")
    assert "find it by themselves" in room.text("discoveryLine")


def test_another_address_under_way_is_told(room: HostAtWindow, network: Network, qtbot: QtBot) -> None:
    network.change(CABLE)
    qtbot.waitUntil(lambda: room.toast.isVisible() and "10.1.2.3" in room.toast.text)


def test_copy_puts_the_address_on_the_clipboard_as_one_types_it(room: HostAtWindow) -> None:
    room.click("copyAddressButton")
    assert QApplication.clipboard().text() == f"192.168.1.5:{room.port}"
    assert "192.168.1.5" in room.toast.text


# ---- discovery -----------------------------------------------------------------------------------------------


def test_the_line_says_when_another_program_has_the_discovery_port_and_when_it_is_free_again(
    header: RoomHeader,
) -> None:
    header.open("Room", 9999, None, None)
    assert "UDP 6000 is used by another program" in label(header, "discoveryLine")
    assert "type this address" in label(header, "discoveryLine")
    header.set_udp_port(6000)
    assert label(header, "discoveryLine") == "students find it by themselves (UDP 6000)"
    header.set_udp_port(None)
    assert "used by another program" in label(header, "discoveryLine")


def test_the_time_that_the_room_is_open_goes_on(header: RoomHeader, qtbot: QtBot) -> None:
    header.open("Room", 9999, 6000, None)
    assert "open for 00:00:00" in label(header, "roomStatus")
    qtbot.waitUntil(lambda: "open for 00:00:00" not in label(header, "roomStatus"), timeout=10_000)


@pytest.mark.parametrize("name", ["<b>Room</b>", "<img src=x>", "R" * 60, "房间" * 30])
def test_a_room_name_is_shown_as_it_is_and_never_widens_the_window(header: RoomHeader, name: str) -> None:
    header.open("Room", 9999, 6000, None)
    width = header.minimumSizeHint().width()
    header.open(name, 9999, 6000, None)
    assert label(header, "roomTitle") == name
    assert header.minimumSizeHint().width() <= width + 40


# ---- the back row --------------------------------------------------------------------------------------------


def test_show_large_fills_the_screen_with_what_one_needs_to_join(room: HostAtWindow, qtbot: QtBot) -> None:
    room.click("showLargeButton")
    page = large_page(room)
    qtbot.waitExposed(page)
    texts = shown_on(page)
    assert "Room 101" in texts
    assert f"192.168.1.5 : {room.port}" in texts
    assert any(text.startswith("1 online") for text in texts)
    assert page.isFullScreen()
    with room.guest("alice"):
        qtbot.waitUntil(lambda: any(text.startswith("2 online") for text in shown_on(page)))


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (1024, 768), (800, 600)])
def test_the_large_address_is_a_twentieth_of_the_height_or_more(
    room: HostAtWindow, qtbot: QtBot, width: int, height: int
) -> None:
    page = large_page(room)
    page.show_room("Room", "255.255.255.255 : 65535", 12)
    page.resize(width, height)
    page.show()
    address = next(each for each in page.findChildren(QLabel) if each.text().startswith("255"))
    assert QFontInfo(address.font()).pixelSize() >= height / 20
    assert address.fontMetrics().horizontalAdvance(address.text()) <= width
    page.close()


def test_escape_or_a_click_closes_the_large_page(room: HostAtWindow, qtbot: QtBot) -> None:
    page = large_page(room)
    room.click("showLargeButton")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    room.click("showLargeButton")
    QTest.mouseClick(page, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not page.isVisible()


def test_the_large_page_goes_with_the_room(room: HostAtWindow, qtbot: QtBot) -> None:
    room.click("showLargeButton")
    room.window.close()
    assert not large_page(room).isVisible()


def test_the_large_page_follows_the_address(room: HostAtWindow, network: Network, qtbot: QtBot) -> None:
    room.click("showLargeButton")
    network.change(CABLE)
    assert f"10.1.2.3 : {room.port}" in shown_on(large_page(room))
