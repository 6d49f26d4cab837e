"""Whether somebody has a window before the eyes, as far as a program can know.

The rule: whoever is in one of the window's dialogs is still there; whoever has put the window away is not.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget


def is_looking(window: QWidget) -> bool:
    """Return whether `window` can be seen, and it or one of its dialogs has the keyboard."""
    # A window that was put away can stay the active one, when there is no other.
    if not window.isVisible() or window.isMinimized():
        return False
    active = QApplication.activeWindow()
    while active is not None and active is not window:
        active = active.parentWidget()
    return active is not None
