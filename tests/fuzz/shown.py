"""What a window draws of a message: nothing of it acts, and links, code and hits are where they are said to be."""

import unicodedata
from itertools import pairwise

from chatroom_server.export.csv_table import without_formula
from chatroom_server.window.search_snippet import snippet
from shared.ui.inert import inert, inert_line
from shared.ui.transcript_spans import MarkedText, marked
from tests.fuzz.target import text_of

_TURNS_ROUND = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_FORMULA_SIGNS = "=+@-＝＋＠－"


def check_shown(data: bytes) -> None:
    """A message, a zero byte, and what somebody looks for in it."""
    first, _, second = data.partition(b"\x00")
    text, query = text_of(first), text_of(second)
    assert len(inert(text)) == len(text), "places in the one are places in the other"
    assert inert(inert(text)) == inert(text)
    drawn = marked(text)
    check_harmless(drawn.text)
    check_places(drawn)
    found = snippet(text, query)
    check_harmless(found.text)
    assert "\n" not in found.text
    assert all(0 <= hit.start < hit.end <= len(found.text) for hit in found.hits)
    check_table(text)


def check_harmless(text: str) -> None:
    """No control, nothing that turns round what stands beside it, and whole characters."""
    assert not set(text) & _TURNS_ROUND
    for character in text:
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} or character in "\n\t"


def check_places(drawn: MarkedText) -> None:
    """Links and code lie in the text, one after the other; what is opened is what is seen."""
    links = [(link.start, link.end) for link in drawn.links]
    places = sorted([*links, *[(span.start, span.end) for span in drawn.code]])
    assert all(0 <= start < end <= len(drawn.text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places)), "there are no links inside code"
    for link in drawn.links:
        assert link.target == drawn.text[link.start : link.end]
        assert link.target.lower().startswith(("http://", "https://")), "no click starts a program"
        assert not any(character.isspace() for character in link.target)
    for emoji in drawn.emoji:
        assert 0 <= emoji.start < emoji.end <= len(drawn.text)


def check_table(text: str) -> None:
    """In a spreadsheet a name is a name, in whichever way the line is split."""
    name = without_formula(inert_line(text))
    for separator in ("", ";", "|"):
        for cell in name.split(separator) if separator else [name]:
            assert not cell.lstrip().startswith(tuple(_FORMULA_SIGNS)), f"{cell!a} would be reckoned"
