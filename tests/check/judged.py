"""Runs ``chatroom-check`` on small clients and servers, many at once."""

import io
import subprocess
import sys
import time
from enum import Enum
from pathlib import Path

from shared.check.arguments import ClientOptions, ServerOptions
from shared.check.client import run
from shared.check.report import Report
from shared.check.rule import Language, Verdict
from shared.check.server import run as run_on_server
from shared.check.terminal import Terminal
from tests.check.faulty_client import Fault
from tests.check.faulty_server import Fault as ServerFault
from tests.check.faulty_server import faulty_server
from tests.helpers.headless import headless_server

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
AT_ONCE = 16  # they wait most of the time
TIMEOUT_SECONDS = 0.6
SERVER_SECONDS = 0.75 if sys.platform == "linux" else 2.0  # elsewhere nobody tells whether it is at rest
WINDOW_SECONDS = 2.0  # it looks at its window many times before it says what is there
FAULTY_CLIENT = f"{sys.executable} -S -E {ROOT / 'tests' / 'check' / 'faulty_client.py'}"


class Program(Enum):
    """A whole program to be judged."""

    GBK = "the small client without a mistake, in GBK"
    PYTHON = "the starter in Python"
    C = "the starter in C"
    WINDOW = "our own client's window, worked by keys and clicks"
    BROKEN = "the starter with the classic mistake"


class Server(Enum):
    """A whole server to be judged."""

    OWN = "our own"
    WITHOUT_DISCOVERY = "the small one without a fault, and discovery left out"


Judgeable = Fault | Program | ServerFault | Server


def judge_any(subject: Judgeable, folder: Path) -> Report:
    """Judge a client or server; what has to be built is built in ``folder``."""
    match subject:
        case Fault():
            return judge(FAULTY_CLIENT, f" {subject}")
        case Program():
            return judge_program(subject, folder)
        case ServerFault():
            with faulty_server(subject) as (tcp_port, udp_port):
                return judge_server(tcp_port, udp_port)
        case Server.OWN:
            with headless_server() as server:
                return judge_server(server.tcp_port, server.udp_port)
        case Server.WITHOUT_DISCOVERY:
            with faulty_server() as (tcp_port, _):
                return judge_server(tcp_port, None)


def judge_server(tcp_port: int, udp_port: int | None) -> Report:
    """Judge the server at these ports of this computer."""
    return run_on_server(ServerOptions("127.0.0.1", tcp_port, udp_port, SERVER_SECONDS), time.time)


def judge_program(program: Program, folder: Path) -> Report:
    """Judge one of the programs; what has to be built is built in ``folder``."""
    match program:
        case Program.GBK:
            return judge(FAULTY_CLIENT, " none gbk")
        case Program.PYTHON:
            return judge(f"{sys.executable} {EXAMPLES / 'chat_client.py'}")
        case Program.WINDOW:
            return judge(f"{sys.executable} -m tests.check.window_client", timeout_seconds=WINDOW_SECONDS)
        case Program.BROKEN:
            return judge(f"{sys.executable} {EXAMPLES / 'broken_client.py'}")
        case Program.C:
            built, source = folder / "chat_client", EXAMPLES / "chat_client.c"
            subprocess.run(["gcc", "-std=c99", str(source), "-o", str(built), "-pthread"], check=True)
            return judge(str(built))


def judge(program: str, ending: str = "", timeout_seconds: float = TIMEOUT_SECONDS) -> Report:
    """Judge ``program``, which takes a name and an address or the UDP port at which to ask."""
    options = ClientOptions(
        udp_port=0,
        timeout_seconds=timeout_seconds,
        command=f"{program} {{name}} {{host}}:{{port}}{ending}",
        find=f"{program} {{name}} {{udp_port}}{ending}",
    )
    return run(options, Terminal(Language.EN, io.StringIO(), None), trap_port=None)


def broken(report: Report) -> set[str]:
    """Return the rules that were found to be broken."""
    return {finding.rule.id for finding in report.findings if finding.verdict is Verdict.FAIL}


def unseen(report: Report) -> set[str]:
    """Return the rules of which nothing is known."""
    return {finding.rule.id for finding in report.findings if finding.verdict is Verdict.NOT_SEEN}
