"""What stays true of a room whatever happens in it: it is played against its truth, step by step."""

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from chatroom_server.room import Room
from shared.protocol.messages import Roster
from tests.helpers.broken_rooms import BROKEN
from tests.helpers.lesson import Lesson
from tests.helpers.room_play import RoomPlay

TestRoomAndItsTruth = RoomPlay.TestCase
TestRoomAndItsTruth.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_broken_rooms_are_many() -> None:
    assert len(BROKEN) >= 10


@pytest.mark.parametrize("broken", BROKEN, ids=lambda room: room.__name__)
def test_broken_room_is_found_out(broken: type[Room]) -> None:
    class Play(RoomPlay):
        room_type = broken

    with pytest.raises((AssertionError, KeyError)):
        run_state_machine_as_test(
            Play,
            settings=settings(
                max_examples=3_000,
                stateful_step_count=30,
                deadline=None,
                database=None,
                derandomize=True,
                report_multiple_bugs=False,
                phases=[Phase.generate],
            ),
        )


def test_thousand_people_come_and_go() -> None:
    lesson = Lesson()
    for guest in range(1, 1_001):
        assert lesson.log_in(guest, f"guest {guest}")
    [roster] = [message for message in lesson.told(1_000) if isinstance(message, Roster)]
    assert len(roster.users) == 1_000
    assert len(lesson.told(1)) == 1_000
    for guest in range(1, 1_001):
        lesson.leave(guest)
    assert lesson.room.names == ()
