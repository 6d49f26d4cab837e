"""What people make of what they are told: who is here, as each sees it; and whether that is what happened."""

from collections.abc import Iterable

from chatroom_server.deliveries import Outcome, TakeOver, ToEveryone, ToGuest
from chatroom_server.facts import HOST, AnnouncedByHost, Arrived, Left, Returned, Spoke, Whispered
from shared.protocol.messages import (
    Announced,
    CameOnline,
    Roster,
    Said,
    User,
    UserChanged,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from tests.helpers.lesson import Told


class View:
    """Who is here, as one guest was told."""

    def __init__(self) -> None:
        self.users: dict[str, User] = {}

    def hear(self, messages: Iterable[Told]) -> None:
        for message in messages:
            match message:
                case Roster(users):
                    self.users = {user.name: user for user in users}
                case CameOnline(name, user):
                    assert name not in self.users, "between two arrivals there is a departure"
                    assert user is not None
                    self.users[name] = user
                case WentOffline(name):
                    del self.users[name]
                case UserChanged(user):
                    assert user.name in self.users, "nothing is told of who is not here"
                    self.users[user.name] = user
                case Said(sender) | WhisperReceived(sender):
                    assert sender in self.users, "who says something is here"
                case _:
                    pass


def check_agreement(outcome: Outcome) -> None:
    """What has happened is what is delivered, and a whisper is for the two whom it concerns."""
    to_all = [delivery.message for delivery in outcome.deliveries if isinstance(delivery, ToEveryone)]
    to_one = [delivery for delivery in outcome.deliveries if isinstance(delivery, ToGuest)]
    facts = outcome.facts
    said = [(m.stamp.id, m.sender, m.text) for m in to_all if isinstance(m, Said) and m.stamp]
    assert said == [(f.message_id, f.name, f.text) for f in facts if isinstance(f, Spoke)]
    announced = [(m.stamp.id, m.text) for m in to_all if isinstance(m, Announced) and m.stamp]
    assert announced == [(f.message_id, f.text) for f in facts if isinstance(f, AnnouncedByHost)]
    assert [m.name for m in to_all if isinstance(m, CameOnline)] == [
        f.name
        for f in facts
        if isinstance(f, Arrived) and f.address  # who is expected back is there from the start
    ]
    assert [m.name for m in to_all if isinstance(m, WentOffline)] == [
        f.name for f in facts if isinstance(f, Left)
    ]
    assert [d.place for d in outcome.deliveries if isinstance(d, TakeOver)] == [
        f.guest for f in facts if isinstance(f, Returned)
    ]
    whispers = [f for f in facts if isinstance(f, Whispered)]
    reached = [
        (d.guest, d.message.stamp.id, d.message.text, isinstance(d.message, WhisperReceived))
        for d in to_one
        if isinstance(d.message, WhisperReceived | WhisperSent) and d.message.stamp
    ]
    ends = [(f.to, f.message_id, f.text, True) for f in whispers]
    ends += [(f.sender, f.message_id, f.text, False) for f in whispers]
    assert reached == [end for end in ends if end[0] != HOST], "a whisper reaches exactly two"
