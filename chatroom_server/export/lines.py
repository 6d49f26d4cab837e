"""A lesson as lines in the order in which they happened: what was said to all, and who came and left.

The rule: there is no line for a whisper, whoever asks and whoever wrote it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chatroom_server.history.reader import LessonMessage, Visit


@dataclass(frozen=True, slots=True)
class SaidLine:
    """Said to everyone."""

    utc: float
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class AnnouncedLine:
    """An announcement by the host, whose name may be empty."""

    utc: float
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CameLine:
    """Somebody came."""

    utc: float
    name: str


@dataclass(frozen=True, slots=True)
class LeftLine:
    """Somebody left."""

    utc: float
    name: str


TranscriptLine = SaidLine | AnnouncedLine | CameLine | LeftLine


@dataclass(frozen=True, slots=True)
class TranscriptWords:
    """The words around what people said, in the language ``language`` (such as ``zh-CN``) of whoever reads it.

    ``{name}`` stands for a person.
    """

    language: str = "en"
    title: str = "Transcript"
    came: str = "{name} joined"
    left: str = "{name} left"
    announcement: str = "Announcement"
    announcement_by: str = "Announcement by {name}"
    still_open: str = "still open"
    nothing: str = "Nothing was said."

    def headline(self, name: str) -> str:
        """Return what stands before an announcement by ``name``, which may be empty."""
        return self.announcement_by.format(name=name) if name else self.announcement


def lines_in_order(messages: Iterable[LessonMessage], visits: Iterable[Visit]) -> Iterator[TranscriptLine]:
    """Yield the lines of one lesson. ``messages`` come in the order of the room, and are taken one at a time."""
    events = sorted(_events(visits), key=lambda line: line.utc)
    at = 0
    for message in messages:
        while at < len(events) and _is_before(events[at], message.utc):
            yield events[at]
            at += 1
        kind = AnnouncedLine if message.is_announcement else SaidLine
        yield kind(message.utc, message.sender, message.text)
    yield from events[at:]


def _events(visits: Iterable[Visit]) -> Iterator[CameLine | LeftLine]:
    for visit in visits:
        yield CameLine(visit.came_utc, visit.name)
        if visit.left_utc is not None:
            yield LeftLine(max(visit.came_utc, visit.left_utc), visit.name)


def _is_before(event: CameLine | LeftLine, utc: float) -> bool:
    # What somebody says in the moment of coming or leaving is said in between.
    return event.utc <= utc if isinstance(event, CameLine) else event.utc < utc
