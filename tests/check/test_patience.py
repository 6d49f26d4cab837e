"""Only time in which somebody could have answered counts, and yet every wait has an end."""

from shared.check.patience import Patience


class Clock:
    """Steady seconds that go on when they are told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def seconds_until_over(patience: Patience, clock: Clock, turn: float) -> float:
    began_at = clock.now
    while not patience.is_over():
        clock.now += turn
        assert clock.now < began_at + 1_000
    return clock.now - began_at


def test_program_at_rest_has_just_the_time_that_was_said() -> None:
    clock = Clock()
    taken = seconds_until_over(Patience(2.0, lambda: True, clock), clock, turn=0.01)
    assert 2.0 <= taken < 2.02


def test_time_in_which_the_program_is_at_work_does_not_count() -> None:
    clock = Clock()
    worked_until = clock.now + 5.0
    patience = Patience(2.0, lambda: clock.now > worked_until, clock)
    assert 7.0 <= seconds_until_over(patience, clock, turn=0.01) < 7.05


def test_judge_that_is_kept_waiting_gives_more_time() -> None:
    clock = Clock()
    assert seconds_until_over(Patience(0.5, lambda: True, clock), clock, turn=0.2) > 4.0


def test_program_that_never_rests_is_not_waited_for_without_end() -> None:
    clock = Clock()
    patience = Patience(1.0, lambda: False, clock)
    assert 20.0 < seconds_until_over(patience, clock, turn=0.01) < 22.0
    assert patience.has_given_up
