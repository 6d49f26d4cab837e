"""The judge's guests together: connects them, lets them listen at the same time, and finds names for them.

The rule: every wait comes to an end, whatever the server does: it may be silent, close or flood; and the time in
which it was at work, or was kept from it, does not count.
"""

import secrets
import selectors
import socket
import time
from collections.abc import Callable

from shared.check.ledger import Ledger
from shared.check.patience import Patience
from shared.check.rule import Evidence, Verdict, Words, came, sent
from shared.check.server_guest import Guest, frame
from shared.check.server_program import ServerProgram
from shared.check.server_rules import LESSONS
from shared.protocol.framing import STX

_MAX_BYTES = 32 * 1024 * 1024
_BYTES_OF_A_FRAME = 256  # what one costs to look at again and again, however short it is
_LONGEST_SECONDS = 180.0
_LONGEST_TIMEOUTS = 60
_CONNECT_SECONDS = 2.0
_TURN_SECONDS = 0.02
_PAUSE_TURN_SECONDS = 0.001
_HOLD_SECONDS = 5.0  # some programs never rest
_SLOWEST_TIMES = 10.0  # so much slower than its slowest answer no answer is
_SLOWEST_SECONDS = 10.0
_WHO_STAY = 4  # ann, bob and cat are among the first connections, even where ann needed two


class Stopped(Exception):
    """The check cannot go on; ``why`` says it to a person."""

    def __init__(self, why: Words) -> None:
        super().__init__(why.en)
        self.why = why


class Stage:
    """Make one for a server, ``enter`` guests, and ``close`` it. Times are steady seconds.

    ``timeout`` is how long something is waited for that has to come, ``settle_seconds`` what must not come.
    """

    def __init__(self, host: str, port: int, timeout: float, ledger: Ledger) -> None:
        self.host = host
        self.port = port
        self.timeout = timeout
        self.settle_seconds = min(0.5, max(0.05, timeout / 15))
        self.ledger = ledger
        self.guests: list[Guest] = []
        self._tag = secrets.token_hex(2)
        self._visitors = 0
        self._bytes = 0
        self._ends_at = time.monotonic() + max(_LONGEST_SECONDS, _LONGEST_TIMEOUTS * timeout)
        self._program: ServerProgram | None = None
        self._slowest = 0.0  # seconds that an answer has taken of late

    def name(self, stem: str) -> str:
        """Return a name that nobody else has here."""
        return f"{stem}-{self._tag}"

    def is_ours(self, text: str) -> bool:
        """Return whether a text is about one of our guests; others may be in the room."""
        return self._tag in text.lower()

    def connect(self, *, is_rich: bool = False) -> Guest:
        """Return a new connection. Raises ``Stopped`` when the server takes none (any more)."""
        try:
            connection = socket.create_connection(
                (self.host, self.port), timeout=max(self.timeout, _CONNECT_SECONDS)
            )
        except OSError as error:
            raise Stopped(_no_connection(error, is_first=not self.guests)) from None
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._program is None:
            self._program = ServerProgram(connection)
        guest = Guest(connection, is_rich=is_rich)
        self.guests.append(guest)
        return guest

    def log_in(self, guest: Guest, name: str) -> bool:
        """Ask for a name; return whether the guest's own ``1`` came."""
        guest.name = name
        guest.send(frame("1", name))
        self.play(lambda: name in guest.of_kind(b"1") or bool(guest.of_kind(b"0")))
        return name in guest.of_kind(b"1")

    def visitor(self, *, is_rich: bool = False) -> Guest:
        """Return a new guest who is in, and whose coming everybody has forgotten."""
        self._visitors += 1
        guest = self.connect(is_rich=is_rich)
        self.log_in(guest, self.name(f"guest{self._visitors}"))
        stay = [other for other in self.guests[:_WHO_STAY] if not other.is_closed]
        is_told = self.ledger.verdict("newcomer-told") is Verdict.PASS
        self.play(
            lambda: all(other.has(b"2", guest.name) for other in stay),
            None if is_told else self.settle_seconds,
        )
        self._forget()
        return guest

    def play(self, until: Callable[[], bool], seconds: float | None = None) -> bool:
        """Let all guests listen until ``until`` holds; return whether it does."""
        began_at = time.monotonic()
        patience = self.patience(self._answer_seconds if seconds is None else seconds)
        with selectors.DefaultSelector() as selector:
            listening = [guest for guest in self.guests if not guest.is_closed]
            for guest in listening:
                selector.register(guest.socket, selectors.EVENT_READ, guest)
            while not until():
                if patience.is_over():
                    if patience.has_given_up:
                        self._expect_no_rest()
                    return False
                if time.monotonic() >= self._ends_at:
                    raise Stopped(_TOO_LONG)
                if not selector.get_map():
                    return until()
                for key, _ in selector.select(_TURN_SECONDS):
                    self._hear(key.data, selector)
        if seconds is None:
            self._slowest = max(self._slowest * 0.8, time.monotonic() - began_at)
        return True

    def patience(self, seconds: float) -> Patience:
        """Return how long the server is waited for: so long as it has nothing else to do."""
        return Patience(seconds, lambda: self._is_at_rest() is not False)

    def pause(self, seconds: float) -> None:
        """Send nothing for so long, and until the server has read what was sent, as far as that can be seen."""
        time.sleep(seconds)
        until = time.monotonic() + _HOLD_SECONDS
        while self._is_at_rest() is False:
            if time.monotonic() >= until:
                self._expect_no_rest()
            time.sleep(_PAUSE_TURN_SECONDS)

    def expect(self, guest: Guest, kind: bytes, text: str) -> bool:
        """Wait for a frame at one guest; return whether it is there."""
        return self.play(lambda: guest.has(kind, text))

    def settle(self) -> None:
        """Let all guests listen for a while, for what must not come."""
        self.play(lambda: False, self.settle_seconds)

    def forget(self) -> None:
        """Begin anew, for everybody."""
        self.settle()
        self._forget()

    def close(self) -> None:
        """Close every connection that is left."""
        for guest in self.guests:
            guest.forget()
            guest.close()

    def judge(self, rule_id: str, *, holds: bool, witness: Guest, writer: Guest | None = None) -> bool:
        """Write down whether a rule holds, with what ``writer`` sent and what ``witness`` got; return it."""
        evidence = self.evidence(witness, writer)
        if holds:
            self.ledger.passed(rule_id, *evidence)
        else:
            self.ledger.failed(rule_id, LESSONS[rule_id], *evidence)
        return holds

    def evidence(self, witness: Guest, writer: Guest | None = None) -> tuple[Evidence, ...]:
        """Return what was sent and what came of it since everybody forgot."""
        sender = witness if writer is None else writer
        told = (sent(sender.last_sent),) if sender.last_sent else ()
        return (*told, came(bytes(witness.raw)))

    @property
    def _answer_seconds(self) -> float:
        return max(self.timeout, min(_SLOWEST_SECONDS, _SLOWEST_TIMES * self._slowest))

    def _expect_no_rest(self) -> None:
        if self._program is not None:
            self._program.forget()

    def _is_at_rest(self) -> bool | None:
        return None if self._program is None else self._program.is_at_rest

    def _forget(self) -> None:
        for guest in self.guests:
            guest.forget()

    def _hear(self, guest: Guest, selector: selectors.BaseSelector) -> None:
        before = len(guest.raw)
        self._bytes += guest.receive() + _BYTES_OF_A_FRAME * guest.raw.count(STX, before)
        if guest.is_closed:
            selector.unregister(guest.socket)
        if self._bytes > _MAX_BYTES:
            raise Stopped(_FLOODED)


_TOO_LONG = Words(
    "the server answers too slowly; what was not judged by then is not judged.",
    "服务器回答得太慢，到时还没有检查的就不再检查。",
)
_FLOODED = Words(
    "the server sends without end: far more came than a few lines of chat.",
    "服务器不停地发送数据：收到的远远多于几行聊天。",
)


def _no_connection(error: OSError, *, is_first: bool) -> Words:
    if not is_first:
        return Words(
            "the server takes no more connections: it has ended, or it serves only one client at a time.",
            "服务器不再接受连接：它已经退出，或者同时只能服务一个客户端。",
        )
    match error:
        case ConnectionRefusedError():
            return Words(
                "nobody listens at that address and port: is the server running, and is it that port?",
                "那个地址和端口上没有程序在监听：服务器在运行吗？端口对吗？",
            )
        case socket.gaierror():
            return Words(
                "there is no computer of that name: give an address such as 192.168.1.7:9999.",
                "找不到这个名字的计算机：请写地址，例如 192.168.1.7:9999。",
            )
        case TimeoutError():
            return Words(
                "no answer from that address: is it right, and does a firewall stand between?",
                "那个地址没有回应：地址对吗？中间有没有防火墙？",
            )
        case _:
            return Words(
                "that address cannot be reached from this computer.",
                "从这台计算机无法到达那个地址。",
            )
