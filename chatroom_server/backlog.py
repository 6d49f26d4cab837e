"""What waits for one connection that could not take everything: references to bytes, most of them shared.

The rule: bytes come out in the order they went in, each exactly once, and holding them never takes much more memory
than the bytes themselves.
"""

from collections import deque

# What one send call is offered: more than a socket buffer takes at once.
_OFFERED_BYTES = 256 * 1024
# More chunks than this become one: a reference to a short chunk takes more memory than its bytes.
_MAX_CHUNKS = 1024


class Backlog:
    """A queue of bytes. Send what ``offer`` returns, then say with ``take`` how much of it went."""

    __slots__ = ("_chunks", "_size")

    def __init__(self) -> None:
        self._chunks: deque[memoryview] = deque()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, chunk: memoryview) -> None:
        """Append bytes that are not copied: they must never change."""
        if not chunk:
            return
        if len(self._chunks) >= _MAX_CHUNKS:
            joined = b"".join(self._chunks)
            self._chunks.clear()
            self._chunks.append(memoryview(joined))
        self._chunks.append(chunk)
        self._size += len(chunk)

    def offer(self) -> memoryview | bytes:
        """Return the first bytes, as many as one send call is worth; some, unless the backlog is empty."""
        if not self._chunks:
            return b""
        first = self._chunks[0]
        if len(self._chunks) == 1 or len(first) >= _OFFERED_BYTES:
            return first
        chunks: list[memoryview] = []
        size = 0
        for chunk in self._chunks:
            chunks.append(chunk)
            size += len(chunk)
            if size >= _OFFERED_BYTES:
                break
        return b"".join(chunks)

    def take(self, count: int) -> None:
        """Drop the first ``count`` bytes: they were sent."""
        self._size -= count
        while count:
            first = self._chunks[0]
            if count < len(first):
                self._chunks[0] = first[count:]
                return
            count -= len(first)
            self._chunks.popleft()

    def clear(self) -> None:
        """Drop everything."""
        self._chunks.clear()
        self._size = 0
