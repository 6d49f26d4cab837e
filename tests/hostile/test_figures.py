"""The figures: what a percentile is, and when a class was moved by an attack."""

import pytest

from tests.hostile.figures import FLOOR_SECONDS, Delays, Flaws, Measured, Turn


def measured(quiet: float, attack: float, after: float = 0.0) -> Measured:
    turns = [Turn(Delays(1, p99=p99)) for p99 in (quiet, attack, after)]
    return Measured(turns[0], turns[1], turns[2], 0, 0, 0.0, {})


def test_delays_are_told_by_their_middle_their_last_hundredth_and_the_longest() -> None:
    delays = Delays.of([number / 1_000 for number in range(1_000, -1, -1)])
    assert (delays.count, delays.p50, delays.p99, delays.longest) == (1_001, 0.5, 0.99, 1.0)


def test_one_delay_is_every_figure_and_none_is_none() -> None:
    assert Delays.of([0.25]) == Delays(1, 0.25, 0.25, 0.25)
    assert Delays.of([]) == Delays()


@pytest.mark.parametrize(
    ("quiet", "attack", "after", "is_unmoved"),
    [
        (0.050, 0.099, 0.0, True),
        (0.050, 0.101, 0.0, False),
        (0.001, 0.099, 0.050, True),
        (0.001, FLOOR_SECONDS, 0.001, True),
        (0.001, FLOOR_SECONDS + 0.001, 0.001, False),
    ],
)
def test_class_is_moved_beyond_twice_its_quiet_value_and_the_floor(
    quiet: float, attack: float, after: float, is_unmoved: bool
) -> None:
    assert measured(quiet, attack, after).is_unmoved is is_unmoved


@pytest.mark.parametrize(
    ("quiet", "attack", "is_by_floor_only"),
    [(0.001, 0.002, False), (0.001, 0.0021, True), (0.001, FLOOR_SECONDS, True), (0.050, 0.150, False)],
)
def test_what_passes_by_the_floor_alone_is_told_apart(
    quiet: float, attack: float, is_by_floor_only: bool
) -> None:
    turns = measured(quiet, attack)
    assert turns.is_by_floor_only is is_by_floor_only
    assert turns.times_quiet == pytest.approx(attack / quiet)


def test_flaws_of_an_attack_are_those_that_were_not_there_before() -> None:
    before, after = Turn(flaws=Flaws(lost=2, doubled=1)), Turn(flaws=Flaws(2, 1, 1, 3))
    of_the_attack = Measured(before, after, after, 0, 0, 0.0, {}).flaws
    assert of_the_attack == Flaws(misordered=1, thrown_out=3)
    assert of_the_attack.total == 4
