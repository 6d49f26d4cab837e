"""The history, as the verdict needs it: read from the file by its tables, not by the program that wrote it."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.sayings import Saying, saying_of


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the history; ``to`` is empty for everyone."""

    sender: str
    to: str
    text: str


class History:
    """The history, as the verdict needs it."""

    def __init__(self, rows: Mapping[int, Row]) -> None:
        self.ids = sorted(rows)
        self.rows = rows
        self.sayings = {message_id: saying_of(rows[message_id].text) for message_id in self.ids}
        self.id_of: dict[tuple[str, int], int] = {}
        self.public_place: dict[int, int] = {}
        for message_id in self.ids:
            saying = self.sayings[message_id]
            if saying is not None:
                self.id_of.setdefault((saying.sender, saying.number), message_id)
                if not saying.to:
                    self.public_place[message_id] = len(self.public_place)

    @property
    def newest(self) -> int:
        """The newest id; 0 for an empty history."""
        return self.ids[-1] if self.ids else 0

    def between(self, above: int, below: int, name: str) -> Iterator[tuple[int, Saying]]:
        """Yield what a guest may see of the messages with ``above < id < below``."""
        for message_id in self.ids[bisect_right(self.ids, above) : bisect_left(self.ids, below)]:
            saying = self.sayings[message_id]
            if saying is not None and saying.is_for(name):
                yield message_id, saying


def read_rows(file: Path, above: int = 0) -> dict[int, Row]:
    """Return every message of a history file with a greater id than ``above``, whispers too, of whatever lesson."""
    with closing(sqlite3.connect(file)) as connection:
        said = connection.execute("SELECT id, sender, '', text FROM messages WHERE id > ?", (above,))
        rows = {message_id: Row(sender, to, text) for message_id, sender, to, text in said}
        whispered = connection.execute(
            "SELECT id, sender, receiver, text FROM whispers WHERE id > ?", (above,)
        )
        rows |= {message_id: Row(sender, to, text) for message_id, sender, to, text in whispered}
    return rows
