"""Medians, spreads and ratios: turn by turn first, then by run, and only then over all runs."""

from benchmarks.ratios import Spread, against_best_peer, figure, ratio, spread, worst_of_each_run
from benchmarks.results import Results, Sample, derived


def sample(server: str, run: int, turn: int, **values: float) -> Sample:
    return Sample(run, "hall", server, 300, turn, "flood", values)


def test_ratio_is_taken_between_turns_that_stood_side_by_side() -> None:
    one = {(1, 0): 10.0, (1, 1): 30.0, (2, 0): 5.0}
    other = {(1, 0): 5.0, (1, 1): 10.0, (3, 0): 1.0}
    assert ratio(one, other) == {(1, 0): 2.0, (1, 1): 3.0}


def test_ratio_to_nothing_is_no_ratio() -> None:
    assert ratio({(1, 0): 10.0}, {(1, 0): 0.0}) == {}


def test_slow_machine_in_one_turn_leaves_the_ratio_alone() -> None:
    ours = {(1, 0): 20.0, (1, 1): 2.0}
    reference = {(1, 0): 40.0, (1, 1): 4.0}
    assert spread(ratio(ours, reference)) == Spread(0.5, 0.5, 0.5, 1)


def test_spread_is_between_the_medians_of_the_runs() -> None:
    turns = {(1, 0): 1.0, (1, 1): 2.0, (1, 2): 90.0, (2, 0): 4.0, (3, 0): 6.0, (3, 1): 8.0}
    assert spread(turns) == Spread(median=4.0, least=2.0, most=7.0, runs=3)


def test_nothing_has_no_spread() -> None:
    assert spread({}) is None


def peers(**speeds: tuple[float, float]) -> Results:
    results = Results(servers={name: {"kind": "peer"} for name in speeds})
    results.servers |= {"ours": {"kind": "ours"}, "naive": {"kind": "naive"}}
    results.samples = [
        sample(name, 1, turn, deliveries_s=speed)
        for name, both in speeds.items()
        for turn, speed in enumerate(both)
    ]
    results.samples += [
        sample(name, 1, turn, deliveries_s=12.0) for name in ("ours", "naive") for turn in (0, 1)
    ]
    return results


def test_best_peer_is_the_one_against_which_a_server_looks_worst_in_all() -> None:
    results = peers(lucky_once=(12.0, 1.0), steady=(6.0, 4.0), weak=(1.0, 1.0))
    assert against_best_peer(results, "hall", "ours", "deliveries_s", less_is_better=False) == {
        (1, 0): 2.0,
        (1, 1): 3.0,
    }


def test_of_delays_the_best_is_the_least() -> None:
    results = peers(quick=(6.0, 6.0), slow=(24.0, 24.0))
    assert against_best_peer(results, "hall", "ours", "deliveries_s", less_is_better=True) == {
        (1, 0): 2.0,
        (1, 1): 2.0,
    }


def test_only_what_others_have_built_are_peers() -> None:
    assert against_best_peer(peers(), "hall", "ours", "deliveries_s", less_is_better=False) == {}


def test_worst_of_each_run_is_its_largest() -> None:
    assert worst_of_each_run({(1, 0): 3.0, (1, 1): 7.0, (2, 0): 1.0}) == {(1, 0): 7.0, (2, 0): 1.0}


def test_figure_is_of_one_command_and_one_number_of_guests() -> None:
    results = Results()
    results.samples = [
        Sample(1, "growth", "ours", 10, 0, "flood", {"cpu_us": 1.0}),
        Sample(1, "growth", "ours", 30, 0, "flood", {"cpu_us": 2.0}),
        Sample(1, "growth", "ours", 30, 0, "alone", {"cpu_us": 3.0}),
    ]
    assert figure(results, "growth", "ours", "cpu_us", command="flood", guests=30) == {(1, 0): 2.0}


def test_what_follows_from_an_answer_is_computed_from_it() -> None:
    answer = {"deliveries": 4_000_000, "seconds": 2, "server_cpu_s": 1, "load_busy_s": 0.5, "reads": 1000}
    values = derived(answer)
    assert values["deliveries_s"] == 2_000_000
    assert values["cpu_us"] == 0.25
    assert values["server_core"] == 0.5
    assert values["load_core"] == 0.25


def test_turn_without_a_delivery_has_no_rates() -> None:
    assert derived({"deliveries": 0, "seconds": 1, "p50_us": -1}) == {"deliveries": 0, "seconds": 1}
