"""What a room is made of before anybody comes."""

from pathlib import Path

from chatroom_server.opening import open_history, room_of, server_hello
from chatroom_server.room_settings import RoomSettings
from shared.protocol.limits import MAX_NAME_CHARACTERS, MAX_TEXT_CHARACTERS, RoomLimits
from shared.version import product_version

UTC = 1_700_000_000.0


def test_rich_client_is_told_which_room_it_is_and_what_it_may_send() -> None:
    hello = server_hello(RoomSettings("Room 101"), "0123456789abcdef")
    assert (hello.room, hello.server_id) == ("Room 101", "0123456789abcdef")
    assert product_version() in hello.app
    assert (hello.max_text_characters, hello.max_name_characters) == (
        MAX_TEXT_CHARACTERS,
        MAX_NAME_CHARACTERS,
    )
    assert {"resume", "history"} <= set(hello.features)


def test_history_is_on_disk_only_where_it_is_to_be_kept(tmp_path: Path) -> None:
    file = tmp_path / "lesson"
    in_memory = open_history(RoomSettings("Room 101", history_file=file), UTC)
    assert in_memory.file is None
    in_memory.close(UTC)
    on_disk = open_history(RoomSettings("Room 101", keeps_history=True, history_file=file), UTC)
    assert on_disk.file == file
    on_disk.close(UTC)


def test_room_has_its_host_its_size_and_goes_on_counting_where_the_history_ends() -> None:
    history = open_history(RoomSettings("Room 101"), UTC)
    settings = RoomSettings("Room 101", host_name="Teacher", limits=RoomLimits(max_users=30))
    room = room_of(settings, history, UTC)
    assert (room.names, room.max_users, room.last_id) == (("Teacher",), 30, history.last_id)
    history.close(UTC)
