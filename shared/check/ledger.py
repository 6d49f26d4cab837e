"""Where a judge writes down what it sees of each rule while the other side is played with.

The rule: a rule that was broken once stays broken, whatever is seen of it later; and one of which nothing was
written is not seen, never passed.
"""

from collections.abc import Iterable

from shared.check.rule import Evidence, Finding, Rule, Verdict, Words


class Ledger:
    """Takes down verdicts by rule; ``findings`` returns a row for every rule, in the rules' order."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._findings: dict[str, Finding] = {}

    def passed(self, rule_id: str, *evidence: Evidence, note: Words | None = None) -> None:
        """The rule was seen to hold. The newest evidence stays, unless the rule has failed before."""
        self._write(rule_id, Verdict.PASS, evidence, note)

    def failed(self, rule_id: str, note: Words, *evidence: Evidence) -> None:
        """The rule was seen to be broken; ``note`` says how, and why that is. The first failure stays."""
        self._write(rule_id, Verdict.FAIL, evidence, note)

    def not_seen(self, rule_id: str, note: Words, *evidence: Evidence) -> None:
        """Say why nothing is known of the rule; a verdict before or after it counts for more."""
        if self.verdict(rule_id) is Verdict.NOT_SEEN:
            self._findings[rule_id] = Finding(self._rules[rule_id], Verdict.NOT_SEEN, evidence, note)

    def verdict(self, rule_id: str) -> Verdict:
        """What is written of the rule so far. Raises ``KeyError`` for a rule that there is not."""
        rule = self._rules[rule_id]
        finding = self._findings.get(rule.id)
        return Verdict.NOT_SEEN if finding is None else finding.verdict

    def findings(self) -> tuple[Finding, ...]:
        """Return a row for every rule, in the rules' order."""
        return tuple(
            self._findings.get(rule.id, Finding(rule, Verdict.NOT_SEEN)) for rule in self._rules.values()
        )

    def _write(
        self, rule_id: str, verdict: Verdict, evidence: tuple[Evidence, ...], note: Words | None
    ) -> None:
        if self.verdict(rule_id) is not Verdict.FAIL:
            self._findings[rule_id] = Finding(self._rules[rule_id], verdict, evidence, note)
