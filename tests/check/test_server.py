"""The judge of servers: it passes a right one, and finds each planted bug by the rule meant, and by no other."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping

import pytest

from shared.check.arguments import ServerOptions
from shared.check.report import ExitStatus
from shared.check.rule import Verdict
from shared.check.server import run
from shared.check.server_rules import FINDING_IDS, RICH_IDS
from tests.check.conftest import Judged
from tests.check.faulty_server import Fault
from tests.check.judged import Server, broken, unseen

FOUND_BY: Mapping[Fault, set[str]] = {
    Fault.ONE_RECV_ONE_MESSAGE: {"glued-frames"},
    Fault.NO_BUFFER: {"split-frame"},
    Fault.NO_RESYNC: {"padding-skipped", "junk-skipped"},
    Fault.STX_INSIDE: {"stx-restarts"},
    Fault.NO_ETX: {"ends-with-etx"},
    Fault.PORT_IN_WORDS: {"find-port"},
    Fault.ANSWERS_ANYTHING: {"find-silent"},
    Fault.ANSWERS_TWICE: {"find-once"},
    Fault.STRICT_REQUEST: {"find-trailing"},
    Fault.ROSTER_BACKWARDS: {"list-order"},
    Fault.OWN_NAME_FIRST: {"own-name-last"},
    Fault.OWN_NAME_TOLD: {"not-told-of-self"},
    Fault.NO_ECHO: {"say-echo"},
    Fault.ECHO_TWICE: {"say-once"},
    Fault.WHISPER_LEAKS: {"whisper-private"},
    Fault.WHISPER_LAST_COMMA: {"whisper-comma"},
    Fault.CASE_MATTERS: {"name-case"},
    Fault.COMMA_ACCEPTED: {"name-comma"},
    Fault.SECOND_LOGIN: {"second-login"},
    Fault.CLOSES_AFTER_REFUSAL: {"another-try"},
    Fault.GBK_IGNORED: {"gbk-understood", "gbk-answered"},
    Fault.UNKNOWN_CLOSES: {"unknown-type"},
    Fault.STRANGERS_LEAVE: {"stranger-unseen"},
    Fault.DEPARTURE_UNTOLD: {"leaving-told", "broken-off"},
    Fault.NAME_STAYS_TAKEN: {"name-free-again"},
    Fault.OFFLINE_UNTOLD: {"whisper-offline"},
    Fault.EMPTY_RELAYED: {"empty-text"},
    Fault.NOT_INDENTED: {"line-feed", "line-separators"},
    Fault.LONG_TEXT_CUT: {"text-too-long"},
    Fault.EARLY_TEXT_RELAYED: {"before-login"},
}


def test_every_fault_has_its_row_in_the_table() -> None:
    assert {Fault.NONE, *FOUND_BY} == set(Fault)


@pytest.mark.parametrize("fault", [Fault.NONE])
def test_right_plain_server_passes_everything(judged: Judged, fault: Fault) -> None:
    report = judged(fault)
    assert (broken(report), report.problem) == (set(), None)
    assert unseen(report) == {"find-rich", *RICH_IDS}
    assert report.exit_status is ExitStatus.ALL_PASSED


@pytest.mark.parametrize("fault", FOUND_BY, ids=lambda fault: fault.name.lower())
def test_planted_bug_is_found_by_the_rule_meant_and_by_no_other(judged: Judged, fault: Fault) -> None:
    report = judged(fault)
    assert (broken(report), report.problem) == (FOUND_BY[fault], None)
    assert report.exit_status is ExitStatus.SOME_FAILED


@pytest.mark.parametrize("fault", FOUND_BY, ids=lambda fault: fault.name.lower())
def test_failure_is_proven_with_bytes_and_taught_in_both_languages(judged: Judged, fault: Fault) -> None:
    for finding in judged(fault).findings:
        if finding.verdict is Verdict.FAIL:
            assert finding.evidence
            assert finding.note is not None
            assert finding.note.en
            assert finding.note.zh


@pytest.mark.parametrize("fault", [Fault.NONE])
def test_every_rule_that_passed_shows_its_bytes(judged: Judged, fault: Fault) -> None:
    bare = [
        finding.rule.id
        for finding in judged(fault).findings
        if finding.verdict is Verdict.PASS and not finding.evidence
    ]
    assert bare == []


@pytest.mark.parametrize("server", [Server.OWN])
def test_own_server_passes_every_rule(judged: Judged, server: Server) -> None:
    report = judged(server)
    assert (broken(report), unseen(report), report.problem) == (set(), set(), None)


@pytest.mark.parametrize("server", [Server.WITHOUT_DISCOVERY])
def test_without_discovery_its_rules_are_left_out(judged: Judged, server: Server) -> None:
    report = judged(server)
    assert FINDING_IDS.isdisjoint(finding.rule.id for finding in report.findings)
    assert report.exit_status is ExitStatus.ALL_PASSED


# ---- servers that are no servers -------------------------------------------------------------------------


class Serve:
    """What a hostile server does with one connection."""

    def __call__(self, connection: socket.socket) -> None:
        raise NotImplementedError


class Silent(Serve):
    """Takes connections and never says a word."""

    def __call__(self, connection: socket.socket) -> None:
        while connection.recv(4_096):
            pass


class Closing(Serve):
    """Closes at the first byte."""

    def __call__(self, connection: socket.socket) -> None:
        connection.recv(1)


class Flooding(Serve):
    """Sends without end."""

    def __call__(self, connection: socket.socket) -> None:
        while True:
            connection.sendall(b"\x024" + b"x" * 60_000 + b"\x03")


class Beginning(Serve):
    """Begins frames without end, and ends none."""

    def __init__(self) -> None:
        self.sent_bytes = 0

    def __call__(self, connection: socket.socket) -> None:
        while True:
            self.sent_bytes += connection.send(b"\x02" * 60_000)


class Served:
    """A hostile server on threads, for a ``with`` block."""

    def __init__(self, serve_one: Serve) -> None:
        self._serve_one = serve_one
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._connections: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> int:
        self._start(self._accept)
        return int(self._listener.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        for thread in self._threads:
            thread.join(20)

    def _start(self, work: object, *arguments: object) -> None:
        assert callable(work)
        self._threads.append(threading.Thread(target=work, args=arguments))
        self._threads[-1].start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._connections.append(connection)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                self._serve_one(connection)
            except OSError:
                return


@pytest.fixture(params=[Silent(), Closing(), Flooding()], ids=["silent", "closing", "flooding"])
def hostile_port(request: pytest.FixtureRequest) -> Iterator[int]:
    with Served(request.param) as port:
        yield port


def test_hostile_server_ends_in_a_report_that_says_why(hostile_port: int) -> None:
    report = run(ServerOptions("127.0.0.1", hostile_port, None, 0.2), time.time)
    assert report.problem is not None
    assert report.exit_status in {ExitStatus.SOME_FAILED, ExitStatus.NOT_JUDGED}


def test_flood_of_tiny_frames_is_given_up_before_it_costs_much() -> None:
    """Each frame is looked at again and again: of empty ones, 32 MB would be two gigabytes of memory."""
    server = Beginning()
    with Served(server) as port:
        report = run(ServerOptions("127.0.0.1", port, None, 0.2), time.time)
    assert report.problem is not None
    assert "without end" in report.problem.en
    # Most of it waits in the sockets.
    assert server.sent_bytes < 24 * 1024 * 1024


def test_nobody_at_the_port_ends_in_a_report_that_asks_whether_the_server_runs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed_soon:
        port = int(closed_soon.getsockname()[1])
    report = run(ServerOptions("127.0.0.1", port, None, 0.2), time.time)
    assert report.problem is not None
    assert "is the server running" in report.problem.en
    assert report.exit_status is ExitStatus.NOT_JUDGED


def test_unknown_computer_ends_in_a_report() -> None:
    report = run(ServerOptions("no-such-computer.invalid", 9999, None, 0.2), time.time)
    assert report.problem is not None
    assert report.exit_status is ExitStatus.NOT_JUDGED
