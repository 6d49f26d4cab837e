"""The command that fuzzes: what it lists, and a few seconds of it where atheris is installed."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.small import merge
from tests.fuzz.target import DICTIONARY, FOLDER
from tests.fuzz.targets import TARGETS
from tests.fuzz.turns import play

needs_atheris = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris is not installed: the extra `fuzz`, on Linux"
)


def command(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *options],
        cwd=FOLDER.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )


def test_list_names_every_target() -> None:
    listed = command("--list")
    assert listed.returncode == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()] == list(TARGETS)


def test_unknown_target_is_refused() -> None:
    refused = command("--target", "nothing")
    assert refused.returncode == 2
    assert "no such target: nothing" in refused.stderr


def test_dictionary_is_one_that_libfuzzer_reads() -> None:
    for line in DICTIONARY.read_text("ascii").splitlines():
        assert line.startswith("#") or (line.count("=") and line.endswith('"')), line


@needs_atheris
def test_target_is_fuzzed_and_tells_what_it_did(tmp_path: Path) -> None:
    [tally] = [*play([TARGETS["frames"]], 0.05, tmp_path)]
    assert tally.executions > 0
    assert tally.covered > 0
    assert tally.findings == (), (tmp_path / "frames.log").read_text("utf-8")
    assert len(list((tmp_path / "frames-kept").iterdir())) == len(TARGETS["frames"].inputs)


@needs_atheris
def test_best_of_what_was_found_is_kept_and_what_was_named_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fuzz.target.CORPUS", tmp_path)
    target = TARGETS["frames"]
    target.keep({"named": b"", "found-1": b"nothing new"})
    found = tmp_path / "frames"
    found.mkdir()
    for number, data in enumerate((b"\x05\x00\x021alice\x03", b"\x05\x00\x021alice\x03\x021alice\x03")):
        (found / str(number)).write_bytes(data)
    assert merge(target, tmp_path, 10_000) == (tmp_path / "frames.txt").stat().st_size
    assert target.inputs["named"] == b""
    assert b"\x05\x00\x021alice\x03" in target.inputs.values()
    assert merge(target, tmp_path, 0) < 10
    assert list(target.inputs) == ["named"]
