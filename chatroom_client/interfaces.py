"""The addresses that a request can go out from, as the operating system has them right now.

The rule: an interface that is down, or that has no IPv4 address, is not there; loopback always is.
"""

from dataclasses import dataclass

from PySide6.QtNetwork import QAbstractSocket, QHostAddress, QNetworkInterface

LIMITED_BROADCAST = "255.255.255.255"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One address of this computer, and where to send requests from it."""

    address: str
    targets: tuple[str, ...]


def read_outlets() -> tuple[Outlet, ...]:
    """Return every way out: each IPv4 address of each interface that is up, and loopback (docs/protocol.md §1)."""
    outlets = {LOOPBACK: Outlet(LOOPBACK, (LOOPBACK,))}
    flags = QNetworkInterface.InterfaceFlag
    for interface in QNetworkInterface.allInterfaces():
        state = interface.flags()
        if flags.IsUp not in state or flags.IsRunning not in state or flags.IsLoopBack in state:
            continue
        for entry in interface.addressEntries():
            if entry.ip().protocol() != QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
                continue
            address = entry.ip().toString()
            # Tunnels have no broadcast address; the limited one goes into them all the same.
            broadcast = entry.broadcast().toString()
            targets = (broadcast, LIMITED_BROADCAST) if broadcast else (LIMITED_BROADCAST,)
            outlets[address] = Outlet(address, tuple(dict.fromkeys(targets)))
    return tuple(outlets.values())


def own_addresses() -> list[str]:
    """This computer's IPv4 addresses that others could reach it by."""
    found = []
    for interface in QNetworkInterface.allInterfaces():
        flags = interface.flags()
        if not flags & QNetworkInterface.InterfaceFlag.IsRunning:
            continue
        if flags & QNetworkInterface.InterfaceFlag.IsLoopBack:
            continue
        addresses = [entry.ip() for entry in interface.addressEntries()]
        found += [address.toString() for address in addresses if _is_usable(address)]
    return found


def _is_usable(address: QHostAddress) -> bool:
    is_ipv4 = address.protocol() is QAbstractSocket.NetworkLayerProtocol.IPv4Protocol
    return is_ipv4 and not address.isLinkLocal()
