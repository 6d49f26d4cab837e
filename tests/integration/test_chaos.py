"""Nothing lost, nothing twice, in some twenty seconds: the short form of ``python -m tests.chaos``."""

import sys
from pathlib import Path

import pytest

from tests.chaos.plan import SHORT
from tests.chaos.report import report_lines
from tests.chaos.run import run_chaos

SEED = 1


@pytest.mark.skipif(sys.platform == "win32", reason="a process there can be neither frozen nor cut like this")
def test_guests_and_server_are_killed_frozen_and_cut_and_nobody_misses_or_repeats_a_word(
    tmp_path: Path,
) -> None:
    run = run_chaos(SHORT, SEED, tmp_path)
    assert run.verdict.is_clean, "\n".join(report_lines(run.verdict))
    assert run.verdict.messages > SHORT.pace * SHORT.seconds / 3
    assert set(run.faults) == {"KillServer", "Freeze", "KillGuest", "Die", "Reset"}
    assert sum(findings.windows > 1 for findings in run.verdict.guests.values()) >= 3, "killed and back again"
