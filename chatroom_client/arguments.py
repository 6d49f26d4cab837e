"""What `chatroom-client` was asked for when it was started.

The rule: who starts it with a click asks for nothing, and does not wait until options can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.protocol.limits import DEFAULT_UDP_PORT

if TYPE_CHECKING:
    from chatroom_client.server_address import ServerAddress


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was asked for on the command line."""

    name: str = ""
    server: ServerAddress | None = None
    udp_port: int = DEFAULT_UDP_PORT
    is_plain: bool = False
    is_acted: bool = False


def parse_arguments(argv: list[str]) -> Arguments:
    """Return what `argv` asks for. Exits with status 2 and one sentence where it makes no sense."""
    if not argv:
        return Arguments()
    from chatroom_client.command_line import read_command_line  # noqa: PLC0415

    return read_command_line(argv)
