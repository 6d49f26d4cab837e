"""A room and its truth, played side by side by Hypothesis: after each step both tell the same to the same people.

The rule: every rule is something that a person can do; what it leads to is predicted by ``room_truth.py`` alone.
"""

from dataclasses import dataclass
from itertools import combinations, count

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chatroom_server.deliveries import Outcome
from chatroom_server.facts import (
    AnnouncedByHost,
    Fact,
    Left,
    Spoke,
    Whispered,
)
from chatroom_server.limit_log import LimitLog
from chatroom_server.room import Room
from chatroom_server.sessions import Sessions
from chatroom_server.visitor import Visitor
from shared.protocol.messages import (
    LogIn,
    Notice,
    NoticeCode,
    RoomMode,
    SetAway,
    SetHand,
    Unserved,
)
from shared.protocol.names import parse_name
from tests.helpers.lesson import Lesson
from tests.helpers.room_truth import BAD_NAMES, HOST, HOST_NAME, NAMES, Comer, Somebody, Truth
from tests.helpers.room_views import View, check_agreement

_SEATS = 4
_FIRST_NAMES = ["alice", "bob", "王小明"]
_UTC = 1_700_000_000.0

seats = st.integers(0, _SEATS - 1)
good_names = st.sampled_from(sorted(NAMES))
any_names = st.one_of(good_names, good_names, good_names, st.sampled_from(BAD_NAMES))
receivers = st.one_of(seats, seats, any_names)  # somebody who is here, or any name
texts = st.one_of(st.just("hello"), st.sampled_from(["你好\nall", " ", "* you", "x" * 4_000, "x" * 4_001]))
addresses = st.sampled_from(["10.0.0.0", "10.0.0.1"])


@dataclass
class Seat:
    """One computer of the class: its connection's number, and the newest session's secret."""

    address: str
    guest: int = 0  # 0: not connected
    is_rich: bool = False
    secret: str = ""


def raw_of(person: Somebody) -> str:
    """What to type for somebody."""
    return next(raw for raw, called in NAMES.items() if called.prepared == person.called.prepared)


class RoomPlay(RuleBasedStateMachine):
    """Play it with ``run_state_machine_as_test``. ``room_type`` is the room that is played."""

    room_type: type[Room] = Room

    @initialize(
        has_host=st.booleans(),
        max_users=st.sampled_from([100, 3, 2]),
        places=st.sampled_from([0, 1]),
        here=st.lists(st.booleans(), max_size=3),
        is_anew=st.booleans(),
    )
    def open_room(self, has_host: bool, max_users: int, places: int, here: list[bool], is_anew: bool) -> None:
        """Open it, after a crash maybe, and let the first come in: rich ones, and plain ones."""
        host_name = HOST_NAME if has_host else None
        room = self.room_type(host_name=host_name, max_users=max_users, max_per_address=places)
        self.lesson = Lesson(room)
        self.truth = Truth(has_host, max_users, places)
        secrets = count(1)
        self.sessions = Sessions((), lambda: f"secret {next(secrets)}", LimitLog(), _UTC)
        self.guests = count(1)
        self.seats = [Seat(f"10.0.0.{number % 2}") for number in range(_SEATS)]
        self.views: dict[int, View] = {}
        self.ids: list[int] = []
        if is_anew:
            self._expect(self.seats[-1], "Dave")
        for seat, (is_rich, raw) in enumerate(zip(here, _FIRST_NAMES, strict=False)):
            if is_rich:
                self._log_in_richly(self.seats[seat], raw, is_return=False)
            else:
                self._log_in(self.seats[seat], raw)

    def _expect(self, sits: Seat, raw: str) -> None:
        guest = next(self.guests)
        session, sits.secret = self.sessions.prepare()
        self.truth.expect(guest, raw, session.id, self.now)
        self.carry_out(self.lesson.room.expect(guest, raw, session.id, self.lesson.now))
        self.sessions.enter(session, guest, raw, self.lesson.now.utc)

    # ---- guests ------------------------------------------------------------------------------------------

    @rule(seat=seats, raw=any_names)
    def log_in(self, seat: int, raw: str) -> None:
        """With the course's own client; or again, over a connection that is logged in."""
        self._log_in(self.seats[seat], raw)

    def _log_in(self, sits: Seat, raw: str) -> None:
        person = self.truth.find(sits.guest) if sits.guest else None
        if person is not None:
            self.truth.tell(sits.guest, Notice(NoticeCode.ALREADY_LOGGED_IN, name=person.called.shown))
        else:
            if not sits.guest or sits.is_rich:
                sits.guest, sits.is_rich = next(self.guests), False
            self.truth.log_in(sits.guest, sits.address, raw, self.now, Comer())
        self.carry_out(self.lesson.room.receive(sits.guest, sits.address, LogIn(raw), self.lesson.now))

    @rule(seat=seats, raw=any_names, is_return=st.booleans())
    def log_in_richly(self, seat: int, raw: str, is_return: bool) -> None:
        """With our own client, over a new connection; one that is still there is half dead."""
        self._log_in_richly(self.seats[seat], raw, is_return=is_return)

    def _log_in_richly(self, sits: Seat, raw: str, *, is_return: bool) -> None:
        if sits.guest and not sits.is_rich:
            return
        now = self.lesson.now
        session = self.sessions.find(sits.secret, now.utc) if is_return and sits.secret else None
        if session is None and sits.guest and self.truth.find(sits.guest):
            return  # two programs on one computer: that is two seats
        secret = sits.secret
        if session is None:
            session, secret = self.sessions.prepare()
        guest = next(self.guests)
        place = session.guest or 0
        came = self.truth.log_in(guest, sits.address, raw, self.now, Comer(False, session.id, place))
        visitor = Visitor(is_plain=False, session=session.id, place=session.guest)
        self.carry_out(self.lesson.room.log_in(guest, sits.address, raw, now, visitor))
        if came:
            self.sessions.enter(session, came, raw, now.utc)
            sits.guest, sits.is_rich, sits.secret = came, True, secret

    @rule(seat=seats, text=texts)
    def say(self, seat: int, text: str) -> None:
        if guest := self.guest_at(seat):
            self.truth.say(guest, text, self.lesson.now.utc)
            self.lesson_take(self.lesson.say(guest, text))

    @rule(seat=seats, to=receivers, text=texts)
    def whisper(self, seat: int, to: str | int, text: str) -> None:
        if guest := self.guest_at(seat):
            to = to if isinstance(to, str) else self.name_of(to)
            self.truth.whisper(guest, to, text, self.lesson.now.utc)
            self.lesson_take(self.lesson.whisper(guest, to, text))

    @rule(seat=seats, is_on=st.booleans(), is_hand=st.booleans())
    def change_state(self, seat: int, is_on: bool, is_hand: bool) -> None:
        if guest := self.guest_at(seat):
            if is_hand:
                self.truth.set_hand(guest, is_on)
            else:
                self.truth.set_away(guest, is_on)
            self.lesson_take(self.lesson.receive(guest, SetHand(is_on) if is_hand else SetAway(is_on)))

    @rule(seat=seats)
    def send_nonsense(self, seat: int) -> None:
        if guest := self.guest_at(seat):
            reason = Notice(NoticeCode.UNKNOWN_TYPE, name="9")
            is_in = self.truth.find(guest) is not None
            self.truth.tell(guest, reason if is_in else Notice(NoticeCode.LOG_IN_FIRST))
            self.lesson_take(self.lesson.receive(guest, Unserved(reason)))

    @rule(seat=seats, is_broken=st.booleans())
    def disconnect(self, seat: int, is_broken: bool) -> None:
        """A plain connection ends; a rich one with a goodbye, or by the network."""
        taken = [sits for sits in self.seats if sits.guest]
        if taken:
            self._disconnect(taken[seat % len(taken)], is_broken=is_broken)

    def _disconnect(self, sits: Seat, *, is_broken: bool) -> None:
        guest, sits.guest = sits.guest, 0
        if not guest:
            return
        if guest in self.lesson.present:
            self.lesson.present.remove(guest)
        session = self.sessions.find(sits.secret, self.lesson.now.utc) if sits.is_rich else None
        if session is not None and session.guest == guest and is_broken:
            self.truth.hold(guest, self.lesson.steady)
            self.carry_out(self.lesson.room.hold(guest, self.lesson.now))
        else:
            if session is not None and session.guest == guest:
                self.sessions.end(session)
            self.truth.go(guest)
            self.carry_out(self.lesson.room.leave(guest, self.lesson.now))

    @rule(seat=seats, is_rich=st.booleans())
    def start_anew(self, seat: int, is_rich: bool) -> None:
        """A program is closed and opened again, by somebody who keeps the name."""
        guest = self.guest_at(seat)
        person = self.truth.find(guest) if guest else None
        if person is None:
            return
        sits = next(sits for sits in self.seats if sits.guest == guest)
        self._disconnect(sits, is_broken=False)
        if is_rich:
            self._log_in_richly(sits, raw_of(person), is_return=False)
        else:
            self._log_in(sits, raw_of(person))

    @rule(seconds=st.sampled_from([15.0, 1.0, 14.0, 25.0, 59.5, 60.0]))
    def let_time_pass(self, seconds: float) -> None:
        self.lesson.steady += seconds
        self.truth.let_time_pass(self.lesson.steady)
        self.carry_out(self.lesson.room.expire_places(self.lesson.now))
        self.sessions.expire(self.lesson.now.utc)

    # ---- the host ----------------------------------------------------------------------------------------

    @rule(text=texts)
    def announce(self, text: str) -> None:
        self.truth.announce(text, self.lesson.now.utc)
        self.carry_out(self.lesson.room.announce(text, self.lesson.now))

    @precondition(lambda self: self.truth.has_host)
    @rule(text=texts)
    def host_says(self, text: str) -> None:
        if len(text) <= 4_000:
            self.truth.say(HOST, text, self.lesson.now.utc)
        self.carry_out(self.lesson.room.host_say(text, self.lesson.now))

    @precondition(lambda self: self.truth.has_host)
    @rule(seat=seats, text=texts)
    def host_whispers(self, seat: int, text: str) -> None:
        guest = self.guest_at(seat)
        person = self.truth.find(guest) if guest else None
        if person is not None and len(text) <= 4_000:
            self.truth.whisper(HOST, raw_of(person), text, self.lesson.now.utc)
        self.carry_out(self.lesson.room.host_whisper(guest or 999, text, self.lesson.now))

    @rule(seat=seats, is_muted=st.booleans())
    def mute(self, seat: int, is_muted: bool) -> None:
        """Somebody in a seat; with nobody there it is the host, who cannot be muted."""
        guest = self.guest_at(seat)
        self.truth.set_muted(guest, is_muted)
        self.carry_out(self.lesson.room.set_muted(guest, is_muted, self.lesson.now))

    @rule(mode=st.sampled_from([RoomMode.ALL, *RoomMode]))
    def change_the_mode(self, mode: RoomMode) -> None:
        self.truth.set_mode(mode)
        self.carry_out(self.lesson.room.rules.set_mode(mode, self.lesson.now))

    @rule(seconds=st.sampled_from([0.0, 5.0, 30.0]))
    def slow_down(self, seconds: float) -> None:
        self.truth.set_slow(seconds)
        self.carry_out(self.lesson.room.rules.set_slow(seconds, self.lesson.now))

    @rule(is_up=st.booleans())
    def pin(self, is_up: bool) -> None:
        """Take the announcement down, or put it up again."""
        self.truth.pin(is_up=is_up)
        rules = self.lesson.room.rules
        self.carry_out((rules.pin_again if is_up else rules.unpin)(self.lesson.now))

    @rule(seat=seats, is_all=st.booleans())
    def lower_hands(self, seat: int, is_all: bool) -> None:
        """All of them, or somebody's."""
        guest, signs = self.guest_at(seat), self.lesson.room.signs
        if is_all:
            self.truth.lower_all_hands()
            self.carry_out(signs.lower_all_hands(self.lesson.now))
        else:
            self.truth.set_hand(guest, False)
            self.carry_out(signs.lower_hand(guest, self.lesson.now))

    @rule(seat=seats)
    def remove(self, seat: int) -> None:
        guest = self.guest_at(seat)
        self.truth.remove(guest, self.lesson.steady)
        self.carry_out(self.lesson.room.remove(guest, self.lesson.now))

    @rule(raw=st.sampled_from(sorted(set(NAMES) - {"ms lee"})))
    def lift_removal(self, raw: str) -> None:
        self.truth.lift_removal(raw)
        self.carry_out(self.lesson.room.lift_removal(raw, self.lesson.now))

    @rule(address=addresses)
    def ban(self, address: str) -> None:
        self.truth.ban(address)
        self.carry_out(self.lesson.room.ban(address, self.lesson.now))

    @rule(address=addresses)
    def lift_ban(self, address: str) -> None:
        self.truth.banned.discard(address)
        self.carry_out(self.lesson.room.lift_ban(address, self.lesson.now))

    def guest_at(self, seat: int) -> int:
        """Somebody who is connected, if anybody is: the seats that are empty do not count. Else 0."""
        taken = [sits.guest for sits in self.seats if sits.guest]
        return taken[seat % len(taken)] if taken else 0

    def name_of(self, number: int) -> str:
        """How somebody who is here may be called."""
        people = self.truth.people
        return raw_of(people[number % len(people)]) if people else "alice"

    # ---- what comes of it --------------------------------------------------------------------------------

    @property
    def now(self) -> tuple[float, float]:
        moment = self.lesson.now
        return moment.utc, moment.steady

    def carry_out(self, outcome: Outcome) -> None:
        self.lesson_take(self.lesson.carry_out(outcome))

    def lesson_take(self, outcome: Outcome) -> None:
        """The lesson has carried this out: look at what everybody got."""
        check_agreement(outcome)
        for fact in outcome.facts:
            self._note(fact)
        gone = {*self.lesson.dismissed, *(newcomer for newcomer, _ in self.lesson.taken_over)}
        assert set(self.lesson.dismissed) == set(self.truth.dismissed), "these and no others are sent away"
        connected = {one.guest for one in self.truth.connected}
        reached = {guest for guest, told in self.lesson.inboxes.items() if told}
        away = set(self.truth.kept)
        for guest in (reached | set(self.truth.told)) - away:
            told = self.lesson.inboxes.get(guest, [])
            assert told == self.truth.told.get(guest, []), "everyone is told what is theirs, in its order"
            if guest in connected:
                self.views.setdefault(guest, View()).hear(told)
        for sits in self.seats:
            if sits.guest in gone:
                sits.guest = 0
        for guest in set(self.views) - connected:
            del self.views[guest]
        self.lesson.inboxes.clear()
        self.lesson.inboxes.update({guest: [] for guest in connected})
        self.lesson.dismissed.clear()
        self.lesson.taken_over.clear()
        self.truth.told.clear()
        self.truth.dismissed.clear()

    def _note(self, fact: Fact) -> None:
        match fact:
            case Left(utc, guest):
                self.sessions.leave(guest, utc)
            case Spoke() | Whispered() | AnnouncedByHost():
                self.ids.append(fact.message_id)
            case _:
                pass

    # ---- what holds --------------------------------------------------------------------------------------

    @invariant()
    def everyone_who_is_here_is_known_to_be(self) -> None:
        room = self.lesson.room
        assert room.names == tuple(one.called.shown for one in self.truth.people)
        assert room.user_count == len(self.truth.people) <= room.max_users
        assert [room.user_of(one.guest) for one in self.truth.people] == [
            one.user for one in self.truth.people
        ]
        assert set(self.lesson.present) == {one.guest for one in self.truth.connected}

    @invariant()
    def everyone_sees_the_truth(self) -> None:
        truth = {one.called.shown: one.user for one in self.truth.people}
        for guest in self.lesson.present:
            assert self.views[guest].users == truth

    @invariant()
    def no_two_names_are_one(self) -> None:
        keys = [parse_name(name, for_host=True).keys for name in self.lesson.room.names]
        assert all(one.isdisjoint(other) for one, other in combinations(keys, 2))

    @invariant()
    def ids_rise_one_by_one(self) -> None:
        assert self.ids == list(range(1, len(self.ids) + 1))
        assert self.lesson.room.last_id == len(self.ids) == self.lesson.room.message_count
        assert self.lesson.room.state == self.truth.state

    @invariant()
    def sessions_know_who_is_here(self) -> None:
        for sits in self.seats:
            session = self.sessions.find(sits.secret, self.lesson.now.utc) if sits.secret else None
            if session is not None and session.guest is not None:
                assert self.truth.find(session.guest) is not None
