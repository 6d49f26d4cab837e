"""Answers to who looks for a room: exact, one at most, and silence on everything else."""

import json
import socket
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatroom_server.addresses import Adapter
from chatroom_server.announcer import Announcer
from chatroom_server.limit_log import LimitLog
from chatroom_server.sockets import bind_discovery
from shared.protocol.discovery import RoomAnswer
from shared.protocol.limits import MAX_ANSWERS, MAX_ANSWERS_PER_SOURCE
from shared.wire.record import Datagram, Direction, Endpoint
from tests.helpers.loops import ClockLoop, ManualLoop, run_on_clock

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
RICH_REQUEST = REQUEST + b'\n{"v":1}'
ROOM = RoomAnswer(port=9999, server_id="0123456789abcdef", room="Room 101", users=12, max_users=200)
GUEST = ("192.168.1.77", 40_000)
OURS = (
    Adapter("lo", "127.0.0.1", "255.0.0.0", ""),
    Adapter("eth0", "192.168.1.5", "255.255.255.0", "192.168.1.255"),
    Adapter("wlan0", "10.0.0.5", "255.255.0.0", "10.0.255.255"),
)


@dataclass
class FakeSocket:
    """Datagrams from wherever the test says; keeps what is answered."""

    waiting: list[tuple[bytes, tuple[str, int]] | OSError] = field(default_factory=list)
    sent: list[tuple[bytes, tuple[str, int]]] = field(default_factory=list)
    failures: list[OSError] = field(default_factory=list)
    is_closed: bool = False

    def fileno(self) -> int:
        return 7

    def getsockname(self) -> tuple[str, int]:
        return ("0.0.0.0", 6000)

    def recvfrom(self, size: int) -> tuple[bytes, tuple[str, int]]:
        if not self.waiting:
            raise BlockingIOError
        first = self.waiting.pop(0)
        if isinstance(first, OSError):
            raise first
        return first[0][:size], first[1]

    def sendto(self, data: bytes, to: tuple[str, int]) -> int:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((data, to))
        return len(data)

    def close(self) -> None:
        self.is_closed = True


class Air:
    """An announcer on a fake socket and a clock of the test's own."""

    def __init__(
        self, *, only_near: str = "", adapters: Callable[[], tuple[Adapter, ...]] = lambda: OURS
    ) -> None:
        self.loop = ManualLoop()
        self.limits = LimitLog()
        self.sock = FakeSocket()
        self.announcer = Announcer(
            cast("socket.socket", self.sock),
            self.loop.as_loop,
            lambda: ROOM,
            self.limits,
            only_near=only_near,
            adapters=adapters,
        )

    def hear(self, datagram: bytes, source: tuple[str, int] = GUEST) -> list[bytes]:
        """Let a datagram come; return what was answered to where it came from."""
        self.sock.waiting.append((datagram, source))
        before = len(self.sock.sent)
        self.read()
        answers = self.sock.sent[before:]
        assert all(to == source for _, to in answers)
        return [data for data, _ in answers]

    def read(self) -> None:
        while self.sock.waiting:
            self.loop.readers[7]()


# ---- who looks on ----------------------------------------------------------------------------------------


def test_watcher_sees_every_datagram_that_comes_and_every_answer() -> None:
    air = Air()
    seen: list[Datagram] = []
    air.announcer.watcher = seen.append
    air.hear(REQUEST)
    air.hear(b"what?", ("127.0.0.1", 5))
    ours, guest = Endpoint("192.168.1.5", 6000), Endpoint(*GUEST)
    assert [(d.direction, d.local, d.peer, d.data, d.is_dropped) for d in seen] == [
        (Direction.RECEIVED, ours, guest, REQUEST, False),
        (Direction.SENT, ours, guest, b"9999", False),
        (Direction.RECEIVED, Endpoint("127.0.0.1", 6000), Endpoint("127.0.0.1", 5), b"what?", False),
    ]
    air.announcer.watcher = None
    air.hear(REQUEST)
    assert len(seen) == 3


def test_exactly_one_answer_is_dropped() -> None:
    air = Air()
    seen: list[Datagram] = []
    air.announcer.watcher = seen.append
    air.announcer.drops_next = True
    assert air.hear(b"what?") == []
    assert air.hear(REQUEST) == []
    assert air.hear(REQUEST) == [b"9999"]
    assert [datagram.is_dropped for datagram in seen if datagram.direction is Direction.SENT] == [True, False]
    assert (air.announcer.counters.answered, air.announcer.counters.unsent) == (1, 1)


def test_answer_is_dropped_with_nobody_looking_on() -> None:
    air = Air()
    air.announcer.drops_next = True
    assert [air.hear(RICH_REQUEST), air.hear(REQUEST)] == [[], [b"9999"]]


# ---- what is answered ------------------------------------------------------------------------------------


def test_request_is_answered_with_the_port_in_decimal() -> None:
    assert Air().hear(REQUEST) == [b"9999"]


@pytest.mark.parametrize("end", [b"\x00", b"\r\n", b"\n", b" ", b"\t", b"\x00" * 900, b" \r\n\x00\x00"])
def test_what_c_programs_send_behind_the_text_is_ignored(end: bytes) -> None:
    assert Air().hear(REQUEST + end) == [b"9999"]


def test_rich_request_is_answered_with_what_is_true_of_the_room_now() -> None:
    [answer] = Air().hear(RICH_REQUEST)
    assert len(answer) <= 512
    assert json.loads(answer) == {
        "v": 1,
        "port": 9999,
        "id": "0123456789abcdef",
        "room": "Room 101",
        "users": 12,
        "max": 200,
    }


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"\x00",
        REQUEST[:-1],
        REQUEST.lower(),
        b" " + REQUEST,
        b"\x00" + REQUEST,
        REQUEST + b"S",
        REQUEST + b"\x00S",
        REQUEST + REQUEST,
        REQUEST.replace(b" ", b"  "),
        b"9999",
        json.dumps({"v": 1, "port": 9999, "id": "0" * 16, "room": "", "users": 0, "max": 1}).encode(),
        REQUEST + b"\n{}",
        REQUEST + b'\n{"v":0}',
        REQUEST + b'\n{"v":true}',
        REQUEST + b"\n" + b"[" * 1_500,
        REQUEST + b'\n{"v":' + b"9" * 1_500 + b"}x",
        REQUEST + b"\n\xff",
        REQUEST + b" " * 3_000,
    ],
    ids=lambda datagram: repr(datagram[:50]),
)
def test_anything_else_is_met_with_silence(datagram: bytes) -> None:
    air = Air()
    assert air.hear(datagram) == []
    assert air.announcer.counters.ignored == 1
    assert air.hear(REQUEST) == [b"9999"], "and stops nothing"


@given(st.binary(max_size=200), st.binary(max_size=20))
@settings(deadline=None)
def test_whatever_comes_is_answered_once_at_most_and_stops_nothing(noise: bytes, end: bytes) -> None:
    air = Air()
    for datagram in (noise, REQUEST + end, REQUEST[:10] + noise, RICH_REQUEST + noise):
        assert len(air.hear(datagram)) <= 1
    assert air.hear(REQUEST) == [b"9999"]


# ---- who is not answered ---------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [each.address for each in OURS])
def test_own_address_and_port_as_a_source_is_met_with_silence(address: str) -> None:
    air = Air()
    assert air.hear(REQUEST, (address, 6000)) == []
    assert air.hear(REQUEST, (address, 6001)) == [b"9999"], "a guest on the same computer is answered"
    assert air.hear(REQUEST, ("192.168.1.6", 6000)) == [b"9999"], "another computer's port 6000 is not ours"


@pytest.mark.parametrize(
    "source",
    [
        ("255.255.255.255", 40_000),
        ("192.168.1.255", 40_000),
        ("10.0.255.255", 40_000),
        ("224.0.0.1", 40_000),
        ("239.255.255.250", 1900),
        ("192.168.1.77", 0),
    ],
)
def test_source_that_is_nobodys_address_is_met_with_silence(source: tuple[str, int]) -> None:
    assert Air().hear(REQUEST, source) == []


def test_room_that_listens_on_one_address_answers_its_own_network_alone() -> None:
    air = Air(only_near="192.168.1.5")
    assert air.hear(REQUEST, ("192.168.1.77", 40_000)) == [b"9999"]
    assert air.hear(REQUEST, ("10.0.0.77", 40_000)) == []
    assert air.hear(REQUEST, ("127.0.0.1", 40_000)) == []


def test_addresses_are_read_again_as_networks_come_and_go() -> None:
    known: list[tuple[Adapter, ...]] = [OURS[:1]]
    reads: list[int] = []

    def read() -> tuple[Adapter, ...]:
        reads.append(1)
        return known[0]

    air = Air(adapters=read)
    assert air.hear(REQUEST, ("192.168.1.5", 6000)) == [b"9999"]
    known[0] = OURS
    for _ in range(10):
        air.loop.now += 1
        air.hear(REQUEST)
    assert air.hear(REQUEST, ("192.168.1.5", 6000)) == []
    assert len(reads) <= 3, "not for every datagram"


def test_addresses_that_cannot_be_read_stop_nothing() -> None:
    def fail() -> tuple[Adapter, ...]:
        raise OSError(24, "Too many open files")

    assert Air(adapters=fail).hear(REQUEST) == [b"9999"]


# ---- how many --------------------------------------------------------------------------------------------


def test_one_source_gets_twenty_answers_a_second_and_again_in_the_next() -> None:
    air = Air()
    for _ in range(3):
        answered = [air.hear(REQUEST) for _ in range(100)]
        assert answered.count([b"9999"]) == MAX_ANSWERS_PER_SOURCE
        assert air.hear(REQUEST, ("192.168.1.78", 40_000)) == [b"9999"], "others are not held up"
        air.loop.now += 1
    assert air.announcer.counters.limited == 3 * 80
    assert air.limits.totals() == ["too many requests for rooms from one address: not answered 240 times"]
    assert air.announcer.counters.answered == 3 * 21


def test_another_port_of_one_address_is_the_same_source() -> None:
    air = Air()
    answered = [air.hear(REQUEST, ("192.168.1.77", 1_024 + number)) for number in range(100)]
    assert answered.count([b"9999"]) == MAX_ANSWERS_PER_SOURCE


def test_all_sources_together_get_five_hundred_a_second() -> None:
    air = Air()
    for second in range(2):
        for number in range(2_000):
            air.hear(RICH_REQUEST, (f"10.1.{number // 250}.{number % 250 + 1}", 40_000))
        assert len(air.sock.sent) == (second + 1) * MAX_ANSWERS
        air.loop.now += 1


def test_flood_does_not_hold_up_the_turn() -> None:
    air = Air()
    air.sock.waiting = [(b"noise", GUEST)] * 5_000
    air.loop.readers[7]()
    assert 4_000 < len(air.sock.waiting) < 5_000


# ---- what the system says --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "failure", [ConnectionRefusedError(), ConnectionResetError(), OSError(101, "unreachable")]
)
def test_error_of_the_socket_stops_nothing(failure: OSError) -> None:
    air = Air()
    air.sock.waiting = [failure, failure, (REQUEST, GUEST)]
    air.read()
    assert air.sock.sent == [(b"9999", GUEST)]
    air.sock.failures = [failure]
    assert air.hear(REQUEST) == []
    assert air.hear(REQUEST) == [b"9999"]
    assert air.announcer.counters.answered == 2


def test_closed_announcer_listens_no_more() -> None:
    air = Air()
    air.announcer.close()
    assert air.loop.readers == {}
    assert air.sock.is_closed


def on_loopback(
    story: Callable[[ClockLoop, socket.socket, tuple[str, int]], Coroutine[Any, Any, None]],
) -> None:
    async def main(loop: ClockLoop) -> None:
        announcer = Announcer(bind_discovery("127.0.0.1", 0), loop, lambda: ROOM, LimitLog())
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.setblocking(False)
            asking.bind(("127.0.0.1", 0))
            await story(loop, asking, ("127.0.0.1", announcer.port))
        announcer.close()

    run_on_clock(main)


def test_on_real_sockets_the_answer_comes_from_the_port_that_was_asked() -> None:
    async def story(loop: ClockLoop, asking: socket.socket, room: tuple[str, int]) -> None:
        await loop.sock_sendto(asking, REQUEST, room)
        assert await loop.sock_recvfrom(asking, 600) == (b"9999", room)
        await loop.sock_sendto(asking, b"noise", room)
        await loop.sock_sendto(asking, RICH_REQUEST, room)
        answer, source = await loop.sock_recvfrom(asking, 600)
        assert answer.startswith(b'{"v":1,"port":9999')
        assert source == room

    on_loopback(story)


def test_on_real_sockets_one_who_asks_and_goes_silences_nobody() -> None:
    async def story(loop: ClockLoop, asking: socket.socket, room: tuple[str, int]) -> None:
        for _ in range(10):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as gone:
                gone.sendto(REQUEST, room)
        loop.advance(1.0)
        await loop.sock_sendto(asking, REQUEST, room)
        assert await loop.sock_recvfrom(asking, 600) == (b"9999", room)

    on_loopback(story)


def test_on_real_sockets_the_longest_datagram_there_is_stops_nothing() -> None:
    async def story(loop: ClockLoop, asking: socket.socket, room: tuple[str, int]) -> None:
        await loop.sock_sendto(asking, REQUEST + b" " * 60_000, room)
        await loop.sock_sendto(asking, b"", room)
        await loop.sock_sendto(asking, REQUEST, room)
        assert await loop.sock_recvfrom(asking, 600) == (b"9999", room)

    on_loopback(story)
