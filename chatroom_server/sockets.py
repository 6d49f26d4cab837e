"""The room's sockets as the operating system wants them: bound, exclusive, and told when a peer is dead.

The rule: a port that is taken is a ``PortTaken`` that names it, never a second server on the same port.
"""

import contextlib
import errno
import ipaddress
import socket
import sys

from shared.protocol.limits import (
    KEEPALIVE_IDLE_SECONDS,
    KEEPALIVE_INTERVAL_SECONDS,
    KEEPALIVE_PROBES,
    LISTEN_BACKLOG,
    TCP_USER_TIMEOUT_SECONDS,
)

_TAKEN = {
    errno.EADDRINUSE,
    errno.EACCES,
    getattr(errno, "WSAEADDRINUSE", -1),
    getattr(errno, "WSAEACCES", -1),
}


# Linux gives a connection what its listening socket has: six calls for each of a thousand that come at once.
_IS_INHERITED = sys.platform == "linux"


class CannotOpen(Exception):
    """Raised when the room cannot be opened for a reason a person can change.

    What each of its kinds is made with are its ``args``, so that it can be told in another process.
    """


class PortTaken(CannotOpen):
    """Raised when another program has the port, or it is not allowed; ``transport`` is ``TCP`` or ``UDP``."""

    def __init__(self, transport: str, port: int) -> None:
        super().__init__(transport, port)
        self.transport = transport
        self.port = port

    def __str__(self) -> str:
        return f"{self.transport} port {self.port} is taken"


class AddressNotHere(CannotOpen):
    """Raised when the address to listen on is none of this computer's."""

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host

    def __str__(self) -> str:
        return f"{self.host} is no address of this computer"


def listen(host: str, port: int) -> list[socket.socket]:
    """Return listening non-blocking TCP sockets: on every interface, IPv4 and IPv6, for an empty host and ``::``.

    Port 0 picks a free one, the same for both. Raises ``PortTaken`` or ``AddressNotHere``.
    """
    if host:
        family, resolved = _resolved(host)[0]
        # Every address of IPv6 means every address: who finds the room over IPv4 could not come in otherwise.
        if resolved != "::":
            return [_listening(family, resolved, port)]
    first = _listening(socket.AF_INET, "0.0.0.0", port)
    listening = [first]
    if socket.has_ipv6:
        # IPv6 is an extra: a computer without it has a room all the same.
        with contextlib.suppress(CannotOpen, OSError):
            listening.append(_listening(socket.AF_INET6, "::", first.getsockname()[1]))
    return listening


def only_address(listening: list[socket.socket]) -> str:
    """Return the one address that is listened on, empty if that is every address of this computer."""
    # Asked of the socket: 0.0.0.0 and localhost may be typed as well.
    address = str(listening[0].getsockname()[0])
    return "" if ipaddress.ip_address(address.partition("%")[0]).is_unspecified else address


def bind_discovery(host: str, port: int) -> socket.socket:
    """Return the non-blocking UDP socket that requests come to. Raises ``PortTaken``.

    Broadcasts reach only a socket bound to every address, so a single ``host`` counts for loopback alone.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        _be_exclusive(sock)
        sock.setblocking(False)
        sock.bind((host if host.startswith("127.") else "", port))
    except OSError as error:
        sock.close()
        raise PortTaken("UDP", port) from error
    return sock


def prepare_connection(sock: socket.socket) -> None:
    """Set up an accepted connection: non-blocking, no delay, and dead peers found (docs/protocol.md §6)."""
    sock.setblocking(False)
    if not _IS_INHERITED:
        _find_dead_peers(sock)


def _find_dead_peers(sock: socket.socket) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        ("TCP_KEEPIDLE", KEEPALIVE_IDLE_SECONDS),
        ("TCP_KEEPINTVL", KEEPALIVE_INTERVAL_SECONDS),
        ("TCP_KEEPCNT", KEEPALIVE_PROBES),
        ("TCP_USER_TIMEOUT", TCP_USER_TIMEOUT_SECONDS * 1000),
    ):
        # Which of them exist differs between systems; each helps by itself.
        number = getattr(socket, option, None)
        if number is not None:
            sock.setsockopt(socket.IPPROTO_TCP, number, value)


def _listening(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            _be_exclusive(sock)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.setblocking(False)
        if _IS_INHERITED:
            _find_dead_peers(sock)
        sock.bind((address, port))
        sock.listen(LISTEN_BACKLOG)
    except OSError as error:
        sock.close()
        if error.errno in _TAKEN:
            raise PortTaken("TCP", port) from error
        raise AddressNotHere(address) from error
    return sock


def _resolved(host: str) -> list[tuple[socket.AddressFamily, str]]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:  # the second for what no host name can be, such as "a..b"
        raise AddressNotHere(host) from error
    return [(family, str(address[0])) for family, _type, _protocol, _name, address in found]


def _be_exclusive(sock: socket.socket) -> None:
    # Without it another program on Windows can take the port over, datagrams and all.
    if sys.platform == "win32":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
