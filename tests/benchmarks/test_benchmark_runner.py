"""Which servers have how many guests, and what becomes of one that fails."""

from dataclasses import replace

import pytest

from benchmarks.results import Results
from benchmarks.runner import Notebook, guests_for, run_scenario
from benchmarks.running import Bench
from benchmarks.scenarios import Scale, Scenario, scenarios_of
from benchmarks.servers import all_servers
from benchmarks.session import most_guests

SERVERS = all_servers()


def run(scenario: Scenario, *names: str, bench: Bench) -> tuple[Results, list[str]]:
    results = Results(servers={name: {"title": name, "kind": SERVERS[name].kind.value} for name in names})
    told: list[str] = []
    run_scenario(1, scenario, [SERVERS[name] for name in names], bench, Notebook(results, told.append))
    return results, told


@pytest.mark.parametrize(
    ("wanted", "run_number", "guests"),
    [(300, 2, 300), (1000, 2, 1000), (2000, 1, 2000), (2000, 2, 0), (5000, 1, 2000)],
)
def test_server_that_fills_slowly_is_not_asked_for_thousands_again_and_again(
    wanted: int, run_number: int, guests: int
) -> None:
    assert guests_for(SERVERS["naive"], wanted, run_number) == guests
    assert guests_for(SERVERS["ours"], wanted, run_number) == wanted


def test_turns_go_to_and_fro(bench: Bench) -> None:
    scenario = Scenario("hall", "", (3,), ("flood 1 2 0 0.02",), turns=2)
    results, _ = run(scenario, "reference", "naive", bench=bench)
    order = [sample.server for sample in results.samples if sample.command == "flood"]
    assert order in (
        ["reference", "naive", "naive", "reference"],
        ["naive", "reference", "reference", "naive"],
    )


def test_room_is_filled_step_by_step(bench: Bench) -> None:
    scenario = Scenario("growth", "", (2, 5), ("flood 1 2 0 0.02",), turns=1)
    results, told = run(scenario, "reference", bench=bench)
    assert [sample.guests for sample in results.of("growth", "reference", "flood")] == [2, 5]
    assert len(told) == len(results.samples) == 4


def test_server_that_does_not_start_is_told_of_and_the_others_go_on(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("{python}", "-c", "raise SystemExit('no mood for it')")
    monkeypatch.setitem(SERVERS, "naive", replace(SERVERS["naive"], command=command))
    scenario = Scenario("hall", "", (3,), ("flood 1 2 0 0.02",), turns=1)
    results, _ = run(scenario, "naive", "reference", bench=bench)
    (failure,) = results.failures
    assert failure.server == "naive"
    assert "no mood for it" in failure.reason
    assert len(results.of("hall", "reference", "flood")) == 1


def test_server_whose_guests_fail_is_told_of_once(bench: Bench) -> None:
    scenario = Scenario("hall", "", (2,), ("flood 5 2 0 0.02",), turns=2)
    results, _ = run(scenario, "reference", bench=bench)
    (failure,) = results.failures
    assert failure.reason.startswith("flood: 5 of 2 guests cannot talk")


def test_history_takes_part_in_the_hall_alone() -> None:
    assert SERVERS["history"].takes_part_in("hall")
    assert not SERVERS["history"].takes_part_in("campus")
    assert SERVERS["ours"].takes_part_in("campus")


def test_crowd_of_a_storm_counts_for_the_files_that_are_needed() -> None:
    full = scenarios_of(Scale.FULL)
    assert most_guests(full["storm"]) == 1001
    assert most_guests(full["growth"]) == 5000


def test_every_scale_has_the_same_scenarios() -> None:
    assert len({tuple(scenarios_of(scale)) for scale in Scale}) == 1
