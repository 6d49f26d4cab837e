"""A lock that one program has, and that ends with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.file_lock import lock_file

ROOT = Path(__file__).parents[1]
HOLDS = """
import os, sys
from shared.file_lock import lock_file
lock_file(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT))
print("held", flush=True)
sys.stdin.read()
"""


def test_lock_is_had_by_one_program_and_free_once_that_one_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        descriptor = os.open(path, os.O_RDWR)
        with pytest.raises(OSError):
            lock_file(descriptor)
        holder.kill()
        holder.wait()
        lock_file(descriptor)
        os.close(descriptor)
