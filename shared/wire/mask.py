"""Hides the texts of whispers and the secrets of sessions in a stream, byte for byte, before anybody records it.

The rule: whether a byte is hidden depends on the bytes before it alone, so it does not matter where the calls cut
the stream; and where it is in doubt whether a byte belongs to a whisper, it is hidden. A whisper's text is hidden
up to its ETX, even over an STX that should not be in it. What a beginner has meant as a whisper, with no STX before
it or with a wrong type, is hidden like one. What a program sends outside of frames is often what its buffer held
before, so of that nothing but padding is shown once there was something to hide.
"""

import re
from enum import Enum

from shared.protocol.framing import ETX, STX
from shared.protocol.limits import MAX_NAME_BYTES, MAX_NAME_CHARACTERS
from shared.wire.object_mask import HIDDEN, ObjectMask

_HEAD_BYTES = 512  # the longest head of a whisper has some 110
_NAME_BYTES = MAX_NAME_BYTES + 1  # and its comma
_ASCII_NAME_BYTES = MAX_NAME_CHARACTERS + 1

_MARK = re.compile(rb"[\x02\x03]")
# A comma ends the name. So does what no name can hold: the sender has meant a comma. The full-width comma and colon
# are those of UTF-8 and of GBK, where they are the most common typing error of all.
_NAME_END = re.compile(rb"[,:\x00\r\n\t]|\xef\xbc[\x8c\x9a]|\xa3[\xac\xba]")
_NOT_PADDING = re.compile(rb"[^\x00\r\n]")
_PADDING = frozenset(b"\x00\r\n")
_TO_HIDE = frozenset(b"256")  # types of frames in which something may be to hide
_BARE_FRAME = re.compile(rb"[\x00\r\n][256]")  # outside of frames, at the beginning of a line
# What has to be looked at closely in what a server sends: what may be a key behind which something is hidden.
_TELLING = re.compile(rb"session|\\|(?<![\w-])(?:pin|text)(?![\w-])")


class _Place(Enum):
    """Where in the stream the next byte is, and what becomes of it."""

    OUTSIDE = "outside"  # of all frames
    BLIND = "blind"  # hidden up to the next STX
    TYPE = "type"  # right after an STX
    NAME = "name"  # of a whisper's receiver, from a client
    HEAD = "head"  # of a 4, from a server: it tells whether this is a whisper
    WHISPER = "whisper"  # the text of one
    OBJECT = "object"  # JSON
    OPEN = "open"  # shown up to the end of the frame
    BURIED = "buried"  # hidden up to the next ETX, whoever may see whispers


class WhisperMask:
    """Masks one direction of one connection: give it every byte in order, or tell it to ``lose`` some.

    Make it when the connection begins; for one that has begun before, call ``lose`` first. ``are_whispers_shown``
    can be set at any time and holds for the frames that begin after it; taken back, it holds at once. Secrets, and
    whispers of earlier (``old``), stay hidden whatever it is. ``is_own``: whoever looks is the one who sends and is
    sent all of this, so that nothing but secrets and old whispers is hidden.
    """

    __slots__ = (
        "_has_hidden",
        "_head",
        "_is_at_line_start",
        "_is_doubtful",
        "_is_from_client",
        "_is_in_doubt",
        "_is_own",
        "_keeps_secrets",
        "_object",
        "_place",
        "_shows",
        "are_whispers_shown",
    )

    def __init__(self, is_from_client: bool, *, is_own: bool = False) -> None:
        self.are_whispers_shown = is_own
        self._is_own = is_own
        self._is_from_client = is_from_client
        self._place = _Place.OUTSIDE
        self._head = b""  # of the frame's payload, while it decides
        self._object = ObjectMask(is_from_client)
        self._shows = False  # whether this frame's whisper is shown
        self._is_at_line_start = True  # outside of frames
        self._is_doubtful = False  # no whisper, but perhaps meant as one
        self._is_in_doubt = False  # what came before this frame
        self._has_hidden = False  # anything of what is fed now
        self._keeps_secrets = False  # the sender's buffer may hold something to hide

    def lose(self) -> None:
        """Take that some bytes were not fed: everything up to the next STX is hidden."""
        self._place = _Place.BLIND
        self._keeps_secrets = True

    def feed(self, data: bytes) -> tuple[bytes, bool]:
        """Return ``data`` as it may be seen, which is as long, and whether anything of it is hidden."""
        if not data or self._is_plain_to_see(data):
            return data, False
        self._has_hidden = False
        seen = bytearray(data)
        position, size = 0, len(data)
        while position < size:
            mark = _MARK.search(data, position)
            end = size if mark is None else mark.start()
            self._pass(seen, position, end)
            if mark is not None:
                self._pass_mark(seen, end)
            position = end + 1
        return (bytes(seen), True) if self._has_hidden else (data, False)

    def _is_plain_to_see(self, data: bytes) -> bool:
        """Return whether ``data`` is nothing but whole frames in which nothing can be to hide."""
        if self._place is not _Place.OUTSIDE or data[0] != STX or data[-1] != ETX or b"\0" in data:
            return False
        frames = data.count(STX)
        if data.count(ETX) != frames or data.count(b"\x03\x02") != frames - 1:
            return False
        if self._is_from_client:
            return frames == 1 and data[1:2] in (b"1", b"3")
        if b", to you: " in data or b"you, to " in data:
            return False
        has_objects = b"\x026" in data or b"\x025" in data
        if has_objects and _TELLING.search(data) is not None:
            return False
        self._keeps_secrets = self._keeps_secrets or has_objects or b"\x024" in data
        self._is_at_line_start = True
        return True

    def _pass_mark(self, seen: bytearray, position: int) -> None:
        is_end = seen[position] == ETX
        match self._place:
            case _Place.OUTSIDE | _Place.BLIND if is_end:
                self._pass_outside(seen, position, position + 1)
            case _Place.NAME | _Place.WHISPER if not (
                is_end or self._is_doubtful or self._is_whisper_shown()
            ):
                self._place = _Place.BURIED
            case _Place.OBJECT if not is_end and self._object.is_hiding:
                self._place = _Place.BURIED
            case _Place.BURIED if not is_end:
                pass
            case _:
                self._is_in_doubt = self._place is _Place.BLIND
                self._place = _Place.OUTSIDE if is_end else _Place.TYPE
        self._is_at_line_start = True

    def _pass(self, seen: bytearray, start: int, end: int) -> None:
        """Take the bytes from ``start`` up to ``end``, in which there is neither STX nor ETX."""
        if start == end:
            return
        if self._place is _Place.TYPE:
            self._begin(seen[start])
            start += 1
        if self._place is _Place.NAME:
            start = self._pass_name(seen, start, end)
        elif self._place is _Place.HEAD:
            start = self._pass_head(seen, start, end)
        match self._place:
            case _Place.OUTSIDE | _Place.BLIND:
                self._pass_outside(seen, start, end)
            case _Place.BURIED:
                self._hide(seen, start, end)
            case _Place.WHISPER:
                self._pass_text(seen, start, end, is_hidden=not self._is_whisper_shown())
            case _Place.OBJECT:
                self._pass_object(seen, start, end)
            case _:
                self._pass_text(seen, start, end, is_hidden=False)

    def _begin(self, kind: int) -> None:
        self._shows = self.are_whispers_shown
        self._head = b""
        self._is_doubtful = False
        if self._is_own and chr(kind) not in "56":
            self._place = _Place.OPEN
            return
        match chr(kind), self._is_from_client:
            case "5" | "6", _:
                self._place = _Place.OBJECT
                self._object = ObjectMask(self._is_from_client)
                self._keeps_secrets = True
            case "2", True:
                self._place = _Place.NAME
                self._keeps_secrets = True
            case "4", False:
                self._place = _Place.HEAD
                self._keeps_secrets = True
            case "1" | "3", True:
                self._place = _Place.OPEN
            case _, True:
                # No type that is known, and something was lost: this STX may stand in a whisper's text.
                self._place = _Place.BURIED if self._is_in_doubt else _Place.NAME
                self._is_doubtful = True
            case _:
                self._place = _Place.OPEN

    def _is_whisper_shown(self) -> bool:
        self._shows = self._shows and self.are_whispers_shown
        return self._shows

    def _pass_name(self, seen: bytearray, start: int, end: int) -> int:
        before = len(self._head)
        self._head += seen[start : min(end, start + _NAME_BYTES - before)]
        is_ascii = self._head[:_ASCII_NAME_BYTES].isascii()
        most = _ASCII_NAME_BYTES if is_ascii else _NAME_BYTES
        found = _NAME_END.search(self._head, 0, most)
        if found is None and len(self._head) < most:
            return end
        # Behind a NUL stands what the sender's buffer held before.
        self._place = _Place.BURIED if found is not None and found[0] == b"\0" else _Place.WHISPER
        self._keeps_secrets = True
        return start + (most if found is None else found.end()) - before

    def _pass_head(self, seen: bytearray, start: int, end: int) -> int:
        before = len(self._head)
        self._head += seen[start : min(end, start + _HEAD_BYTES - before)]
        head, colon, _ = self._head.partition(b": ")
        nul = head.find(0)
        if nul >= 0:
            self._place = _Place.BURIED
            return start + nul + 1 - before
        if self._head.startswith(b"*") or (not colon and len(self._head) >= _HEAD_BYTES):
            # The host's and the server's own words, or those of no server that is known here.
            self._place = _Place.OPEN
        elif colon:
            is_whisper = head.endswith(b", to you") or head.startswith(b"you, to ")
            self._place = _Place.WHISPER if is_whisper else _Place.OPEN
            return start + len(head) + len(colon) - before
        else:
            return end
        return start

    def _pass_outside(self, seen: bytearray, start: int, end: int) -> None:
        if self._place is _Place.OUTSIDE:
            if self._is_own:
                return
            if self._is_from_client and not self._keeps_secrets:
                self._pass_lines(seen, start, end)
                return
            shown = _NOT_PADDING.search(seen, start, end) if self._keeps_secrets else None
            if shown is None:
                return
            start = shown.start()
            self._place = _Place.BLIND
        self._hide(seen, start, end)

    def _pass_lines(self, seen: bytearray, start: int, end: int) -> None:
        """Show what is outside of frames, up to what may be a whisper or an object whose STX was forgotten."""
        if start == end:
            return
        if self._is_at_line_start and seen[start] in _TO_HIDE:
            begin = start + 1
        elif (found := _BARE_FRAME.search(seen, start, end)) is not None:
            begin = found.end()
        else:
            self._is_at_line_start = seen[end - 1] in _PADDING
            return
        self._begin(seen[begin - 1])
        self._is_doubtful = True
        self._pass(seen, begin, end)

    def _pass_object(self, seen: bytearray, start: int, end: int) -> None:
        nul = seen.find(0, start, end)
        if self._object.mask(seen, start, end if nul < 0 else nul):
            self._has_hidden = True
        if nul >= 0:
            self._bury(seen, nul, end)

    def _pass_text(self, seen: bytearray, start: int, end: int, *, is_hidden: bool) -> None:
        nul = seen.find(0, start, end) if self._keeps_secrets else -1
        if is_hidden:
            self._hide(seen, start, end)
        elif nul >= 0:
            self._bury(seen, nul, end)

    def _bury(self, seen: bytearray, nul: int, end: int) -> None:
        # Behind a NUL stands what the sender's buffer held before.
        if not self._is_own:
            self._place = _Place.BURIED
            self._hide(seen, nul + 1, end)

    def _hide(self, seen: bytearray, start: int, end: int) -> None:
        if end > start:
            seen[start:end] = bytes([HIDDEN]) * (end - start)
            self._has_hidden = True
