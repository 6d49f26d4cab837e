"""Judges how a server answers those who look for a room over UDP (docs/protocol.md §1)."""

import socket

from shared.check.rule import came, sent
from shared.check.server_rules import LESSONS
from shared.check.server_stage import Stage
from shared.protocol.discovery import REQUEST_TEXT, RoomAnswer, parse_answer

_MAX_DATAGRAM_BYTES = 65_535
_MAX_RICH_BYTES = 512
_TURN_SECONDS = 0.02
_PADDED = (REQUEST_TEXT + b"\x00", REQUEST_TEXT + b"\r\n", REQUEST_TEXT + b" \t\x00\x00")
_WRONG = (
    REQUEST_TEXT[:-1],
    REQUEST_TEXT + b"S",
    b" " + REQUEST_TEXT,
    REQUEST_TEXT.lower(),
    b"REQUEST",
    b"hello",
)
_SENSELESS = (b"", b"\x00" * 1_400, b"\xff\xfe\xfd", b"{" * 300)


class Finder:
    """Judges the discovery of the server of a stage."""

    def __init__(self, stage: Stage, udp_port: int) -> None:
        self._stage = stage
        self._to = (stage.host, udp_port)
        self._tcp_port = stage.port
        self._settle = stage.settle_seconds
        self._ledger = stage.ledger

    def judge(self) -> None:
        """Ask rightly and wrongly, and write down what came. Network errors count as silence."""
        answers = self._ask(REQUEST_TEXT)
        if not answers:
            self._fail("find-answers", REQUEST_TEXT, b"")
            return
        self._ledger.passed("find-answers", sent(REQUEST_TEXT), came(answers[0]))
        is_port = answers[0] == str(self._tcp_port).encode()
        self._write("find-port", REQUEST_TEXT, answers[0], holds=is_port)
        self._write("find-once", REQUEST_TEXT, b" ".join(answers), holds=len(answers) == 1)
        for request in _PADDED:
            answers = self._ask(request)
            self._write("find-trailing", request, b"".join(answers[:1]), holds=bool(answers))
            if not answers:
                break
        self._judge_silence()
        for senseless in _SENSELESS:
            self._ask(senseless, 0.0)
        answers = self._ask(REQUEST_TEXT)
        self._write(
            "find-survives", _SENSELESS[0] or REQUEST_TEXT, b"".join(answers[:1]), holds=bool(answers)
        )
        self._judge_rich()

    def _judge_silence(self) -> None:
        with self._socket() as udp:
            for request in _WRONG:
                self._send(udp, request)
            answers = self._hear(udp, 2 * self._settle)
        if not answers:
            self._ledger.passed("find-silent", *(sent(request) for request in _WRONG), came(b""))
            return
        for request in _WRONG:  # which one of them it was
            answers = self._ask(request, 2 * self._settle)
            if answers:
                self._fail("find-silent", request, answers[0])

    def _judge_rich(self) -> None:
        request = REQUEST_TEXT + b'\n{"v":1}'
        answers = self._ask(request, 2 * self._settle)
        if answers and answers[0].strip(b"\x00\r\n ").isdigit():
            # A plain server that takes any beginning for the request.
            self._fail("find-silent", request, answers[0])
        elif answers:
            is_right = isinstance(parse_answer(answers[0]), RoomAnswer) and len(answers[0]) <= _MAX_RICH_BYTES
            self._write("find-rich", request, answers[0], holds=is_right)

    def _ask(self, request: bytes, seconds: float | None = None) -> list[bytes]:
        with self._socket() as udp:
            self._send(udp, request)
            return self._hear(udp, self._stage.timeout if seconds is None else seconds)

    def _hear(self, udp: socket.socket, seconds: float) -> list[bytes]:
        answers: list[bytes] = []
        patience = self._stage.patience(seconds)
        udp.settimeout(_TURN_SECONDS)
        while not patience.is_over() and len(answers) < 10:
            try:
                answers.append(udp.recvfrom(_MAX_DATAGRAM_BYTES)[0])
            except OSError:
                continue  # nothing yet; Windows reports here too that nobody listened to what was sent before
            # One answer is there; a second one would be there at once.
            patience = self._stage.patience(self._settle)
        return answers

    def _send(self, udp: socket.socket, request: bytes) -> None:
        try:
            udp.sendto(request, self._to)
        except OSError:
            return

    def _socket(self) -> socket.socket:
        return socket.socket(socket.AF_INET6 if ":" in self._to[0] else socket.AF_INET, socket.SOCK_DGRAM)

    def _write(self, rule_id: str, request: bytes, answer: bytes, *, holds: bool) -> None:
        if holds:
            self._ledger.passed(rule_id, sent(request), came(answer))
        else:
            self._fail(rule_id, request, answer)

    def _fail(self, rule_id: str, request: bytes, answer: bytes) -> None:
        self._ledger.failed(rule_id, LESSONS[rule_id], sent(request), came(answer))
