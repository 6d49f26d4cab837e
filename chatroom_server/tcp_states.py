"""What the operating system says of TCP connections: ESTABLISHED, CLOSE_WAIT, and so on, as ``netstat`` shows them.

The rule: nothing is guessed. Where the system does not tell, there is no state; and asking takes as long as the
system has connections, so nobody asks in a thread that somebody waits for.
"""

from collections.abc import Iterable, Mapping

import psutil

from shared.wire.record import Endpoint

_MAPPED = "::ffff:"  # an IPv4 address at a socket for both


def read_tcp_states(ports: Iterable[int]) -> Mapping[tuple[Endpoint, Endpoint | None], str]:
    """Return the state of every TCP socket of this computer with one of these local ports.

    By its own end and the other one, which a listening socket has not. Empty where this system tells nobody
    without special rights.
    """
    wanted = set(ports)
    try:
        found = psutil.net_connections(kind="tcp")
    except (psutil.Error, OSError, NotImplementedError):
        return {}
    return {
        (_endpoint(each.laddr), _endpoint(each.raddr) if each.raddr else None): str(each.status)
        for each in found
        if each.laddr and each.laddr[1] in wanted
    }


def _endpoint(address: tuple[str, int]) -> Endpoint:
    host, port = address[0], address[1]
    return Endpoint(host.removeprefix(_MAPPED), port)
