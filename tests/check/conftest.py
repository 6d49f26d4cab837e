"""All that the collected tests want judged is judged side by side: most of a check is waiting."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.check.report import Report
from tests.check.judged import AT_ONCE, Judgeable, judge_any

Judged = Callable[[Judgeable], Report]


@pytest.fixture(scope="session")
def judged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    """Return the report on a client or a server that a test has for a parameter."""
    wanted: dict[Judgeable, None] = {}
    for item in request.session.items:
        parameters = getattr(item, "callspec", None)
        for each in parameters.params.values() if parameters is not None else ():
            if isinstance(each, Judgeable):
                wanted[each] = None
    folder: Path = tmp_path_factory.mktemp("programs")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        reports: dict[Judgeable, Future[Report]] = {
            each: pool.submit(judge_any, each, folder) for each in wanted
        }
        yield lambda each: reports[each].result()
