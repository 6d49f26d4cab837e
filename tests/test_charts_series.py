"""The lesson in samples: by the second as long as it is short, whole however long it becomes."""

import itertools
from dataclasses import replace

import pytest

from chatroom_server.window.charts_series import MOST_SAMPLES, Chart, LessonSeries, nearest
from tests.test_count_words import QUIET

NINE = 1_790_000_000.0


def lesson(seconds: int) -> LessonSeries:
    """A lesson with a message a second, a guest more each minute, and a delay that grows with time."""
    series = LessonSeries()
    series.begin_room(NINE)
    for second in range(1, seconds + 1):
        counters = replace(
            QUIET, users=1 + second // 60, messages=second - 1, relay_delay_seconds=second / 1_000
        )
        series.note(counters, NINE + second)
    return series


def test_short_lesson_is_kept_by_the_second() -> None:
    samples = lesson(100).samples
    assert [sample.seconds for sample in samples] == [1.0] * 100
    assert [sample.people for sample in samples[57:61]] == [1, 1, 2, 2]
    assert [sample.value(Chart.MESSAGES) for sample in samples[:3]] == [0.0, 1.0, 1.0]
    assert samples[4].value(Chart.DELAY) == pytest.approx(5.0)


def test_whole_day_stays_within_its_bounds_and_nothing_of_it_is_lost() -> None:
    seconds = 8 * 3_600
    samples = lesson(seconds).samples
    assert MOST_SAMPLES // 2 <= len(samples) <= MOST_SAMPLES
    assert (samples[0].utc, samples[-1].end_utc) == (NINE, NINE + seconds)
    assert all(first.end_utc == second.utc for first, second in itertools.pairwise(samples))
    assert sum(sample.messages for sample in samples) == seconds - 1
    assert max(sample.people for sample in samples) == 1 + seconds // 60
    assert max(sample.delay_seconds for sample in samples) == pytest.approx(seconds / 1_000)


def test_peak_of_one_second_survives_in_a_long_lesson() -> None:
    series = lesson(600)
    series.note(replace(QUIET, users=99, messages=600, relay_delay_seconds=9.0), NINE + 601)
    for second in range(602, 20_000):
        series.note(replace(QUIET, users=10, messages=600), NINE + second)
    assert max(sample.people for sample in series.samples) == 99
    assert max(sample.value(Chart.DELAY) for sample in series.samples) == pytest.approx(9_000)


def test_what_was_said_before_the_first_count_is_in_no_chart() -> None:
    series = LessonSeries()
    series.begin_room(NINE)
    series.note(replace(QUIET, messages=700), NINE + 1)
    series.note(replace(QUIET, messages=702), NINE + 2)
    assert [sample.messages for sample in series.samples] == [0, 2]


def test_seconds_that_a_busy_window_is_told_at_once_make_no_peak() -> None:
    series = lesson(10)
    for late in range(8):
        series.note(replace(QUIET, messages=9 + 10 * late), NINE + 18 + late / 1_000)
    assert max(sample.value(Chart.MESSAGES) for sample in series.samples) <= 10
    assert sum(sample.messages for sample in series.samples) == 9 + 70


def test_clock_that_is_set_back_leaves_the_lesson_in_order_and_as_long_as_it_was() -> None:
    series = lesson(100)
    series.note(replace(QUIET, messages=100), NINE + 101 - 3_600)
    samples = series.samples
    assert all(first.end_utc <= second.utc for first, second in itertools.pairwise(samples))
    assert samples[0].utc == pytest.approx(series.began_utc)
    assert series.noted_utc == pytest.approx(NINE + 101 - 3_600)
    assert series.noted_utc - series.began_utc == pytest.approx(100)


def test_new_room_begins_with_nothing() -> None:
    series = lesson(5_000)
    series.begin_room(NINE + 9_000)
    assert list(series.samples) == []
    series.note(QUIET, NINE + 9_001)
    assert [sample.seconds for sample in series.samples] == [1.0]


def test_part_of_a_lesson_is_what_touches_it() -> None:
    part = lesson(100).between(NINE + 40, NINE + 50, 1_000)
    assert (part[0].utc, part[-1].utc) == (NINE + 40, NINE + 50)


def test_more_than_there_is_room_for_is_joined_and_still_adds_up() -> None:
    series = lesson(1_000)
    steps = series.between(NINE, NINE + 1_000, 200)
    assert len(steps) == 200
    assert sum(step.messages for step in steps) == 999
    assert steps[-1].end_utc == NINE + 1_000


def test_steps_of_the_last_minutes_do_not_change_while_time_goes_on() -> None:
    series = lesson(1_000)
    before = {step.utc for step in series.between(NINE + 400, NINE + 1_000, 200)}
    series.note(QUIET, NINE + 1_001)
    after = {step.utc for step in series.between(NINE + 401, NINE + 1_001, 200)}
    assert len(before ^ after) <= 2


def test_moment_is_found_or_the_nearest_one() -> None:
    samples = lesson(100).samples
    assert nearest(samples, NINE + 50.5) is samples[50]
    assert nearest(samples, NINE - 10) is samples[0]
    assert nearest(samples, NINE + 500) is samples[-1]
    assert nearest([], NINE) is None
