"""One rule of docs/protocol.md that can be seen from outside, and what was found of it.

The rule: every sentence is there in both languages, and is said of bytes that really went over the wire.
"""

from enum import Enum, StrEnum

from shared.value import value
from shared.wire.record import Direction

MAX_EVIDENCE_BYTES = 512
"""So much of one piece of evidence is kept to be shown; of the rest, its length."""


class Language(StrEnum):
    """A language that a report can be in."""

    EN = "en"  # English
    ZH = "zh"  # Chinese, simplified


@value
class Words:
    """One sentence in both languages."""

    en: str
    zh: str

    def say(self, language: Language) -> str:
        """Return it in ``language``."""
        return self.zh if language is Language.ZH else self.en


class Verdict(Enum):
    """What came of a rule."""

    PASS = "pass"  # it was seen to hold
    FAIL = "fail"  # it was seen to be broken
    NOT_SEEN = "not seen"  # nothing happened that would show it


@value
class Rule:
    """One row of a report.

    ``id`` is short, in lower case and with hyphens, and the same for ever: programs that mark read it. ``section``
    is the one of docs/protocol.md, such as ``§2``. ``is_optional``: whoever does not show it has done nothing
    wrong; a rule that is not, and was not seen, leaves a report incomplete (exit status 2).
    """

    id: str
    section: str
    en: str
    zh: str
    is_optional: bool = False

    def say(self, language: Language) -> str:
        """Return what it asks for, in ``language``."""
        return self.zh if language is Language.ZH else self.en


@value
class Evidence:
    """Bytes that went over the wire; ``direction`` is seen from the judge: ``SENT`` is what it sent.

    Make one with ``sent`` or ``came``, which keep ``MAX_EVIDENCE_BYTES``; ``length`` is how many there were.
    """

    direction: Direction
    data: bytes
    length: int


def sent(data: bytes) -> Evidence:
    """Return what the judge sent, as evidence."""
    return Evidence(Direction.SENT, data[:MAX_EVIDENCE_BYTES], len(data))


def came(data: bytes) -> Evidence:
    """Return what the judge received, as evidence; no bytes at all mean that nothing came."""
    return Evidence(Direction.RECEIVED, data[:MAX_EVIDENCE_BYTES], len(data))


@value
class Finding:
    """What came of one rule: the bytes in the order in which they went, and a sentence that teaches."""

    rule: Rule
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    note: Words | None = None
