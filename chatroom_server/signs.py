"""What people show of themselves without a word: that they are away, and a raised hand.

The rule: everyone is told of what has changed, once, and of nothing else. The host can lower a hand, and raise none
but one that the host has lowered.
"""

from collections.abc import Sequence
from typing import assert_never

from chatroom_server.deliveries import NOTHING, Moment, Outcome, ToEveryone, joined
from chatroom_server.facts import AwayChanged, GuestId, HandChanged
from chatroom_server.people import People, Person
from shared.protocol.messages import SetAway, SetHand, UserChanged


class Signs:
    """The signs of ``people`` (docs/protocol.md §4)."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._lowered: set[GuestId] = set()  # by the host; their owners have not touched them since

    def show(self, person: Person, sign: SetAway | SetHand, now: Moment) -> Outcome:
        """Let ``person`` show or take back a sign."""
        match sign:
            case SetAway(is_away):
                return self._set_away(person, is_away, now)
            case SetHand(is_up):
                self._lowered.discard(person.guest)
                return self._set_hand(person, is_up, now, by_host=False)
        assert_never(sign)

    def lower_hand(self, guest: GuestId, now: Moment) -> Outcome:
        """The host lowers a guest's hand; nothing happens if it is down, or its owner gone."""
        self._forget_the_gone()
        person = self._people.find(guest)
        return NOTHING if person is None else self._set_hand(person, False, now, by_host=True)

    def lower_all_hands(self, now: Moment) -> Outcome:
        """The host lowers every hand that is up."""
        self._forget_the_gone()
        return joined(*[self._set_hand(person, False, now, by_host=True) for person in self._people])

    def raise_hands_again(self, guests: Sequence[GuestId], now: Moment) -> Outcome:
        """The host takes back that the hands of ``guests`` were lowered; they go up in this order."""
        again = [self._people.find(guest) for guest in guests if guest in self._lowered]
        return joined(*[self._set_hand(each, True, now, by_host=True) for each in again if each is not None])

    def _forget_the_gone(self) -> None:
        self._lowered = {guest for guest in self._lowered if self._people.find(guest) is not None}

    def _set_away(self, person: Person, is_away: bool, now: Moment) -> Outcome:
        if person.user.is_away == is_away:
            return NOTHING
        user = self._people.set_states(person, is_away=is_away)
        fact = AwayChanged(now.utc, person.guest, person.shown, is_away)
        return Outcome((ToEveryone(UserChanged(user)),), (fact,))

    def _set_hand(self, person: Person, is_up: bool, now: Moment, *, by_host: bool) -> Outcome:
        if person.user.has_hand_up == is_up:
            return NOTHING
        if by_host and not is_up:
            self._lowered.add(person.guest)
        else:
            self._lowered.discard(person.guest)
        user = self._people.set_states(person, has_hand_up=is_up)
        fact = HandChanged(now.utc, person.guest, person.shown, is_up, by_host)
        return Outcome((ToEveryone(UserChanged(user)),), (fact,))
