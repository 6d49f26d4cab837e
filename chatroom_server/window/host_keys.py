"""The keys of the host's window, in words, for whoever asks with F1.

The rule: what stands here works; a key that is added anywhere in the window is added here.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from shared.ui.keys_dialog import KeyLine


class HostKeys(QObject):
    """Makes the list, in the language that is on."""

    def lines(self) -> tuple[KeyLine, ...]:
        """Return all keys, in groups."""
        room, writing, people, everywhere = (
            self.tr("Room"),
            self.tr("Writing"),
            self.tr("People"),
            self.tr("Everywhere"),
        )
        return (
            KeyLine("F11", self.tr("Show the address large, and back"), room),
            KeyLine("Ctrl+Shift+C", self.tr("Copy the address"), room),
            KeyLine("Ctrl+Shift+H", self.tr("Lower all hands"), room),
            KeyLine("Ctrl+F", self.tr("Search in what was said"), room),
            KeyLine("Enter", self.tr("Send"), writing),
            KeyLine("Shift+Enter", self.tr("Begin a new line"), writing),
            KeyLine("↑, ↓", self.tr("What was sent before, from the first or last line"), writing),
            KeyLine("Tab", self.tr("Finish the name that you have begun, again for the next one"), writing),
            KeyLine("Ctrl+E", self.tr("Emoji"), writing),
            KeyLine("PgUp, PgDown", self.tr("Scroll the conversation"), writing),
            KeyLine("Esc", self.tr("Back from a whisper, with nothing written"), writing),
            KeyLine("Ctrl+L", self.tr("To the box for writing"), writing),
            KeyLine("Menu, Shift+F10", self.tr("What can be done about the person, or the message"), people),
            KeyLine("F6, Shift+F6", self.tr("To the next part of the window, or the one before"), everywhere),
            KeyLine("Ctrl++, Ctrl+-, Ctrl+0", self.tr("Text larger, smaller, as usual"), everywhere),
            KeyLine("Ctrl+,", self.tr("Settings"), everywhere),
            KeyLine("F1, Ctrl+/", self.tr("These keys"), everywhere),
            KeyLine("Ctrl+Q", self.tr("Quit"), everywhere),
        )
