"""What a row of the wire's table can be: a frame, a connection's beginning or end, or calls that are not shown.

The rule: a row is data that never changes; what is written for it is made when it is looked at.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TypeAlias

from shared.value import value
from shared.wire.frames import WireFrame
from shared.wire.record import Closed, Opened


class WireColumn(IntEnum):
    """The columns, from left to right."""

    NUMBER = 0  # of the frame
    TIME = 1  # when its last byte came or went
    WHO = 2  # whose connection it is
    ARROW = 3  # to the server, or from it
    BYTES = 4  # its parts, painted
    MEANING = 5  # in words, with what is wrong or remarkable


@value
class LeftOut:
    """So many calls were not recorded here, because too much came at once."""

    utc: float
    calls: int


WireRow: TypeAlias = WireFrame | Opened | Closed | LeftOut


def weight(row: WireRow) -> int:
    """About how many bytes of memory a row holds."""
    return len(row.raw) if isinstance(row, WireFrame) else 0
