"""Mistakes of a client in taking frames out of a stream, each made by a small client of its own."""

import pytest

from shared.check.report import ExitStatus
from tests.check.conftest import Judged
from tests.check.faulty_client import Fault
from tests.check.judged import broken

MEANT = {
    Fault.DECODES_EARLY: "character-split",
    Fault.FIRST_FRAME_ONLY: "frame-glued",
    Fault.NO_RESYNC: "resync",
    Fault.NO_SKIPPING: "junk-skipped",
    Fault.RECV_IS_MESSAGE: "frame-split",
    Fault.SHORT_BUFFER: "long-text",
    Fault.STRING_END: "padding-skipped",
    Fault.TAIL_DROPPED: "frame-across",
    Fault.TYPE_EXPECTED: "frame-no-type",
    Fault.UNKNOWN_FATAL: "frame-unknown",
    Fault.UNKNOWN_SHOWN: "frame-unknown",
}


@pytest.mark.parametrize(("fault", "rule_id"), MEANT.items())
def test_mistake_is_found_by_the_rule_that_is_meant_alone(judged: Judged, fault: Fault, rule_id: str) -> None:
    report = judged(fault)
    assert broken(report) == {rule_id}
    assert report.exit_status is ExitStatus.SOME_FAILED
    assert report.problem is None
