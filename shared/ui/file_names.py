"""The name that is suggested for a file of a room: the room, the day, and what it is.

The rule: every system takes it as the name of a file in the folder that the person chooses, whatever the room is
called.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from shared.protocol.text import clean_name

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_MOST_BYTES: Final = 120
"""Of the room's name: most systems end a file's name at 255 bytes, and a Chinese character takes three."""


def file_name(room_name: str, day: date, what: str = "") -> str:
    """Return a file's name without an ending, such as ``Room 101 2026-11-20 attendance``."""
    room = _safe(room_name).encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .-")
    return " ".join(part for part in (room, day.isoformat(), _safe(what)) if part)


def _safe(text: str) -> str:
    # A dot at the front hides a file; at the end Windows takes it away, as it does with spaces.
    return " ".join(_FORBIDDEN.sub("-", clean_name(text)).split()).strip(" .-")
