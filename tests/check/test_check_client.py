"""``chatroom-check client`` on clients that do it right, on the starters, and on none at all."""

import io
import shutil
import socket
import sys

import pytest

from shared.check.arguments import ClientOptions
from shared.check.client import run
from shared.check.report import ExitStatus, Report
from shared.check.rule import Language
from shared.check.terminal import Terminal
from tests.check.conftest import Judged
from tests.check.faulty_client import Fault
from tests.check.judged import Program, broken, unseen

ONLY_RICH = {"rich-falls-back"}


def assert_passes_everything(report: Report) -> None:
    assert broken(report) == set()
    # An answer comes from any address that one likes on Linux alone; what was not seen elsewhere is optional.
    assert unseen(report) == ONLY_RICH
    assert report.exit_status is ExitStatus.ALL_PASSED


@pytest.mark.parametrize("fault", [Fault.NONE])
def test_client_without_a_mistake_passes_everything(judged: Judged, fault: Fault) -> None:
    assert_passes_everything(judged(fault))


@pytest.mark.parametrize("program", [Program.GBK])
def test_client_that_speaks_gbk_is_spoken_to_in_gbk(judged: Judged, program: Program) -> None:
    report = judged(program)
    assert_passes_everything(report)
    read = next(finding for finding in report.findings if finding.rule.id == "encoding-read")
    assert "中文".encode("gbk") in b"".join(evidence.data for evidence in read.evidence)


@pytest.mark.parametrize("program", [Program.PYTHON])
def test_starter_in_python_passes_everything(judged: Judged, program: Program) -> None:
    assert_passes_everything(judged(program))


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no C compiler here")
@pytest.mark.parametrize("program", [Program.C])
def test_starter_in_c_passes_everything(judged: Judged, program: Program) -> None:
    assert_passes_everything(judged(program))


@pytest.mark.parametrize("program", [Program.WINDOW])
def test_window_of_our_own_client_passes(judged: Judged, program: Program) -> None:
    report = judged(program)
    assert broken(report) == set()
    # It says by itself, in the person's language, why a name was refused; and it sees a comma before the room does.
    assert unseen(report) == {"login-again-twice", "login-refused-shown"}


@pytest.mark.parametrize("program", [Program.BROKEN])
def test_starter_with_the_classic_mistake_is_found_out(judged: Judged, program: Program) -> None:
    assert broken(judged(program)) == {"frame-split", "frame-glued"}


def test_program_that_is_not_there_cannot_be_judged() -> None:
    report = run(
        ClientOptions(command="no-such-program-at-all {name}", udp_port=None), silent(), trap_port=None
    )
    assert report.exit_status is ExitStatus.NOT_JUDGED
    assert report.problem is not None
    assert "No client has connected" in report.problem.en


def test_program_that_crashes_at_once_cannot_be_judged() -> None:
    command = f"{sys.executable} -S -c 1"
    report = run(ClientOptions(command=command, udp_port=None, timeout_seconds=0.2), silent(), trap_port=None)
    assert report.exit_status is ExitStatus.NOT_JUDGED


def test_port_that_is_taken_is_said_to_be() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        options = ClientOptions(address="127.0.0.1", tcp_port=taken.getsockname()[1], udp_port=None)
        report = run(options, silent(), trap_port=None)
    assert report.exit_status is ExitStatus.NOT_JUDGED
    assert report.problem is not None
    assert "--tcp-port" in report.problem.en


def silent() -> Terminal:
    return Terminal(Language.EN, io.StringIO(), None)
