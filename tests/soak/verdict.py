"""Whether a server is flat: what its measures must be in each break, and how little they may rise over the whole.

The rule: what can be counted must be what it was in the first break, or come back to it; memory, which cannot be
counted like that, must be level between the early and the late breaks. Pure: it is told the samples alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.soak.sample import Sample

MIB = 1024 * 1024

# With nobody in the room.
_EXACT = ("descriptors", "threads", "tasks", "timers", "watched", "users", "connections")
_MOST_CALLBACKS = 3  # of the probe itself, and of a socket that happens to be readable
_MOST_WAL_BYTES = 32 * MIB
# Full after some minutes: which hit of which limit was in which second (docs/limits.md).
_FULL_IN_TIME = {"_tallies[].sweeps": 23 * 301}
_BLOCKS_A_SESSION = 12
_OBJECTS_A_SESSION = 3
_TYPES_NAMED = 5  # in a finding


@dataclass(frozen=True, slots=True)
class Growth:
    """How much a measure may rise from the early to the late breaks: a part of it, and some more."""

    part: float
    more: float

    def allowed(self, before: float) -> float:
        """Return by how much ``before`` may rise."""
        return before * self.part + self.more


_GROWTH = {
    "objects": Growth(0.01, 60),
    "blocks": Growth(0.001, 100),
    "malloc": Growth(0.005, 64 * 1024),
}
_RSS_GROWTH = Growth(0.03, MIB)


def uneven_tables(
    before: Mapping[str, Sequence[int]], now: Mapping[str, Sequence[int]], most_sessions: int
) -> list[str]:
    """Return what is wrong with the room's tables ``now``, when nothing may be in them that was not ``before``."""
    wrong: list[str] = []
    for path in sorted({*before, *now}):
        (was, _), (size, limit) = before.get(path, (0, -1)), now.get(path, (0, -1))
        for end, most in _FULL_IN_TIME.items():
            if path.endswith(end):
                limit = most
        if "sessions" in path.lower():
            # A login that is broken off may have made one: it can be resumed for a day.
            if size > max(was, most_sessions):
                wrong.append(f"{path} has {size}, and no more than {most_sessions} can be resumed")
        elif limit >= 0:
            if size > limit:
                wrong.append(f"{path} has {size}, more than its {limit}")
        elif size > was:
            wrong.append(f"{path} has {size}, and had {was}")
    return wrong


def sessions_left(sample: Sample) -> int:
    """Return how many sessions the room keeps for those who may come back."""
    return max((size for path, (size, _) in sample.tables.items() if "sessions" in path.lower()), default=0)


def judge_flatness(samples: Sequence[Sample], warm_lessons: int) -> list[str]:
    """Return what is not flat, each in a sentence; nothing for a server that is.

    Memory has to be level from the break after ``warm_lessons`` on.
    """
    quiet = [sample for sample in samples if sample.is_quiet]
    if len(quiet) < warm_lessons + 3:
        return [f"{len(quiet)} breaks are too few to tell anything"]
    first = quiet[0]
    findings = [*_exact_findings(first, quiet[1:]), *_table_findings(first, quiet[1:])]
    settled = quiet[warm_lessons:]
    findings += _memory_findings(settled)
    findings += _rss_findings(samples, settled[0].at_seconds)
    largest_wal = max(sample.measures.get("wal", 0) for sample in samples)
    if largest_wal > _MOST_WAL_BYTES:
        findings.append(f"the history's journal has grown to {largest_wal / MIB:.1f} MiB")
    return findings


def _exact_findings(first: Sample, later: Iterable[Sample]) -> list[str]:
    kinds = {name for sample in (first, *later) for name in sample.measures if name.startswith("fd_")}
    findings = []
    for name in (*_EXACT, *sorted(kinds)):
        was = first.measures.get(name, 0)
        other = [(each.lesson, each.measures.get(name, 0)) for each in later]
        wrong = [(lesson, value) for lesson, value in other if value != was]
        if wrong:
            lesson, value = wrong[-1]
            findings.append(
                f"{name}: {value:.0f} after lesson {lesson}, {was:.0f} after the first "
                f"({len(wrong)} of {len(other)} breaks differ)"
            )
    most = max((each.measures.get("callbacks", 0) for each in later), default=0)
    if most > _MOST_CALLBACKS:
        findings.append(f"callbacks: {most:.0f} wait although nobody is there")
    return findings


def _table_findings(first: Sample, later: Sequence[Sample]) -> list[str]:
    """A table is found that has too much in it in two breaks running, or in the last.

    What is done when there is time can be late once, on a slow machine, and nothing has leaked.
    """
    found: dict[str, str] = {}
    before: set[str] = set()
    for each in later:
        wrong = {
            text.partition(" ")[0]: text
            for text in uneven_tables(first.tables, each.tables, each.most_sessions)
        }
        lasting = wrong.keys() if each is later[-1] else wrong.keys() & before
        found |= {path: f"table {wrong[path]} (lesson {each.lesson})" for path in lasting}
        before = set(wrong)
    return list(found.values())


def _thirds(samples: Sequence[Sample]) -> tuple[Sequence[Sample], Sequence[Sample]]:
    count = max(1, len(samples) // 3)
    return samples[:count], samples[-count:]


def _memory_findings(settled: Sequence[Sample]) -> list[str]:
    early, late = _thirds(settled)
    sessions = sessions_left(late[-1]) - sessions_left(early[0])
    owed = {"objects": _OBJECTS_A_SESSION * sessions, "blocks": _BLOCKS_A_SESSION * sessions}
    owed["malloc"] = owed["blocks"] * 16
    findings = []
    for name, growth in _GROWTH.items():
        was, now = (median(each.measures.get(name, -1) for each in part) for part in (early, late))
        if was < 0 or now < 0:
            continue
        if now - was > growth.allowed(was) + owed[name]:
            findings.append(
                f"{name}: from {was:,.0f} to {now:,.0f} in {late[-1].lesson - early[0].lesson} lessons"
                + (f"; most of it {_grown_types(early[0], late[-1])}" if name == "objects" else "")
            )
    return findings


def _grown_types(early: Sample, late: Sample) -> str:
    growth = {kind: count - early.objects.get(kind, 0) for kind, count in late.objects.items()}
    most = sorted(growth, key=lambda kind: -growth[kind])[:_TYPES_NAMED]
    return ", ".join(f"{kind} +{growth[kind]}" for kind in most)


def _rss_findings(samples: Sequence[Sample], from_seconds: float) -> list[str]:
    """The second quarter of what came after the warm-up against the last, so that what fills up has filled up."""
    rss = [each.measures["rss"] for each in samples if each.at_seconds >= from_seconds]
    quarter = len(rss) // 4
    if not quarter:
        return []
    was, now = median(rss[quarter : 2 * quarter]), median(rss[-quarter:])
    if now - was > _RSS_GROWTH.allowed(was):
        return [f"rss: from {was / MIB:.1f} to {now / MIB:.1f} MiB"]
    return []
