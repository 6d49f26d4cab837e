"""``python -m benchmarks`` as a whole, in its tiny form."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from benchmarks import session
from benchmarks.__main__ import main
from benchmarks.plot import CannotDraw, draw
from benchmarks.results import Results
from benchmarks.running import Bench
from benchmarks.servers import ROOT
from benchmarks.versions import version_in
from tests.helpers.headless import PATIENCE_SECONDS

TINY = ["--tiny", "--servers", "ours", "ours-rich", "naive", "--scenarios", "hall", "growth", "start"]


def test_tiny_run_writes_tables_and_a_picture_and_loses_nothing(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib", reason="the picture needs matplotlib")
    assert main([*TINY, "--out", str(tmp_path)]) == 0
    results = Results.load(tmp_path / "results.json")
    assert results.failures == []
    for scenario in ("hall", "growth"):
        for server in results.servers:
            assert results.of(scenario, server)
            assert results.wrong(scenario, server) == {}
    text = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert "| LAN Chatroom, half rich |" in text
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
    assert "hall: deliveries/s, × naive asyncio" in capsys.readouterr().out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_whoever_breaks_it_off_leaves_nothing_behind(
    number: signal.Signals, bench: Bench, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "benchmarks", "--tiny", "--servers", "reference", "naive"]
    with subprocess.Popen(
        [*command, "--runs", "99", "--out", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()
        started = psutil.Process(process.pid).children(recursive=True)
        assert started
        process.send_signal(number)
        process.stderr.read()
        assert process.wait(PATIENCE_SECONDS) == 130
    assert [each for each in started if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["samples"]


def test_scenario_that_needs_too_many_files_is_left_out_with_its_reason(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "raise_descriptor_limit", lambda _wanted: 64)
    main(["--tiny", "--servers", "reference", "--scenarios", "hall", "--out", str(tmp_path)])
    (failure,) = Results.load(tmp_path / "results.json").failures
    assert failure.scenario == "hall"
    assert failure.reason == "needs 206 open files for a process, and only 64 are allowed (ulimit -n)"


def test_without_a_compiler_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CC", os.fspath(tmp_path / "no-compiler"))
    assert main(["--tiny", "--servers", "reference", "--out", str(tmp_path)]) == 2
    assert "there is no C compiler: install one" in capsys.readouterr().err


def test_without_matplotlib_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(CannotDraw, match="pip install matplotlib"):
        draw(Results(), tmp_path / "plot.png")


def test_picture_of_nothing_can_be_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the picture needs matplotlib")
    draw(Results(), tmp_path / "plot.png")
    assert (tmp_path / "plot.png").stat().st_size > 0


def test_results_of_another_version_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(ValueError, match="holds no results of this version"):
        Results.load(file)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("ngIRCd 26.1-SYSLOG+ZLIB\nCopyright 2001", "26.1"),
        ("mosquitto version 2.0.11\n\nmosquitto is an MQTT broker", "2.0.11"),
        ("nats-server: v2.9.10", "2.9.10"),
        ("no number at all", None),
    ],
)
def test_version_is_found_in_what_a_program_says_of_itself(text: str, version: str | None) -> None:
    assert version_in(text) == version
