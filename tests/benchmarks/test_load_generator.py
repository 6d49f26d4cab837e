"""The load generator finds whatever a server does wrong, and nothing where a server does everything right."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from benchmarks.load import Load, LoadFailed
from benchmarks.results import WRONG
from benchmarks.running import Bench, RunningServer
from benchmarks.servers import Kind, Server, all_servers
from tests.benchmarks.faulty_server import FAULTS

SERVERS = all_servers()


@contextmanager
def guests_of(server: Server, bench: Bench) -> Iterator[Load]:
    with RunningServer(server, bench) as running:
        running.wait_until_ready()
        with Load(server, running, bench) as load:
            yield load


def faulty(fault: str) -> Server:
    command = ("{python}", "-m", "tests.benchmarks.faulty_server", "{port}", fault)
    return Server(f"faulty-{fault}", fault, Kind.NAIVE, "chatroom", command)


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("loses", {"lost": 1.0}),
        ("doubles", {"duplicated": 1.0}),
        ("swaps", {"misordered": 1.0}),
        ("damages", {"damaged": 1.0, "lost": 1.0}),
        ("cuts", {"damaged": 1.0, "lost": 1.0}),
        ("blames", {"damaged": 1.0, "lost": 1.0}),
    ],
)
def test_planted_fault_is_found_and_nothing_else(fault: str, found: dict[str, float], bench: Bench) -> None:
    with guests_of(faulty(fault), bench) as load:
        load.ask("join 5")
        answer = load.ask("pace 1 200 0 0.2")
    assert {key: answer[key] for key in WRONG if answer[key]} == found


def test_two_talkers_in_another_order_for_one_guest_are_found(bench: Bench) -> None:
    """Each talker's own messages are in order; but a room has one order for all that is said."""
    with guests_of(faulty("swaps"), bench) as load:
        load.ask("join 5")
        answer = load.ask("pace 3 200 0 0.2")
    assert {key: answer[key] for key in WRONG if answer[key]} == {}
    assert answer["diverged"] > 0


def test_guest_who_is_dropped_is_missed(bench: Bench) -> None:
    with guests_of(faulty("drops"), bench) as load:
        load.ask("join 5")
        answer = load.ask("pace 3 200 0 0.2")
    assert answer["dropped"] == 1
    assert answer["lost"] > 0


def test_every_fault_of_the_faulty_server_is_looked_for() -> None:
    assert set(FAULTS) == {"loses", "doubles", "swaps", "damages", "cuts", "blames", "drops"}


@pytest.mark.parametrize("name", ["ours", "ours-rich", "reference", "naive"])
def test_nothing_is_wrong_with_a_sound_server(name: str, bench: Bench) -> None:
    with guests_of(SERVERS[name], bench) as load:
        load.ask("join 4")
        load.ask("pace 4 200 0 0.1")
        load.ask("join 7")
        flooded = load.ask("flood 2 8 0 0.1")
        alone = load.ask("alone 0 0.1")
    assert {key: alone[key] for key in WRONG if alone[key]} == {}
    assert alone["diverged"] == 0
    assert flooded["deliveries"] > 0
    assert flooded["guests"] == 7
    assert 0 < alone["p50_us"] <= alone["last_p50_us"] <= alone["max_us"]


@pytest.mark.parametrize("name", ["ours", "ours-rich", "reference", "naive"])
def test_storm_is_seen_coming_and_going_as_often_as_wanted(name: str, bench: Bench) -> None:
    with guests_of(SERVERS[name], bench) as load:
        load.ask("join 1")
        for _ in range(2):
            answer = load.ask("storm 8")
            assert answer["crowd"] == 8
            assert 0 < answer["told_s"] <= answer["settled_s"]
            assert answer["gone_s"] > 0


def test_rich_guests_say_that_they_are_there(bench: Bench) -> None:
    with guests_of(SERVERS["ours-rich"], bench) as load:
        load.ask("join 5")
        assert load.ask("ping")["pongs"] == 2


def test_annotation_that_is_missing_is_found(bench: Bench) -> None:
    """A plain server gives guests who ask for rich the lines alone."""
    with guests_of(replace(SERVERS["naive"], is_half_rich=True), bench) as load:
        load.ask("join 4")
        assert load.ask("pace 1 100 0 0.1")["damaged"] > 0


def test_command_that_makes_no_sense_is_answered_in_words(bench: Bench) -> None:
    with guests_of(SERVERS["reference"], bench) as load, pytest.raises(LoadFailed, match="no such command"):
        load.ask("dance")


def test_more_talkers_than_guests_are_refused_in_words(bench: Bench) -> None:
    with guests_of(SERVERS["reference"], bench) as load:
        load.ask("join 2")
        with pytest.raises(LoadFailed, match="3 of 2 guests cannot talk"):
            load.ask("flood 3 1 0 0.1")
