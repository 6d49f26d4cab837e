"""Tab finishes the name that somebody has begun to write, and goes on to the next one that fits.

The rule: it takes Tab only where there is something to finish. Everywhere else the key moves the keyboard on as in
every window, and Shift+Tab always does; while a word is being composed, all keys are the input method's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor

from shared.protocol.limits import MAX_NAME_CHARACTERS
from shared.ui.announce import announce
from shared.ui.inert import inert_line
from shared.ui.message_edit import MessageEdit

_LONGEST: Final = MAX_NAME_CHARACTERS + 1
"""Nobody begins a name with more, an `@` included."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The part of a name that stands before the cursor, from character `start` on, and the names that fit it."""

    start: int
    names: tuple[str, ...]


def find_beginning(written: str, names: Sequence[str]) -> Beginning | None:
    """The longest end of `written` with which one of `names` begins, whatever its case and width.

    A word of letters counts only from its first letter on; Chinese is written without spaces, so there a name may
    begin behind any character. The names keep their order.
    """
    folded = [(_folded(name), name) for name in names]
    for start in range(max(0, len(written) - _LONGEST), len(written)):
        if not _can_begin(written, start):
            continue
        wanted = _folded(written[start:].removeprefix("@").removeprefix("＠"))
        if not wanted:
            continue
        fit = tuple(name for known, name in folded if known.startswith(wanted))
        if fit:
            return Beginning(start, fit)
    return None


def _can_begin(written: str, start: int) -> bool:
    if written[start].isspace():
        return False
    before = written[start - 1] if start else " "
    return not before.isalnum() or not (before.isascii() and written[start].isascii())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@dataclass(slots=True)
class _Round:
    """One name after the other in the place of what was written."""

    start: int
    """In the document."""
    end: int
    names: tuple[str, ...]
    place: int
    is_at_line_start: bool


class NameCompletion(QObject):
    """Watches `edit`. `names` gives all who can be meant, the likeliest first; it is asked at each new word."""

    def __init__(self, edit: MessageEdit, names: Callable[[], Sequence[str]]) -> None:
        super().__init__(edit)
        self._edit = edit
        self._names = names
        self._round: _Round | None = None
        self._is_writing = False
        edit.installEventFilter(self)
        edit.textChanged.connect(self._on_changed)
        edit.cursorPositionChanged.connect(self._on_changed)

    def _complete(self) -> bool:
        """Write the first or the next name that fits; False where there is none."""
        cursor = self._edit.textCursor()
        if self._round is not None:
            if len(self._round.names) == 1:
                return False  # it stands there already
            self._round.place = (self._round.place + 1) % len(self._round.names)
            self._write(self._round)
            return True
        if cursor.hasSelection():
            return False
        # Qt counts in UTF-16, where a sign from beyond the basic plane is two.
        before = cursor.block().text().encode("utf-16-le", "surrogatepass")[: 2 * cursor.positionInBlock()]
        written = before.decode("utf-16-le", "replace")
        found = find_beginning(written, self._names())
        if found is None:
            return False
        taken = len(written[found.start :].encode("utf-16-le")) // 2
        end = cursor.position()
        self._round = _Round(end - taken, end, found.names, 0, is_at_line_start=found.start == 0)
        self._write(self._round)
        return True

    def _write(self, turn: _Round) -> None:
        name = inert_line(turn.names[turn.place])
        cursor = self._edit.textCursor()
        cursor.setPosition(turn.start)
        cursor.setPosition(turn.end, QTextCursor.MoveMode.KeepAnchor)
        self._is_writing = True
        cursor.insertText(f"{name}: " if turn.is_at_line_start else name)
        self._edit.setTextCursor(cursor)
        self._is_writing = False
        turn.end = cursor.position()
        announce(self._edit, name)

    @Slot()
    def _on_changed(self) -> None:
        if not self._is_writing:
            self._round = None

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._edit
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and not self._edit.is_composing
        ):
            return self._complete()
        return super().eventFilter(watched, event)
