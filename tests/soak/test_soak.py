"""The two-minute form of ``python -m tests.soak``, and each kind of flaw, planted and found by the same program."""

import csv
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.chaos.players import ROOT
from tests.soak.plants import PLANTS
from tests.soak.scale import SHORT

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a process there does not tell what it has open like this"
)

AT_ONCE = 4  # they mostly wait
LONGEST_SECONDS = 400.0
CLEAN = "clean"
# What the report has to say of each plant.
FOUND = {
    "object": "tests.soak.plants._Remembered",
    "bytes": "  blocks: from",
    "memory": "  malloc: from",
    "socket": "  descriptors: ",
    "timer": "  timers: ",
    "task": "  tasks: ",
    "table": "  table service.visitors has",
    "session": "no more than 0 can be resumed",
    "exception": "ERROR Exception in callback",
    "silence": "  lost: ",
    "echo": "  doubled: ",
}
Runs = Mapping[str, Future[subprocess.CompletedProcess[str]]]


def soak(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.soak", *options]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the two-minute form leaves its samples."""
    return tmp_path_factory.mktemp("soak")


@pytest.fixture(scope="module")
def runs(folder: Path) -> Iterator[Runs]:
    """The two-minute form, and the tiny form with each plant."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        clean = {CLEAN: pool.submit(soak, "--short", "--folder", str(folder))}
        yield clean | {plant: pool.submit(soak, "--tiny", "--plant", plant) for plant in PLANTS}
        pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("plant", sorted(PLANTS))
def test_planted_flaw_is_found(plant: str, runs: Runs) -> None:
    if plant == "memory" and sys.platform != "linux":
        pytest.skip("only Linux tells how much memory C has")
    done = runs[plant].result()
    report = done.stdout + done.stderr
    assert done.returncode == 1, report
    assert FOUND[plant] in done.stdout, report


def test_after_lessons_in_which_everything_goes_wrong_nothing_is_left_in_the_server(
    runs: Runs, folder: Path
) -> None:
    done = runs[CLEAN].result()
    assert done.returncode == 0, done.stdout + done.stderr
    # They were lessons, and things did go wrong.
    with (folder / "samples.csv").open(encoding="utf-8", newline="") as stream:
        samples = list(csv.DictReader(stream))
    last = samples[-1]
    lessons = int(last["lesson"])
    assert lessons >= SHORT.least_lessons
    assert float(last["messages"]) > SHORT.says_a_second * SHORT.lesson_seconds * lessons / 2
    assert max(float(sample["users"] or 0) for sample in samples) > SHORT.seats * 0.8
    assert float(last["malformed"]) > lessons
