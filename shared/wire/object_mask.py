"""Hides secrets and the texts of old whispers in the JSON of the rich dialect (docs/protocol.md §4).

The rule: whether a byte is hidden depends on the bytes before it alone; and what is no JSON is read as if it were
meant to be: a secret that was written in single quotes or in none is a secret too.
"""

import re
from enum import Enum

HIDDEN = 0x2A  # *

_QUOTES = frozenset(b"\"'")  # Python's repr() of a dict is what beginners send
_STRING_ENDS = {quote: re.compile(b"[%c\\\\]" % quote) for quote in _QUOTES}
_OPENING = frozenset(b"[{")
_CLOSING = frozenset(b"]}")
_KEY_ENDS = frozenset(b":=")
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_SPACE = frozenset(b" \t\r\n")
_COMMA = 0x2C
_MAX_KEY_BYTES = 64  # of a longer key this much is looked at


class _Inside(Enum):
    """What the next byte belongs to."""

    NOTHING = "nothing"  # between strings and words
    WORD = "word"  # without quotes
    STRING = "string"
    ESCAPE = "escape"  # in a string, right behind a backslash


class ObjectMask:
    """Masks one object: give it the bytes of its frame's payload in order. Make one for each frame."""

    __slots__ = ("_depth", "_has_receiver", "_hides", "_inside", "_is_from_client", "_key", "_quote")

    def __init__(self, is_from_client: bool) -> None:
        self._is_from_client = is_from_client
        self._inside = _Inside.NOTHING
        self._quote = 0
        self._key = bytearray()  # the last string or word: a key, if a colon comes
        self._has_receiver = False  # a "to" has come, so a text is a whisper's
        self._hides = False
        self._depth = 0  # of brackets inside of the hidden value

    @property
    def is_hiding(self) -> bool:
        """Whether the next byte belongs to a value that is hidden."""
        return self._hides

    def mask(self, data: bytearray, start: int, end: int) -> bool:
        """Hide in place what is to be hidden from ``start`` up to ``end``; return whether there was any."""
        has_hidden = False
        position = start
        while position < end:
            before = position
            if self._inside is _Inside.STRING:
                is_hidden, position = self._pass_string(data, position, end)
            else:
                is_hidden, position = self._is_hidden(data[position]), position + 1
            if is_hidden:
                data[before:position] = bytes([HIDDEN]) * (position - before)
                has_hidden = True
        return has_hidden

    def _pass_string(self, data: bytearray, start: int, end: int) -> tuple[bool, int]:
        # A long text is passed in one step, and only what may end it is looked at.
        found = _STRING_ENDS[self._quote].search(data, start, end)
        stop = end if found is None else found.start()
        if stop > start:
            self._note(data[start : min(stop, start + _MAX_KEY_BYTES)])
            return self._hides, stop
        if data[start] == self._quote:
            self._inside = _Inside.NOTHING
            return False, start + 1
        self._inside = _Inside.ESCAPE
        self._note(data[start : start + 1])
        return self._hides, start + 1

    def _is_hidden(self, byte: int) -> bool:
        if self._inside is _Inside.ESCAPE:
            self._inside = _Inside.STRING
            return self._hides
        if byte in _QUOTES:
            self._inside, self._quote = _Inside.STRING, byte
            self._key.clear()
        elif byte in _WORD:
            if self._inside is not _Inside.WORD:
                self._inside = _Inside.WORD
                self._key.clear()
            self._note(bytes([byte]))
            return self._hides
        else:
            self._inside = _Inside.NOTHING
            return self._punctuation(byte)
        return False

    def _punctuation(self, byte: int) -> bool:
        if self._hides:
            if byte in _OPENING:
                self._depth += 1
            elif byte in _CLOSING and self._depth > 0:
                self._depth -= 1
            elif self._depth == 0 and (byte == _COMMA or byte in _CLOSING):
                self._hides = False
            else:
                # What is no JSON is hidden as well; in a nested object, its colons and commas are not.
                return not (byte in _SPACE or (self._depth > 0 and (byte == _COMMA or byte in _KEY_ENDS)))
        elif byte in _KEY_ENDS:
            self._hides, self._depth = self._is_secret(), 0
            self._key.clear()
        return False

    def _is_secret(self) -> bool:
        key = bytes(self._key)
        if b"\\" in key:
            self._has_receiver = True  # an escaped letter hides from this, and not from a JSON decoder
            return True
        if self._is_from_client:
            key = key.lower()
        if key == b"to":
            self._has_receiver = True
        if key == b"text":
            # No client's object has a text; what looks like one would be a beginner's whisper.
            return self._has_receiver or self._is_from_client
        return key == b"pin" or b"session" in key

    def _note(self, some: bytes | bytearray) -> None:
        self._key += some[: _MAX_KEY_BYTES - len(self._key)]
