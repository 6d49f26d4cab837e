"""The room once more, as simply as can be: lists, and what docs/protocol.md says. It knows no key of any name.

The rule: nothing here is taken from the code under test but the messages themselves; so both being wrong in one way
takes two mistakes.
"""

from dataclasses import dataclass, field, replace
from math import ceil

from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    NoticeCode,
    Pinned,
    RefusalCode,
    RoomMode,
    RoomState,
    Roster,
    Said,
    Stamp,
    User,
    UserChanged,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from tests.helpers.lesson import Told

MAX_TEXT_CHARACTERS = 4_000
PLACE_SECONDS = 15.0
EXPECTED_SECONDS = 25.0
REMOVED_SECONDS = 60.0
HOST_NAME = "Ms Lee"
HOST = 0


@dataclass(frozen=True)
class Called:
    """What a typed name comes to: as shown; for whispers; and whom it looks like."""

    shown: str
    prepared: str
    looks: str


def _called(shown: str, prepared: str, looks: str = "") -> Called:
    return Called(shown, prepared, looks or prepared)


NAMES = {
    "alice": _called("alice", "alice"),
    "Alice": _called("Alice", "alice"),
    " ALICE  ": _called("ALICE", "alice"),
    "аlice": _called("аlice", "alice in Cyrillic", "alice"),
    "bob": _called("bob", "bob"),
    "ｂｏｂ": _called("ｂｏｂ", "bob"),
    "王小明": _called("王小明", "王小明"),
    "ms lee": _called("ms lee", "ms lee"),
    "Dave": _called("Dave", "dave"),
}
BAD_NAMES = [
    "",
    " ",
    "a,b",
    "a：b",
    "*x",
    "Teacher",
    "x" * 25,
    "a\u200bb",
    "a\nb",
    "e\u0301\u0301\u0301\u0301",
]


@dataclass
class Somebody:
    """A person in the room. ``kept_until`` is set while the connection is broken and the place is kept."""

    guest: int
    called: Called
    address: str
    user: User
    session: int = 0
    kept_until: float | None = None

    @property
    def is_connected(self) -> bool:
        return self.kept_until is None and self.guest != HOST


@dataclass
class Truth:
    """Who is here, who may do what, and what everyone is to be told. Empty ``told`` after every step."""

    has_host: bool
    max_users: int
    max_per_address: int
    people: list[Somebody] = field(default_factory=list)
    told: dict[int, list[Told]] = field(default_factory=dict)
    dismissed: list[int] = field(default_factory=list)
    last_id: int = 0
    pinned: Pinned | None = None
    taken_down: Pinned | None = None
    mode: RoomMode = RoomMode.ALL
    slow: float = 0.0
    wrote: dict[str | int, float] = field(default_factory=dict)  # when, by name and by session
    kept: list[int] = field(default_factory=list)  # whose places are kept, the longest first
    muted_looks: set[str] = field(default_factory=set)
    muted_sessions: set[int] = field(default_factory=set)
    removed_looks: dict[str, float] = field(default_factory=dict)
    removed_sessions: dict[int, tuple[float, str]] = field(default_factory=dict)
    banned: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.has_host:
            called = Called(HOST_NAME, "ms lee", "ms lee")
            self.people.append(Somebody(HOST, called, "", User(HOST_NAME, 0.0, is_host=True)))

    # ---- who is here -------------------------------------------------------------------------------------

    def find(self, guest: int) -> Somebody | None:
        return next((one for one in self.people if one.guest == guest), None)

    @property
    def connected(self) -> list[Somebody]:
        return [one for one in self.people if one.is_connected]

    def tell(self, guest: int, *messages: Told) -> None:
        self.told.setdefault(guest, []).extend(messages)

    def tell_all(self, *messages: Told) -> None:
        for one in self.connected:
            self.tell(one.guest, *messages)

    def log_in(self, guest: int, address: str, raw: str, now: tuple[float, float], visitor: "Comer") -> int:
        """Let somebody in, or say why not; return the place they have then, 0 for none."""
        utc, steady = now
        called = NAMES.get(raw)
        there = self.find(visitor.place) if visitor.place else None
        if address in self.banned:
            self.tell(guest, Notice(NoticeCode.BANNED), NameRefused(raw, RefusalCode.BANNED))
            self.dismissed.append(guest)
            return 0
        if called is None:
            return self._refuse(guest, raw, RefusalCode.INVALID)
        holders = [one for one in self.people if one.called.looks == called.looks]
        if any(one is not there for one in holders):
            return self._refuse(guest, raw, RefusalCode.TAKEN)
        if there is not None and holders:
            self._let_back(there, address)
            return there.guest
        ends = [self.removed_looks.get(called.looks, steady)]
        ends += (
            [self.removed_sessions[visitor.session][0]] if visitor.session in self.removed_sessions else []
        )
        if max(ends) > steady:
            notice = Notice(NoticeCode.REMOVED_WAIT, number=ceil(max(ends) - steady))
            return self._refuse(guest, raw, RefusalCode.REMOVED, notice)
        if len(self.people) - (there is not None) >= self.max_users:
            notice = Notice(NoticeCode.ROOM_FULL, number=self.max_users)
            return self._refuse(guest, raw, RefusalCode.FULL, notice)
        if there is not None:
            self._give_up(there)
        user = User(called.shown, utc, is_plain=visitor.is_plain)
        self.tell_all(CameOnline(user.name, user))
        self.people.append(Somebody(guest, called, address, user, visitor.session))
        self.tell(guest, Roster(tuple(one.user for one in self.people)))
        if called.looks in self.muted_looks or visitor.session in self.muted_sessions:
            self.set_muted(guest, True)
        rules = [] if self.mode is RoomMode.ALL else [self._mode_notice()]
        self.tell(guest, *rules, *([self._slow_notice()] if self.slow else []))
        return guest

    def _refuse(self, guest: int, raw: str, code: RefusalCode, *notices: Notice) -> int:
        self.tell(guest, *notices, NameRefused(raw, code))
        return 0

    def _let_back(self, one: Somebody, address: str) -> None:
        one.kept_until = None
        one.address = address
        if one.guest in self.kept:
            self.kept.remove(one.guest)
        others = [other.user for other in self.people if other is not one]
        self.tell(one.guest, Roster((*others, one.user)))

    def _give_up(self, one: Somebody) -> None:
        self.dismissed.append(one.guest)
        self.go(one.guest)

    def go(self, guest: int) -> None:
        one = self.find(guest)
        if one is not None:
            self.people.remove(one)
            if guest in self.kept:
                self.kept.remove(guest)
            self.tell_all(WentOffline(one.called.shown))

    def expect(self, guest: int, raw: str, session: int, now: tuple[float, float]) -> None:
        """Somebody was here when the room before this one crashed."""
        utc, steady = now
        user = User(NAMES[raw].shown, utc)
        self.people.append(Somebody(guest, NAMES[raw], "", user, session, steady + EXPECTED_SECONDS))
        self.kept.append(guest)

    def hold(self, guest: int, steady: float) -> None:
        one = self.find(guest)
        if one is None:
            return
        one.kept_until = steady + PLACE_SECONDS
        self.kept.append(guest)
        there = [each for each in self.kept if self._address(each) == one.address]
        if self.max_per_address and len(there) > self.max_per_address:
            self.go(there[0])

    def _address(self, guest: int) -> str:
        one = self.find(guest)
        return "" if one is None else one.address

    def let_time_pass(self, steady: float) -> None:
        for guest in list(self.kept):
            one = self.find(guest)
            if one is not None and one.kept_until is not None and one.kept_until <= steady:
                self.go(guest)

    def set_away(self, guest: int, is_away: bool) -> None:
        one = self.find(guest)
        if one is not None and one.user.is_away != is_away:
            one.user = replace(one.user, is_away=is_away)
            self.tell_all(UserChanged(one.user))

    def set_hand(self, guest: int, is_up: bool) -> None:
        one = self.find(guest)
        if one is not None and one.user.has_hand_up != is_up:
            one.user = replace(one.user, has_hand_up=is_up)
            self.tell_all(UserChanged(one.user))

    # ---- what is said ------------------------------------------------------------------------------------

    def say(self, guest: int, text: str, utc: float) -> None:
        one = self.find(guest)
        if one is None:
            self.tell(guest, Notice(NoticeCode.LOG_IN_FIRST))
        elif text.strip():
            refusal = self._refusal(one, text, None, utc)
            if refusal is not None:
                self._tell_guest(guest, refusal)
            else:
                self.tell_all(Said(one.called.shown, text, self._stamp(utc)))

    def whisper(self, guest: int, to: str, text: str, utc: float) -> None:
        one = self.find(guest)
        if one is None:
            self.tell(guest, Notice(NoticeCode.LOG_IN_FIRST))
            return
        if not text.strip():
            return
        wanted = NAMES[to].prepared if to in NAMES else ""
        receiver = next((each for each in self.people if each.called.prepared == wanted), None)
        if receiver is None:
            self._tell_guest(guest, Notice(NoticeCode.NOT_ONLINE, name=to))
            return
        refusal = self._refusal(one, text, receiver.guest, utc)
        if refusal is not None:
            self._tell_guest(guest, refusal)
            return
        stamp = self._stamp(utc)
        sender, shown = one.called.shown, receiver.called.shown
        self._tell_guest(receiver.guest, WhisperReceived(sender, text, stamp, shown))
        self._tell_guest(guest, WhisperSent(shown, text, stamp, sender))

    def _tell_guest(self, guest: int, message: Told) -> None:
        if guest != HOST:
            self.tell(guest, message)

    def _refusal(self, one: Somebody, text: str, to: int | None, utc: float) -> Notice | None:
        if len(text) > MAX_TEXT_CHARACTERS:
            return Notice(NoticeCode.TEXT_TOO_LONG, number=MAX_TEXT_CHARACTERS)
        if HOST in (to, one.guest):
            return None
        if one.user.is_muted:
            return self._muted_notice()
        if self.mode is RoomMode.NOBODY or (self.mode is RoomMode.HOST_ONLY and not self.has_host):
            return self._but_host(NoticeCode.NOBODY, NoticeCode.NOBODY_BUT_HOST)
        if self.mode is RoomMode.HOST_ONLY:
            return Notice(NoticeCode.HOST_ONLY, name=HOST_NAME)
        if self.mode is RoomMode.NO_WHISPERS and to is not None:
            return self._but_host(NoticeCode.NO_WHISPERS, NoticeCode.NO_WHISPERS_BUT_HOST)
        return self._slow_refusal(one, utc) if self.slow else None

    def _slow_refusal(self, one: Somebody, utc: float) -> Notice | None:
        keys: list[str | int] = [one.called.prepared, *([one.session] if one.session else [])]
        wait = max(self.wrote.get(key, 0.0) for key in keys) + self.slow - utc
        if wait > 0:
            return Notice(NoticeCode.TOO_SOON, number=ceil(wait))
        self.wrote.update(dict.fromkeys(keys, utc))
        return None

    def _but_host(self, nameless: NoticeCode, named: NoticeCode) -> Notice:
        return Notice(named, name=HOST_NAME) if self.has_host else Notice(nameless)

    def _muted_notice(self) -> Notice:
        return self._but_host(NoticeCode.MUTED, NoticeCode.MUTED_BUT_HOST)

    def announce(self, text: str, utc: float) -> None:
        if text.strip() and len(text) <= MAX_TEXT_CHARACTERS:
            stamp = self._stamp(utc)
            self.pinned, self.taken_down = Pinned(stamp, text), None
            host = HOST_NAME if self.has_host else ""
            self.tell_all(Announced(text, stamp, host), self.state)

    def _stamp(self, utc: float) -> Stamp:
        self.last_id += 1
        return Stamp(self.last_id, utc)

    # ---- the host ----------------------------------------------------------------------------------------

    @property
    def state(self) -> RoomState:
        return RoomState(self.mode, self.slow, self.pinned)

    def set_mode(self, mode: RoomMode) -> None:
        if mode is not self.mode:
            self.mode = mode
            self.tell_all(self._mode_notice(), self.state)

    def set_slow(self, seconds: float) -> None:
        if seconds != self.slow:
            self.slow = seconds
            if not seconds:
                self.wrote.clear()
            self.tell_all(self._slow_notice(), self.state)

    def _mode_notice(self) -> Notice:
        match self.mode:
            case RoomMode.ALL:
                return Notice(NoticeCode.RULES_ALL)
            case RoomMode.NO_WHISPERS:
                return Notice(NoticeCode.RULES_NO_WHISPERS)
            case RoomMode.HOST_ONLY if self.has_host:
                return Notice(NoticeCode.RULES_HOST_ONLY, name=HOST_NAME)
            case _:
                return Notice(NoticeCode.RULES_NOBODY)

    def _slow_notice(self) -> Notice:
        return Notice(NoticeCode.SLOW_ON, number=int(self.slow)) if self.slow else Notice(NoticeCode.SLOW_OFF)

    def pin(self, *, is_up: bool) -> None:
        """The host takes the announcement down, or puts it up again."""
        there, kept = self.pinned, self.taken_down
        if is_up and kept is not None:
            self.pinned, self.taken_down = kept, None
            self.tell_all(self.state)
        elif not is_up and there is not None:
            self.pinned, self.taken_down = None, there
            self.tell_all(self.state)

    def lower_all_hands(self) -> None:
        for one in self.people:
            self.set_hand(one.guest, False)

    def set_muted(self, guest: int, is_muted: bool) -> None:
        one = self.find(guest)
        if one is None or guest == HOST or one.user.is_muted == is_muted:
            return
        one.user = replace(one.user, is_muted=is_muted)
        if is_muted:
            self.muted_looks.add(one.called.looks)
            self.muted_sessions |= {one.session} - {0}
        else:
            self.muted_looks.discard(one.called.looks)
            self.muted_sessions.discard(one.session)
        self.tell(guest, self._muted_notice() if is_muted else Notice(NoticeCode.UNMUTED))
        self.tell_all(UserChanged(one.user))

    def remove(self, guest: int, steady: float) -> None:
        one = self.find(guest)
        if one is not None and guest != HOST:
            self.removed_looks[one.called.looks] = steady + REMOVED_SECONDS
            if one.session:
                self.removed_sessions[one.session] = steady + REMOVED_SECONDS, one.called.looks
            self._see_out(one, NoticeCode.REMOVED)

    def lift_removal(self, raw: str) -> None:
        looks = NAMES[raw].looks
        self.removed_looks.pop(looks, None)
        for session in [each for each, (_, whose) in self.removed_sessions.items() if whose == looks]:
            del self.removed_sessions[session]

    def ban(self, address: str) -> None:
        if address not in self.banned:
            self.banned.add(address)
            for one in [each for each in self.people if each.address == address]:
                self._see_out(one, NoticeCode.BANNED)

    def _see_out(self, one: Somebody, code: NoticeCode) -> None:
        self.tell(one.guest, Notice(code))
        self._give_up(one)


@dataclass(frozen=True)
class Comer:
    """What somebody brings along to a login: the session, and the place that it still has."""

    is_plain: bool = True
    session: int = 0
    place: int = 0
