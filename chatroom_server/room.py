"""Who is here, who may say what, and who gets what.

The rule: the room is pure. It is told what came and when, and answers with what is to be delivered and what has
happened; it knows no socket, no clock, no bytes and nobody who carries its words, so a whole lesson is a unit
test and another door (a browser, another protocol) needs no change here.
"""

from dataclasses import dataclass
from math import ceil
from typing import assert_never

from chatroom_server.deliveries import (
    NOTHING,
    Admit,
    Delivery,
    Dismiss,
    Moment,
    Outcome,
    ToEveryone,
    ToGuest,
    joined,
    told,
)
from chatroom_server.facts import (
    HOST,
    AnnouncedByHost,
    Arrived,
    BanChanged,
    GuestId,
    HostRefused,
    Left,
    MuteChanged,
    RemovedByHost,
    Spoke,
    Whispered,
)
from shared.protocol.limits import MAX_TEXT_CHARACTERS, REMOVED_SECONDS
from shared.protocol.messages import (
    Announced,
    CameOnline,
    ClientMessage,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Roster,
    Said,
    Say,
    Stamp,
    Unserved,
    WentOffline,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.names import InvalidName, Name, parse_name, prepared_key
from shared.protocol.text import clean_text, is_blank


@dataclass(slots=True)
class _Person:
    guest: GuestId
    name: Name
    key: str
    address: str
    is_muted: bool = False


class Room:
    """One room. Call a method for everything that comes; carry out the ``Outcome`` before the next call.

    ``host_name`` makes the host a person like any other, first in the list; None is a room without one.
    Raises ``InvalidName`` when that name breaks the rules (docs/protocol.md §3).
    """

    def __init__(self, *, host_name: str | None = None, max_users: int = 2_000) -> None:
        self._max_users = max_users
        self._people: dict[GuestId, _Person] = {}  # in the order of arrival
        self._shown_names: dict[GuestId, str] = {}  # the same, ready for a roster
        self._by_name_key: dict[str, _Person] = {}
        self._by_prepared: dict[str, _Person] = {}
        self._removed_until: dict[str, float] = {}  # by name key, steady seconds
        self._muted_keys: set[str] = set()  # name keys: who leaves and comes back is still muted
        self._banned: set[str] = set()
        self._last_id = 0
        if host_name is not None:
            self._add(HOST, parse_name(host_name, for_host=True), "")

    @property
    def user_count(self) -> int:
        """How many people are here, the host among them."""
        return len(self._people)

    @property
    def max_users(self) -> int:
        """How many people may be here."""
        return self._max_users

    @property
    def message_count(self) -> int:
        """How many messages were delivered: said, whispered and announced."""
        return self._last_id

    @property
    def host_name(self) -> str | None:
        """The host's name as shown, or None in a room without one."""
        return self._shown_names.get(HOST)

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone's name as shown, in the order of arrival."""
        return tuple(self._shown_names.values())

    def name_of(self, guest: GuestId) -> str | None:
        """The guest's name as shown, or None for one who is not logged in."""
        return self._shown_names.get(guest)

    def is_banned(self, address: str) -> bool:
        """Whether the host has banned this address."""
        return address in self._banned

    # ---- guests ------------------------------------------------------------------------------------------

    def receive(self, guest: GuestId, address: str, message: ClientMessage, now: Moment) -> Outcome:
        """Serve what a connection sent (docs/protocol.md §2); ``address`` is where it comes from."""
        person = self._people.get(guest)
        if person is None:
            if isinstance(message, LogIn):
                return self._log_in(guest, address, message.name, now)
            return told(guest, Notice(NoticeCode.LOG_IN_FIRST))
        match message:
            case Say(text):
                return self._say(person, text, now)
            case Whisper(to, text):
                return self._whisper(person, to, text, now)
            case Unserved(reason):
                return told(guest, reason)
            case LogIn():
                return told(guest, Notice(NoticeCode.ALREADY_LOGGED_IN, name=person.name.shown))
            case _:
                assert_never(message)

    def leave(self, guest: GuestId, now: Moment) -> Outcome:
        """Take a guest out whose connection is gone; nothing happens for one who is not here."""
        person = self._people.get(guest)
        if person is None:
            return NOTHING
        self._remove(person)
        shown = person.name.shown
        return Outcome((ToEveryone(WentOffline(shown)),), (Left(now.utc, guest, shown),))

    # ---- the host ----------------------------------------------------------------------------------------

    def host_say(self, text: str, now: Moment) -> Outcome:
        """The host says something to everyone, as a person like any other."""
        host = self._people.get(HOST)
        return NOTHING if host is None else self._say(host, clean_text(text), now)

    def host_whisper(self, to: GuestId, text: str, now: Moment) -> Outcome:
        """The host says something to one guest."""
        host = self._people.get(HOST)
        text = clean_text(text)
        if host is None or is_blank(text):
            return NOTHING
        receiver = self._people.get(to)
        if receiver is None or len(text) > MAX_TEXT_CHARACTERS:
            return Outcome((), (HostRefused(now.utc, "", receiver is not None),))
        return self._deliver_whisper(host, receiver, text, now)

    def announce(self, text: str, now: Moment) -> Outcome:
        """The host's announcement to all; blank text does nothing."""
        text = clean_text(text)
        if is_blank(text):
            return NOTHING
        if len(text) > MAX_TEXT_CHARACTERS:
            return Outcome((), (HostRefused(now.utc, "", True),))
        stamp = self._next_stamp(now)
        return Outcome((ToEveryone(Announced(text, stamp)),), (AnnouncedByHost(now.utc, stamp.id, text),))

    def set_muted(self, guest: GuestId, is_muted: bool, now: Moment) -> Outcome:
        """Mute a guest, or take it back. A muted guest can still write to the host."""
        person = self._people.get(guest)
        if person is None or guest == HOST:
            return Outcome((), (HostRefused(now.utc, "", False),))
        if person.is_muted == is_muted:
            return NOTHING
        person.is_muted = is_muted
        if is_muted:
            self._muted_keys |= person.name.keys
        else:
            self._muted_keys -= person.name.keys
        notice = self._muted_notice() if is_muted else Notice(NoticeCode.UNMUTED)
        return Outcome((ToGuest(guest, notice),), (MuteChanged(now.utc, guest, person.name.shown, is_muted),))

    def remove(self, guest: GuestId, now: Moment) -> Outcome:
        """Close a guest's connection; the name may come back after a minute, or once ``lift_removal`` is called."""
        person = self._people.get(guest)
        if person is None or guest == HOST:
            return Outcome((), (HostRefused(now.utc, "", False),))
        self._forget_old_removals(now)
        for key in person.name.keys:
            self._removed_until[key] = now.steady + REMOVED_SECONDS
        left = self._see_out(person, Notice(NoticeCode.REMOVED), now)
        return Outcome(left.deliveries, (RemovedByHost(now.utc, person.name.shown, False), *left.facts))

    def lift_removal(self, name: str, now: Moment) -> Outcome:
        """Let a removed name come back at once."""
        for key in parse_name(name).keys:
            self._removed_until.pop(key, None)
        return Outcome((), (RemovedByHost(now.utc, name, True),))

    def ban(self, address: str, now: Moment) -> Outcome:
        """Close every connection from an address, and let none come back until the ban is lifted."""
        if not address or address in self._banned:
            return NOTHING
        self._banned.add(address)
        there = [person for person in self._people.values() if person.address == address]
        banned = BanChanged(now.utc, address, tuple(person.name.shown for person in there), True)
        outcomes = [self._see_out(person, Notice(NoticeCode.BANNED), now) for person in there]
        return joined(Outcome((), (banned,)), *outcomes)

    def lift_ban(self, address: str, now: Moment) -> Outcome:
        """Let an address come back."""
        if address not in self._banned:
            return NOTHING
        self._banned.discard(address)
        return Outcome((), (BanChanged(now.utc, address, (), False),))

    def close(self) -> Outcome:
        """Tell everyone that the room is closing; the caller then sends what is waiting, and closes."""
        return Outcome((ToEveryone(Notice(NoticeCode.CLOSING)),))

    # ---- inside ------------------------------------------------------------------------------------------

    def _log_in(self, guest: GuestId, address: str, raw_name: str, now: Moment) -> Outcome:
        refused = ToGuest(guest, NameRefused(raw_name))
        if address in self._banned:
            return Outcome((ToGuest(guest, Notice(NoticeCode.BANNED)), refused, Dismiss(guest)))
        try:
            name = parse_name(raw_name)
        except InvalidName:
            return Outcome((refused,))
        if any(key in self._by_name_key for key in name.keys):
            return Outcome((refused,))
        wait = max((self._removed_until.get(key, 0.0) for key in name.keys), default=0.0) - now.steady
        if wait > 0:
            notice = Notice(NoticeCode.REMOVED_WAIT, number=ceil(wait))
            return Outcome((ToGuest(guest, notice), refused))
        if len(self._people) >= self._max_users:
            notice = Notice(NoticeCode.ROOM_FULL, number=self._max_users)
            return Outcome((ToGuest(guest, notice), refused))
        person = self._add(guest, name, address)
        shown = person.name.shown
        arrival = Outcome(
            # The newcomer joins after the notice about itself, so nobody hears of their own arrival.
            (ToEveryone(CameOnline(shown)), ToGuest(guest, Roster(self.names)), Admit(guest)),
            (Arrived(now.utc, guest, shown, address, True),),
        )
        is_still_muted = not name.keys.isdisjoint(self._muted_keys)
        return joined(arrival, self.set_muted(guest, True, now)) if is_still_muted else arrival

    def _say(self, person: _Person, text: str, now: Moment) -> Outcome:
        if is_blank(text):
            return NOTHING
        if len(text) > MAX_TEXT_CHARACTERS:
            return self._refuse_length(person, now)
        if person.is_muted:
            return told(person.guest, self._muted_notice())
        stamp = self._next_stamp(now)
        shown = person.name.shown
        return Outcome(
            (ToEveryone(Said(shown, text, stamp)),),
            (Spoke(now.utc, stamp.id, person.guest, shown, text),),
        )

    def _whisper(self, person: _Person, to: str, text: str, now: Moment) -> Outcome:
        if is_blank(text):
            return NOTHING
        key = prepared_key(to)
        receiver = None if key is None else self._by_prepared.get(key)
        if receiver is None:
            return told(person.guest, Notice(NoticeCode.NOT_ONLINE, name=to))
        if len(text) > MAX_TEXT_CHARACTERS:
            return self._refuse_length(person, now)
        if person.is_muted and receiver.guest != HOST:
            return told(person.guest, self._muted_notice())
        return self._deliver_whisper(person, receiver, text, now)

    def _deliver_whisper(self, sender: _Person, receiver: _Person, text: str, now: Moment) -> Outcome:
        stamp = self._next_stamp(now)
        deliveries: list[Delivery] = []
        if receiver.guest != HOST:
            deliveries.append(ToGuest(receiver.guest, WhisperReceived(sender.name.shown, text, stamp)))
        if sender.guest != HOST:
            deliveries.append(ToGuest(sender.guest, WhisperSent(receiver.name.shown, text, stamp)))
        fact = Whispered(
            now.utc,
            stamp.id,
            sender.guest,
            sender.name.shown,
            receiver.guest,
            receiver.name.shown,
            text,
        )
        return Outcome(tuple(deliveries), (fact,))

    def _refuse_length(self, person: _Person, now: Moment) -> Outcome:
        if person.guest == HOST:
            return Outcome((), (HostRefused(now.utc, "", True),))
        return told(person.guest, Notice(NoticeCode.TEXT_TOO_LONG, number=MAX_TEXT_CHARACTERS))

    def _muted_notice(self) -> Notice:
        host = self.host_name
        return Notice(NoticeCode.MUTED) if host is None else Notice(NoticeCode.MUTED_BUT_HOST, name=host)

    def _see_out(self, person: _Person, notice: Notice, now: Moment) -> Outcome:
        self._remove(person)
        shown = person.name.shown
        return Outcome(
            (ToGuest(person.guest, notice), Dismiss(person.guest), ToEveryone(WentOffline(shown))),
            (Left(now.utc, person.guest, shown),),
        )

    def _add(self, guest: GuestId, name: Name, address: str) -> _Person:
        key = prepared_key(name.shown)
        assert key is not None, "a name that was accepted has a prepared form"
        person = _Person(guest, name, key, address)
        self._people[guest] = person
        self._shown_names[guest] = name.shown
        self._by_prepared[key] = person
        for name_key in name.keys:
            self._by_name_key[name_key] = person
        return person

    def _remove(self, person: _Person) -> None:
        del self._people[person.guest]
        del self._shown_names[person.guest]
        del self._by_prepared[person.key]
        for name_key in person.name.keys:
            del self._by_name_key[name_key]

    def _forget_old_removals(self, now: Moment) -> None:
        self._removed_until = {key: until for key, until in self._removed_until.items() if until > now.steady}

    def _next_stamp(self, now: Moment) -> Stamp:
        self._last_id += 1
        return Stamp(self._last_id, now.utc)
