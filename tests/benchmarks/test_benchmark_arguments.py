"""The command line of the benchmarks: what it means, and one sentence where it means nothing."""

from pathlib import Path

import pytest

from benchmarks.arguments import list_words, parse_arguments
from benchmarks.scenarios import NAMES, Scale


def names(argv: list[str]) -> list[str]:
    return [server.name for server in parse_arguments(argv).servers]


def test_everything_is_run_five_times() -> None:
    arguments = parse_arguments([])
    assert arguments.scale is Scale.FULL
    assert arguments.runs == 5
    assert arguments.scenarios == NAMES
    assert {"reference", "ours", "ours-rich", "naive"} <= set(names([]))


def test_quick_is_one_run_unless_more_are_wanted() -> None:
    assert parse_arguments(["--quick"]).runs == 1
    assert parse_arguments(["--quick", "--runs", "3"]).runs == 3


def test_scenarios_and_servers_keep_the_order_of_the_tables() -> None:
    arguments = parse_arguments(["--scenarios", "campus", "hall", "--servers", "naive", "ours"])
    assert arguments.scenarios == ("hall", "campus")
    assert [server.name for server in arguments.servers] == ["ours", "naive"]


def test_earlier_checkout_is_measured_beside_in_both_forms(tmp_path: Path) -> None:
    (tmp_path / "chatroom_server").mkdir()
    arguments = parse_arguments(["--compare", str(tmp_path)])
    earlier = [server for server in arguments.servers if server.name.startswith("before")]
    assert [server.name for server in earlier] == ["before", "before-rich"]
    assert {server.checkout for server in earlier} == {tmp_path}


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--runs", "0"], "give a whole number from 1, not '0'"),
        (["--servers", "carrier-pigeon"], "no such server: carrier-pigeon"),
        (["--scenarios", "picnic"], "invalid choice: 'picnic'"),
        (["--compare", "/nowhere"], "/nowhere holds no chatroom_server"),
    ],
)
def test_nonsense_is_one_sentence(argv: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(argv)
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert words in told
    assert told.count("\n") == 1


def test_peer_that_is_not_installed_is_left_out_unless_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda *_given, **_named: None)
    assert "ngircd" not in names([])
    assert "ngIRCd (not installed)" in list_words(parse_arguments(["--list"]))
    with pytest.raises(SystemExit):
        parse_arguments(["--servers", "ngircd"])
    assert "not installed: ngIRCd" in capsys.readouterr().err
