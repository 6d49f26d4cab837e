"""F6 goes round the parts of a window, as screen reader users know it from their desktop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Pane:
    """A part of a window, and what in it gets the keyboard."""

    place: QWidget
    target: QWidget


def go_to_next_pane(panes: Sequence[Pane], step: int) -> None:
    """Move the keyboard to the next of `panes`, or with -1 to the one before.

    From elsewhere it goes to the first, or to the last. A part that is hidden or out of use is passed over.
    """
    focused = QApplication.focusWidget()
    here = next(
        (
            number
            for number, pane in enumerate(panes)
            if focused is not None and (pane.place is focused or pane.place.isAncestorOf(focused))
        ),
        0 if step < 0 else -1,
    )
    for distance in range(1, len(panes) + 1):
        target = panes[(here + step * distance) % len(panes)].target
        if target.isVisible() and target.isEnabled():
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
