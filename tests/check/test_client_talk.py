"""Mistakes of a client in what it says, whispers and shows, each made by a small client of its own."""

import pytest

from shared.check.report import ExitStatus
from tests.check.conftest import Judged
from tests.check.faulty_client import Fault
from tests.check.judged import broken

MEANT = {
    Fault.DRAWS_OWN: "chat-echo",
    Fault.GONE_IS_COME: "gone-shown",
    Fault.HIDES_WORDS: "words-shown",
    Fault.NAME_CUT: "name-whole",
    Fault.NEVER_IN: "roster-end",
    Fault.READS_UTF_8: "encoding-read",
    Fault.SELF_COMES: "roster-self",
    Fault.SENDS_MARKS: "text-marks",
    Fault.UNINDENTS: "lines-indented",
    Fault.WHISPERS_BLANK: "whisper-comma",
    Fault.WHISPER_CUT: "whisper-exact",
}


@pytest.mark.parametrize(("fault", "rule_id"), MEANT.items())
def test_mistake_is_found_by_the_rule_that_is_meant_alone(judged: Judged, fault: Fault, rule_id: str) -> None:
    report = judged(fault)
    assert broken(report) == {rule_id}
    assert report.exit_status is ExitStatus.SOME_FAILED
    assert report.problem is None
