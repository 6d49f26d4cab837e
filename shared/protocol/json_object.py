"""JSON objects as the rich dialect carries them: compact on the way out, and not trusted on the way in (§4).

The rule: whatever bytes come, what is asked of them is there as it should be or ``BadObject`` is raised, and
nothing else ever is; every string that goes in or comes out is clean.
"""

import json
from math import isfinite
from typing import NoReturn

from shared.protocol.errors import RemoteProtocolError
from shared.protocol.text import clean_name, clean_text

MAX_INTEGER = 2**53 - 1  # beyond it, a client in JavaScript would count wrong
_MAX_DIGITS = len(str(MAX_INTEGER))
_LAST_UTC = 32_503_680_000.0  # the year 3000: later than that some systems cannot show


class BadObject(RemoteProtocolError):
    """Raised when a payload is no JSON object, or lacks what is needed of it."""


def _integer(digits: str) -> int | float:
    # As a float, what is too long to count with costs nothing and is no integer any more.
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)


def _refuse(constant: str) -> NoReturn:
    raise BadObject(f"{constant} is not JSON")


_from_json = json.JSONDecoder(parse_int=_integer, parse_constant=_refuse).decode
to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
"""Return a value as compact JSON. Clean its strings before: what JSON does not escape goes out as it is."""


class JsonObject:
    """One object that a peer sent. Ask it for what is needed; keys that nobody asks for are ignored.

    ``value`` is what JSON was read into. Raises ``BadObject`` when it is no object, and when what is asked for is
    missing or of another kind, unless the method says what stands in for it.
    """

    __slots__ = ("_fields",)

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise BadObject("not an object")
        self._fields: dict[str, object] = value

    @classmethod
    def of(cls, payload: bytes) -> "JsonObject":
        """Return the object that ``payload`` is in UTF-8; raises ``BadObject``."""
        try:
            value: object = _from_json(payload.decode("utf-8"))
        except (ValueError, RecursionError) as error:  # not UTF-8, not JSON; 1,500 brackets
            raise BadObject("no JSON") from error
        return cls(value)

    def name(self, key: str) -> str:
        """Return the text there as one clean line."""
        return clean_name(self._string(key))

    def name_or_empty(self, key: str) -> str:
        """Return the text there as one clean line, empty where there is none."""
        value = self._fields.get(key)
        return clean_name(value) if isinstance(value, str) else ""

    def text(self, key: str) -> str:
        """Return the text there, clean."""
        return clean_text(self._string(key))

    def count(self, key: str) -> int:
        """Return the integer there, from 0 to 2**53 - 1."""
        value = self._fields.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_INTEGER:
            return value
        raise BadObject(f"{key} is no count")

    def count_or(self, key: str, default: int) -> int:
        """Return the integer there, ``default`` where there is nothing."""
        return self.count(key) if key in self._fields else default

    def seconds(self, key: str) -> float:
        """Return the number of seconds there, which is neither negative nor beyond every calendar."""
        value = self._fields.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            seconds = float(value)
            if isfinite(seconds) and 0 <= seconds <= _LAST_UTC:
                return seconds
        raise BadObject(f"{key} is no time")

    def seconds_or(self, key: str, default: float) -> float:
        """Return the number of seconds there, ``default`` where there is nothing."""
        return self.seconds(key) if key in self._fields else default

    def flag(self, key: str) -> bool:
        """Return the true or false there."""
        value = self._fields.get(key)
        if isinstance(value, bool):
            return value
        raise BadObject(f"{key} is neither true nor false")

    def is_true(self, key: str) -> bool:
        """Return whether true stands there; what is not there is false."""
        return self._fields.get(key) is True

    def names(self, key: str) -> tuple[str, ...]:
        """Return the strings of the list there; what else is in it is ignored, and so is what is no list."""
        value = self._fields.get(key)
        listed: list[object] = value if isinstance(value, list) else []
        return tuple(clean_name(each) for each in listed if isinstance(each, str))

    def inner(self, key: str) -> "JsonObject | None":
        """Return the object there, None where there is none or null."""
        value = self._fields.get(key)
        return None if value is None else JsonObject(value)

    def _string(self, key: str) -> str:
        value = self._fields.get(key)
        if isinstance(value, str):
            return value
        raise BadObject(f"{key} is no text")
