"""The command line of ``python -m benchmarks``.

The rule: what a person gets wrong is one sentence that says what to do; never a traceback.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from benchmarks import scenarios
from benchmarks.scenarios import Scale
from benchmarks.servers import Kind, Server, all_servers

_RUNS = 5
_DESCRIPTION = """Measure the chatroom against a relay in C, a naive server, and what else is installed, side
by side. Writes results.json, results.md and plot.png."""
_EPILOG = """Without options it takes some 35 minutes where every server is installed; leave the computer alone
meanwhile. --quick is for a look. Peers, on Debian: apt install ngircd inspircd nats-server mosquitto."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was asked for."""

    scale: Scale
    runs: int
    scenarios: tuple[str, ...]
    servers: tuple[Server, ...]
    out: Path
    only_list: bool


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; {self.prog} --help lists the options\n")


def parse_arguments(argv: list[str]) -> Arguments:
    """Return what ``argv`` asks for. Exits with status 2 and one sentence where it makes no sense."""
    parser = _Parser(prog="python -m benchmarks", description=_DESCRIPTION, epilog=_EPILOG)
    scale = parser.add_mutually_exclusive_group()
    scale.add_argument(
        "--quick",
        action="store_const",
        const=Scale.QUICK,
        dest="scale",
        help="smaller, and one run, in some minutes",
    )
    scale.add_argument(
        "--tiny",
        action="store_const",
        const=Scale.TINY,
        dest="scale",
        help="does it work at all: numbers say nothing",
    )
    parser.add_argument(
        "--runs", metavar="N", type=_count, help=f"runs of everything (default: {_RUNS}; --quick: 1)"
    )
    parser.add_argument(
        "--scenarios",
        metavar="NAME",
        nargs="+",
        choices=scenarios.NAMES,
        default=scenarios.NAMES,
        help="only these",
    )
    parser.add_argument(
        "--servers",
        metavar="NAME",
        nargs="+",
        help="only these (default: all that are installed); see --list",
    )
    parser.add_argument(
        "--compare",
        metavar="FOLDER",
        type=Path,
        help="another checkout of this project, to be measured beside",
    )
    parser.add_argument(
        "--out", metavar="FOLDER", type=Path, default=Path("benchmark-results"), help="(default: %(default)s)"
    )
    parser.add_argument("--list", action="store_true", help="list scenarios and servers, and end")
    given = parser.parse_args(argv)
    if given.compare is not None and not (given.compare / "chatroom_server").is_dir():
        parser.error(f"argument --compare: {given.compare} holds no chatroom_server")
    known = all_servers(given.compare and given.compare.resolve())
    unknown = set(given.servers or ()) - set(known)
    if unknown:
        parser.error(f"argument --servers: no such server: {', '.join(sorted(unknown))}")
    chosen = [known[name] for name in known if given.servers is None or name in given.servers]
    missing = [server.title for server in chosen if server.program is None]
    if given.servers is not None and missing and not given.list:
        parser.error(f"not installed: {', '.join(missing)}")
    return Arguments(
        scale=given.scale or Scale.FULL,
        runs=given.runs or (_RUNS if given.scale is None else 1),
        scenarios=tuple(name for name in scenarios.NAMES if name in given.scenarios),
        servers=tuple(server for server in chosen if given.list or server.program is not None),
        out=given.out,
        only_list=given.list,
    )


def list_words(arguments: Arguments) -> str:
    """Return what there is to choose from, a line each."""
    lines = ["scenarios:", *(f"  {name}" for name in scenarios.NAMES), "servers:"]
    for server in arguments.servers:
        state = "not installed" if server.program is None else "ours" if server.kind is Kind.OURS else "there"
        lines.append(f"  {server.name:14} {server.title} ({state})")
    return "\n".join(lines)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"give a whole number from 1, not {text!r}")
    return int(text)
