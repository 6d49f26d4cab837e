"""What one soak has to say, as lines for people, as a table for programs, and as a picture."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.soak.run import Soak
from tests.soak.sample import Sample
from tests.soak.verdict import MIB

_ROW_SECONDS = 300.0
_Column = tuple[str, Callable[[Sample], str]]


def _megabytes(name: str) -> Callable[[Sample], str]:
    return lambda sample: f"{sample.measures[name] / MIB:.2f}" if name in sample.measures else "-"


def _whole(name: str) -> Callable[[Sample], str]:
    return lambda sample: f"{sample.measures[name]:.0f}" if name in sample.measures else "-"


def _entries(sample: Sample) -> str:
    return str(sum(size for size, _ in sample.tables.values()))


_COLUMNS: tuple[_Column, ...] = (
    ("minute", lambda sample: f"{sample.at_seconds / 60:.1f}"),
    ("lesson", lambda sample: str(sample.lesson)),
    ("people", _whole("users")),
    ("RSS MiB", _megabytes("rss")),
    ("PSS MiB", _megabytes("pss")),
    ("fds", _whole("descriptors")),
    ("threads", _whole("threads")),
    ("tasks", _whole("tasks")),
    ("timers", _whole("timers")),
    ("calls", _whole("callbacks")),
    ("objects", _whole("objects")),
    ("blocks", _whole("blocks")),
    ("malloc MiB", _megabytes("malloc")),
    ("SQLite MiB", _megabytes("sqlite")),
    ("tables", _entries),
    ("database MiB", _megabytes("database")),
    ("messages", _whole("messages")),
    ("CPU s", _whole("cpu_seconds")),
)


def _width(name: str) -> int:
    return max(len(name), 7)


def heads() -> str:
    """Return the line above the rows."""
    return " ".join(name.rjust(_width(name)) for name, _ in _COLUMNS)


def row(sample: Sample) -> str:
    """Return a sample as one line."""
    return " ".join(cell(sample).rjust(_width(name)) for name, cell in _COLUMNS)


def report_lines(samples: Sequence[Sample], every_seconds: float = _ROW_SECONDS) -> Iterator[str]:
    """Yield a table with a row for every five minutes, and one with the first, some, and the last of the breaks."""
    yield "while lessons are held:"
    yield heads()
    due_at = 0.0
    for sample in samples:
        if not sample.is_quiet and sample.at_seconds >= due_at:
            due_at = (sample.at_seconds // every_seconds + 1) * every_seconds
            yield row(sample)
    yield "in the breaks, with nobody there:"
    yield heads()
    quiet = [sample for sample in samples if sample.is_quiet]
    for sample in quiet:
        yield row(sample)


def verdict_lines(soak: Soak, findings: Sequence[str]) -> Iterator[str]:
    """Yield what the whole comes to."""
    flaws = soak.flaws
    yield (
        f"{soak.lessons} lessons in {soak.seconds:.0f} s: {flaws.said:,} messages, shown {flaws.shown:,} times; "
        f"{soak.strangers:,} strangers at the door"
    )
    counts = ", ".join(f"{count} {flaw.value}" for flaw, count in flaws.counts.items())
    yield f"the talk: {counts or 'nothing lost, nothing twice, all in order'}"
    yield from (f"  {example}" for example in flaws.examples)
    yield f"standard error: {len(soak.troubles) or 'no'} lines of trouble; exit status {soak.exit_status}"
    yield from (f"  {line}" for line in soak.troubles[:10])
    yield f"flat: {'no' if findings else 'yes'}"
    yield from (f"  {finding}" for finding in findings)


def plot(samples: Sequence[Sample], file: Path) -> None:
    """Draw memory, descriptors and messages over time. Needs matplotlib."""
    from matplotlib.figure import Figure  # noqa: PLC0415 not everybody who runs this has it

    figure = Figure(figsize=(10, 9), layout="constrained")
    quiet = [sample for sample in samples if sample.is_quiet]
    panes = figure.subplots(4, 1, sharex=True)
    drawn = (
        ("MiB resident", "rss", MIB),
        ("blocks of memory that Python has in use, in the breaks", "blocks", 1),
        ("open descriptors", "descriptors", 1),
        ("people", "users", 1),
    )
    for pane, (title, name, unit) in zip(panes, drawn, strict=True):
        pane.set_title(title, loc="left", fontsize=10)
        shown = quiet if name == "blocks" else samples
        pane.plot(
            [each.at_seconds / 60 for each in shown], [each.measures[name] / unit for each in shown], lw=0.8
        )
        if name != "blocks":
            pane.plot(
                [each.at_seconds / 60 for each in quiet],
                [each.measures[name] / unit for each in quiet],
                "o",
                ms=3,
                label="in a break",
            )
            pane.legend(fontsize=8, frameon=False)
        pane.set_ylim(0, 1.25 * max(each.measures[name] / unit for each in shown))
        pane.spines[["top", "right"]].set_visible(False)
    panes[-1].set_xlabel("minutes")
    figure.savefig(file, dpi=110)
