"""The verdict in numbers: a row for each guest, a line for all, and examples of whatever is wrong."""

from collections.abc import Iterator

from tests.chaos.findings import Findings, Flaw
from tests.chaos.verdict import Verdict

_OWN_COLUMNS = (Flaw.LOST, Flaw.DOUBLED, Flaw.MISORDERED)


def report_lines(verdict: Verdict) -> Iterator[str]:
    """Yield the report."""
    yield _row(
        "guest", "windows", "joins", "typed", "returned", "shown", "lost", "doubled", "misordered", "other"
    )
    for name, findings in sorted(verdict.guests.items()):
        yield _row_of(name, findings)
    everybody = Findings()
    for findings in (*verdict.guests.values(), verdict.nobody):
        everybody.windows += findings.windows
        everybody.sessions += findings.sessions
        everybody.typed += findings.typed
        everybody.returned += findings.returned
        everybody.shown += findings.shown
        everybody.flaws.update(findings.flaws)
    yield _row_of("all", everybody)
    for name, findings in sorted({**verdict.guests, "": verdict.nobody}.items()):
        for example in findings.examples:
            yield f"{name or 'the run'}: {example}"
    yield f"{verdict.messages} messages in the history, {everybody.shown} times shown: " + (
        "nothing lost, nothing twice, nothing out of order" if verdict.is_clean else "SOMETHING IS WRONG"
    )


def _row_of(name: str, findings: Findings) -> str:
    other = sum(count for flaw, count in findings.flaws.items() if flaw not in _OWN_COLUMNS)
    return _row(
        name,
        findings.windows,
        findings.sessions,
        findings.typed,
        findings.returned,
        findings.shown,
        *(findings.flaws[flaw] for flaw in _OWN_COLUMNS),
        other,
    )


def _row(name: object, *cells: object) -> str:
    return f"{name!s:10}" + "".join(f"{cell!s:>11}" for cell in cells)
