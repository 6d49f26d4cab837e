"""All clients that the collected tests want are judged side by side: most of a check is waiting."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.check.report import Report
from tests.check.faulty_client import Fault
from tests.check.judged import AT_ONCE, Program, judge_fault, judge_program

Judged = Callable[[Fault | Program], Report]


@pytest.fixture(scope="session")
def judged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    """Return the report on a small client with one mistake, or on a program."""
    wanted: dict[Fault | Program, None] = {}
    for item in request.session.items:
        parameters = getattr(item, "callspec", None)
        for each in parameters.params.values() if parameters is not None else ():
            if isinstance(each, Fault | Program):
                wanted[each] = None
    folder: Path = tmp_path_factory.mktemp("programs")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        reports: dict[Fault | Program, Future[Report]] = {
            each: pool.submit(judge_fault, each)
            if isinstance(each, Fault)
            else pool.submit(judge_program, each, folder)
            for each in wanted
        }
        yield lambda each: reports[each].result()
