"""The command line of ``chatroom-server``.

The rule: what a person gets wrong is one sentence that says what to do; never a traceback.
"""

import argparse
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from chatroom_server.export.format import ExportFormat, format_of
from chatroom_server.room_name import MAX_ROOM_NAME_CHARACTERS, clean_room_name, is_too_long
from chatroom_server.room_settings import RoomSettings
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import RoomLimits
from shared.protocol.text import clean_name
from shared.version import product_version

LOG_LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was asked for on the command line. ``is_room_named`` tells a given name from the computer's.

    With an ``export_file`` no room is opened: what is kept of one is written there, and that is all. Nor is one
    with ``shows_limits``: the limits that it would have are printed.
    """

    is_headless: bool
    is_room_named: bool
    log_level: str
    settings: RoomSettings
    is_acted: bool = False
    export_file: Path | None = None
    shows_limits: bool = False


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # Not the usage before it: six lines of options hide the one that says what to do.
        self.exit(2, f"{self.prog}: {message}; {self.prog} --help lists the options\n")


def parse_arguments(argv: list[str]) -> Arguments:
    """Return what ``argv`` asks for. Exits with status 2 and one sentence where it makes no sense."""
    defaults = RoomLimits()
    parser = _Parser(
        prog="chatroom-server",
        description="Open a chat room for this network.",
        epilog="With no arguments the host's window opens. Discovery is UDP, chat is TCP.",
    )
    parser.add_argument("--headless", action="store_true", help="no window: for a server without a screen")
    parser.add_argument(
        "--room", metavar="NAME", type=_room_name, help="the room's name (default: this computer's)"
    )
    parser.add_argument("--host", metavar="ADDRESS", default="", help="listen on this address only")
    parser.add_argument(
        "--tcp-port",
        metavar="N",
        type=_port,
        help="chat port (default: 9999, or any free one if that is taken)",
    )
    parser.add_argument("--udp-port", metavar="N", type=_port, help="discovery port (default: 6000)")
    parser.add_argument(
        "--max-users",
        metavar="N",
        type=_positive,
        default=defaults.max_users,
        help="people in the room (default: %(default)s)",
    )
    parser.add_argument(
        "--max-per-address",
        metavar="N",
        type=_count,
        default=defaults.max_per_address,
        help="connections from one address; 0: no limit (default: %(default)s)",
    )
    parser.add_argument(
        "--rate",
        metavar="N",
        type=_rate,
        default=defaults.rate,
        help="messages a second of one person; 0: no limit (default: 5)",
    )
    _add_history(parser)
    parser.add_argument(
        "--encoding",
        choices=("auto", "utf-8", "gbk"),
        default="auto",
        help="of plain clients (default: found out for each)",
    )
    parser.add_argument(
        "--show-limits",
        action="store_true",
        help="open no room; print every limit that it would have, and why it is there",
    )
    parser.add_argument("--log-level", choices=LOG_LEVELS, default="info", help="(default: %(default)s)")
    parser.add_argument("--version", action="version", version=f"%(prog)s {product_version()}")
    parser.add_argument("--actor", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(argv)
    if given.no_history and given.export is not None:
        parser.error("argument --export: needs a history, so leave --no-history out")
    settings = RoomSettings(
        room_name=given.room or clean_name(socket.gethostname()) or "Chatroom",
        host=given.host,
        tcp_port=given.tcp_port,
        udp_port=given.udp_port,
        limits=RoomLimits(given.max_users, given.max_per_address, given.rate),
        encoding=None if given.encoding == "auto" else TextEncoding(given.encoding),
        history_file=given.history,
        keeps_history=not given.no_history,
    )
    return Arguments(
        is_headless=given.headless,
        is_room_named=given.room is not None,
        log_level=given.log_level,
        settings=settings,
        is_acted=given.actor,
        export_file=given.export,
        shows_limits=given.show_limits,
    )


def _add_history(parser: argparse.ArgumentParser) -> None:
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument(
        "--history",
        metavar="FILE",
        type=_file,
        help="where the history is kept (default: in this person's data folder, a file for each room)",
    )
    kept.add_argument("--no-history", action="store_true", help="keep no history")
    parser.add_argument(
        "--export",
        metavar="FILE",
        type=_export_file,
        help="open no room; write what was kept of one: attendance to a .csv, all that was said to a .txt or .html",
    )


def _room_name(text: str) -> str:
    name = clean_room_name(text)
    if not name or is_too_long(name):
        raise argparse.ArgumentTypeError(f"give a name of 1 to {MAX_ROOM_NAME_CHARACTERS} characters")
    return name


def _file(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("give the name of a file")
    try:
        return Path(text).expanduser()  # no shell does it behind an =
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"there is no such person as in {text!r}") from None


def _export_file(text: str) -> Path:
    file = _file(text)
    if format_of(file) is None:
        endings = ", ".join(each.value for each in ExportFormat)
        raise argparse.ArgumentTypeError(f"give a file that ends in one of {endings}, not {text!r}")
    return file


def _port(text: str) -> int:
    return _whole_number(text, 0, 65_535, "a port from 0 (any free one) to 65535")


def _positive(text: str) -> int:
    return _whole_number(text, 1, 1_000_000, "a whole number from 1")


def _count(text: str) -> int:
    return _whole_number(text, 0, 1_000_000, "a whole number from 0")


def _whole_number(text: str, least: int, most: int, wanted: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"give {wanted}, not {text!r}")
    return int(text)


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1_000_000:
        raise argparse.ArgumentTypeError(f"give a number of messages from 0, not {text!r}")
    return rate
