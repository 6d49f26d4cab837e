"""What has been shown, by its id."""

from chatroom_client.session.seen import SeenMessages
from shared.protocol.messages import Stamp


def test_message_is_new_once() -> None:
    seen = SeenMessages()
    assert seen.see(Stamp(1, 5.0))
    assert not seen.see(Stamp(1, 5.0))
    assert seen.see(Stamp(2, 5.0))


def test_same_id_at_another_time_is_another_message() -> None:
    seen = SeenMessages()
    seen.see(Stamp(1, 5.0))
    assert seen.see(Stamp(1, 500.0))


def test_memory_is_bounded_and_keeps_the_newest() -> None:
    seen = SeenMessages()
    for number in range(20_000):
        seen.see(Stamp(number, 1.0))
    assert not seen.see(Stamp(19_999, 1.0))
    assert seen.see(Stamp(0, 1.0))


def test_resume_goes_on_at_the_newest_or_where_the_room_is() -> None:
    seen = SeenMessages(last=10)
    seen.rise(12)
    seen.rise(11)
    seen.resume(newest=30)
    assert (seen.last, seen.floor) == (12, 12)
    seen.resume(newest=5)
    assert (seen.last, seen.floor) == (5, 12)


def test_new_session_begins_before_what_the_login_brings() -> None:
    seen = SeenMessages(last=10)
    seen.begin(newest=500)
    assert (seen.last, seen.floor) == (450, 10)
    seen.begin(newest=3)
    assert seen.last == 0
