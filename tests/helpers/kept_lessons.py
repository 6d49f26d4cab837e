"""A history that is made up, to be read as a real one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from chatroom_server.history.reader import HistoryReader, Lesson, LessonMessage, Visit
from shared.protocol.names import prepared_key

NINE = 1_795_165_200.0  # 2026-11-20 09:00:00 in UTC


@dataclass
class KeptLessons:
    """Lessons that one after the other are written into by hand; times are in seconds after nine."""

    kept: list[Lesson] = field(default_factory=list)
    said: dict[int, list[LessonMessage]] = field(default_factory=dict)
    came: dict[int, list[Visit]] = field(default_factory=dict)

    def open(self, room: str = "Room 101", after: float = 0.0, closed_after: float | None = 2_700.0) -> None:
        """Begin a lesson; what follows belongs to it. It crashed after 45 minutes if it was not closed."""
        number = len(self.kept) + 1
        alive = NINE + after + (2_700.0 if closed_after is None else closed_after)
        closed = None if closed_after is None else NINE + after + closed_after
        self.kept.append(Lesson(number, room, NINE + after, alive, closed))
        self.said[number], self.came[number] = [], []

    def live(self, now_utc: float) -> None:
        """Have the last lesson be open still."""
        self.kept[-1] = replace(self.kept[-1], alive_utc=now_utc, closed_utc=None)

    def say(self, after: float, name: str, text: str, *, is_announcement: bool = False) -> None:
        """Add a message to the last lesson."""
        messages = self.said[len(self.kept)]
        messages.append(LessonMessage(len(messages) + 1, NINE + after, name, text, is_announcement))

    def visit(self, name: str, came_after: float, left_after: float | None) -> None:
        """Add a visit to the last lesson."""
        left = None if left_after is None else NINE + left_after
        self.came[len(self.kept)].append(
            Visit(name, prepared_key(name) or "", "192.168.1.5", NINE + came_after, left)
        )

    @property
    def reader(self) -> HistoryReader:
        """All of it, as it is given to whoever reads a history."""
        return cast("HistoryReader", self)

    # ---- what a reader has ------------------------------------------------------------------------------

    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(self.kept)

    def messages(self, lesson: int) -> Iterator[LessonMessage]:
        yield from self.said[lesson]

    def visits(self, lesson: int) -> tuple[Visit, ...]:
        return tuple(self.came[lesson])
