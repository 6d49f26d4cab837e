"""Why the room cannot be opened, or has ended by itself, in a sentence that says what to do."""

from __future__ import annotations

from PySide6.QtCore import QObject

from chatroom_server.history.file import HistoryInUse
from chatroom_server.sockets import AddressNotHere, CannotOpen, PortTaken
from shared.ui.inert import isolated


class OpeningWords(QObject):
    """Makes the sentences, in the language that is on."""

    def __init__(self, parent: QObject | None = None, *, is_port_given: bool = False) -> None:
        """``is_port_given`` if the chat port is that of the command line, whatever the settings say."""
        super().__init__(parent)
        self._is_port_given = is_port_given

    def no_place_for_lesson(self) -> str:
        """Say that there is no place for what is said, on a computer that forgets it afterwards."""
        return self.tr(
            "What is said in the room cannot be kept until it closes: the disk is full, or the folder for "
            'temporary files cannot be written to. Make some space, or turn off "Keep what is said" in the '
            "settings."
        )

    def sentence(self, reason: CannotOpen | None) -> str:
        """Say what stands in the way; None is a bug of ours, which the log tells."""
        match reason:
            case PortTaken(transport="UDP"):
                return self.tr(
                    "Port {port} (UDP) is used by another program. Close that program, or start "
                    "chatroom-server with another --udp-port."
                ).format(port=reason.port)
            case PortTaken() if self._is_port_given:
                return self.tr(
                    "Port {port} is used by another program. Close that program, or start chatroom-server with "
                    "another --tcp-port."
                ).format(port=reason.port)
            case PortTaken():
                return self.tr(
                    "Port {port} is used by another program. Close that program, or choose another chat port "
                    "in the settings."
                ).format(port=reason.port)
            case AddressNotHere():
                return self.tr(
                    "{address} is not an address of this computer. Start chatroom-server without --host to "
                    "listen on all of its addresses."
                ).format(address=reason.host)
            case HistoryInUse():
                return self.tr(
                    "Another room keeps its history in {file}. Close that room, or start chatroom-server with "
                    "another --history."
                ).format(file=isolated(reason.path.name))
            case _:
                return self.tr(
                    "The room has ended, because something went wrong inside the program. You can open it again; "
                    "the details are in the program's log."
                )
