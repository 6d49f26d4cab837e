"""Runs ``chatroom-check client`` on small clients, many at once."""

import io
import subprocess
import sys
from enum import Enum
from pathlib import Path

from shared.check.arguments import ClientOptions
from shared.check.client import run
from shared.check.report import Report
from shared.check.rule import Language, Verdict
from shared.check.terminal import Terminal
from tests.check.faulty_client import Fault

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
AT_ONCE = 16  # they wait most of the time
TIMEOUT_SECONDS = 2.0
WINDOW_SECONDS = 5.0  # a window of Qt that starts beside a dozen others
FAULTY_CLIENT = f"{sys.executable} -S -E {ROOT / 'tests' / 'check' / 'faulty_client.py'}"


class Program(Enum):
    """A whole program to be judged."""

    GBK = "the small client without a mistake, in GBK"
    PYTHON = "the starter in Python"
    C = "the starter in C"
    WINDOW = "our own client's window, worked by keys and clicks"
    BROKEN = "the starter with the classic mistake"


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


def judge_fault(fault: Fault) -> Report:
    """Judge the small client with one mistake."""
    return judge(FAULTY_CLIENT, f" {fault}")


def broken(report: Report) -> set[str]:
    """Return the rules that were found to be broken."""
    return {finding.rule.id for finding in report.findings if finding.verdict is Verdict.FAIL}


def unseen(report: Report) -> set[str]:
    """Return the rules of which nothing is known."""
    return {finding.rule.id for finding in report.findings if finding.verdict is Verdict.NOT_SEEN}
