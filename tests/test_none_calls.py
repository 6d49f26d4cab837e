"""Whether the installed Qt binding keeps the interpreter alive.

PySide6 6.12.0 gives up a reference to None in each call that returns nothing, which aborts CPython 3.11 and
older after some five thousand of them.
"""

import os
import subprocess
import sys

CALLS = """
from PySide6.QtCore import QObject

thing = QObject()
for number in range(20_000):
    thing.setObjectName("grace")
print("alive")
"""


def test_twenty_thousand_calls_that_return_nothing_leave_the_interpreter_alive() -> None:
    # In a process of its own: an abort here would take the whole test run with it.
    run = subprocess.run(
        [sys.executable, "-c", CALLS],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (run.returncode, run.stdout.strip()) == (0, "alive")
