"""The help of the guest's window: its keys in words, and what helps whoever is asked for help.

The rule: each key that the window knows stands here, and nothing that people said or are called.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from chatroom_client.finder import RoomFinder
from chatroom_client.link import ServerLink
from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import SessionState
from chatroom_client.window.chat import ChatPage
from shared.ui.app_identity import Program
from shared.ui.help_menu import HelpMenu
from shared.ui.keys_dialog import KeyLine


class ClientHelp(QObject):
    """Put `menu` into the window's menu; its keys work at once."""

    def __init__(self, window: QWidget, link: ServerLink, finder: RoomFinder, chat: ChatPage) -> None:
        super().__init__(window)
        self._link = link
        self._finder = finder
        self._chat = chat
        self.menu = HelpMenu(
            window, program=Program.CLIENT, keys=self.key_lines, diagnostics=self.diagnostics
        )

    def key_lines(self) -> Sequence[KeyLine]:
        """Every key of the window, in the language that is on."""
        writing, reading = self.tr("Writing"), self.tr("Conversation")
        room, window = self.tr("In the room"), self.tr("In the window")
        with_ctrl = self._chat.composer.sends_with_ctrl_enter
        send, new_line = ("Ctrl+Enter", "Enter, Shift+Enter") if with_ctrl else ("Enter", "Shift+Enter")
        return (
            KeyLine(send, self.tr("Send"), writing),
            KeyLine(new_line, self.tr("Begin a new line"), writing),
            KeyLine("Tab", self.tr("Finish the name that you have begun, again for the next one"), writing),
            KeyLine("@", self.tr("At the beginning: whisper to somebody"), writing),
            KeyLine("Alt+↓, Alt+↑", self.tr("Next or previous person you whisper with"), writing),
            KeyLine("Ctrl+PgDown, Ctrl+PgUp", self.tr("Next or previous person you whisper with"), writing),
            KeyLine("Esc", self.tr("Write to everyone again"), writing),
            KeyLine("↑, ↓", self.tr("What you sent before, from the first or last line"), writing),
            KeyLine("Ctrl+↑, Ctrl+↓", self.tr("What you sent before, from any line"), writing),
            KeyLine("Ctrl+E", self.tr("Emoji"), writing),
            KeyLine("PgUp, PgDown", self.tr("Scroll the conversation"), reading),
            KeyLine("Ctrl+F", self.tr("Search; Enter for older, Shift+Enter for newer, Esc back"), reading),
            KeyLine("Alt+A", self.tr("Go to the first unread message"), reading),
            KeyLine("Ctrl+C", self.tr("Copy the chosen messages"), reading),
            KeyLine("Ctrl+S", self.tr("Save the conversation"), reading),
            KeyLine("Shift+F10", self.tr("Menu of the chosen message or person"), reading),
            KeyLine("Ctrl+L", self.tr("Back to where messages are written; or just type"), reading),
            KeyLine("Ctrl+K", self.tr("Find somebody; Enter whispers to them"), room),
            KeyLine("Ctrl+Shift+H", self.tr("Raise your hand, or lower it"), room),
            KeyLine("Ctrl+Shift+A", self.tr("Be away, or back"), room),
            KeyLine("F6, Shift+F6", self.tr("Next part of the window, or the one before"), window),
            KeyLine("F12", self.tr("What goes over the wire, or no more of it"), window),
            KeyLine("Ctrl++, Ctrl+-, Ctrl+0", self.tr("Larger, smaller or normal text"), window),
            KeyLine("Ctrl+,", self.tr("Settings"), window),
            KeyLine("F1, Ctrl+/", self.tr("These keys"), window),
            KeyLine("Ctrl+Q", self.tr("Quit"), window),
        )

    def diagnostics(self) -> str:
        """What only this window knows, in English for whoever helps."""
        state = self._link.state
        lines = [f"state: {state.value}", f"rooms found: {len(self._finder.rooms)}"]
        if state is not SessionState.IDLE:
            lines.append(f"room: {ServerAddress(self._link.host, self._link.port)}")
            lines.append(f"people: {len(self._link.names)}, unconfirmed: {len(self._link.outgoing)}")
        return "\n".join(lines)
