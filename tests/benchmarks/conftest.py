"""What the tests of the benchmarks share: the compiled tools, and a room full of guests on a server of choice."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.building import CannotBuild, build_tools, find_compiler
from benchmarks.machine import cores_here
from benchmarks.running import Bench


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """The tools, compiled once for all tests."""
    if sys.platform != "linux":
        pytest.skip("the load generator counts with epoll and /proc, which only Linux has")
    if find_compiler() is None:
        pytest.skip("there is no C compiler here")
    folder: Path = tmp_path_factory.mktemp("bench")
    try:
        yield Bench(build_tools(folder), cores_here(), folder)
    except CannotBuild as cannot:
        pytest.fail(str(cannot))
