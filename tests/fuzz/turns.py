"""Fuzzing in turns: each target for a while, in a process of its own, and what came of it.

The rule: a finding ends its own turn alone; its input is kept, and everybody else goes on.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.target import DICTIONARY, Target

_ROUNDS = 4  # what one target finds late is not all of what it has left
_SHORTEST_SECONDS = 5
_INPUT_SECONDS = 10  # for one input; more is a finding
_MEMORY_MB = 1_024  # for all of them; more is a finding
_STARTUP_SECONDS = 120

_EXECUTED = re.compile(r"number_of_executed_units: (\d+)")
_COVERAGE = re.compile(r"cov: (\d+)")
_MEMORY = re.compile(r"peak_rss_mb: +(\d+)")


class NothingFuzzed(Exception):
    """Raised when a target did not run at all: it is not its inputs that are wrong."""


@dataclass(slots=True)
class Tally:
    """What all turns of one target came to. ``findings`` are the inputs that broke a property."""

    target: Target
    seconds: float = 0.0
    executions: int = 0
    covered: int = 0
    peak_mb: int = 0
    findings: tuple[Path, ...] = ()


def play(targets: Sequence[Target], minutes: float, folder: Path) -> Iterator[Tally]:
    """Fuzz ``targets`` in turns for ``minutes`` in all; yield a target's tally after each of its turns."""
    tallies = [Tally(target) for target in targets]
    seconds = max(_SHORTEST_SECONDS, int(minutes * 60 / len(targets) / _ROUNDS))
    rounds = max(1, round(minutes * 60 / len(targets) / seconds))
    for _ in range(rounds):
        for tally in tallies:
            take_turn(tally, seconds, folder)
            yield tally


def take_turn(tally: Tally, seconds: int, folder: Path) -> None:
    """Fuzz one target, and add to its tally."""
    name = tally.target.name
    found = folder / name
    findings = folder / "findings"
    for each in (found, findings):
        each.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    output = run_child(
        name,
        [
            f"-max_total_time={seconds}",
            f"-timeout={_INPUT_SECONDS}",
            f"-rss_limit_mb={_MEMORY_MB}",
            f"-dict={DICTIONARY}",
            f"-artifact_prefix={findings}/{name}-",
            "-print_final_stats=1",
            str(found),
            str(unpacked(tally.target, folder)),
        ],
        seconds + _STARTUP_SECONDS,
    )
    (folder / f"{name}.log").write_text(output, "utf-8")
    tally.seconds += seconds
    executions = _last(_EXECUTED, output)
    new_findings = sorted(set(findings.iterdir()) - before)
    for finding in new_findings:
        finding.with_name(f"{finding.name}.log").write_text(output, "utf-8")
    if not executions and not new_findings:
        raise NothingFuzzed(f"{name} never began; see {folder / name}.log\n{output[-2_000:]}")
    tally.executions += executions
    tally.covered = max(tally.covered, _last(_COVERAGE, output))
    tally.peak_mb = max(tally.peak_mb, _last(_MEMORY, output))
    tally.findings += tuple(new_findings)


def unpacked(target: Target, folder: Path) -> Path:
    """Write what is kept of a target's inputs into a folder of its own, as libFuzzer reads them."""
    kept = folder / f"{target.name}-kept"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    for name, data in target.inputs.items():
        (kept / name).write_bytes(data)
    return kept


def run_child(name: str, options: Sequence[str], seconds: float) -> str:
    """Run one target in a process of its own; return what it wrote."""
    command = [sys.executable, "-m", "tests.fuzz", "--child", name, *options]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, check=False
    )
    return done.stdout.decode("utf-8", "replace")


def _last(pattern: re.Pattern[str], output: str) -> int:
    found = pattern.findall(output)
    return int(found[-1]) if found else 0
