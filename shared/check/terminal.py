"""What is said to the person who runs a check, and asked of them, while it runs.

The rule: what is told while a check runs goes to standard error, so that a piped report is the report alone.
"""

from collections.abc import Callable
from typing import TextIO

from shared.check.rule import Language, Words


class Terminal:
    """Speaks one language to one person. ``read_line`` returns a line, empty at the end of the input."""

    def __init__(self, language: Language, output: TextIO, read_line: Callable[[], str] | None) -> None:
        self.language = language
        self._output = output
        self._read_line = read_line

    def tell(self, words: Words) -> None:
        """Say one line."""
        self._output.write(words.say(self.language) + "\n")
        self._output.flush()

    def ask(self, words: Words) -> str | None:
        """Ask one question and return the trimmed answer; None where nobody answers any more."""
        if self._read_line is None:
            return None
        self._output.write(words.say(self.language) + " ")
        self._output.flush()
        line = self._read_line()
        return line.strip() if line else None

    @property
    def can_hear(self) -> bool:
        """Whether somebody sits here who could answer."""
        return self._read_line is not None

    def hear(self) -> str | None:
        """Wait for the next line, trimmed; None at the end of the input."""
        line = "" if self._read_line is None else self._read_line()
        return line.strip() if line else None
