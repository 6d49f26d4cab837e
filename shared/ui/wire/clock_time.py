"""When something went over the wire, on this computer's clock, to the millisecond.

The rule: the same everywhere, so that a row, a lane and a ladder can be compared.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache


def clock_time(utc: float) -> str:
    """Return ``09:06:12.057`` for seconds since 1970."""
    # By way of whole microseconds: 57 milliseconds are 56.999… in binary.
    second, fraction = divmod(round(utc * 1_000_000), 1_000_000)
    return f"{_second(second)}.{fraction // 1000:03}"


@lru_cache(maxsize=256)
def _second(second: int) -> str:
    return f"{datetime.fromtimestamp(second).astimezone():%H:%M:%S}"
