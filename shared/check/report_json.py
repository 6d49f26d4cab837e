"""A report as JSON, for a machine that marks: both languages, and the bytes in hexadecimal and as text.

The rule: keys are only ever added; ``format`` rises with the first change that a reader would notice.
"""

import json
from datetime import UTC, datetime

from shared.check.paint import one_line
from shared.check.report import Report
from shared.check.rule import Evidence, Finding, Verdict, Words
from shared.version import product_version

FORMAT = 1


def report_json(report: Report) -> str:
    """Return the report as one JSON object with a line feed at its end."""
    data = {
        "program": f"chatroom-check {product_version()}",
        "format": FORMAT,
        "side": report.side.value,
        "subject": report.subject,
        "started": datetime.fromtimestamp(report.started_utc, UTC).isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 3),
        "exit_status": int(report.exit_status),
        "problem": _words(report.problem),
        "passed": report.count(Verdict.PASS),
        "failed": report.count(Verdict.FAIL),
        "not_seen": report.count(Verdict.NOT_SEEN),
        "findings": [_finding(finding) for finding in report.findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    rule = finding.rule
    return {
        "rule": rule.id,
        "section": rule.section,
        "asks": {"en": rule.en, "zh": rule.zh},
        "optional": rule.is_optional,
        "verdict": finding.verdict.value,
        "note": _words(finding.note),
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {
        "direction": evidence.direction.value,
        "hex": evidence.data.hex(" "),
        "text": one_line(evidence),
        "length": evidence.length,
    }


def _words(words: Words | None) -> dict[str, str] | None:
    return None if words is None else {"en": words.en, "zh": words.zh}
