"""Mistakes of a client in what it sends, each made by a small client of its own."""

import pytest

from shared.check.report import ExitStatus
from tests.check.conftest import Judged
from tests.check.faulty_client import Fault
from tests.check.judged import broken

MEANT = {
    Fault.LOGS_IN_TWICE: "login-once",
    Fault.NO_ETX: "frame-end",
    Fault.SENDS_BUFFER: "frame-between",
    Fault.SENDS_LINE_END: "text-line-end",
    Fault.SENDS_NUL: "text-clean",
    Fault.SENDS_PING: "frame-type",
    Fault.TWO_ENCODINGS: "text-encoding",
}


@pytest.mark.parametrize(("fault", "rule_id"), MEANT.items())
def test_mistake_is_found_by_the_rule_that_is_meant_alone(judged: Judged, fault: Fault, rule_id: str) -> None:
    report = judged(fault)
    assert broken(report) == {rule_id}
    assert report.exit_status is ExitStatus.SOME_FAILED
    assert report.problem is None
