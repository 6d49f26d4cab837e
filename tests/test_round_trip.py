"""How long it takes to the room and back."""

from chatroom_client.round_trip import RoundTrip
from shared.protocol.messages import Ping, Pong, Say


def test_the_answer_to_the_newest_ping_gives_the_time() -> None:
    trip = RoundTrip()
    trip.note_sent(Ping(1), 10.0)
    trip.note_sent(Say("hello"), 10.1)
    trip.note_sent(Ping(2), 11.0)
    assert trip.note_heard(Pong(1), 11.25) is None
    assert trip.note_heard(Pong(2), 11.5) == 0.5


def test_an_answer_that_nobody_asked_for_counts_not() -> None:
    trip = RoundTrip()
    assert trip.note_heard(Pong(1), 10.0) is None
    trip.note_sent(Ping(1), 10.0)
    assert trip.note_heard(Say("hello"), 10.25) is None
    assert trip.note_heard(Pong(1), 10.5) == 0.5
    assert trip.note_heard(Pong(1), 11.0) is None
