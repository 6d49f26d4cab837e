"""What every attacker is: something that acts at each tick of the attackers' clock, and counts what came of it."""

from collections import Counter
from typing import Protocol

TICK_SECONDS = 0.005


class Attacker(Protocol):
    """One kind of harm. ``did`` is what it did, and what was done to it."""

    did: "Counter[str]"

    def act(self) -> None:
        """Do one tick's worth of harm; never wait."""

    def close(self) -> None:
        """Be gone."""
