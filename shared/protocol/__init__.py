"""The chatroom protocol without any socket, clock, thread or window: bytes in, messages out, and back.

Nothing below this package may import sockets, asyncio, Qt or a clock; time comes in as an argument. What each
file obeys is written in ``docs/protocol.md``, whose sections the docstrings name.
"""
