"""What waits for one connection: references to bytes, most of them shared, and streams that make theirs later.

The rule: bytes come out in the order they went in, each exactly once, and holding them never takes much more memory
than the bytes themselves. A stream is asked for its next chunk only when everything before it has been taken.
"""

from collections.abc import Generator, Iterator

# What one send call is offered: more than a socket buffer takes at once.
_OFFERED_BYTES = 256 * 1024
# More chunks than this become one: a reference to a short chunk takes more memory than its bytes.
_MAX_CHUNKS = 1024
# What a stream counts as while it waits, however long it is: about what it takes in memory itself.
STREAM_BYTES = 1024


class Backlog:
    """A queue of bytes. Send what ``offer`` returns, then say with ``take`` how much of it went.

    When a stream stands first, ``pull`` puts its next chunk before it. ``len`` counts the bytes that wait.
    """

    __slots__ = ("_parts", "_run", "_size")

    def __init__(self) -> None:
        # A list, of a thousand at most: an empty deque takes ten times the memory, and nearly all are empty.
        self._parts: list[memoryview | Iterator[bytes]] = []
        self._run = 0  # chunks added since the last stream or joining, those that were taken included
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def is_stream_first(self) -> bool:
        """Whether the next bytes are still to be made."""
        return bool(self._parts) and not isinstance(self._parts[0], memoryview)

    def add(self, chunk: memoryview) -> None:
        """Append bytes that are not copied: they must never change."""
        if not chunk:
            return
        if self._run >= _MAX_CHUNKS:
            self._join_run()
        self._parts.append(chunk)
        self._run += 1
        self._size += len(chunk)

    def add_first(self, chunk: memoryview) -> None:
        """Put bytes before all others."""
        self._parts.insert(0, chunk)
        self._run += 1
        self._size += len(chunk)

    def add_stream(self, chunks: Iterator[bytes]) -> None:
        """Append a stream of any length; it is closed with ``clear`` if it has not ended by then."""
        self._join_run()
        self._parts.append(chunks)
        self._size += STREAM_BYTES

    def pull(self) -> int:
        """Ask the stream that stands first for a chunk, and return its size; one that has ended is gone.

        Raises whatever the stream raises; then clear the backlog.
        """
        first = self._parts[0] if self._parts else None
        if first is None or isinstance(first, memoryview):
            return 0
        chunk = next(first, None)
        if chunk is None:
            self._parts.pop(0)
            self._size -= STREAM_BYTES
            return 0
        if chunk:
            self._parts.insert(0, memoryview(chunk))
            self._size += len(chunk)
        return len(chunk)

    def offer(self) -> memoryview | bytes:
        """Return the first bytes, as many as one send call is worth; none if a stream stands first, or nothing."""
        chunks: list[memoryview] = []
        size = 0
        for part in self._parts:
            if not isinstance(part, memoryview):
                break
            chunks.append(part)
            size += len(part)
            if size >= _OFFERED_BYTES:
                break
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def take(self, count: int) -> None:
        """Drop the first ``count`` bytes, of those that were offered: they were sent."""
        self._size -= count
        while count:
            first = self._parts[0]
            assert isinstance(first, memoryview), "nothing of a stream is taken before it is pulled"
            if count < len(first):
                self._parts[0] = first[count:]
                return
            count -= len(first)
            self._parts.pop(0)

    def clear(self) -> None:
        """Drop everything."""
        parts, self._parts = self._parts, []
        self._run = self._size = 0
        for part in parts:
            if not isinstance(part, memoryview):
                close_stream(part)

    def _join_run(self) -> None:
        run: list[memoryview] = []
        while self._parts:
            part = self._parts[-1]
            if not isinstance(part, memoryview):
                break
            run.append(part)
            self._parts.pop()
        if run:
            self._parts.append(run[0] if len(run) == 1 else memoryview(b"".join(reversed(run))))
        self._run = 0


def close_stream(chunks: Iterator[bytes]) -> None:
    """Let a stream that nobody pulls any more give back what it holds."""
    if isinstance(chunks, Generator):
        chunks.close()
