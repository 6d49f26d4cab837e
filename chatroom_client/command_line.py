"""The options of `chatroom-client`, read from its command line.

The rule: what a person gets wrong is one sentence that says what to do; never a traceback.
"""

import argparse
import sys
from typing import NoReturn

from chatroom_client.arguments import Arguments
from chatroom_client.server_address import InvalidServerAddress, ServerAddress, parse_server_address
from shared.protocol.limits import DEFAULT_UDP_PORT
from shared.protocol.text import clean_name
from shared.version import product_version


class _OneSentence(argparse.ArgumentParser):
    """Says what is wrong without repeating the whole usage."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {message}; see {self.prog} --help\n")
        sys.exit(2)


class _SayVersion(argparse.Action):
    """Says which version this is; nobody else's start has to wait until that is found out."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002 - argparse's own
        values: object,  # noqa: ARG002
        option_string: str | None = None,  # noqa: ARG002
    ) -> NoReturn:
        sys.stdout.write(f"{parser.prog} {product_version()}\n")
        sys.exit(0)


def read_command_line(argv: list[str]) -> Arguments:
    """Return what `argv` asks for. Exits with status 2 and one sentence where it makes no sense."""
    parser = _OneSentence(
        prog="chatroom-client",
        description="Join a chat room of this network.",
        epilog="With --name and --server the room is joined at once.",
    )
    parser.add_argument("--name", metavar="NAME", type=clean_name, default="", help="your name in the room")
    parser.add_argument(
        "--server",
        metavar="HOST[:PORT]",
        type=_server,
        help="the address of a room that is not found by itself",
    )
    parser.add_argument(
        "--udp-port",
        metavar="N",
        type=_port,
        default=DEFAULT_UDP_PORT,
        help="look for rooms at this port (default: %(default)s)",
    )
    parser.add_argument("--plain", action="store_true", help="speak the course protocol and nothing more")
    parser.add_argument("--version", action=_SayVersion, nargs=0, help="say which version this is")
    parser.add_argument("--actor", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(argv)
    return Arguments(given.name.strip(), given.server, given.udp_port, given.plain, given.actor)


def _server(text: str) -> ServerAddress:
    try:
        return parse_server_address(text)
    except InvalidServerAddress:
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as 192.168.1.5:9999") from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"give a port from 1 to 65535, not {text!r}")
    return int(text)
