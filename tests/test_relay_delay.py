"""What the relay says of its own delay: the time from the first message of a turn until all have been sent it."""

import pytest

from chatroom_server.relay import Relay
from tests.helpers.loops import ManualLoop
from tests.helpers.stage import Stage, said


class Clock:
    """Lets time pass at the head of each flush, as writing down does."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.loop: ManualLoop | None = None

    def pass_on(self) -> None:
        if self.loop is not None:
            self.loop.now += self.seconds


def staged(seconds: float) -> Stage:
    clock = Clock()
    stage = Stage(clock.pass_on)
    stage.connect()
    stage.turn()
    second_passes(stage.relay, stage.loop)
    clock.loop, clock.seconds = stage.loop, seconds
    return stage


def second_passes(relay: Relay, loop: ManualLoop) -> None:
    loop.pass_time(1.0)
    relay.sweep(loop.now)


def test_delay_is_that_of_the_turns_in_the_second_before() -> None:
    stage = staged(0.02)
    stage.relay.to_everyone(said("one"))
    stage.turn()
    second_passes(stage.relay, stage.loop)
    assert stage.relay.delay_seconds == pytest.approx(0.02)
    second_passes(stage.relay, stage.loop)
    assert stage.relay.delay_seconds == 0.0


def test_delay_begins_with_the_first_message_of_a_turn() -> None:
    stage = staged(0.0)
    stage.relay.to_everyone(said("one"))
    stage.loop.now += 0.03
    stage.relay.to_everyone(said("two"))
    stage.turn()
    second_passes(stage.relay, stage.loop)
    assert stage.relay.delay_seconds == pytest.approx(0.03)


def test_guest_who_does_not_read_makes_the_relay_no_slower() -> None:
    stage = staged(0.01)
    slow = stage.connect_stuck("one")
    second_passes(stage.relay, stage.loop)
    stage.relay.to_everyone(said("two"))
    stage.turn()
    stage.loop.now += 5.0
    stage.drain(slow)
    second_passes(stage.relay, stage.loop)
    assert stage.relay.delay_seconds == pytest.approx(0.01)


def test_clock_is_read_twice_a_turn_however_much_is_said_to_however_many() -> None:
    class CountingLoop(ManualLoop):
        def __init__(self) -> None:
            super().__init__()
            self.readings = 0

        def time(self) -> float:
            self.readings += 1
            return super().time()

    stage = Stage()
    for _ in range(20):
        stage.connect()
    stage.turn()
    loop = CountingLoop()
    relay = Relay(loop.as_loop)
    for _ in range(100):
        relay.to_everyone(said("hello"))
    loop.settle()
    assert loop.readings == 2
