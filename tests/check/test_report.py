"""A report says in its exit status what its rows say, and the ledger keeps the worst of each rule."""

import pytest

from shared.check.ledger import Ledger
from shared.check.report import ExitStatus, Report, Side
from shared.check.rule import Finding, Verdict, Words
from tests.check.sample_report import LESSON, NEEDED, OPTIONAL


def report(*verdicts: Verdict, problem: Words | None = None) -> Report:
    findings = tuple(
        Finding(rule, verdict) for rule, verdict in zip((NEEDED, OPTIONAL), verdicts, strict=False)
    )
    return Report(Side.SERVER, "127.0.0.1:9999", findings, 0.0, 1.5, problem)


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        ((Verdict.PASS, Verdict.PASS), ExitStatus.ALL_PASSED),
        ((Verdict.PASS, Verdict.NOT_SEEN), ExitStatus.ALL_PASSED),
        ((Verdict.NOT_SEEN, Verdict.PASS), ExitStatus.NOT_JUDGED),
        ((Verdict.FAIL, Verdict.NOT_SEEN), ExitStatus.SOME_FAILED),
        ((Verdict.NOT_SEEN, Verdict.NOT_SEEN), ExitStatus.NOT_JUDGED),
    ],
)
def test_exit_status_says_what_the_rows_say(verdicts: tuple[Verdict, ...], status: ExitStatus) -> None:
    assert report(*verdicts).exit_status is status


def test_check_that_was_cut_short_is_not_all_passed() -> None:
    assert report(Verdict.PASS, problem=LESSON).exit_status is ExitStatus.NOT_JUDGED


def test_rule_that_failed_once_stays_failed() -> None:
    ledger = Ledger([NEEDED])
    ledger.failed("needed", LESSON)
    ledger.passed("needed")
    ledger.not_seen("needed", LESSON)
    assert ledger.verdict("needed") is Verdict.FAIL


def test_rule_of_which_nothing_was_written_is_not_seen() -> None:
    assert Ledger([NEEDED]).findings() == (Finding(NEEDED, Verdict.NOT_SEEN),)
