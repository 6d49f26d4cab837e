"""What guests say in the chaos: texts from which everybody can tell who said them, as which number, and to whom.

The rule: a text follows from its ``Saying`` alone, so that one changed character is found by whoever is shown it.
"""

import re
import zlib
from dataclasses import dataclass

OBSERVER = "observer"  # comes when all is over, and says the last word

_HEAD = re.compile(
    r"(?P<sender>[a-z]+-[0-9]+|observer)#(?P<number>[0-9]+)(?:>(?P<to>[a-z]+-[0-9]+|observer))?\b"
)

# Things that look like the protocol, break lines, need four bytes, or are long. Nothing that a guess at the
# encoding could read as GBK, and no white space at the end.
_FILLERS = (
    "",
    " hello",
    " 同学们好",
    " two\nlines",
    " three\n    lines\n\n   with spaces",
    " 😀 and 👩‍🏫",
    " alice: no, that was not me",
    " you, to bob: neither was that",
    '\t{"t":"msg","id":1}',
    "\n* bob is not online",
    "\n*** nobody announces this",
    " a,b,,c",
    " " + "long " * 60 + "end",
)


@dataclass(frozen=True, slots=True)
class Saying:
    """One text: ``sender`` counts all own sayings, those to everyone (``to`` is empty) and whispers, from 1."""

    sender: str
    number: int
    to: str = ""

    @property
    def text(self) -> str:
        """What is typed."""
        to = f">{self.to}" if self.to else ""
        filler = _FILLERS[zlib.crc32(f"{self.sender} {self.number}".encode()) % len(_FILLERS)]
        return f"{self.sender}#{self.number}{to}{filler}"

    def is_for(self, name: str) -> bool:
        """Return whether a guest may see this."""
        return not self.to or name in {self.sender, self.to}


def is_rich(name: str) -> bool:
    """Return whether a guest has our program; the others, and the observer, are plain."""
    return name.startswith("rich-")


def saying_of(text: str) -> Saying | None:
    """Return what ``text`` is, to the last character; None for a text that no guest types."""
    found = _HEAD.match(text)
    if found is None:
        return None
    saying = Saying(found["sender"], int(found["number"]), found["to"] or "")
    return saying if saying.text == text else None
