"""Rooms with one mistake each, such as are easily made: what finds mistakes has to find these."""

from dataclasses import replace

from chatroom_server.deliveries import NOTHING, Admit, Delivery, Moment, Outcome, ToEveryone, ToGuest
from chatroom_server.facts import GuestId
from chatroom_server.people import Person
from chatroom_server.room import Room
from chatroom_server.visitor import PLAIN_VISITOR, Visitor
from shared.protocol.messages import (
    Pinned,
    RoomRequest,
    RoomState,
    Roster,
    Said,
    Stamp,
    UserChanged,
    WentOffline,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.names import Name


def without(outcome: Outcome, *kinds: type) -> Outcome:
    """The same, but nobody is told any of these."""
    kept = [
        each
        for each in outcome.deliveries
        if not (isinstance(each, ToEveryone | ToGuest) and isinstance(each.message, kinds))
    ]
    return Outcome(tuple(kept), outcome.facts)


class LetsTheMutedWhisper(Room):
    def receive(self, guest: GuestId, address: str, message: RoomRequest, now: Moment) -> Outcome:
        person = self._people.find(guest)
        if person is None or not isinstance(message, Whisper) or not person.user.is_muted:
            return super().receive(guest, address, message, now)
        muted, person.user = person.user, replace(person.user, is_muted=False)
        try:
            return super().receive(guest, address, message, now)
        finally:
            person.user = muted


class ShowsWhispersToAll(Room):
    def receive(self, guest: GuestId, address: str, message: RoomRequest, now: Moment) -> Outcome:
        outcome = super().receive(guest, address, message, now)
        shown: list[Delivery] = []
        for each in outcome.deliveries:
            if isinstance(each, ToGuest) and isinstance(each.message, WhisperReceived):
                shown.append(ToEveryone(Said(each.message.sender, each.message.text, each.message.stamp)))
            else:
                shown.append(each)
        return Outcome(tuple(shown), outcome.facts)


class ForgetsReceipts(Room):
    def receive(self, guest: GuestId, address: str, message: RoomRequest, now: Moment) -> Outcome:
        return without(super().receive(guest, address, message, now), WhisperSent)


class SaysNothingOfThoseWhoLeave(Room):
    def leave(self, guest: GuestId, now: Moment) -> Outcome:
        return without(super().leave(guest, now), WentOffline)


class CountsTwice(Room):
    """Every third message has the number of the one before."""

    def receive(self, guest: GuestId, address: str, message: RoomRequest, now: Moment) -> Outcome:
        outcome = super().receive(guest, address, message, now)
        if outcome.facts and self.last_id == 3:
            self._speech.last_id -= 1
        return outcome


class KeepsPlacesForEver(Room):
    def expire_places(self, now: Moment) -> Outcome:
        return NOTHING


class KeepsPlacesALittleLong(Room):
    def expire_places(self, now: Moment) -> Outcome:
        return super().expire_places(Moment(now.utc, now.steady - 0.5))


class LooksAtLettersAlone(Room):
    """Two names that only look alike are two."""

    def log_in(
        self, guest: GuestId, address: str, raw_name: str, now: Moment, visitor: Visitor = PLAIN_VISITOR
    ) -> Outcome:
        self._people.holders = self._written_alike  # type: ignore[method-assign]
        return super().log_in(guest, address, raw_name, now, visitor)

    def _written_alike(self, name: Name) -> list[Person]:
        return [person for person in self._people if person.shown.lower() == name.shown.lower()]


class ForgetsTheMutedWhoComeBack(Room):
    def leave(self, guest: GuestId, now: Moment) -> Outcome:
        person = self._people.find(guest)
        if person is not None and person.user.is_muted:
            self._sanctions.set_muted(person, is_muted=False)
        return super().leave(guest, now)


class LetsTheRemovedBackAtOnce(Room):
    def remove(self, guest: GuestId, now: Moment) -> Outcome:
        return super().remove(guest, Moment(now.utc, now.steady - 60.0))


class LetsOneTooManyIn(Room):
    def log_in(
        self, guest: GuestId, address: str, raw_name: str, now: Moment, visitor: Visitor = PLAIN_VISITOR
    ) -> Outcome:
        self._max_users += 1
        try:
            return super().log_in(guest, address, raw_name, now, visitor)
        finally:
            self._max_users -= 1


class TellsNewcomersOfThemselves(Room):
    def log_in(
        self, guest: GuestId, address: str, raw_name: str, now: Moment, visitor: Visitor = PLAIN_VISITOR
    ) -> Outcome:
        outcome = super().log_in(guest, address, raw_name, now, visitor)
        first = sorted(outcome.deliveries, key=lambda each: not isinstance(each, Admit))
        return Outcome(tuple(first), outcome.facts)


class ListsNobodyToThoseWhoComeBack(Room):
    def log_in(
        self, guest: GuestId, address: str, raw_name: str, now: Moment, visitor: Visitor = PLAIN_VISITOR
    ) -> Outcome:
        outcome = super().log_in(guest, address, raw_name, now, visitor)
        return without(outcome, Roster) if visitor.place else outcome


class GivesPlacesUpAtOnce(Room):
    def hold(self, guest: GuestId, now: Moment) -> Outcome:
        return self.leave(guest, now)


class KeepsNobodysHandUp(Room):
    """Who changes one state loses the news of the other."""

    def receive(self, guest: GuestId, address: str, message: RoomRequest, now: Moment) -> Outcome:
        outcome = super().receive(guest, address, message, now)
        changed = tuple(
            ToEveryone(UserChanged(replace(each.message.user, has_hand_up=False)))
            if isinstance(each, ToEveryone) and isinstance(each.message, UserChanged)
            else each
            for each in outcome.deliveries
        )
        return Outcome(changed, outcome.facts)


class PinsTheFirstAnnouncement(Room):
    def announce(self, text: str, now: Moment) -> Outcome:
        before = self.state.pinned
        outcome = super().announce(text, now)
        if before is not None and outcome.deliveries:
            self.rules.pin(Pinned(Stamp(before.stamp.id, before.stamp.utc), before.text))
            return Outcome((outcome.deliveries[0], ToEveryone(RoomState(pinned=before))), outcome.facts)
        return outcome


class BansWithoutSeeingAnybodyOut(Room):
    def ban(self, address: str, now: Moment) -> Outcome:
        self._sanctions.ban(address)
        return NOTHING


class ForgetsWhatTheNewcomersMayDo(Room):
    """Who comes late is not told the rules."""

    def log_in(
        self, guest: GuestId, address: str, raw_name: str, now: Moment, visitor: Visitor = PLAIN_VISITOR
    ) -> Outcome:
        are_on, self.rules.are_on = self.rules.are_on, False
        try:
            return super().log_in(guest, address, raw_name, now, visitor)
        finally:
            self.rules.are_on = are_on


class LetsWhispersThroughInEveryMode(Room):
    def receive(self, guest: GuestId, address: str, message: RoomRequest, now: Moment) -> Outcome:
        are_on, self.rules.are_on = self.rules.are_on, not isinstance(message, Whisper) and self.rules.are_on
        try:
            return super().receive(guest, address, message, now)
        finally:
            self.rules.are_on = are_on


class ForgetsWhoHasWritten(Room):
    """Slow mode is told, and nobody has to wait."""

    def receive(self, guest: GuestId, address: str, message: RoomRequest, now: Moment) -> Outcome:
        slow = self.rules.state.slow_seconds
        self.rules.set_slow(0.0, now)
        self.rules.set_slow(slow, now)
        return super().receive(guest, address, message, now)


BROKEN: list[type[Room]] = [
    LetsTheMutedWhisper,
    ShowsWhispersToAll,
    ForgetsReceipts,
    SaysNothingOfThoseWhoLeave,
    CountsTwice,
    KeepsPlacesForEver,
    KeepsPlacesALittleLong,
    LooksAtLettersAlone,
    ForgetsTheMutedWhoComeBack,
    LetsTheRemovedBackAtOnce,
    LetsOneTooManyIn,
    TellsNewcomersOfThemselves,
    ListsNobodyToThoseWhoComeBack,
    GivesPlacesUpAtOnce,
    KeepsNobodysHandUp,
    PinsTheFirstAnnouncement,
    BansWithoutSeeingAnybodyOut,
    ForgetsWhatTheNewcomersMayDo,
    LetsWhispersThroughInEveryMode,
    ForgetsWhoHasWritten,
]
