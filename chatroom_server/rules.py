"""The rules of the room that its host sets, and the announcement that is pinned in it (docs/protocol.md §4).

The rule: writing to the host is always possible, and the host is bound by nothing. A room that opens has no rules;
one without any pays for them with a look at ``are_on`` for each message.
"""

from dataclasses import replace
from math import ceil
from typing import assert_never

from chatroom_server.deliveries import NOTHING, Moment, Outcome, ToEveryone, ToGuest
from chatroom_server.facts import (
    HOST,
    NO_SESSION,
    GuestId,
    PinnedAgain,
    RulesChanged,
    SessionId,
    Unpinned,
    WhispersShown,
)
from chatroom_server.people import People, Person
from shared.protocol.messages import Notice, NoticeCode, Pinned, RoomMode, RoomState


class RoomRules:
    """Who may write to whom, and how often. ``pinned`` is what an earlier opening of the room ended with."""

    def __init__(self, people: People, pinned: Pinned | None = None) -> None:
        self._people = people
        self.state = RoomState(pinned=pinned)
        self.are_on = False
        # When they last wrote to others than the host, in steady seconds, the oldest first. By name and by session,
        # so that neither coming back nor another name ends the wait.
        self._wrote_at: dict[str | SessionId, float] = {}
        self._taken_down: Pinned | None = None

    def refuse(self, person: Person, to: Person | None, now: Moment) -> Notice | None:
        """Return why ``person`` may not write to ``to`` now (None: to everyone), or None and count it as written.

        Ask it last, once nothing else can keep the message back; and only while the rules ``are_on``.
        """
        if person.guest == HOST or (to is not None and to.guest == HOST):
            return None
        match self.state.mode:
            case RoomMode.ALL:
                pass
            case RoomMode.NO_WHISPERS:
                if to is not None:
                    return self._but_host(NoticeCode.NO_WHISPERS_BUT_HOST, NoticeCode.NO_WHISPERS)
            case RoomMode.HOST_ONLY:
                return self._but_host(NoticeCode.HOST_ONLY, NoticeCode.NOBODY)
            case RoomMode.NOBODY:
                return self._but_host(NoticeCode.NOBODY_BUT_HOST, NoticeCode.NOBODY)
            case _:
                assert_never(self.state.mode)
        return self._too_soon(person, now.steady) if self.state.slow_seconds else None

    def tell(self, guest: GuestId) -> Outcome:
        """Return what somebody who has just come is told of the rules: nothing where there are none."""
        if not self.are_on and not self.state.are_whispers_shown:
            return NOTHING
        notices = [] if self.state.mode is RoomMode.ALL else [self._mode_notice()]
        if self.state.slow_seconds:
            notices.append(self._slow_notice())
        if self.state.are_whispers_shown:
            notices.append(self._whispers_notice())
        return Outcome(tuple(ToGuest(guest, notice) for notice in notices))

    # ---- the host ----------------------------------------------------------------------------------------

    def set_mode(self, mode: RoomMode, now: Moment) -> Outcome:
        """Decide who may write to whom, from the next frame on."""
        if mode is self.state.mode:
            return NOTHING
        self._change(mode=mode)
        return self._changed(self._mode_notice(), now)

    def set_slow(self, seconds: float, now: Moment) -> Outcome:
        """Decide how many seconds must lie between two messages of one guest; 0 or less for none."""
        seconds = max(0.0, float(seconds))
        if seconds == self.state.slow_seconds:
            return NOTHING
        if not seconds:
            self._wrote_at.clear()
        self._change(slow_seconds=seconds)
        return self._changed(self._slow_notice(), now)

    def set_whispers_shown(self, is_shown: bool, now: Moment) -> Outcome:
        """Let everyone know whether the host can read whispers between guests."""
        if is_shown == self.state.are_whispers_shown:
            return NOTHING
        self.state = replace(self.state, are_whispers_shown=is_shown)
        return Outcome(
            (ToEveryone(self._whispers_notice()), ToEveryone(self.state)),
            (WhispersShown(now.utc, is_shown),),
        )

    def pin(self, pinned: Pinned) -> None:
        """Keep an announcement for those who come after it; what was pinned before is gone."""
        self._pin(pinned)
        self._taken_down = None

    def unpin(self, now: Moment) -> Outcome:
        """Take down what is pinned; nothing happens without it."""
        pinned = self.state.pinned
        if pinned is None:
            return NOTHING
        self._taken_down = pinned
        self._pin(None)
        return Outcome((ToEveryone(self.state),), (Unpinned(now.utc, pinned.stamp.id),))

    def pin_again(self, now: Moment) -> Outcome:
        """Put back up what was taken down last; nothing happens once there is a newer announcement."""
        pinned, self._taken_down = self._taken_down, None
        if pinned is None:
            return NOTHING
        self._pin(pinned)
        again = PinnedAgain(now.utc, pinned.text, pinned.stamp.id)
        return Outcome((ToEveryone(self.state),), (again,))

    # ---- inside ------------------------------------------------------------------------------------------

    def _too_soon(self, person: Person, now: float) -> Notice | None:
        keys: list[str | SessionId] = [person.name.key]
        if person.session != NO_SESSION:
            keys.append(person.session)
        wrote_at = [self._wrote_at[key] for key in keys if key in self._wrote_at]
        if wrote_at:
            wait = max(wrote_at) + self.state.slow_seconds - now
            if wait > 0:
                return Notice(NoticeCode.TOO_SOON, number=ceil(wait))
        for key in keys:
            self._wrote_at.pop(key, None)
            self._wrote_at[key] = now
        self._forget_those_who_waited(now)
        return None

    def _forget_those_who_waited(self, now: float) -> None:
        # Names come and go, so those who have waited long enough are forgotten; each is looked at once.
        while self._wrote_at[oldest := next(iter(self._wrote_at))] + self.state.slow_seconds <= now:
            del self._wrote_at[oldest]

    def _change(self, *, mode: RoomMode | None = None, slow_seconds: float | None = None) -> None:
        state = self.state
        self.state = replace(
            state,
            mode=state.mode if mode is None else mode,
            slow_seconds=state.slow_seconds if slow_seconds is None else slow_seconds,
        )
        self.are_on = self.state.mode is not RoomMode.ALL or self.state.slow_seconds > 0

    def _pin(self, pinned: Pinned | None) -> None:
        self.state = replace(self.state, pinned=pinned)

    def _changed(self, notice: Notice, now: Moment) -> Outcome:
        # Plain guests have the notice only; rich ones know by the state what their program may offer.
        return Outcome(
            (ToEveryone(notice), ToEveryone(self.state)),
            (RulesChanged(now.utc, self.state.mode, self.state.slow_seconds),),
        )

    def _mode_notice(self) -> Notice:
        match self.state.mode:
            case RoomMode.ALL:
                return Notice(NoticeCode.RULES_ALL)
            case RoomMode.NO_WHISPERS:
                return Notice(NoticeCode.RULES_NO_WHISPERS)
            case RoomMode.HOST_ONLY:
                return self._but_host(NoticeCode.RULES_HOST_ONLY, NoticeCode.RULES_NOBODY)
            case RoomMode.NOBODY:
                return Notice(NoticeCode.RULES_NOBODY)
        assert_never(self.state.mode)

    def _slow_notice(self) -> Notice:
        seconds = self.state.slow_seconds
        return Notice(NoticeCode.SLOW_ON, number=ceil(seconds)) if seconds else Notice(NoticeCode.SLOW_OFF)

    def _whispers_notice(self) -> Notice:
        shown = self.state.are_whispers_shown
        return Notice(NoticeCode.WHISPERS_SHOWN if shown else NoticeCode.WHISPERS_HIDDEN)

    def _but_host(self, named: NoticeCode, nameless: NoticeCode) -> Notice:
        host = self._people.find(HOST)
        return Notice(nameless) if host is None else Notice(named, name=host.shown)
