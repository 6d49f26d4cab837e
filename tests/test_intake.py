"""What comes from one connection, on a real socket: counted exactly, and through whatever stands in for it."""

from collections.abc import Callable

from shared.protocol.messages import Say
from tests.helpers.linked import Ends, linked
from tests.helpers.loops import until
from tests.helpers.wire import frame


class Watched:
    """Stands in for a socket, and keeps what it did."""

    def __init__(self, recv: Callable[[int], bytes], send: Callable[[bytes | memoryview], int]) -> None:
        self._recv = recv
        self._send = send
        self.received: list[bytes] = []
        self.sent: list[bytes] = []

    def recv(self, size: int, /) -> bytes:
        data = self._recv(size)
        self.received.append(data)
        return data

    def send(self, data: bytes | memoryview, /) -> int:
        taken = self._send(data)
        self.sent.append(bytes(data[:taken]))
        return taken


def test_every_read_byte_and_frame_is_counted_malformed_ones_too() -> None:
    async def story(ends: Ends) -> None:
        pieces = [frame("3", "one") + frame("3", "two"), b"\x00\x00", b"\x02\x03", frame("3", "three")]
        for number, piece in enumerate(pieces):
            await ends.peer.send(piece)
            await until(lambda number=number: ends.link.intake.reads == number + 1)  # type: ignore[misc]
        assert ends.link.intake.read_bytes == sum(map(len, pieces))
        assert ends.link.intake.frames == 4
        assert ends.owner.messages == [Say("one"), Say("two"), Say("three")]

    linked(story)


def test_bytes_go_through_what_stands_in_for_the_socket_and_then_through_the_socket_again() -> None:
    async def story(ends: Ends) -> None:
        sock = ends.link.socket
        watched = Watched(sock.recv, sock.send)
        ends.link.set_wire(watched)
        await ends.peer.send(frame("3", "one"))
        await until(lambda: len(ends.owner.messages) == 1)
        ends.link.set_wire(None)
        await ends.peer.send(frame("3", "two"))
        await until(lambda: len(ends.owner.messages) == 2)
        assert watched.received == [frame("3", "one")]
        assert ends.link.intake.reads == 2

    linked(story)


def test_connection_has_its_number_whoevers_place_it_takes() -> None:
    async def story(ends: Ends) -> None:
        number = ends.link.number
        ends.link.guest += 1_000
        assert ends.link.number == number

    linked(story)
