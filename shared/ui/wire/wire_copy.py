"""Copies rows of the wire: their bytes as hex, as text with signs for what cannot be typed, or for Python.

The rule: a copy is what was on the wire, byte for byte, as far as it is kept; a row a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from typing import assert_never

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from shared.ui.inert import without_isolates
from shared.ui.wire.wire_rows import WireColumn, WireRow
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import WireFrame
from shared.wire.raw_text import format_escaped, format_hex, format_python


class CopyForm(Enum):
    """As what bytes are copied."""

    HEX = "hex"  # 02 31 61 03
    TEXT = "text"  # \\x021alice\\x03, as the raw composer takes it
    PYTHON = "python"  # b'\\x021alice\\x03'
    ROW = "row"  # number, time, who, meaning: what the table says


class WireCopy(QObject):
    """``rows`` is asked for what is selected, ``words`` for what the table says of it."""

    def __init__(
        self,
        rows: Callable[[], Sequence[WireRow]],
        words: Callable[[], WireWords],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._words = words

    def fill(self, menu: QMenu) -> None:
        """Put the ways to copy into a menu."""
        for form in CopyForm:
            action = menu.addAction(self._choice(form), partial(self.copy, form))
            if form is CopyForm.HEX:
                action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))

    def copy(self, form: CopyForm = CopyForm.HEX) -> None:
        """Copy what is selected; nothing, if nothing is."""
        words = self._words()
        lines = [_line(row, form, words) for row in self._rows()]
        if any(lines):
            QGuiApplication.clipboard().setText("\n".join(line for line in lines if line))

    def _choice(self, form: CopyForm) -> str:
        match form:
            case CopyForm.HEX:
                return self.tr("Copy as hex")
            case CopyForm.TEXT:
                return self.tr("Copy as text with escapes")
            case CopyForm.PYTHON:
                return self.tr("Copy for Python")
            case CopyForm.ROW:
                return self.tr("Copy what the row says")
        assert_never(form)


def _line(row: WireRow, form: CopyForm, words: WireWords) -> str:
    if form is CopyForm.ROW:
        return "\t".join(without_isolates(words.text(row, column)) for column in WireColumn)
    if not isinstance(row, WireFrame):
        return ""
    data = row.raw + row.after
    match form:
        case CopyForm.HEX:
            return format_hex(data)
        case CopyForm.TEXT:
            return format_escaped(data)
        case CopyForm.PYTHON:
            return format_python(data)
        case _:
            assert_never(form)
