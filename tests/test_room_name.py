"""What a room may be called."""

from chatroom_server.room_name import MAX_ROOM_NAME_CHARACTERS, clean_room_name, is_too_long


def test_blanks_and_line_breaks_become_single_blanks() -> None:
    assert clean_room_name("  Room \n  101\t") == "Room 101"


def test_a_name_of_blanks_is_none() -> None:
    assert clean_room_name(" \n ") == ""


def test_a_name_may_have_so_many_characters_in_any_script_and_no_more() -> None:
    assert not is_too_long("教" * MAX_ROOM_NAME_CHARACTERS)
    assert is_too_long("教" * (MAX_ROOM_NAME_CHARACTERS + 1))
