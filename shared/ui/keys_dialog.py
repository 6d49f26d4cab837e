"""The list of the keys that a window knows, to be read beside the window while trying them.

The rule: it stops nobody. It stays open as long as it is wanted, and is read row by row by a screen reader.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shared.ui import spacing
from shared.ui.first_size import first_size
from shared.ui.stylesheet import set_role

_DRAWN: Final = QSize(560, 520)
_DRAWN_LINE: Final = 16
"""So high is a line of the text with which it was drawn."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What some keys do. `keys` is written as on the keyboard: "Ctrl+F", "F1, Ctrl+/", "↑ ↓", "Ctrl+1 … 9".

    Lines that follow one another under the same `group` stand together under it; `group` may be empty. `meaning`
    and `group` are in the language that is on.
    """

    keys: str
    meaning: str
    group: str = ""


class KeysDialog(QDialog):
    """Call `show_keys`; it closes with Esc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.list = QTableWidget(0, 2, self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setTabKeyNavigation(False)
        self.list.setShowGrid(False)
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.list.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.horizontalHeader().setHighlightSections(False)
        self.list.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        # Qt asks how high a row is before there is a scroll bar, and a line too many would be cut.
        self.list.horizontalHeader().sectionResized.connect(self.list.resizeRowsToContents)
        set_role(self.list, "framed")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        # Some desktops put a picture of theirs on it, as on no other button of the window.
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.LARGE, spacing.LARGE, spacing.LARGE, spacing.LARGE)
        column.setSpacing(spacing.MEDIUM)
        column.addWidget(self.list)
        column.addWidget(self._buttons)
        self._fitted_line = 0
        self.retranslate()

    def show_keys(self, lines: Sequence[KeyLine]) -> None:
        """Show `lines`, and the dialog in front of its window, with the keyboard in it."""
        self.set_keys(lines)
        self._fit()
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_keys(self, lines: Sequence[KeyLine]) -> None:
        """Have `lines` in the list instead of those that were, as when the language has changed."""
        self.list.clearSpans()
        self.list.setRowCount(0)
        group = ""
        for line in lines:
            if line.group != group:
                group = line.group
                self._add_group(group)
            self._add_line(line)

    def retranslate(self) -> None:
        """Say all words of the dialog itself again, in the language that is on now."""
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.list.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.list.setHorizontalHeaderLabels([self.tr("Keys"), self.tr("What they do")])
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))

    def _fit(self) -> None:
        """As large as its text needs it; a size that the person gave it is kept for that size of text."""
        line = self.fontMetrics().height()
        if line != self._fitted_line:
            self._fitted_line = line
            wanted = _DRAWN * max(1.0, line / _DRAWN_LINE)
            self.resize(first_size(wanted, self.screen().availableSize()))

    def _add_line(self, line: KeyLine) -> None:
        row = self._add_row()
        keys = written_keys(line.keys)
        cell = _cell(keys)
        # A screen reader says one cell of a row, and the keys alone say nothing.
        cell.setData(Qt.ItemDataRole.AccessibleTextRole, f"{keys}: {line.meaning}")
        self.list.setItem(row, 0, cell)
        self.list.setItem(row, 1, _cell(line.meaning))
        if not self.list.currentItem():
            self.list.setCurrentCell(row, 0)

    def _add_group(self, group: str) -> None:
        row = self._add_row()
        cell = _cell(group)
        cell.setFlags(Qt.ItemFlag.ItemIsEnabled)
        cell.setFont(_bold())
        self.list.setItem(row, 0, cell)
        self.list.setSpan(row, 0, 1, 2)

    def _add_row(self) -> int:
        row = self.list.rowCount()
        self.list.insertRow(row)
        return row

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _cell(text: str) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    cell.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return cell


def _bold() -> QFont:
    """Bold and nothing else: family and size stay those of the list, also when the text grows."""
    font = QFont()
    font.setBold(True)
    return font


def written_keys(keys: str, platform: str = sys.platform) -> str:
    """`keys` as this computer's menus write them: on a Mac, Ctrl is ⌘."""
    if platform != "darwin":
        return keys
    parts = [QKeySequence(part, QKeySequence.SequenceFormat.PortableText) for part in keys.split(", ")]
    native = [part.toString(QKeySequence.SequenceFormat.NativeText) for part in parts]
    return ", ".join(native) if all(native) else keys
