"""What the history keeps: rows made of the facts of the room, until they are written.

The rule: a fact becomes a row once. A batch that could not be written stays as it is, and grows, up to its bound.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from chatroom_server.facts import (
    NO_SESSION,
    AnnouncedByHost,
    Arrived,
    Fact,
    GuestId,
    Left,
    PinnedAgain,
    Returned,
    SessionId,
    Spoke,
    Unpinned,
    Whispered,
)
from shared.protocol.messages import Old, Stamp
from shared.protocol.names import prepared_key

MessageFact = Spoke | Whispered | AnnouncedByHost
_MESSAGES = frozenset({Spoke, Whispered, AnnouncedByHost})

MessageRow = tuple[int, float, int, str, str]  # id, utc, is_announcement, sender, text
# id, utc, sender, receiver, text, the session of the one and of the other
WhisperRow = tuple[int, float, str, str, str, SessionId | None, SessionId | None]
VisitRow = tuple[GuestId, str, str, str, float]  # guest, name, key, address, came_utc
DepartureRow = tuple[float, GuestId]  # left_utc, guest


@dataclass(frozen=True, slots=True)
class SavedSession:
    """A session as a restarted room needs it. ``accepted``: frames of types 2 and 3 taken in (docs/protocol.md §4).

    ``secret_hash`` is no secret; the secret itself is never written down. ``seen_utc`` is in seconds since 1970.
    ``is_here``: its person is in the room, or was when the room crashed.
    """

    id: SessionId
    secret_hash: str
    name: str
    accepted: int
    seen_utc: float
    is_here: bool = False


@dataclass(slots=True)
class Batch:
    """Everything that is to be written in the next transaction. ``last_id`` is the newest id, stored or not.

    ``taken_down`` is the announcement that the host has taken down, 0 once it is up again, None for no news of it.
    """

    messages: list[MessageRow] = field(default_factory=list)
    whispers: list[WhisperRow] = field(default_factory=list)
    visits: list[VisitRow] = field(default_factory=list)
    departures: list[DepartureRow] = field(default_factory=list)
    sessions: dict[SessionId, SavedSession] = field(default_factory=dict)
    forgotten: set[SessionId] = field(default_factory=set)
    last_id: int = 0
    taken_down: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return self.taken_down is None and not (
            self.messages or self.sessions or self.last_id or self.visits or self.departures or self.forgotten
        )

    @property
    def first_id(self) -> int | None:
        """The oldest id in it, None without messages."""
        firsts = [rows[0][0] for rows in (self.messages, self.whispers) if rows]
        return min(firsts, default=None)

    def begin(self, before: int) -> int:
        """Return the id that what is written already is below, if only what is below ``before`` is wanted."""
        first_id = self.first_id
        return before if first_id is None else min(before, first_id)

    def add(self, facts: Sequence[Fact]) -> None:
        """Take in what has happened, in its order."""
        # One pass for what is almost everything, in a comprehension: a hall says 90,000 things a second.
        self.messages += [(f.message_id, f.utc, 0, f.name, f.text) for f in facts if type(f) is Spoke]
        if self.messages:
            self.last_id = max(self.last_id, self.messages[-1][0])
        for fact in [f for f in facts if type(f) is not Spoke]:
            match fact:
                case AnnouncedByHost(utc, message_id, text, host_name):
                    self._put_in_order((message_id, utc, 1, host_name, text))
                    self.last_id = max(self.last_id, message_id)
                case Whispered():
                    self.last_id = max(self.last_id, fact.message_id)
                    if fact.sender_session != NO_SESSION or fact.to_session != NO_SESSION:
                        self.whispers.append(whisper_row(fact))
                case Arrived() if fact.address:  # else a place that is kept: nobody has come back yet
                    self.visits.append(visit_row(fact))
                case Left(utc, guest):
                    self.departures.append((utc, guest))
                case Unpinned(_, message_id):
                    self.taken_down = message_id
                case PinnedAgain():
                    self.taken_down = 0
                case _:
                    pass  # what else happens in a room is over with the room

    def trim(self, most: int) -> int:
        """Keep the newest ``most`` rows of each kind; return how many messages were dropped."""
        dropped = max(0, len(self.messages) - most) + max(0, len(self.whispers) - most)
        del self.messages[:-most]
        del self.whispers[:-most]
        del self.visits[:-most]
        del self.departures[:-most]
        return dropped

    def clean(self) -> None:
        """Replace what no database takes: halves of characters, which no decoder of ours lets through."""
        self.messages = [
            (number, utc, kind, _clean(sender), _clean(text))
            for number, utc, kind, sender, text in self.messages
        ]
        self.whispers = [
            (number, utc, _clean(sender), _clean(receiver), _clean(text), from_session, to_session)
            for number, utc, sender, receiver, text, from_session, to_session in self.whispers
        ]
        self.visits = [
            (guest, _clean(name), _clean(key), _clean(address), utc)
            for guest, name, key, address, utc in self.visits
        ]
        self.sessions = {
            number: replace(session, name=_clean(session.name)) for number, session in self.sessions.items()
        }

    def _put_in_order(self, row: MessageRow) -> None:
        # Announcements come in a second pass; nearly always there is nothing behind them.
        rows = self.messages
        place = len(rows)
        while place and rows[place - 1][0] > row[0]:
            place -= 1
        rows.insert(place, row)


def messages_among(facts: Iterable[Fact]) -> list[MessageFact]:
    """Return what was said, whispered or announced."""
    return [fact for fact in facts if type(fact) in _MESSAGES]  # type: ignore[misc]


def message_row(fact: Spoke | AnnouncedByHost) -> MessageRow:
    """Return the row of something said to everyone."""
    match fact:
        case Spoke(utc, message_id, _, name, text):
            return message_id, utc, 0, name, text
        case AnnouncedByHost(utc, message_id, text, host_name):
            return message_id, utc, 1, host_name, text


def whisper_row(fact: Whispered) -> WhisperRow:
    """Return the row of a whisper."""
    return (
        fact.message_id,
        fact.utc,
        fact.sender_name,
        fact.to_name,
        fact.text,
        fact.sender_session or None,
        fact.to_session or None,
    )


def visit_row(fact: Arrived | Returned) -> VisitRow:
    """Return the row of somebody who came, or came back after a crash."""
    return fact.guest, fact.name, prepared_key(fact.name) or fact.name, fact.address, fact.utc


def old_message(row: MessageRow) -> Old:
    """Return a row as it goes over the wire."""
    message_id, utc, is_announcement, sender, text = row
    return Old(Stamp(message_id, utc), sender, text, is_announcement=bool(is_announcement))


def old_whisper(row: WhisperRow) -> Old:
    """Return a whisper as it goes over the wire, to one of its two."""
    return Old(Stamp(row[0], row[1]), row[2], row[4], to=row[3])


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
