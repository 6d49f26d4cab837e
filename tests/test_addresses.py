"""This computer's addresses: which to tell the class first, and which not at all."""

import socket

import psutil
import pytest

from chatroom_server.addresses import (
    Adapter,
    default_route_address,
    order_addresses,
    read_adapters,
    read_addresses,
)


def adapter(
    address: str, *, name: str = "eth0", is_virtual: bool = False, netmask: str = "255.255.255.0"
) -> Adapter:
    return Adapter(name, address, netmask, "", is_virtual)


def test_default_routes_adapter_comes_first_and_virtual_ones_last() -> None:
    docker = adapter("172.17.0.1", name="docker0", is_virtual=True)
    wired = adapter("10.0.0.5")
    wireless = adapter("192.168.1.5", name="wlan0")
    assert order_addresses([docker, wired, wireless], "192.168.1.5") == (wireless, wired, docker)


def test_without_a_route_the_systems_order_is_kept() -> None:
    one, two = adapter("10.0.0.1"), adapter("10.0.0.2")
    virtual = adapter("10.0.0.3", is_virtual=True)
    assert order_addresses([virtual, two, one], None) == (two, one, virtual)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.5.5.5", "169.254.7.7", "0.0.0.0"])
def test_address_nobody_can_reach_is_not_told(address: str) -> None:
    assert order_addresses([adapter(address)], address) == ()


def test_computer_without_a_network_has_no_address_to_tell() -> None:
    assert order_addresses([], None) == ()


@pytest.mark.parametrize(
    ("name", "is_virtual"),
    [
        ("eth0", False),
        ("enp3s0", False),
        ("wlan0", False),
        ("Ethernet", False),
        ("Wi-Fi", False),
        ("以太网", False),
        ("en0", False),
        ("docker0", True),
        ("br-0f3c2a", True),
        ("veth12ab", True),
        ("vEthernet (WSL)", True),
        ("VirtualBox Host-Only Network", True),
        ("VMware Network Adapter VMnet8", True),
        ("tun0", True),
        ("utun3", True),
        ("tailscale0", True),
        ("wg0", True),
    ],
)
def test_adapters_of_machines_inside_this_one_are_known_by_name(
    name: str, is_virtual: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stats:
        isup = True

    class Entry:
        family = socket.AF_INET
        address = "10.0.0.5"
        netmask = "255.255.255.0"
        broadcast = "10.0.0.255"

    monkeypatch.setattr(psutil, "net_if_stats", lambda: {name: Stats()})
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {name: [Entry()]})
    assert read_adapters() == (Adapter(name, "10.0.0.5", "255.255.255.0", "10.0.0.255", is_virtual),)


def test_adapter_that_is_down_is_left_out_and_missing_masks_do_not_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Up:
        isup = True

    class Down:
        isup = False

    class Entry:
        def __init__(self, family: int, address: str) -> None:
            self.family, self.address, self.netmask, self.broadcast = family, address, None, None

    monkeypatch.setattr(psutil, "net_if_stats", lambda: {"eth0": Up(), "eth1": Down()})
    monkeypatch.setattr(
        psutil,
        "net_if_addrs",
        lambda: {
            "eth0": [Entry(socket.AF_INET6, "fe80::1"), Entry(socket.AF_INET, "10.0.0.5")],
            "eth1": [Entry(socket.AF_INET, "10.0.1.5")],
            "gone": [Entry(socket.AF_INET, "10.0.2.5")],
        },
    )
    assert read_adapters() == (Adapter("eth0", "10.0.0.5", "255.255.255.255", ""),)


@pytest.mark.parametrize(
    ("address", "is_near"),
    [
        ("192.168.1.77", True),
        ("192.168.1.5", True),
        ("192.168.2.5", False),
        ("10.0.0.1", False),
        ("no address", False),
        ("fe80::1", False),
    ],
)
def test_near_is_what_lies_in_the_same_network(address: str, is_near: bool) -> None:
    assert adapter("192.168.1.5").is_near(address) is is_near


def test_broken_mask_is_near_nothing() -> None:
    assert not adapter("192.168.1.5", netmask="nonsense").is_near("192.168.1.5")


def test_this_computer_has_a_loopback_and_tells_nobody_of_it() -> None:
    assert "127.0.0.1" in [each.address for each in read_adapters()]
    assert not [each for each in read_addresses() if each.address.startswith("127.")]


def test_address_of_the_default_route_is_one_of_this_computers_or_none() -> None:
    address = default_route_address()
    assert address is None or address in {each.address for each in read_adapters()}
