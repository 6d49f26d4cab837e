"""Which history is meant: the named file, the room's own, the only one; or a sentence with those that there are."""

from pathlib import Path

import pytest

from chatroom_server.arguments import Arguments, parse_arguments
from chatroom_server.export.choice import NoHistory, chosen_history, kept_rooms
from chatroom_server.history import file as history_file
from chatroom_server.history.file import default_file
from tests.helpers.written_history import write_lesson


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where rooms keep their histories, for one test."""
    folder = tmp_path / "data"
    monkeypatch.setattr(history_file, "user_data_dir", lambda *_args, **_options: str(folder))
    return folder


def asked(*options: str) -> Arguments:
    return parse_arguments(["--export", "a.csv", *options])


def keep(room_name: str) -> Path:
    file = default_file(room_name)
    write_lesson(file, room_name)
    return file


def refusal(*options: str) -> str:
    with pytest.raises(NoHistory) as raised:
        chosen_history(asked(*options))
    return str(raised.value)


def test_named_room_is_read() -> None:
    keep("5a")
    wanted = keep("5b 方")
    assert chosen_history(asked("--room", "5b 方")) == wanted


def test_named_file_is_read_whatever_rooms_there_are(tmp_path: Path) -> None:
    keep("5a")
    write_lesson(tmp_path / "mine.db")
    assert chosen_history(asked("--history", str(tmp_path / "mine.db"))) == tmp_path / "mine.db"


def test_room_with_the_computers_name_is_read_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "laptop")
    keep("5a")
    own = keep("laptop")
    assert chosen_history(asked()) == own


def test_only_room_there_is_is_read_where_none_is_named() -> None:
    only = keep("5a")
    assert chosen_history(asked()) == only


def test_only_room_there_is_is_not_read_for_another() -> None:
    keep("5a")
    assert refusal("--room", "5b") == (
        'the room "5b" has no history here: name one that has with --room ("5a"), or a file with --history'
    )


def test_several_rooms_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "laptop")
    keep("5b")
    keep("5a")
    assert '"laptop"' in refusal()
    assert '("5a", "5b")' in refusal()


def test_no_room_at_all_is_said_and_nothing_is_made(data_folder: Path) -> None:
    assert "no other room has" in refusal()
    assert not data_folder.exists()


def test_file_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "none" / "5b.db"
    assert str(missing) in refusal("--history", str(missing))
    assert not missing.parent.exists()


def test_what_is_no_history_is_passed_over() -> None:
    file = keep("5a")
    (file.parent / "notes.db").write_text("shopping")
    (file.parent / "5c.damaged-20261120-090000.db").write_bytes(file.read_bytes())
    assert kept_rooms(file) == {"5a": file}


def test_of_two_rooms_with_one_name_the_first_is_found_by_it() -> None:
    file = keep("5a")
    write_lesson(file.with_name(f"{file.stem}-2.db"), "5a")
    assert kept_rooms(file) == {"5a": file}
