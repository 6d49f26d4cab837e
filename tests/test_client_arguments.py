"""The command line of the guest's program."""

import pytest

from chatroom_client.arguments import parse_arguments
from chatroom_client.command_line import read_command_line
from chatroom_client.server_address import ServerAddress


def test_without_arguments_everything_is_usual() -> None:
    given = parse_arguments([])
    assert (given.name, given.server, given.udp_port, given.is_plain) == ("", None, 6000, False)


def test_name_server_and_port_are_taken() -> None:
    given = parse_arguments(
        ["--name", " grace ", "--server", "192.168.1.5:9001", "--udp-port", "6001", "--plain"]
    )
    assert given.name == "grace"
    assert given.server == ServerAddress("192.168.1.5", 9001)
    assert given.udp_port == 6001
    assert given.is_plain


@pytest.mark.parametrize(
    "arguments",
    [
        ["--server", "300.1.1.1"],
        ["--server", ""],
        ["--udp-port", "0"],
        ["--udp-port", "70000"],
        ["--udp-port", "x"],
        ["--unknown"],
        ["extra"],
    ],
)
def test_a_mistake_is_one_sentence_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse_arguments(arguments)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert said.startswith("chatroom-client: ")


def test_help_tells_every_option_but_the_hidden_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse_arguments(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--name", "--server", "--udp-port", "--plain", "--version"))
    assert "--actor" not in said


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse_arguments(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("chatroom-client ")


def test_who_asks_for_nothing_gets_the_same_without_the_options_being_read() -> None:
    assert parse_arguments([]) == read_command_line([])
