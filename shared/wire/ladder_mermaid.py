"""A ladder as Mermaid text, which many editors and sites draw: a sequence diagram.

The rule: whatever a name or a message holds, the text stays a diagram: what means something to Mermaid is written
as a number.
"""

import re

from shared.wire.ladder import Ladder, Passage, Rung
from shared.wire.ladder_words import LadderWords, passage_text

_END = re.compile(r"\bend\b")  # which would end something
_PLAIN = frozenset(" ()[]{}=+-*/_.,'!?|&@$%^~")


def mermaid_of(ladder: Ladder, words: LadderWords) -> str:
    """Return the diagram as text, with a line feed at its end."""
    ends = ladder.ends
    guest = f"{words.guest} {ends.name}".strip()
    lines = [
        "sequenceDiagram",
        f"    participant G as {_safe(guest)}<br/>{_safe(str(ends.peer))}",
        f"    participant S as {_safe(words.server)}<br/>{_safe(str(ends.local))}",
        f"    Note over G,S: {_safe(words.inferred)}",
    ]
    for rung in ladder.rungs:
        lines += [f"    {line}" for line in _lines(rung, words)]
    return "\n".join(lines) + "\n"


def _lines(rung: Rung, words: LadderWords) -> list[str]:
    lines = []
    if rung.left_out:
        lines.append(f"Note over G,S: {_safe(words.left_out.format(number=f'{rung.left_out:,}'))}")
    if rung.guest:
        lines.append(f"Note left of G: {_safe(rung.guest)}")
    if rung.passage is not Passage.NOTHING:
        source, target = ("G", "S") if rung.is_to_server else ("S", "G")
        is_lost = rung.passage is Passage.LOST_DATAGRAM
        arrow = "-x" if is_lost else "-->>" if rung.is_inferred else "->>"
        lines.append(f"{source}{arrow}{target}: {_safe(passage_text(rung))}")
    if rung.server:
        lines.append(f"Note right of S: {_safe(rung.server)}")
    return lines


def _safe(text: str) -> str:
    safe = "".join(each if each.isalnum() or each in _PLAIN else f"#{ord(each)};" for each in text)
    return _END.sub(f"#{ord('e')};nd", safe)
