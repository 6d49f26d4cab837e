"""Who drives the judged client: a program that types on its keyboard, or the person who sits before it.

The rule: the script tells both the same, and believes only the bytes that come and what the screen shows.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Protocol

from shared.check.client_screen import Sight
from shared.check.rule import Words

Claim = Callable[[], bool]


class Way(Enum):
    """How the client is to come to the room."""

    GIVEN = "given"  # to the address that it is told
    FOUND = "found"  # it has to find the room


class Waited(Enum):
    """How a wait ended."""

    CAME = "came"  # what was waited for has happened
    ENDED = "ended"  # the time is over, or the person skips it


class Player(Protocol):
    """``is_person``: it is told in words what to do, and takes its time."""

    is_person: bool

    def can_come(self, way: Way) -> bool:
        """Whether the client can be started so."""
        ...

    def come(self, way: Way, name: str) -> bool:
        """Start the client afresh; return whether there is one."""
        ...

    def take_name(self, name: str) -> None:
        """Answer a refused name with another."""
        ...

    def say(self, text: str) -> None:
        """Say ``text`` to everyone."""
        ...

    def whisper(self, to: str, text: str) -> None:
        """Whisper ``text`` to one person."""
        ...

    def leave(self) -> None:
        """Leave the room as one does."""
        ...

    def wait(self, claim: Claim, seconds: float | None = None) -> Waited:
        """Wait for something that the client has to do; ``seconds``: for a program, its timeout for None."""
        ...

    def look_for(self, *texts: str) -> Sight:
        """Return how ``texts`` are to be seen, each of which should be there once and on lines of its own."""
        ...

    def look_for_long(self, text: str, mark: str) -> Sight:
        """Return how one long text, which ends in ``mark``, is to be seen."""
        ...

    def look_for_people(self, names: Sequence[str]) -> Sight:
        """Return whether all of ``names`` are shown as people who are here, since the client last came."""
        ...

    def look_for_event(self, name: str, question: Words) -> str | None:
        """Return the new line that says what has happened to ``name``, empty if none came; None if unknown.

        A person is asked ``question`` instead, and their "yes" stands for the line.
        """
        ...

    def shows(self, text: str, *, as_line: bool = False) -> bool | None:
        """Return whether ``text``, or a line that is ``text``, has ever been shown; None where nobody can tell."""
        ...

    def shows_twice(self, text: str) -> bool:
        """Return whether ``text`` has been shown more than once since the client came."""
        ...

    def ask(self, question: Words) -> int | None:
        """Ask what only a person can see, for a number; None where nobody can tell."""
        ...

    def end(self) -> None:
        """The check is over."""
        ...
