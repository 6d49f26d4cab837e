"""What is wrong with the name of a room."""

from PySide6.QtWidgets import QApplication

from chatroom_server.room_name import MAX_ROOM_NAME_CHARACTERS
from chatroom_server.window.room_name_words import RoomNameWords


def test_it_is_said_what_to_do(qapp: QApplication) -> None:
    words = RoomNameWords()
    assert words.missing() == "Write a name for the room."
    assert f"at most {MAX_ROOM_NAME_CHARACTERS} " in words.too_long()
