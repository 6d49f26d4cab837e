"""The class, in a process of its own: all seats in one loop, which sends, reads, checks and takes the time.

The rule: it does little enough that what it measures is the room. Nothing is collected, logged or printed here.
"""

import gc
import selectors
import socket
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

from tests.hostile.figures import Delays, Flaws, Turn
from tests.hostile.limits import raise_descriptors
from tests.hostile.seat import Seat, line, login

_PING = b'\x026{"t":"ping","n":1}\x03'
_PING_SECONDS = 10.0
_READ_BYTES = 1 << 18
_PATIENCE_SECONDS = 20.0
_AGREEING_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """Who comes where: ``lines`` are those of all together in a second; every other seat may be a rich one.

    Two classes in one room need names of another ``kind``: each knows its own lines by them.
    """

    port: int
    size: int
    lines: float
    kind: str = "pupil"
    source: str = "127.0.0.1"
    is_half_rich: bool = True

    @property
    def names(self) -> frozenset[str]:
        """Everybody's name."""
        return frozenset(f"{self.kind} {number}" for number in range(self.size))


@dataclass(frozen=True, slots=True)
class ClassReport:
    """What the class has found since it came; ``roster`` is what all seats show, None where two disagree."""

    flaws: Flaws
    deliveries: int
    false_notices: int
    roster: frozenset[str] | None


def run_class(plan: ClassPlan, orders: "Connection[object, str]") -> None:
    """Come in, say so, and then talk, and do what is ordered, until killed."""
    raise_descriptors()
    _Class(plan, orders).run()


class _Class:
    def __init__(self, plan: ClassPlan, orders: "Connection[object, str]") -> None:
        self._plan = plan
        self._orders = orders
        self._selector = selectors.DefaultSelector()
        self._delays: list[array[float]] = [array("d")]
        self._turn = 0
        self._sockets: list[socket.socket] = []
        self._seats: list[Seat] = []
        self._said: dict[int, int] = {}
        self._said_in_turn = 0
        self._thrown_out: set[int] = set()

    def run(self) -> None:
        for number in range(self._plan.size):
            self._come_in(number)
        self._wait(lambda: all(seat.is_in for seat in self._seats))
        self._selector.register(self._orders.fileno(), selectors.EVENT_READ)
        gc.collect()
        gc.freeze()
        gc.disable()
        self._orders.send("in")
        self._talk()

    @property
    def _there(self) -> list[Seat]:
        return [seat for index, seat in enumerate(self._seats) if index not in self._thrown_out]

    def _is_rich(self, number: int) -> bool:
        return self._plan.is_half_rich and number % 2 == 1

    def _come_in(self, number: int) -> None:
        sock = socket.create_connection(
            ("127.0.0.1", self._plan.port), _PATIENCE_SECONDS, (self._plan.source, 0)
        )
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        seat = Seat(self._plan.kind, number, self._delays)
        sock.sendall(login(seat.name, is_rich=self._is_rich(number)))
        sock.setblocking(False)
        self._sockets.append(sock)
        self._seats.append(seat)
        self._said[number] = 0
        self._selector.register(sock, selectors.EVENT_READ, seat)

    # ---- the lesson --------------------------------------------------------------------------------------

    def _talk(self) -> None:
        pause = 1.0 / self._plan.lines
        next_line = time.monotonic()
        next_ping = next_line + _PING_SECONDS
        spoken = 0
        while True:
            now = time.monotonic()
            if now >= next_line:
                self._say(spoken % self._plan.size)
                spoken += 1
                # Who was held up does not make up for it all at once: a lesson has its pace.
                next_line = max(next_line + pause, now - 5 * pause)
            if now >= next_ping:
                next_ping = now + _PING_SECONDS
                for index, seat in enumerate(self._seats):
                    if self._is_rich(seat.number):
                        self._send(index, _PING)
            if self._read(max(0.0, next_line - time.monotonic())):
                self._obey()

    def _say(self, index: int) -> None:
        if index in self._thrown_out:
            return
        speaker = self._seats[index].number
        if self._send(index, line(self._turn, speaker, self._said[speaker] + 1, time.monotonic())):
            self._said[speaker] += 1
            self._said_in_turn += 1

    def _send(self, index: int, data: bytes) -> bool:
        try:
            return self._sockets[index].send(data) == len(data)
        except BlockingIOError:
            return False
        except OSError:
            self._lose(index)
            return False

    def _read(self, seconds: float) -> bool:
        """Read what there is; return whether there is an order."""
        is_ordered = False
        for key, _ in self._selector.select(seconds):
            seat = key.data
            if not isinstance(seat, Seat):
                is_ordered = True
                continue
            sock = key.fileobj
            assert isinstance(sock, socket.socket)
            try:
                data = sock.recv(_READ_BYTES)
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            if data:
                seat.take(data, time.monotonic(), self._turn)
            else:
                self._lose(seat.number)
        return is_ordered

    def _lose(self, index: int) -> None:
        if index not in self._thrown_out:
            self._thrown_out.add(index)
            self._selector.unregister(self._sockets[index])

    def _obey(self) -> None:
        order = self._orders.recv()
        self._finish_turn()
        match order:
            case "turn":
                self._turn += 1
                self._said_in_turn = 0
                self._delays.append(array("d"))
                for seat in self._seats:
                    seat.add_turn(self._delays[-1])
                self._orders.send("begun")
            case "figures":
                self._orders.send(self._figures())
            case _:
                self._orders.send(self._report())

    def _finish_turn(self) -> None:
        """Wait, in silence, until everybody has heard everything that was said in this turn."""
        self._wait(lambda: all(seat.heard[self._turn] >= self._said_in_turn for seat in self._there))

    def _figures(self) -> Turn:
        return Turn(
            Delays.of(self._delays[self._turn]),
            self._flaws(),
            max(seat.come[self._turn] for seat in self._seats),
            max(seat.gone[self._turn] for seat in self._seats),
        )

    def _flaws(self) -> Flaws:
        there = self._there
        return Flaws(
            lost=sum(seat.missing(self._said) for seat in there),
            doubled=sum(seat.doubled for seat in there),
            misordered=sum(seat.order != there[0].order for seat in there),
            thrown_out=len(self._thrown_out),
        )

    def _report(self) -> ClassReport:
        # Who has just gone or come is told to one seat after the other.
        self._wait(lambda: len({frozenset(seat.roster) for seat in self._there}) == 1, _AGREEING_SECONDS)
        rosters = {frozenset(seat.roster) for seat in self._there}
        return ClassReport(
            self._flaws(),
            deliveries=sum(seat.heard.total() for seat in self._there),
            false_notices=sum(seat.false_notices for seat in self._there),
            roster=rosters.pop() if len(rosters) == 1 else None,
        )

    def _wait(self, claim: Callable[[], bool], seconds: float = _PATIENCE_SECONDS) -> None:
        ends = time.monotonic() + seconds
        while not claim() and time.monotonic() < ends:
            # An order that comes now is for afterwards.
            self._read(0.05)
