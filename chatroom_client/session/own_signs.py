"""What this person shows of themselves in a rich room: that they are away, and a raised hand (docs/protocol.md §4).

The rule: a new place is told all of it. In a place that was kept, the room knows better, for the host may have
lowered the hand meanwhile; only what the person has changed meanwhile is told. What came of it, the window is told.
"""

from chatroom_client.session.events import OwnSignsSettled
from chatroom_client.session.orders import Output, Send
from shared.protocol.messages import SetAway, SetHand, User


class OwnSigns:
    """One person's signs, over all connections. Every method returns what is to be sent and shown."""

    def __init__(self) -> None:
        self._is_away = False
        self._has_hand_up = False
        self._known: User | None = None  # what the room said of this person last
        self._is_entering = False

    def start_over(self) -> None:
        """The person joins a room, present and with the hand down."""
        self._is_away = self._has_hand_up = False
        self._known = None

    def set_away(self, is_away: bool, *, is_in_room: bool) -> list[Output]:
        """The person is away, or back; without the room it is told of it once it is there again."""
        self._is_away = is_away
        return [Send(SetAway(is_away))] if is_in_room else []

    def raise_hand(self, is_up: bool, *, is_in_room: bool) -> list[Output]:
        """The person raises a hand, or lowers it; without the room it is told of it once it is there again."""
        self._has_hand_up = is_up
        return [Send(SetHand(is_up))] if is_in_room else []

    def enter(self) -> None:
        """The room has let this person in, and says next what it knows of them."""
        self._is_entering = True

    def take(self, user: User) -> list[Output]:
        """The room has said what is true of this person."""
        known, self._known = self._known, user
        if not self._is_entering:
            # What the room has not changed may have been changed here, and is on its way to the room.
            if known is None or known.is_away != user.is_away:
                self._is_away = user.is_away
            if known is None or known.has_hand_up != user.has_hand_up:
                self._has_hand_up = user.has_hand_up
            return []
        self._is_entering = False
        # The moment of arrival is that of the place; where a room does not tell it, each place is a new one.
        if known is not None and user.since and user.since == known.since:
            if self._is_away == known.is_away:
                self._is_away = user.is_away
            if self._has_hand_up == known.has_hand_up:
                self._has_hand_up = user.has_hand_up
        outputs: list[Output] = [OwnSignsSettled(self._is_away, self._has_hand_up)]
        if self._is_away != user.is_away:
            outputs.append(Send(SetAway(self._is_away)))
        if self._has_hand_up != user.has_hand_up:
            outputs.append(Send(SetHand(self._has_hand_up)))
        return outputs
