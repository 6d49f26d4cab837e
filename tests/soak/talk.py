"""What one class was shown, held against the history: everything, once, and in the order of the room.

The rule: it is judged before the class leaves, from the history's tables and from what each connection was shown,
and by no code of the product.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.chaos.findings import Flaw
from tests.soak.words import Saying

_EXAMPLES = 5


@dataclass(slots=True)
class Run:
    """What somebody was shown without a break: on one plain connection, or in one rich session over several.

    ``after`` is the newest id at the login, where that is told. ``heard`` has each saying with its id, 0 where the
    dialect has none. ``is_whole``: it lasted until the class was at rest, so nothing may be missing at its end.
    """

    name: str
    after: int | None = None
    heard: list[tuple[int, Saying]] = field(default_factory=list)
    older: list[tuple[int, Saying]] = field(default_factory=list)
    is_whole: bool = False


@dataclass(slots=True)
class Typed:
    """What one person sent in one session: ``must`` be said, ``refused`` was given back."""

    name: str
    must: list[Saying] = field(default_factory=list)
    refused: set[Saying] = field(default_factory=set)


@dataclass(slots=True)
class Flaws:
    """What was found wrong, with some examples of each kind."""

    counts: Counter[Flaw] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    shown: int = 0  # sayings, to all people together
    said: int = 0

    def add(self, flaw: Flaw, example: str) -> None:
        """Count a flaw."""
        self.counts[flaw] += 1
        if self.counts[flaw] <= _EXAMPLES:
            self.examples.append(f"{flaw.value}: {example[:300]}")


class Record:
    """What the history has of one lesson: each row with its id, in the order of the room."""

    def __init__(self, rows: Sequence[tuple[int, Saying]], flaws: Flaws) -> None:
        self.id_of: dict[Saying, int] = {}
        self.public = [(row_id, saying) for row_id, saying in rows if not saying.to]
        self.whispers = [(row_id, saying) for row_id, saying in rows if saying.to]
        self.place = {saying: place for place, (_, saying) in enumerate(self.public)}
        self._public_ids = [row_id for row_id, _ in self.public]
        flaws.said += len(rows)
        numbers: dict[str, int] = {}
        for row_id, saying in sorted(rows, key=lambda row: row[0]):
            if saying in self.id_of:
                flaws.add(Flaw.DOUBLED, f"said twice: {saying}")
            elif saying.number < numbers.get(saying.sender, 0):
                flaws.add(Flaw.MISORDERED, f"said after number {numbers[saying.sender]}: {saying}")
            self.id_of.setdefault(saying, row_id)
            numbers[saying.sender] = saying.number

    def first_after(self, row_id: int) -> int:
        """Return the place of the first thing said to all after a message."""
        return bisect_right(self._public_ids, row_id)


def judge_talk(
    rows: Sequence[tuple[int, Saying]], runs: Iterable[Run], typed: Iterable[Typed], flaws: Flaws
) -> None:
    """Add to ``flaws`` whatever is wrong with one lesson."""
    record = Record(rows, flaws)
    for run in runs:
        _judge_run(run, record, flaws)
    for each in typed:
        for saying in each.must:
            if saying not in record.id_of and saying not in each.refused:
                flaws.add(Flaw.LOST, f"typed, and never said: {saying}")
        for saying in each.refused:
            if saying in record.id_of:
                flaws.add(Flaw.FALSELY_RETURNED, str(saying))


def _judge_run(run: Run, record: Record, flaws: Flaws) -> None:
    flaws.shown += len(run.heard)
    expected = -1 if run.after is None else record.first_after(run.after)
    newest_id = 0
    heard: set[Saying] = set()
    for row_id, saying in run.heard:
        if not saying.is_for(run.name):
            flaws.add(Flaw.LEAKED, f"{run.name}: {saying}")
        if row_id and record.id_of.get(saying, row_id) != row_id:
            flaws.add(Flaw.UNRECORDED, f"{run.name}: {saying} with id {row_id}")
        if saying in heard:
            flaws.add(Flaw.DOUBLED, f"{run.name}: {saying}")
            continue
        heard.add(saying)
        place = record.place.get(saying)
        # A whisper may be gone from the history: when nobody can come back for it.
        known_id = record.id_of.get(saying, 0)
        if known_id and known_id < newest_id:
            flaws.add(Flaw.MISORDERED, f"{run.name}: {saying}, id {known_id} after {newest_id}")
        newest_id = max(known_id, newest_id)
        if saying.to:
            continue
        if place is None:
            flaws.add(Flaw.UNRECORDED, f"{run.name}: {saying}")
            continue
        if 0 <= expected < place:
            flaws.add(Flaw.LOST, f"{run.name}: {place - expected} before {saying}")
        expected = max(expected, place + 1)
    for row_id, saying in run.older:
        if record.id_of.get(saying) != row_id and saying in record.id_of:
            flaws.add(Flaw.UNRECORDED, f"{run.name}, older: {saying} with id {row_id}")
    if run.is_whole:
        if 0 <= expected < len(record.public):
            flaws.add(Flaw.LOST, f"{run.name}: the last {len(record.public) - expected}")
        if run.after is not None:
            for row_id, saying in record.whispers:
                if row_id > run.after and saying.is_for(run.name) and saying not in heard:
                    flaws.add(Flaw.LOST, f"{run.name}: {saying}")
