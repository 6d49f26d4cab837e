"""The command line: what it asks for, and one sentence where it makes no sense."""

import socket
from pathlib import Path

import pytest

from chatroom_server.arguments import LOG_LEVELS, parse_arguments
from chatroom_server.room_settings import RoomSettings
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import RoomLimits
from shared.version import product_version


def test_without_arguments_the_window_opens_a_room_with_every_default() -> None:
    arguments = parse_arguments([])
    assert not arguments.is_headless
    assert not arguments.is_room_named
    assert arguments.log_level == "info"
    assert arguments.export_file is None
    assert arguments.settings == RoomSettings(
        room_name=arguments.settings.room_name,
        host_name=None,
        host="",
        tcp_port=None,
        udp_port=None,
        limits=RoomLimits(max_users=2_000, max_per_address=64, rate=5.0),
        encoding=None,
        history_file=None,
        keeps_history=True,
        is_fresh=False,
    )
    assert arguments.settings.room_name


def test_every_option_is_taken() -> None:
    arguments = parse_arguments(
        [
            "--headless",
            "--room",
            "Room\u3000101",
            "--host",
            "127.0.0.1",
            "--tcp-port",
            "0",
            "--udp-port",
            "6001",
            "--max-users",
            "30",
            "--max-per-address",
            "0",
            "--rate",
            "2.5",
            "--no-history",
            "--encoding",
            "gbk",
            "--log-level",
            "debug",
        ]
    )
    assert arguments.is_headless
    assert arguments.is_room_named
    assert arguments.log_level == "debug"
    assert arguments.settings == RoomSettings(
        room_name="Room 101",
        host="127.0.0.1",
        tcp_port=0,
        udp_port=6001,
        limits=RoomLimits(max_users=30, max_per_address=0, rate=2.5),
        encoding=TextEncoding.GBK,
        keeps_history=False,
    )


def test_history_can_be_kept_in_a_file_of_ones_own() -> None:
    settings = parse_arguments(["--history", "lessons/5b 方.db"]).settings
    assert settings.history_file == Path("lessons/5b 方.db")
    assert settings.keeps_history


@pytest.mark.parametrize("file", ["attendance.csv", "lesson.txt", "课/lesson.HTML"])
def test_export_names_a_file_whose_ending_says_what_it_is(file: str) -> None:
    arguments = parse_arguments(["--export", file, "--room", "5b", "--history", "5b.db"])
    assert arguments.export_file == Path(file)
    assert arguments.settings.room_name == "5b"
    assert arguments.settings.history_file == Path("5b.db")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("vm", "vm"), ("", "Chatroom"), ("a\x1b[1mb", "a[1mb"), ("教室", "教室")],
)
def test_room_without_a_name_has_the_computers(
    name: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: name)
    assert parse_arguments([]).settings.room_name == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("auto", None), ("utf-8", TextEncoding.UTF_8), ("gbk", TextEncoding.GBK)]
)
def test_encoding_is_settled_or_found_out(word: str, expected: TextEncoding | None) -> None:
    assert parse_arguments(["--encoding", word]).settings.encoding is expected


@pytest.mark.parametrize("level", LOG_LEVELS)
def test_every_log_level_is_taken(level: str) -> None:
    assert parse_arguments(["--log-level", level]).log_level == level


@pytest.mark.parametrize(
    "argv",
    [
        ["--tcp-port", "65536"],
        ["--tcp-port", "-1"],
        ["--tcp-port", "x"],
        ["--tcp-port", ""],
        ["--tcp-port", "٤"],
        ["--tcp-port", "9" * 5_000],
        ["--tcp-port"],
        ["--udp-port", "1e3"],
        ["--max-users", "0"],
        ["--max-users", "-5"],
        ["--max-users", "1.5"],
        ["--max-per-address", "-1"],
        ["--rate", "nan"],
        ["--rate", "inf"],
        ["--rate", "-1"],
        ["--rate", "fast"],
        ["--room", ""],
        ["--room", " \t "],
        ["--room", "\x00\x1b"],
        ["--room", "x" * 61],
        ["--encoding", "utf-16"],
        ["--log-level", "loud"],
        ["--history", ""],
        ["--no-history", "--history", "x.db"],
        ["--export", ""],
        ["--export", "-"],
        ["--export", "attendance"],
        ["--export", "attendance.xls"],
        ["--export", "attendance.csv", "--no-history"],
        ["--no-such-option"],
        ["room 101"],
    ],
    ids=lambda argv: " ".join(argv)[:30] or "empty",
)
def test_what_makes_no_sense_is_one_line_that_names_the_option(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        parse_arguments(argv)
    assert exit_.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("chatroom-server: ")
    assert err.count("\n") == 1
    assert argv[0] in err
    assert "Traceback" not in err


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_go_to_standard_output(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        parse_arguments([option])
    assert exit_.value.code == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("chatroom-server " if option == "--version" else "usage: chatroom-server")
    assert product_version() in out or option == "--help"
