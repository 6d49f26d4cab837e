"""Who is here, who may say what, and who gets what.

The rule: the room is pure. It is told what came and when, and answers with what is to be delivered and what has
happened; it knows no socket, no clock, no bytes and nobody who carries its words, so a whole lesson is a unit
test and another door (a browser, another protocol) needs no change here.
"""

from math import ceil
from typing import assert_never

from chatroom_server.deliveries import (
    NOTHING,
    Admit,
    Delivery,
    Dismiss,
    Moment,
    Outcome,
    TakeOver,
    ToEveryone,
    ToGuest,
    joined,
    told,
)
from chatroom_server.facts import (
    HOST,
    Arrived,
    BanChanged,
    GuestId,
    HostRefused,
    Interrupted,
    Left,
    MuteChanged,
    RemovedByHost,
    Returned,
    SessionId,
)
from chatroom_server.people import People, Person
from chatroom_server.rules import RoomRules
from chatroom_server.sanctions import Sanctions
from chatroom_server.signs import Signs
from chatroom_server.speech import Speech
from chatroom_server.visitor import PLAIN_VISITOR, Visitor
from shared.protocol.limits import EXPECTED_SECONDS, PLACE_KEPT_SECONDS
from shared.protocol.messages import (
    CameOnline,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Pinned,
    RefusalCode,
    RoomRequest,
    RoomState,
    Roster,
    Say,
    SetAway,
    SetHand,
    Unserved,
    User,
    UserChanged,
    WentOffline,
    Whisper,
)
from shared.protocol.names import InvalidName, parse_name
from shared.protocol.text import clean_text, is_blank


class Room:
    """One room. Call a method for everything that comes; carry out the ``Outcome`` before the next call.

    ``host_name`` makes the host a person like any other, first in the list; None is a room without one.
    ``max_per_address`` is how many places are kept for one address, 0 for any number. ``last_id`` and
    ``pinned`` are what an earlier opening of the room ended with; ``utc`` is when this one begins.
    Raises ``InvalidName`` when the host's name breaks the rules (docs/protocol.md §3).

    ``rules`` and ``signs`` are parts of it that the host may ask, too: who may write and what is pinned, and hands.
    """

    def __init__(
        self,
        *,
        host_name: str | None = None,
        max_users: int = 2_000,
        max_per_address: int = 0,
        last_id: int = 0,
        pinned: Pinned | None = None,
        utc: float = 0.0,
    ) -> None:
        self._max_users = max_users
        self._max_per_address = max_per_address
        self._people = People()
        self._kept_until: dict[GuestId, float] = {}  # places without a connection, steady seconds
        self._sanctions = Sanctions()
        self.rules = RoomRules(self._people, pinned)
        self.signs = Signs(self._people)
        self._speech = Speech(self._people, self.rules, last_id)
        if host_name is not None:
            name = parse_name(host_name, for_host=True)
            self._people.add(HOST, name, "", User(name.shown, utc, is_host=True))

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
        """How many messages were delivered since the room opened: said, whispered and announced."""
        return self._speech.message_count

    @property
    def last_id(self) -> int:
        """The id of the newest message."""
        return self._speech.last_id

    @property
    def state(self) -> RoomState:
        """The room's rules and what is pinned (docs/protocol.md §4)."""
        return self.rules.state

    @property
    def host_name(self) -> str | None:
        """The host's name as shown, or None in a room without one."""
        return self.name_of(HOST)

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone's name as shown, in the order of arrival."""
        return tuple(user.name for user in self._people.users)

    def name_of(self, guest: GuestId) -> str | None:
        """The guest's name as shown, or None for one who is not logged in."""
        person = self._people.find(guest)
        return None if person is None else person.shown

    def user_of(self, guest: GuestId) -> User | None:
        """What everyone may know of a guest, or None for one who is not logged in."""
        person = self._people.find(guest)
        return None if person is None else person.user

    def is_banned(self, address: str) -> bool:
        """Whether the host has banned this address."""
        return self._sanctions.is_banned(address)

    # ---- guests ------------------------------------------------------------------------------------------

    def log_in(
        self, guest: GuestId, address: str, raw_name: str, now: Moment, visitor: Visitor = PLAIN_VISITOR
    ) -> Outcome:
        """Let somebody in, or back into the place that their session still has (docs/protocol.md §2, §4)."""
        there = None if visitor.place is None else self._people.find(visitor.place)
        if self._sanctions.is_banned(address):
            return _refused(guest, raw_name, RefusalCode.BANNED, Notice(NoticeCode.BANNED), is_final=True)
        try:
            name = parse_name(raw_name)
        except InvalidName:
            return _refused(guest, raw_name, RefusalCode.INVALID)
        holders = self._people.holders(name)
        if any(holder is not there for holder in holders):
            return _refused(guest, raw_name, RefusalCode.TAKEN)
        if there is not None and holders:
            return self._take_over(guest, there, address, now)
        wait = self._sanctions.removed_seconds(name, visitor.session, now.steady)
        if wait > 0:
            notice = Notice(NoticeCode.REMOVED_WAIT, number=ceil(wait))
            return _refused(guest, raw_name, RefusalCode.REMOVED, notice)
        if len(self._people) - (there is not None) >= self._max_users:
            notice = Notice(NoticeCode.ROOM_FULL, number=self._max_users)
            return _refused(guest, raw_name, RefusalCode.FULL, notice)
        # Back under another name: the place under the old one is given up.
        given_up = NOTHING if there is None else self._give_up_place(there, now)
        user = User(name.shown, now.utc, is_plain=visitor.is_plain)
        person = self._people.add(guest, name, address, user, visitor.session)
        arrival = Outcome(
            # The newcomer joins after the notice about itself, so nobody hears of their own arrival.
            (
                ToEveryone(CameOnline(user.name, user)),
                ToGuest(guest, Roster(self._people.users_for(person))),
                Admit(guest),
            ),
            (Arrived(now.utc, guest, user.name, address, visitor.is_plain),),
        )
        is_still_muted = self._sanctions.is_muted(name, visitor.session)
        muted = self.set_muted(guest, True, now) if is_still_muted else NOTHING
        return joined(given_up, arrival, muted, self.rules.tell(guest))

    def receive(self, guest: GuestId, address: str, message: RoomRequest, now: Moment) -> Outcome:
        """Serve what a connection sent (docs/protocol.md §2); ``address`` is where it comes from."""
        person = self._people.find(guest)
        if person is None:
            match message:
                case LogIn(name):
                    return self.log_in(guest, address, name, now)
                case SetAway() | SetHand():
                    return NOTHING
                case Unserved(Notice(NoticeCode.BAD_OBJECT) as reason):
                    return told(guest, reason)
                case _:
                    return told(guest, Notice(NoticeCode.LOG_IN_FIRST))
        match message:
            case Say():
                return self._speech.say(person, message.text, now)
            case Whisper(to, text):
                return self._speech.whisper(person, to, text, now)
            case SetAway() | SetHand():
                return self.signs.show(person, message, now)
            case Unserved(reason):
                return told(guest, reason)
            case LogIn():
                return told(guest, Notice(NoticeCode.ALREADY_LOGGED_IN, name=person.shown))
            case _:
                assert_never(message)

    def leave(self, guest: GuestId, now: Moment) -> Outcome:
        """Take a guest out whose connection is gone; nothing happens for one who is not here."""
        person = self._people.find(guest)
        return NOTHING if person is None else self._see_off(person, now)

    def hold(self, guest: GuestId, now: Moment) -> Outcome:
        """Keep the place of a guest whose connection broke without a goodbye (docs/protocol.md §4).

        Nobody is told. Call ``expire_places`` now and then: it sees off who does not come back in time.
        """
        person = self._people.find(guest)
        if person is None:
            return NOTHING
        self._kept_until[guest] = now.steady + PLACE_KEPT_SECONDS
        interrupted = Outcome((), (Interrupted(now.utc, guest, person.shown),))
        # Places of one address are as few as its connections, or one computer could fill the room with them.
        kept = [each for each in self._kept_until if self._is_at(each, person.address)]
        if self._max_per_address and len(kept) > self._max_per_address:
            return joined(interrupted, self.leave(kept[0], now))
        return interrupted

    def expect(self, guest: GuestId, raw_name: str, session: SessionId, now: Moment) -> Outcome:
        """Keep a place for somebody who was here when an earlier opening of the room ended by a crash (§4).

        Call it before anybody comes in; nothing happens for a name that cannot be had.
        """
        try:
            name = parse_name(raw_name)
        except InvalidName:
            return NOTHING
        if self._people.holders(name) or len(self._people) >= self._max_users:
            return NOTHING
        self._people.add(guest, name, "", User(name.shown, now.utc), session)
        self._kept_until[guest] = now.steady + EXPECTED_SECONDS
        arrived = Arrived(now.utc, guest, name.shown, "", False)
        return Outcome((), (arrived, Interrupted(now.utc, guest, name.shown)))

    def expire_places(self, now: Moment) -> Outcome:
        """See off those whose place was kept long enough. Call it about once a second."""
        late = [guest for guest, until in self._kept_until.items() if now.steady >= until]
        return joined(*[self.leave(guest, now) for guest in late]) if late else NOTHING

    def postpone_places(self, seconds: float) -> None:
        """Keep all places for that much longer: this computer was not there for anybody who wanted to come back."""
        self._kept_until = {guest: until + seconds for guest, until in self._kept_until.items()}

    def give_up_places(self, now: Moment) -> Outcome:
        """See off everyone whose place is kept: the room closes."""
        return joined(*[self.leave(guest, now) for guest in list(self._kept_until)])

    # ---- the host ----------------------------------------------------------------------------------------

    def host_say(self, text: str, now: Moment) -> Outcome:
        """The host says something to everyone, as a person like any other."""
        host = self._people.find(HOST)
        return NOTHING if host is None else self._speech.say(host, clean_text(text), now)

    def host_whisper(self, to: GuestId, text: str, now: Moment) -> Outcome:
        """The host says something to one guest."""
        host = self._people.find(HOST)
        text = clean_text(text)
        if host is None or is_blank(text):
            return NOTHING
        receiver = self._people.find(to)
        if receiver is None:
            return Outcome((), (HostRefused(now.utc, "", False),))
        return self._speech.whisper(host, receiver.shown, text, now)

    def announce(self, text: str, now: Moment) -> Outcome:
        """The host's announcement to all; blank text does nothing."""
        return self._speech.announce(clean_text(text), now)

    def set_muted(self, guest: GuestId, is_muted: bool, now: Moment) -> Outcome:
        """Mute a guest, or take it back. A muted guest can still write to the host."""
        person = self._people.find(guest)
        if person is None or guest == HOST:
            return Outcome((), (HostRefused(now.utc, "", False),))
        if person.user.is_muted == is_muted:
            return NOTHING
        user = self._people.set_states(person, is_muted=is_muted)
        self._sanctions.set_muted(person, is_muted=is_muted)
        notice = self._speech.muted_notice() if is_muted else Notice(NoticeCode.UNMUTED)
        return Outcome(
            (ToGuest(guest, notice), ToEveryone(UserChanged(user))),
            (MuteChanged(now.utc, guest, person.shown, is_muted),),
        )

    def remove(self, guest: GuestId, now: Moment) -> Outcome:
        """Close a guest's connection; the name may come back after a minute, or once ``lift_removal`` is called."""
        person = self._people.find(guest)
        if person is None or guest == HOST:
            return Outcome((), (HostRefused(now.utc, "", False),))
        self._sanctions.remove(person, now.steady)
        left = self._see_out(person, Notice(NoticeCode.REMOVED), now)
        return Outcome(left.deliveries, (RemovedByHost(now.utc, person.shown, False), *left.facts))

    def lift_removal(self, name: str, now: Moment) -> Outcome:
        """Let a removed name come back at once."""
        self._sanctions.lift_removal(parse_name(name))
        return Outcome((), (RemovedByHost(now.utc, name, True),))

    def ban(self, address: str, now: Moment) -> Outcome:
        """Close every connection from an address, and let none come back until the ban is lifted."""
        if not address or self._sanctions.is_banned(address):
            return NOTHING
        self._sanctions.ban(address)
        there = [person for person in self._people if person.address == address]
        banned = BanChanged(now.utc, address, tuple(person.shown for person in there), True)
        outcomes = [self._see_out(person, Notice(NoticeCode.BANNED), now) for person in there]
        return joined(Outcome((), (banned,)), *outcomes)

    def lift_ban(self, address: str, now: Moment) -> Outcome:
        """Let an address come back."""
        if not self._sanctions.is_banned(address):
            return NOTHING
        self._sanctions.lift_ban(address)
        return Outcome((), (BanChanged(now.utc, address, (), False),))

    def close(self) -> Outcome:
        """Tell everyone that the room is closing; the caller then sends what is waiting, and closes."""
        return Outcome((ToEveryone(Notice(NoticeCode.CLOSING)),))

    # ---- inside ------------------------------------------------------------------------------------------

    def _take_over(self, newcomer: GuestId, person: Person, address: str, now: Moment) -> Outcome:
        self._kept_until.pop(person.guest, None)
        person.address = address
        return Outcome(
            (
                TakeOver(newcomer, person.guest),
                ToGuest(person.guest, Roster(self._people.users_for(person))),
                Admit(person.guest),
            ),
            (Returned(now.utc, person.guest, person.shown, address),),
        )

    def _is_at(self, guest: GuestId, address: str) -> bool:
        person = self._people.find(guest)
        return person is not None and person.address == address

    def _see_out(self, person: Person, notice: Notice, now: Moment) -> Outcome:
        told_to_go = Outcome((ToGuest(person.guest, notice), Dismiss(person.guest)))
        return joined(told_to_go, self._see_off(person, now))

    def _give_up_place(self, person: Person, now: Moment) -> Outcome:
        return joined(Outcome((Dismiss(person.guest),)), self._see_off(person, now))

    def _see_off(self, person: Person, now: Moment) -> Outcome:
        self._people.remove(person)
        self._kept_until.pop(person.guest, None)
        shown = person.shown
        return Outcome((ToEveryone(WentOffline(shown)),), (Left(now.utc, person.guest, shown),))


def _refused(
    guest: GuestId, name: str, code: RefusalCode, notice: Notice | None = None, *, is_final: bool = False
) -> Outcome:
    deliveries: list[Delivery] = [] if notice is None else [ToGuest(guest, notice)]
    deliveries.append(ToGuest(guest, NameRefused(name, code)))
    if is_final:
        deliveries.append(Dismiss(guest))
    return Outcome(tuple(deliveries))
