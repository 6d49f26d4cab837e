"""The zone that this computer's clock is in, changed for one test."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

UTC_ZONE = "UTC0"
CHINA = "CST-8"  # spelled out, as a small system has no table of zones
CENTRAL_EUROPE = "CET-1CEST,M3.5.0,M10.5.0/3"


@contextmanager
def in_zone(zone: str) -> Iterator[None]:
    """Have the local time be that of a zone within the block; skips the test where that cannot be done."""
    if not hasattr(time, "tzset"):
        pytest.skip("all programs are in one zone here")
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
