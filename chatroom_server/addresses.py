"""This computer's addresses, the one to tell the class first.

The rule: the adapter of the default route comes first, virtual ones last and marked; loopback and link-local
addresses are not told to anybody. ``order_addresses`` is pure; ``read_addresses`` asks the system.
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

# Parts of adapter names that virtual machines, containers and tunnels use, on all three systems.
_VIRTUAL_MARKS = (
    *("docker", "podman", "cni", "flannel", "veth", "br-", "bridge", "lxc", "lxdbr"),
    *("virbr", "vmnet", "vboxnet", "virtualbox", "vmware", "vethernet", "hyper-v", "wsl"),
    *("tun", "tap", "utun", "ppp", "wg", "zt", "tailscale", "zerotier", "hamachi", "vpn"),
    *("awdl", "llw", "npcap", "loopback"),
)


@dataclass(frozen=True, slots=True)
class Adapter:
    """One IPv4 address of one adapter that is up. ``broadcast`` is empty where there is none."""

    name: str
    address: str
    netmask: str
    broadcast: str
    is_virtual: bool = False

    def is_near(self, address: str) -> bool:
        """Whether ``address`` lies in this adapter's network."""
        try:
            network = ipaddress.ip_network(f"{self.address}/{self.netmask}", strict=False)
            return ipaddress.ip_address(address) in network
        except ValueError:
            return False


def read_adapters() -> tuple[Adapter, ...]:
    """Return every IPv4 address of every adapter that is up, loopback included, in the system's order."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return tuple(
        Adapter(
            name, entry.address, entry.netmask or "255.255.255.255", entry.broadcast or "", _is_virtual(name)
        )
        for name, entries in psutil.net_if_addrs().items()
        if name in up
        for entry in entries
        if entry.family == socket.AF_INET
    )


def order_addresses(adapters: Iterable[Adapter], default_address: str | None) -> tuple[Adapter, ...]:
    """Return the adapters others can reach: the default route's first, virtual ones last."""
    usable = [adapter for adapter in adapters if _is_usable(adapter.address)]
    return tuple(sorted(usable, key=lambda each: (each.address != default_address, each.is_virtual)))


def read_addresses() -> tuple[Adapter, ...]:
    """Return the adapters that others can reach, in the order to tell them; empty without a network."""
    return order_addresses(read_adapters(), default_route_address())


def default_route_address() -> str | None:
    """Return the address this computer would speak from to the world, or None without a route.

    Nothing is sent: connecting a UDP socket only asks the system for the route.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address reserved for documentation
            return str(probe.getsockname()[0])
        except OSError:
            return None


def _is_virtual(name: str) -> bool:
    lowered = name.lower()
    return any(mark in lowered if len(mark) > 3 else lowered.startswith(mark) for mark in _VIRTUAL_MARKS)


def _is_usable(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)
