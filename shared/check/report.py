"""What a judge says in the end: whom it judged, when, and a row for each rule.

The rule: the exit status says the same as the rows, for a machine that marks.
"""

from enum import Enum, IntEnum

from shared.check.rule import Finding, Verdict, Words
from shared.value import value


class Side(Enum):
    """Which side of the protocol was judged."""

    SERVER = "server"  # somebody's server
    CLIENT = "client"  # somebody's client


class ExitStatus(IntEnum):
    """How the command ends."""

    ALL_PASSED = 0  # no rule was broken, and every one that must be seen was seen
    SOME_FAILED = 1  # at least one rule was broken
    NOT_JUDGED = 2  # no rule was seen to be broken, but not everything could be judged


@value
class Report:
    """A judge's report.

    ``subject`` is whom it judged, as a person typed it: an address, or a command. ``problem`` says why it
    could not be judged, or not to the end, such as that nobody came; None when the judge came to its end.
    """

    side: Side
    subject: str
    findings: tuple[Finding, ...]
    started_utc: float
    seconds: float
    problem: Words | None = None

    def count(self, verdict: Verdict) -> int:
        """Return how many rules have this verdict."""
        return sum(finding.verdict is verdict for finding in self.findings)

    @property
    def exit_status(self) -> ExitStatus:
        """How the command ends with this report."""
        if self.count(Verdict.FAIL):
            return ExitStatus.SOME_FAILED
        is_incomplete = any(
            finding.verdict is Verdict.NOT_SEEN and not finding.rule.is_optional for finding in self.findings
        )
        if self.problem is not None or is_incomplete or not self.count(Verdict.PASS):
            return ExitStatus.NOT_JUDGED
        return ExitStatus.ALL_PASSED
