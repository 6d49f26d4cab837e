"""How exported files write times: as the clock here shows them."""

from datetime import date

from chatroom_server.export.times import day_and_time, local_day, span, time_on
from tests.helpers.zone import CENTRAL_EUROPE, CHINA, UTC_ZONE, in_zone

NINE = 1_795_165_200.0  # 2026-11-20 09:00:00 in UTC


def test_time_is_this_computers_in_whole_seconds() -> None:
    with in_zone(CHINA):
        assert day_and_time(NINE + 133.999) == "2026-11-20 17:02:13"


def test_day_is_the_one_it_was_here() -> None:
    late = NINE + 8 * 3_600
    with in_zone(UTC_ZONE):
        assert local_day(late) == date(2026, 11, 20)
    with in_zone(CHINA):
        assert local_day(late) == date(2026, 11, 21)


def test_time_on_another_day_says_which() -> None:
    with in_zone(UTC_ZONE):
        assert time_on(date(2026, 11, 20), NINE) == "09:00:00"
        assert time_on(date(2026, 11, 19), NINE) == "2026-11-20 09:00:00"


def test_span_says_from_when_to_when_and_in_which_zone() -> None:
    with in_zone(CHINA):
        assert span(NINE, NINE + 2_700, "now") == "2026-11-20 17:00:00 – 17:45:00 (UTC+08:00)"
        assert span(NINE, None, "now") == "2026-11-20 17:00:00 – now (UTC+08:00)"
    with in_zone("NST3:30"):
        assert span(NINE, NINE + 86_400, "now") == "2026-11-20 05:30:00 – 2026-11-21 05:30:00 (UTC-03:30)"


def test_summer_time_is_that_of_the_day() -> None:
    with in_zone(CENTRAL_EUROPE):
        assert span(1_783_933_200.0, None, "now") == "2026-07-13 11:00:00 – now (UTC+02:00)"
