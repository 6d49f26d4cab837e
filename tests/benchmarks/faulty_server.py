"""The naive server with one planted fault: the tests see to it that the load generator finds it.

python -m tests.benchmarks.faulty_server PORT FAULT
"""

import asyncio
import sys

from benchmarks.naive_server import NaiveRoom

FAULTS = ("loses", "doubles", "swaps", "damages", "cuts", "blames", "drops")
_AT = 10  # which message is spoilt, and for the newest guest only


class FaultyRoom(NaiveRoom):
    """Spoils one message for one guest."""

    def __init__(self, fault: str) -> None:
        super().__init__()
        self._fault = fault
        self._count = 0
        self._held = b""

    async def say(self, data: bytes, but: asyncio.StreamWriter | None = None) -> None:
        if not data.startswith(b"\x024"):
            await super().say(data, but)
            return
        self._count += 1
        victim = list(self.writers.values())[-1]
        await super().say(data, but=victim)
        if self._count == _AT and self._fault == "drops":
            victim.close()
            return
        victim.write(self._spoilt(data) if self._count == _AT else data + self._held)
        if self._count != _AT:
            self._held = b""

    def _spoilt(self, data: bytes) -> bytes:
        match self._fault:
            case "doubles":
                return data * 2
            case "swaps":
                self._held = data  # it goes out behind the next one
                return b""
            case "damages":
                return data[:-5] + bytes([data[-5] ^ 1]) + data[-4:]
            case "cuts":
                return data[:-2] + data[-1:]
            case "blames":
                return data.replace(b"4u", b"4v", 1)
        return b""  # it is lost


async def main(port: int, fault: str) -> None:
    server = await asyncio.start_server(FaultyRoom(fault).serve, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
