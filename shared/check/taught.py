"""A rule together with what somebody should learn who has broken it."""

from shared.check.rule import Rule, Words
from shared.value import value


@value
class Taught:
    """``lesson`` is said where the rule is broken and nothing more exact is known."""

    rule: Rule
    lesson: Words


def taught(rule_id: str, section: str, asks: Words, lesson: Words, *, is_optional: bool = False) -> Taught:
    """Return a rule and its lesson, as a table writes them."""
    return Taught(Rule(rule_id, section, asks.en, asks.zh, is_optional), lesson)
