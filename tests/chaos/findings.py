"""What can be wrong with a chat, and what was found out about one guest."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

_EXAMPLES = 5  # of each flaw, for whoever has to find it


class Flaw(Enum):
    """What can be wrong."""

    LOST = "lost"  # said while this guest was a member of the room, and never shown; or typed, kept, and never said
    DOUBLED = "doubled"  # shown or said twice
    MISORDERED = "misordered"  # shown or said after something that came later
    LEAKED = "leaked"  # a whisper, shown to somebody who is neither of the two
    INVENTED = "invented"  # nobody said it, or not in this way
    UNRECORDED = "not in the history"  # shown, and yet not in the history
    FORGOTTEN = "session forgotten"  # by the room or by the client: what was missed is not sent any more
    FALSELY_RETURNED = "falsely returned"  # given back to its person as not said, and yet said
    UNKEPT = "unkept"  # sent without having been written down
    ROSTER = "roster"  # not the people who are in the room
    TROUBLE = "trouble"  # a program raised, ended, or did not come to rest


@dataclass(slots=True)
class Findings:
    """What was found out about one guest."""

    windows: int = 0
    sessions: int = 0
    typed: int = 0
    returned: int = 0
    shown: int = 0
    flaws: Counter[Flaw] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, flaw: Flaw, example: str) -> None:
        """Count a flaw."""
        self.flaws[flaw] += 1
        if self.flaws[flaw] <= _EXAMPLES:
            self.examples.append(f"{flaw.value}: {example}")
