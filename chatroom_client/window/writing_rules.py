"""Who may write to whom right now, and when again: the room's rules as they hold for the person at this window.

The rule: it only foretells what the room decides, so that nobody writes in vain; and nothing is ever in the way of
writing to the host.
"""

from __future__ import annotations

import math
from enum import Enum, auto
from typing import Final, assert_never

from shared.protocol.messages import RoomMode

_LONGEST_SECONDS: Final = 3_600.0
"""What a room asks for beyond this is not meant, and no countdown has room for it."""


class Obstacle(Enum):
    """Why something written would reach nobody now."""

    NONE = auto()  # nothing is in its way
    MUTED = auto()  # the host has muted this person
    NO_WHISPERS = auto()  # guests do not whisper to each other now
    HOST_ONLY = auto()  # guests write to the host alone
    QUIET = auto()  # nobody writes now
    TOO_SOON = auto()  # slow mode: the last one is not long enough ago


class WritingRules:
    """Tell it what the room says and what was sent; times are steady seconds."""

    def __init__(self) -> None:
        self.is_muted = False
        self._mode = RoomMode.ALL
        self._slow_seconds = 0.0
        self._free_at: float | None = None

    @property
    def mode(self) -> RoomMode:
        """Who may write to whom."""
        return self._mode

    @property
    def slow_seconds(self) -> float:
        """How long between two messages; 0 for as often as one likes."""
        return self._slow_seconds

    def set_rules(self, mode: RoomMode, slow_seconds: float, now: float) -> None:
        """The room has said what holds from now on."""
        self._mode = mode
        self._slow_seconds = min(slow_seconds, _LONGEST_SECONDS)
        if self._free_at is not None:
            # A shorter wait is shorter at once.
            self._free_at = min(self._free_at, now + self._slow_seconds)

    def note_sent(self, now: float, *, is_to_host: bool) -> None:
        """Something of this person goes out, or has come back from the room."""
        if self._slow_seconds > 0 and not is_to_host:
            self._free_at = now + self._slow_seconds

    def note_too_soon(self, now: float, seconds: float) -> None:
        """The room took nothing, and will in so many seconds."""
        self._free_at = now + min(seconds, _LONGEST_SECONDS)

    def seconds_left(self, now: float) -> int:
        """How long to wait until one can write to all again, in whole seconds, 0 for not at all."""
        if self._free_at is None or self._slow_seconds <= 0:
            return 0
        return max(0, math.ceil(self._free_at - now))

    def obstacle(self, now: float, *, is_whisper: bool, is_to_host: bool) -> Obstacle:
        """What is in the way of something written now; `is_whisper` to one person, `is_to_host` to the host."""
        if is_to_host:
            return Obstacle.NONE
        if self.is_muted:
            return Obstacle.MUTED
        match self._mode:
            case RoomMode.HOST_ONLY:
                return Obstacle.HOST_ONLY
            case RoomMode.NOBODY:
                return Obstacle.QUIET
            case RoomMode.NO_WHISPERS if is_whisper:
                return Obstacle.NO_WHISPERS
            case RoomMode.ALL | RoomMode.NO_WHISPERS:
                return Obstacle.TOO_SOON if self.seconds_left(now) else Obstacle.NONE
        assert_never(self._mode)
