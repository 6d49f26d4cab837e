"""The ways out of this computer, as far as they are the same on every computer."""

import ipaddress

from pytestqt.qtbot import QtBot

from chatroom_client.interfaces import LIMITED_BROADCAST, LOOPBACK, Outlet, read_outlets


def test_loopback_is_always_there_and_asked_directly(qtbot: QtBot) -> None:
    assert Outlet(LOOPBACK, (LOOPBACK,)) in read_outlets()


def test_every_other_way_out_is_an_ipv4_address_with_broadcasts(qtbot: QtBot) -> None:
    outlets = read_outlets()
    assert len({outlet.address for outlet in outlets}) == len(outlets)
    for outlet in outlets:
        assert isinstance(ipaddress.ip_address(outlet.address), ipaddress.IPv4Address)
        if outlet.address != LOOPBACK:
            assert LIMITED_BROADCAST in outlet.targets
