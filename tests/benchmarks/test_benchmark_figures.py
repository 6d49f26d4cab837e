"""The goals: met, not met, or not measured, from results that are made up."""

import pytest

from benchmarks.figures import Finding, find
from benchmarks.results import Results, Sample
from benchmarks.scenarios import NAMES

SERVERS = {
    "ours": {"title": "Ours", "kind": "ours"},
    "ours-rich": {"title": "Ours, half rich", "kind": "ours"},
    "reference": {"title": "Reference", "kind": "reference"},
    "naive": {"title": "Naive", "kind": "naive"},
    "nats": {"title": "NATS", "kind": "peer"},
}


def results(*samples: Sample) -> Results:
    return Results(titles=dict.fromkeys(NAMES, ""), servers=SERVERS, samples=list(samples))


def hall(server: str, speed: float, run: int = 1) -> Sample:
    return Sample(run, "hall", server, 300, 0, "flood", {"deliveries_s": speed})


def finding(found: list[Finding], code: str, words: str = "", form: str = "plain") -> Finding:
    (one,) = [
        each for each in found if each.goal.code == code and words in each.goal.what and each.form == form
    ]
    return one


def test_nothing_measured_is_neither_met_nor_missed() -> None:
    assert {each.is_met for each in find(results())} == {None}


def test_goals_of_scenarios_that_were_not_wanted_are_not_told_of() -> None:
    found = find(Results(titles={"hall": ""}, servers=SERVERS))
    assert {each.goal.code for each in found} == {"P1", "P7"}


@pytest.mark.parametrize(("speed", "is_met"), [(50.0, True), (49.0, False)])
def test_speed_is_met_from_its_bound_on(speed: float, is_met: bool) -> None:
    found = find(results(hall("ours", speed), hall("reference", 100.0)))
    assert finding(found, "P1", "C reference").is_met is is_met


def test_median_of_the_runs_decides() -> None:
    runs = [hall("ours", speed, run) for run, speed in enumerate((10.0, 60.0, 70.0), 1)]
    runs += [hall("reference", 100.0, run) for run in (1, 2, 3)]
    assert finding(find(results(*runs)), "P1", "C reference").is_met is True


def test_half_rich_is_judged_for_itself() -> None:
    found = find(results(hall("ours", 60.0), hall("ours-rich", 40.0), hall("reference", 100.0)))
    assert finding(found, "P1", "C reference", "plain").is_met is True
    assert finding(found, "P1", "C reference", "half rich").is_met is False


def test_delay_is_compared_with_the_quickest_peer() -> None:
    samples = [
        Sample(1, "single", server, 300, 0, "alone", {"p50_us": delay})
        for server, delay in (("ours", 90.0), ("nats", 100.0))
    ]
    spread = finding(find(results(*samples)), "P3", "best peer").spread
    assert spread is not None
    assert spread.median == pytest.approx(0.9)


def test_growth_compares_the_most_with_three_hundred() -> None:
    samples = [
        Sample(1, "growth", "ours", guests, 0, "flood", {"cpu_us": cost})
        for guests, cost in ((10, 9.0), (300, 2.0), (5000, 2.5))
    ]
    one = finding(find(results(*samples)), "P8")
    assert one.spread is not None
    assert one.spread.median == pytest.approx(1.25)
    assert one.is_met is True


def test_longest_delay_is_the_longest_of_all_turns_of_a_run() -> None:
    samples = [
        Sample(1, "classroom", "ours", 30, turn, "pace", {"max_us": longest})
        for turn, longest in enumerate((2_000.0, 12_000.0))
    ]
    one = finding(find(results(*samples)), "P4", "longest")
    assert one.spread is not None
    assert one.spread.median == pytest.approx(12.0)
    assert one.is_met is False
