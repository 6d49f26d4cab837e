"""The chat server of the textbook: asyncio's streams, and one ``write`` and ``drain`` for each person and message.

    python naive_server.py PORT

It speaks the plain protocol (docs/protocol.md §2) without limits and checks. It is what one writes first, and so
what our own server is compared with.
"""

import asyncio
import sys

ETX = b"\x03"


def frame(kind: str, text: str) -> bytes:
    """Return one frame: STX, a type, the text, ETX."""
    return f"\x02{kind}{text}\x03".encode()


class NaiveRoom:
    """Everyone who is logged in, by name."""

    def __init__(self) -> None:
        self.writers: dict[str, asyncio.StreamWriter] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it ends."""
        name = None
        try:
            while True:
                data = await reader.readuntil(ETX)
                kind, text = chr(data[1]), data[2:-1].decode()
                if name is None:
                    name = await self._log_in(text, writer) if kind == "1" else None
                elif kind == "2":
                    await self._whisper(name, *text.split(",", 1))
                elif kind == "3":
                    await self.say(frame("4", f"{name}: {text}"))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            if name is not None:
                del self.writers[name]
                await self.say(frame("3", name))

    async def say(self, data: bytes, but: asyncio.StreamWriter | None = None) -> None:
        """Write to everyone, one after the other."""
        for writer in list(self.writers.values()):
            if writer is not but:
                await self._write(writer, data)

    async def _log_in(self, name: str, writer: asyncio.StreamWriter) -> str | None:
        if name in self.writers:
            await self._write(writer, frame("0", name))
            return None
        for other in self.writers:
            writer.write(frame("1", other))
        writer.write(frame("1", name))
        self.writers[name] = writer
        await self.say(frame("2", name), but=writer)
        return name

    async def _whisper(self, name: str, to: str, text: str = "") -> None:
        if to in self.writers:
            await self._write(self.writers[to], frame("4", f"{name}: {text}"))

    async def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        try:
            writer.write(data)
            await writer.drain()
        except ConnectionError:
            pass  # its own task finds out, and says that it has gone


async def main(port: int) -> None:
    """Serve until the process is ended."""
    server = await asyncio.start_server(NaiveRoom().serve, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
