"""The servers that are measured, each with the command that starts it and what the load generator must know of it.

The rule: everybody's limits on speed are off, and nobody is measured in a way that its makers would call unfair.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Debian puts daemons where only the administrator's shell looks.
_SEARCH_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])


class Kind(Enum):
    """What a server is to the comparison."""

    OURS = "ours"  # this project, in one of its forms
    REFERENCE = "reference"  # what the kernel allows
    NAIVE = "naive"  # what one writes first
    PEER = "peer"  # what others have built and people use


@dataclass(frozen=True, slots=True)
class Server:
    """One row of the tables.

    In ``command``, ``{port}`` and ``{folder}`` (its own, empty at first) stand for what a start gives it,
    ``{config}`` for its configuration filled in, ``{python}``, ``{reference}`` and ``{naive}`` for programs of
    ours.
    ``fills_slowly``: each newcomer costs it the more, the more are there, so that thousands take minutes.
    ``only_in``: the scenarios that it takes part in; all if empty.
    """

    name: str
    title: str
    kind: Kind
    protocol: str
    command: tuple[str, ...]
    config: str = ""
    is_half_rich: bool = False
    wants_nodelay: bool = False
    logins_at_once: int = 64
    fills_slowly: bool = False
    only_in: tuple[str, ...] = ()
    checkout: Path = ROOT

    @property
    def program(self) -> str | None:
        """Return the file of a peer's program, None if it is not installed; ours are always there."""
        return shutil.which(self.command[0], path=_SEARCH_PATH) if self.kind is Kind.PEER else self.command[0]

    def takes_part_in(self, scenario: str) -> bool:
        """Whether it is measured in this scenario."""
        return not self.only_in or scenario in self.only_in


_HEADLESS = (
    "{python}", "-m", "chatroom_server", "--headless", "--host", "127.0.0.1", "--tcp-port", "{port}",
    "--udp-port", "0", "--rate", "0", "--max-per-address", "0", "--max-users", "6000",
)  # fmt: skip
_OURS = Server("ours", "LAN Chatroom", Kind.OURS, "chatroom", (*_HEADLESS, "--no-history"))
_HISTORY = replace(
    _OURS,
    name="history",
    title="LAN Chatroom, history on",
    command=(*_HEADLESS, "--history", "{folder}/history.db"),
    only_in=("hall",),
)


def _half_rich(server: Server) -> Server:
    return replace(server, name=f"{server.name}-rich", title=f"{server.title}, half rich", is_half_rich=True)


_SERVERS = (
    Server("reference", "C reference", Kind.REFERENCE, "chatroom", ("{reference}", "{port}")),
    _OURS,
    _half_rich(_OURS),
    _HISTORY,
    _half_rich(_HISTORY),
    Server("naive", "naive asyncio", Kind.NAIVE, "chatroom", ("{python}", "{naive}", "{port}"), fills_slowly=True),
    # Its listen queue is 10: more who come together would wait a second for the next try.
    Server(
        "ngircd", "ngIRCd", Kind.PEER, "irc", ("ngircd", "-n", "-f", "{config}"),
        config="ngircd.conf", wants_nodelay=True, logins_at_once=8, fills_slowly=True,
    ),
    # It lets people in once a second.
    Server(
        "inspircd", "InspIRCd", Kind.PEER, "irc", ("inspircd", "--nofork", "--nopid", "--config", "{config}"),
        config="inspircd.conf", wants_nodelay=True, logins_at_once=1000,
    ),
    Server("nats", "NATS", Kind.PEER, "nats", ("nats-server", "-c", "{config}"), config="nats.conf"),
    Server("mosquitto", "Mosquitto", Kind.PEER, "mqtt", ("mosquitto", "-c", "{config}"), config="mosquitto.conf"),
)  # fmt: skip


def all_servers(earlier_checkout: Path | None = None) -> dict[str, Server]:
    """Return every server by name, installed or not; with an earlier checkout of this project, that too."""
    return {server.name: server for server in (*_SERVERS, *_earlier(earlier_checkout))}


def _earlier(checkout: Path | None) -> Iterator[Server]:
    if checkout is not None:
        for server in (_OURS, _half_rich(_OURS)):
            name, title = (text.replace("ours", "before") for text in (server.name, server.title))
            yield replace(server, name=name, title=title.replace("LAN Chatroom", "before"), checkout=checkout)
