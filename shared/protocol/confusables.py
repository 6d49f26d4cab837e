"""What a text looks like: its skeleton of Unicode Technical Standard #39.

The rule: a skeleton is compared with other skeletons and never shown, sent or stored. Two texts that most
fonts draw alike have one skeleton; the table is Unicode's own, ``assets/unicode/confusables.txt``.
"""

import re
import unicodedata
from functools import cache

from shared import resources

# Default_Ignorable_Code_Point of Unicode 17: drawn as nothing. Python's unicodedata does not tell.
_DEFAULT_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def skeleton(text: str) -> str:
    """Return the skeleton of ``text``: equal for ``alice`` and for ``аlice`` with a Cyrillic а.

    Case is kept, since ``I`` looks like ``l`` and ``i`` does not.
    """
    if text.isascii():
        # Nothing to take apart, and drawn: the same comes out, in a fraction of the time.
        return text.translate(_prototypes())
    decomposed = unicodedata.normalize("NFD", text)
    drawn = _DEFAULT_IGNORABLE.sub("", decomposed)
    return unicodedata.normalize("NFD", drawn.translate(_prototypes()))


def is_drawn(character: str) -> bool:
    """Return whether Unicode lets ``character`` leave a trace; False for the default-ignorable ones."""
    return _DEFAULT_IGNORABLE.match(character) is None


@cache
def _prototypes() -> dict[int, str]:
    # Read at the first name, not at the import: the programs are open sooner.
    prototypes: dict[int, str] = {}
    for line in resources.read_text("unicode", "confusables.txt").splitlines():
        if not line.startswith("#"):
            source, *points = line.split(" ")
            prototypes[int(source, 16)] = "".join([chr(int(point, 16)) for point in points])
    # Some of Unicode's prototypes come apart into what has prototypes itself: ҋ is й with a tail, and й is и.
    for drawn, looks in prototypes.items():
        if not looks.isascii():
            parts = unicodedata.normalize("NFD", looks)
            prototypes[drawn] = unicodedata.normalize("NFD", parts.translate(prototypes))
    return prototypes
