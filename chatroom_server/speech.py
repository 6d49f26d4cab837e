"""Who may say what, and who gets it: to everyone, to one, and the host's announcements.

The rule: what is said gets its place in the room here, one id after the other, and is delivered once or refused
with a word to its sender; it is never cut.
"""

from chatroom_server.deliveries import NOTHING, Delivery, Moment, Outcome, ToEveryone, ToGuest, told
from chatroom_server.facts import HOST, AnnouncedByHost, HostRefused, Spoke, Whispered
from chatroom_server.people import People, Person
from chatroom_server.rules import RoomRules
from shared.protocol.limits import MAX_TEXT_CHARACTERS
from shared.protocol.messages import (
    Announced,
    Notice,
    NoticeCode,
    Pinned,
    Said,
    Stamp,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.text import is_blank


class Speech:
    """What is said among ``people`` by ``rules``. ``last_id`` is of what was said before (docs/protocol.md §4)."""

    def __init__(self, people: People, rules: RoomRules, last_id: int) -> None:
        self._people = people
        self._rules = rules
        self._first_id = last_id
        self.last_id = last_id

    @property
    def message_count(self) -> int:
        """How many messages were delivered since the room opened."""
        return self.last_id - self._first_id

    def say(self, person: Person, text: str, now: Moment) -> Outcome:
        """Say something to everyone, or tell ``person`` why not. Blank text does nothing."""
        if is_blank(text):
            return NOTHING
        if len(text) > MAX_TEXT_CHARACTERS:
            return self._refuse_length(person, now)
        if person.user.is_muted:
            return told(person.guest, self.muted_notice())
        if self._rules.are_on and (refusal := self._rules.refuse(person, None, now)) is not None:
            return told(person.guest, refusal)
        stamp = self._next_stamp(now)
        shown = person.user.name
        return Outcome(
            (ToEveryone(Said(shown, text, stamp)),),
            (Spoke(now.utc, stamp.id, person.guest, shown, text),),
        )

    def whisper(self, person: Person, to: str, text: str, now: Moment) -> Outcome:
        """Say something to the one called ``to``, or tell ``person`` why not. Blank text does nothing."""
        if is_blank(text):
            return NOTHING
        receiver = self._people.called(to)
        if receiver is None:
            return told(person.guest, Notice(NoticeCode.NOT_ONLINE, name=to))
        if len(text) > MAX_TEXT_CHARACTERS:
            return self._refuse_length(person, now)
        if person.user.is_muted and receiver.guest != HOST:
            return told(person.guest, self.muted_notice())
        if self._rules.are_on and (refusal := self._rules.refuse(person, receiver, now)) is not None:
            return told(person.guest, refusal)
        return self._deliver_whisper(person, receiver, text, now)

    def _deliver_whisper(self, sender: Person, receiver: Person, text: str, now: Moment) -> Outcome:
        stamp = self._next_stamp(now)
        deliveries: list[Delivery] = []
        if receiver.guest != HOST:
            received = WhisperReceived(sender.shown, text, stamp, receiver.shown)
            deliveries.append(ToGuest(receiver.guest, received))
        if sender.guest != HOST:
            deliveries.append(ToGuest(sender.guest, WhisperSent(receiver.shown, text, stamp, sender.shown)))
        fact = Whispered(
            now.utc,
            stamp.id,
            sender.guest,
            sender.shown,
            receiver.guest,
            receiver.shown,
            text,
            sender.session,
            receiver.session,
        )
        return Outcome(tuple(deliveries), (fact,))

    def _refuse_length(self, person: Person, now: Moment) -> Outcome:
        if person.guest == HOST:
            return Outcome((), (HostRefused(now.utc, "", True),))
        return told(person.guest, Notice(NoticeCode.TEXT_TOO_LONG, number=MAX_TEXT_CHARACTERS))

    def muted_notice(self) -> Notice:
        """Return what a muted person is told, and who can be written to all the same."""
        host = self._people.find(HOST)
        return (
            Notice(NoticeCode.MUTED) if host is None else Notice(NoticeCode.MUTED_BUT_HOST, name=host.shown)
        )

    def announce(self, text: str, now: Moment) -> Outcome:
        """Announce to all, and pin it. Blank text does nothing."""
        if is_blank(text):
            return NOTHING
        if len(text) > MAX_TEXT_CHARACTERS:
            return Outcome((), (HostRefused(now.utc, "", True),))
        stamp = self._next_stamp(now)
        host = self._people.find(HOST)
        host_name = "" if host is None else host.shown
        self._rules.pin(Pinned(stamp, text))
        return Outcome(
            (ToEveryone(Announced(text, stamp, host_name)), ToEveryone(self._rules.state)),
            (AnnouncedByHost(now.utc, stamp.id, text, host_name),),
        )

    def _next_stamp(self, now: Moment) -> Stamp:
        self.last_id += 1
        return Stamp(self.last_id, now.utc)
