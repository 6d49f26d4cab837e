"""How exported files write times: as the clock on this computer's wall shows them, year first.

The rule: whole seconds, digits alone, and the same in every language, so that files sort and compare.
"""

from datetime import UTC, date, datetime


def local_time(utc: float) -> datetime:
    """Return a time in seconds since 1970 as this computer's local one, which knows its offset from UTC."""
    return datetime.fromtimestamp(int(utc), UTC).astimezone()


def local_day(utc: float) -> date:
    """Return the day on which it was that time here."""
    return local_time(utc).date()


def day_and_time(utc: float) -> str:
    """Return ``2026-11-20 09:02:13``."""
    return f"{local_time(utc):%Y-%m-%d %H:%M:%S}"


def time_on(day: date, utc: float) -> str:
    """Return ``09:02:13``, with the day before it where it is another one than ``day``."""
    moment = local_time(utc)
    return f"{moment:%H:%M:%S}" if moment.date() == day else day_and_time(utc)


def span(began_utc: float, ended_utc: float | None, until_now: str) -> str:
    """Return ``2026-11-20 09:00:03 – 10:31:40 (UTC+08:00)``; ``until_now`` stands for an end still to come."""
    began = local_time(began_utc)
    end = until_now if ended_utc is None else time_on(began.date(), ended_utc)
    offset = f"{began:%z}"
    return f"{day_and_time(began_utc)} – {end} (UTC{offset[:3]}:{offset[3:5]})"
