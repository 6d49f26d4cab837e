"""What a name may be, and when two names are one (docs/protocol.md §3).

The rule: a name that passes ``parse_name`` cannot be mistaken for another person, for nobody, or for the
server in any line of any client; and parsing what is shown gives the same keys again.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import count, pairwise

from shared.protocol.confusables import is_drawn, skeleton
from shared.protocol.errors import RemoteProtocolError
from shared.protocol.limits import MAX_NAME_BYTES, MAX_NAME_CHARACTERS
from shared.protocol.text import clean_name

# The host's own, and the product's words for it, for all and for oneself.
RESERVED_NAMES = ("you", "Server", "Everyone", "Teacher", "服务器", "所有人", "老师", "你", "我")

MAX_MARKS_IN_A_ROW = 2  # Vietnamese, Thai and Indic names need two; more climb over the lines around

# NFC makes at most four characters one (ᾇ), so nothing longer can come down to a name.
_MAX_RAW_CHARACTERS = 4 * MAX_NAME_CHARACTERS

_AROUND_NAMES = "\0\t\r\n "  # as C programs send them

# Assigned, not default-ignorable, and yet drawn as nothing by most fonts: Braille blank, object replacement,
# Khitan filler, null notehead.
_BLANK_CHARACTERS = frozenset("\u2800\ufffc\U00016fe4\U0001d159")

# 玛丽·居里: the profile knows this dot between two l's only, but the katakana one between hanzi.
_DOT_BETWEEN_HANZI = re.compile("(?<=[\u3400-\u9fff])[\u00b7\u2022\u2027](?=[\u3400-\u9fff])")


class NameProblem(StrEnum):
    """Why a name is refused. The window has a sentence for each."""

    EMPTY = "empty"  # nothing is left after trimming
    TOO_LONG = "too_long"  # more than 24 characters or 96 bytes
    COMMA = "comma"  # ends the name in a whisper
    COLON = "colon"  # ends the name in a chat line
    LEADING_STAR = "leading_star"  # the server's own lines begin so
    CONTROL = "control"  # control characters and line breaks
    INVISIBLE = "invisible"  # zero-width and bidi characters, and fillers that look empty
    COMBINING_MARKS = "combining_marks"  # more than two in a row, or one without a letter under it
    RESERVED = "reserved"  # the host's
    NOT_ALLOWED = "not_allowed"  # anything else that RFC 8266 leaves out, unassigned characters among it


class InvalidName(RemoteProtocolError):
    """Raised for a name that breaks the rules; ``problem`` says which one. The connection stays open."""

    def __init__(self, problem: NameProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Name:
    """A name that may be had.

    ``shown`` is what people see and what goes over the wire. Two names with one of ``keys`` in common
    count as one: keep the keys of everyone online, and refuse a name that has one of them. ``key`` is the
    one by which a whisper finds its receiver, as ``prepared_key`` returns it.
    """

    shown: str
    keys: frozenset[str]
    key: str


def parse_name(raw: str, *, for_host: bool = False) -> Name:
    """Return the name that ``raw`` stands for; raises ``InvalidName`` (docs/protocol.md §3).

    Reserved names are allowed only ``for_host``. Whether somebody has the name is for the caller to see.
    """
    shown = _as_shown(raw)
    prepared = _checked(shown)
    keys = _keys(shown, prepared)
    if not for_host and not keys.isdisjoint(_reserved_keys()):
        raise InvalidName(NameProblem.RESERVED)
    return Name(shown, keys, _prepared_key(prepared))


def prepared_key(raw: str) -> str | None:
    """Return that one of a name's ``keys`` which stands for its prepared form, None for no possible name.

    Look a whisper's receiver up by it: looks would send to ``mary`` what is for ``rnary``.
    """
    try:
        return _prepared_key(_prepare(_as_shown(raw)))
    except InvalidName:
        return None


def is_more_than_name(raw: str) -> bool:
    """Return whether ``raw`` holds what no name can, so that something else was meant to end it before.

    A comma or colon of any width, a line break or NUL in the middle, or too many characters. What is around a name
    in a buffer does not count.
    """
    trimmed = raw.strip(_AROUND_NAMES)
    if not (trimmed.isascii() and trimmed.isprintable()):
        if clean_name(trimmed) != trimmed:
            return True
        trimmed = unicodedata.normalize("NFKC", trimmed[: _MAX_RAW_CHARACTERS + 1])
    return "," in trimmed or ":" in trimmed or len(" ".join(trimmed.split())) > MAX_NAME_CHARACTERS


def suggest_names(raw: str) -> Iterator[str]:
    """Yield valid names near ``raw``, without end: take the first that is free.

    ``grace`` gives ``grace2``, ``grace3``, …; what makes ``raw`` invalid is left out: ``a,b`` gives ``ab``.
    """
    stem = _valid_part(raw) or "guest"
    if not _is_valid(raw) and _is_valid(stem):
        yield stem
    whole = stem
    first = 2
    match = _NUMBERED.fullmatch(stem)
    if match is not None:
        stem, first = match[1], int(match[2]) + 1
    # 2024001 is somebody's number, and 20240012 or 2024002 would be somebody else's.
    hyphen = "-" if stem[-1].isdecimal() else ""
    for number in count(first):
        suggestion = _with_ending(stem, f"{hyphen}{number}")
        if suggestion != whole:  # nobody is helped by x…x-2, cut to x…x, with -2 behind it
            yield suggestion


def _as_shown(raw: str) -> str:
    trimmed = raw.strip()
    if not trimmed:
        raise InvalidName(NameProblem.EMPTY)
    if len(trimmed) > _MAX_RAW_CHARACTERS:
        raise InvalidName(NameProblem.TOO_LONG)
    return unicodedata.normalize("NFC", trimmed)


def _prepare(shown: str) -> str:
    if shown.isascii() and shown.isprintable():
        return " ".join(shown.split()).lower()
    try:
        return _nickname()(_DOT_BETWEEN_HANZI.sub("\u30fb", shown))
    except UnicodeEncodeError as refusal:
        raise InvalidName(_problem_with(refusal.object[refusal.start : refusal.end])) from None


@cache
def _nickname() -> Callable[[str], str]:
    """Compares without case as RFC 8266 wants it: toLowerCase, not case folding."""
    # Loaded with the first name that needs it, for it takes a good part of the time in which a window opens.
    from precis_i18n import get_profile  # noqa: PLC0415

    enforce: Callable[[str], str] = get_profile("NicknameCaseMapped").enforce
    return enforce


def _problem_with(refused: str) -> NameProblem:
    # The profile points at the character that it does not allow, or at the whole text when nothing is left.
    if len(refused) != 1:
        return NameProblem.NOT_ALLOWED if refused.strip() else NameProblem.EMPTY
    category = unicodedata.category(refused)
    if category in {"Cc", "Zl", "Zp"}:
        return NameProblem.CONTROL
    if category == "Cf" or not is_drawn(refused):
        return NameProblem.INVISIBLE
    return NameProblem.NOT_ALLOWED


def _checked(shown: str) -> str:
    prepared = _prepare(shown)
    problem = _length_problem(shown) or _length_problem(prepared) or _content_problem(prepared)
    if problem is not None:
        raise InvalidName(problem)
    return prepared


def _length_problem(text: str) -> NameProblem | None:
    if not text:
        return NameProblem.EMPTY
    # What is shown is measured as well: a run of spaces inside is one space once prepared.
    if len(text) > MAX_NAME_CHARACTERS or len(text.encode("utf-8", "replace")) > MAX_NAME_BYTES:
        return NameProblem.TOO_LONG
    return None


def _content_problem(prepared: str) -> NameProblem | None:
    is_ascii = prepared.isascii()
    looks = prepared if is_ascii else [_look_of(character) for character in prepared]
    if "," in looks:
        return NameProblem.COMMA
    if ":" in looks:
        return NameProblem.COLON
    if looks[0] == "*":
        return NameProblem.LEADING_STAR
    if is_ascii:
        return None
    # The profile lets joiners through between some letters: they are not seen all the same.
    if any(
        character in _BLANK_CHARACTERS or unicodedata.category(character) == "Cf" for character in prepared
    ):
        return NameProblem.INVISIBLE
    return NameProblem.COMBINING_MARKS if _has_stray_marks(prepared) else None


def _look_of(character: str) -> str:
    # A ratio sign passes for a colon; the visarga of a Hindi name does too, but is a letter's part.
    if character.isascii() or unicodedata.category(character)[0] not in "PS":
        return character
    return skeleton(character)


def _has_stray_marks(prepared: str) -> bool:
    in_a_row = 0
    for before, character in pairwise(f" {prepared}"):
        if not _is_mark(character):
            in_a_row = 0
            continue
        in_a_row += 1
        # With no letter under it, a mark would sit on whatever the line has before the name.
        if before == " " or in_a_row > MAX_MARKS_IN_A_ROW:
            return True
    return False


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _prepared_key(prepared: str) -> str:
    return f"name:{prepared}"


def _keys(shown: str, prepared: str) -> frozenset[str]:
    # The looks of the prepared form are what §3 compares. Those of the shown form find AIice (a capital I)
    # beside Alice; they have a tag of their own, or Ian would be refused beside Lan, which it is not like.
    looks = skeleton(prepared)
    shown_looks = looks if shown == prepared else skeleton(shown)
    return frozenset((_prepared_key(prepared), f"looks:{looks}", f"shown:{shown_looks}"))


@cache
def _reserved_keys() -> frozenset[str]:
    # In capitals too, since what they look like differs: Y0U with a zero is like YOU, and not like you.
    spellings = [spelling for name in RESERVED_NAMES for spelling in (name, name.lower(), name.upper())]
    return frozenset().union(*(_keys(spelling, _prepare(spelling)) for spelling in spellings))


# ---- suggestions -----------------------------------------------------------------------------------------

# A name that may well have been a suggestion itself: grace2 is followed by grace3.
_NUMBERED = re.compile(r"(.*[^\d-])([2-9])")


def _is_valid(raw: str, *, for_host: bool = False) -> bool:
    return _problem_of(raw, for_host=for_host) is None


def _problem_of(raw: str, *, for_host: bool) -> NameProblem | None:
    try:
        parse_name(raw, for_host=for_host)
    except InvalidName as refusal:
        return refusal.problem
    return None


def _valid_part(raw: str) -> str:
    text = unicodedata.normalize("NFC", clean_name(raw[: 2 * _MAX_RAW_CHARACTERS]))
    part = ""
    for whole in _clusters(" ".join(text.split())):
        cluster = whole[: 1 + MAX_MARKS_IN_A_ROW]
        problem = _problem_of(part + cluster, for_host=True)
        if problem is NameProblem.TOO_LONG:
            break
        if problem is None:
            part += cluster
            continue
        for character in cluster:
            if _is_valid(part + character, for_host=True):
                part += character
    # Where something was left out, a letter and a mark may have met.
    return unicodedata.normalize("NFC", part.strip())


def _with_ending(stem: str, ending: str) -> str:
    clusters = _clusters(stem)
    while clusters and not _is_valid("".join([*clusters, ending])):
        clusters.pop()
    return "".join(clusters).rstrip() + ending


def _clusters(text: str) -> list[str]:
    """Split ``text`` where a person may cut it: not before a mark, a skin colour or a flag's second half."""
    clusters: list[str] = []
    for character in text:
        joins = _is_mark(character) or "\U0001f3fb" <= character <= "\U0001f3ff"
        if _is_flag_half(character):
            joins = bool(clusters) and len(clusters[-1]) == 1 and _is_flag_half(clusters[-1])
        if joins and clusters:
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
