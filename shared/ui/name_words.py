"""What is wrong with a name, in a sentence that says what to do (docs/protocol.md §3)."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QObject

from shared.protocol.limits import MAX_NAME_CHARACTERS
from shared.protocol.names import NameProblem


class NameWords(QObject):
    """Makes the sentences. It keeps none, so a new language shows as soon as they are asked for again."""

    def problem(self, problem: NameProblem) -> str:
        """Why a name cannot be had, and what to change."""
        match problem:
            case NameProblem.EMPTY:
                return self.tr("Write a name.")
            case NameProblem.TOO_LONG:
                return self.tr("This name is too long. Use at most %n character(s).", "", MAX_NAME_CHARACTERS)
            case NameProblem.COMMA:
                return self.tr("A name cannot hold a comma. Leave it out.")
            case NameProblem.COLON:
                return self.tr("A name cannot hold a colon. Leave it out.")
            case NameProblem.LEADING_STAR:
                return self.tr("A name cannot begin with a star. Leave it out.")
            case NameProblem.CONTROL:
                return self.tr("This name holds a control character or a line break. Write it anew by hand.")
            case NameProblem.INVISIBLE:
                return self.tr("This name holds characters that nobody can see. Write it anew by hand.")
            case NameProblem.COMBINING_MARKS:
                return self.tr("This name piles up too many accents. Use at most two on a letter.")
            case NameProblem.RESERVED:
                return self.tr("This name stands for somebody else here. Choose another one.")
            case NameProblem.NOT_ALLOWED:
                return self.tr("This name holds a character that is not allowed. Use letters and digits.")
        assert_never(problem)
