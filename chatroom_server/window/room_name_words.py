"""What is wrong with the name of a room, in a sentence that says what to do."""

from __future__ import annotations

from PySide6.QtCore import QObject

from chatroom_server.room_name import MAX_ROOM_NAME_CHARACTERS


class RoomNameWords(QObject):
    """Makes the sentences. It keeps none, so a new language shows as soon as they are asked for again."""

    def missing(self) -> str:
        """Say that there is no name."""
        return self.tr("Write a name for the room.")

    def too_long(self) -> str:
        """Say how long a name may be."""
        return self.tr("This name is too long. Use at most %n character(s).", "", MAX_ROOM_NAME_CHARACTERS)
