"""Mistakes of a client in finding a room and in leaving it, each made by a small client of its own."""

import sys

import pytest

from shared.check.report import ExitStatus
from tests.check.conftest import Judged
from tests.check.faulty_client import Fault
from tests.check.judged import broken

MEANT = {
    Fault.ASKS_ONCE: "find-again",
    Fault.ASKS_WRONG: "find-request",
    Fault.DEAF_TO_END: "end-noticed",
    Fault.NO_LIMIT: "too-long-closed",
    Fault.PORT_BUILT_IN: "find-port",
    Fault.STAYS: "leave-closes",
}


@pytest.mark.parametrize(("fault", "rule_id"), MEANT.items())
def test_mistake_is_found_by_the_rule_that_is_meant_alone(judged: Judged, fault: Fault, rule_id: str) -> None:
    report = judged(fault)
    assert broken(report) == {rule_id}
    assert report.exit_status is ExitStatus.SOME_FAILED
    assert report.problem is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers from any address that one likes")
@pytest.mark.parametrize("fault", [Fault.HOST_BUILT_IN])
def test_address_that_is_built_in_is_found(judged: Judged, fault: Fault) -> None:
    assert broken(judged(fault)) == {"find-address"}
