"""The verdict on flatness finds each thing that grows, and nothing in a server that is flat."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.soak.sample import Sample
from tests.soak.verdict import MIB, judge_flatness, uneven_tables

WARM = 2
_LEVEL = {
    "rss": 40.0 * MIB,
    "descriptors": 12.0,
    "fd_socket": 4.0,
    "threads": 2.0,
    "tasks": 1.0,
    "timers": 1.0,
    "watched": 3.0,
    "callbacks": 1.0,
    "users": 0.0,
    "connections": 0.0,
    "objects": 300.0,
    "blocks": 130_000.0,
    "malloc": 5.0 * MIB,
    "wal": 4.0 * MIB,
}
_TABLES = {"room._links": [0, -1], "room._recent": [40, 50], "room._sessions": [0, -1]}


def flat_samples(lessons: int = 10) -> list[Sample]:
    """What a server without a flaw shows, with a little noise in what cannot be exact."""
    samples: list[Sample] = []
    for lesson in range(1, lessons + 1):
        noise = lesson * 37 % 11
        memory = {"rss": 40.0 * MIB + noise * 20_000, "blocks": 130_000.0 + noise, "objects": 300.0 + noise}
        busy = {"descriptors": 70.0, "tasks": 3.0, "timers": 5.0, "users": 60.0, "connections": 60.0}
        samples += [
            Sample(lesson * 100.0 + at, lesson, False, {**_LEVEL, **memory, **busy}) for at in (0, 30, 60)
        ]
        quiet = {**_LEVEL, **memory}
        objects = {"builtins.dict": 200, "room.Fact": 100 + noise}
        samples.append(Sample(lesson * 100.0 + 90, lesson, True, quiet, _TABLES, objects))
    return samples


def grown(name: str, by_lesson: Callable[[int], float]) -> list[Sample]:
    """The same, with one measure that is more by so much."""
    return [
        replace(each, measures={**each.measures, name: each.measures[name] + by_lesson(each.lesson)})
        for each in flat_samples()
    ]


def with_table(
    path: str, size: Callable[[int], int], limit: int = -1, most_sessions: int = 0
) -> list[Sample]:
    """The same, with one table of such a size."""
    return [
        replace(each, tables={**each.tables, path: [size(each.lesson), limit]}, most_sessions=most_sessions)
        for each in flat_samples()
    ]


def test_flat_server_is_flat() -> None:
    assert judge_flatness(flat_samples(), WARM) == []


@pytest.mark.parametrize(
    "name", ["descriptors", "fd_socket", "threads", "tasks", "timers", "watched", "users", "connections"]
)
def test_one_more_in_a_single_break_is_found(name: str) -> None:
    findings = judge_flatness(grown(name, lambda lesson: float(lesson == 7)), WARM)
    assert [finding.partition(":")[0] for finding in findings] == [name]
    assert "1 of 9 breaks" in findings[0]


def test_callbacks_that_pile_up_are_found() -> None:
    assert judge_flatness(grown("callbacks", lambda lesson: lesson), WARM)[0].startswith("callbacks: 11 wait")


@pytest.mark.parametrize(
    ("name", "a_lesson"), [("objects", 20.0), ("blocks", 60.0), ("malloc", 20_000.0), ("rss", 0.6 * MIB)]
)
def test_memory_that_rises_with_every_lesson_is_found(name: str, a_lesson: float) -> None:
    findings = judge_flatness(grown(name, lambda lesson: lesson * a_lesson), WARM)
    assert [finding.partition(":")[0] for finding in findings] == [name]


@pytest.mark.parametrize("name", ["objects", "blocks", "malloc", "rss"])
def test_memory_that_is_level_after_the_warm_up_is_flat(name: str) -> None:
    assert judge_flatness(grown(name, lambda lesson: (lesson > WARM) * 50.0 * MIB), WARM) == []


def test_types_that_grew_most_are_named() -> None:
    samples = [
        replace(each, objects={**each.objects, "room.Leaked": each.lesson * 20})
        for each in grown("objects", lambda lesson: lesson * 20.0)
    ]
    (finding,) = judge_flatness(samples, WARM)
    assert "most of it room.Leaked +140" in finding


def test_memory_of_sessions_that_may_be_resumed_is_no_leak() -> None:
    kept = with_table("room._sessions", lambda lesson: lesson * 20, most_sessions=1_000)
    rising = grown("blocks", lambda lesson: lesson * 60.0)
    samples = [replace(each, measures=more.measures) for each, more in zip(kept, rising, strict=True)]
    assert judge_flatness(samples, WARM) == []


def test_table_that_keeps_one_entry_is_found() -> None:
    (finding,) = judge_flatness(with_table("room._links", lambda lesson: int(lesson >= 4)), WARM)
    assert finding == "table room._links has 1, and had 0 (lesson 10)"


def test_table_that_keeps_an_entry_at_the_very_end_is_found() -> None:
    (finding,) = judge_flatness(with_table("room._links", lambda lesson: int(lesson == 10)), WARM)
    assert finding == "table room._links has 1, and had 0 (lesson 10)"


def test_table_that_keeps_an_entry_over_two_breaks_is_found() -> None:
    (finding,) = judge_flatness(with_table("room._links", lambda lesson: int(lesson in {4, 5})), WARM)
    assert finding == "table room._links has 1, and had 0 (lesson 5)"


def test_work_that_is_late_once_is_no_leak() -> None:
    assert judge_flatness(with_table("room._to_do", lambda lesson: 8 * (lesson == 4)), WARM) == []


def test_new_table_that_grows_is_found() -> None:
    (finding,) = judge_flatness(with_table("room._novel", lambda lesson: lesson), WARM)
    assert finding.startswith("table room._novel has 10, and had 1")


def test_table_that_has_become_empty_is_no_leak() -> None:
    assert uneven_tables({"room._a": [3, -1]}, {}, 0) == []
    assert uneven_tables({"room._a": [3, -1]}, {"room._a": [1, -1]}, 0) == []


def test_bounded_table_may_fill_up_and_no_more() -> None:
    assert judge_flatness(with_table("room._some", lambda lesson: min(lesson * 20, 50), 50), WARM) == []
    assert "more than its 50" in judge_flatness(with_table("room._some", lambda _: 51, 50), WARM)[0]


def test_only_sessions_that_guests_know_of_may_be_left() -> None:
    assert judge_flatness(with_table("room._sessions", lambda _: 3, most_sessions=3), WARM) == []
    findings = judge_flatness(with_table("room._sessions", lambda lesson: lesson, most_sessions=3), WARM)
    assert "no more than 3 can be resumed" in findings[0]


def test_journal_of_the_history_that_grows_is_found() -> None:
    assert "journal" in judge_flatness(grown("wal", lambda lesson: lesson * 4.0 * MIB), WARM)[0]


def test_too_few_breaks_prove_nothing() -> None:
    assert judge_flatness(flat_samples(lessons=WARM + 2), WARM) == ["4 breaks are too few to tell anything"]
    assert judge_flatness([], WARM) == ["0 breaks are too few to tell anything"]
