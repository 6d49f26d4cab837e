"""A report for a machine that marks."""

import json

from shared.check.report_json import report_json
from tests.check.sample_report import LESSON, failed_report


def test_json_has_all_that_a_marking_program_needs() -> None:
    found = json.loads(report_json(failed_report()))
    assert (found["exit_status"], found["passed"], found["failed"], found["not_seen"]) == (1, 0, 1, 1)
    first = found["findings"][0]
    assert (first["rule"], first["section"], first["verdict"]) == ("needed", "§2", "fail")
    assert first["note"] == {"en": LESSON.en, "zh": LESSON.zh}
    assert first["evidence"][0] == {
        "direction": "sent",
        "hex": "02 33 68 69 03",
        "text": "[02]3hi[03]",
        "length": 5,
    }
