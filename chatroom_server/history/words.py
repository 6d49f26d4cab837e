"""Cuts texts into the words that a search looks for: Latin words whole, Chinese, Japanese and Korean by character.

The rule: what is indexed, what is looked for and what is compared by hand are cut here, in one way. Whoever changes
that way adds a migration that empties the index and sets ``indexed_up_to`` back to 0.
"""

import re
import unicodedata
from dataclasses import dataclass

# From the radicals through kana, hanzi and hangul to the extensions of the second and third plane.
_BY_CHARACTER = (
    "\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_WORD = re.compile(f"(?=[^\\W_])[{_BY_CHARACTER}]|[^\\W_{_BY_CHARACTER}]+")
_ASCII_WORD = re.compile("[a-z0-9]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")  # those of the Latin, Greek and Cyrillic scripts


def words_of(text: str) -> list[str]:
    """Return the words of a text, in their order: without case and accents, wide forms as plain ones."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _WORD.findall(unicodedata.normalize("NFC", bare).casefold())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: ``phrases`` of words in a row, the last of which may go on, and ``signs``."""

    phrases: tuple[tuple[str, ...], ...]
    signs: tuple[str, ...]

    def matches(self, text: str) -> bool:
        """Whether a text has all of it."""
        if not self.has_signs(text):
            return False
        words = words_of(text)
        return all(_has(words, phrase) for phrase in self.phrases)

    def has_signs(self, text: str) -> bool:
        """Whether a text has all signs; the index knows words alone."""
        return all(sign in text for sign in self.signs)

    @property
    def expression(self) -> str:
        """The phrases for FTS5. Words hold letters and digits alone, and stand in quotes: none is an operator."""
        return " AND ".join(f'"{" ".join(phrase)}" *' for phrase in self.phrases)


def wanted(text: str) -> Wanted:
    """Return what a person who typed ``text`` looks for: all of its parts between spaces, in any order."""
    parts = text.encode("utf-8", "replace").decode().split()
    cut = [(part, tuple(words_of(part))) for part in parts]
    return Wanted(tuple(words for _, words in cut if words), tuple(part for part, words in cut if not words))


def _has(words: list[str], phrase: tuple[str, ...]) -> bool:
    *whole, last = phrase
    length = len(whole)
    return any(
        words[start + length].startswith(last) and words[start : start + length] == whole
        for start in range(len(words) - length)
    )
