"""What the steps of the script share: the room, who drives the client, and where it is written down.

The rule: a step begins with a client that is in the room and sound; one that is not is started afresh, and a step
whose need is broken is left out, so that each mistake is found by the rule that is meant.
"""

from collections.abc import Callable, Sequence

from shared.check.client_guest import JudgedGuest
from shared.check.client_player import Player, Waited, Way
from shared.check.client_room import ScriptedRoom
from shared.check.client_rules import CLIENT_RULES, NEEDS
from shared.check.client_screen import Sight
from shared.check.client_stream import Piece, PieceKind
from shared.check.client_words import BLOCKED, ERROR_SAYS, SIGHTS, SKIPPED_STEP, filled
from shared.check.ledger import Ledger
from shared.check.rule import Evidence, Verdict, Words, came, sent
from shared.protocol.encoding import encode_text
from shared.protocol.framing import encode_frame

OWN_NAME = "dora"
START_SECONDS = 10.0  # until a program stands and has connected: a slow machine starts a Java in some seconds
_FRESH_STARTS = 12
_FLUSH_SECONDS = 30.0  # each byte alone, to a client that is slow to read it
_SETTLE_IN_SECONDS = 0.5  # not every client shows its own name


class CannotGoOn(Exception):
    """Raised when there is no client to go on with; what was seen so far stays."""


class Stage:
    """Make one for a check. ``last_words`` returns what the client said last on standard error."""

    def __init__(
        self, room: ScriptedRoom, player: Player, timeout_seconds: float, last_words: Callable[[], str]
    ) -> None:
        self.room = room
        self.player = player
        self.ledger = Ledger(CLIENT_RULES)
        self.timeout_seconds = timeout_seconds
        self._excused: dict[int, int] = {}  # per connection, from which piece on a step has judged by itself
        self._last_words = last_words
        self._is_confused = False
        self._starts_left = _FRESH_STARTS

    @property
    def guest(self) -> JudgedGuest | None:
        """The newest connection of the client, None before the first."""
        return self.room.guests[-1] if self.room.guests else None

    @property
    def is_in(self) -> bool:
        """Whether a client is connected and logged in now."""
        guest = self.guest
        return guest is not None and not guest.has_ended and bool(guest.seat.name)

    # ---- the client -------------------------------------------------------------------------------------

    def connect(self, way: Way, name: str) -> JudgedGuest | None:
        """Start the client and return the connection that it makes."""
        before = len(self.room.guests)
        if not self.player.come(way, name):
            return None
        seconds = None if self.player.is_person else max(START_SECONDS, self.timeout_seconds)
        self.player.wait(lambda: len(self.room.guests) > before, seconds)
        return self.guest if len(self.room.guests) > before else None

    def ready(self, *rule_ids: str) -> bool:
        """Whether a step that is about ``rule_ids`` can be played now; starts the client afresh where it must."""
        for rule_id in rule_ids:
            for need in NEEDS.get(rule_id, ()):
                if self.ledger.verdict(need) is Verdict.FAIL:
                    self.ledger.not_seen(rule_id, filled(BLOCKED, rule=need))
        if all(self.is_blocked(rule_id) for rule_id in rule_ids):
            return False
        if not self.is_in or (self._is_confused and not self.player.is_person):
            self.come_again()
        return True

    def is_blocked(self, rule_id: str) -> bool:
        """Whether nothing can be known of this rule, since what it needs is broken."""
        return any(self.ledger.verdict(need) is Verdict.FAIL for need in NEEDS.get(rule_id, ()))

    def come_again(self) -> JudgedGuest:
        """Start the client afresh under its own name, gently; raises ``CannotGoOn``."""
        guest = self._come_again() if self._starts_left else None
        self._starts_left -= 1
        if guest is None:
            raise CannotGoOn
        self._is_confused = False
        return guest

    def _come_again(self) -> JudgedGuest | None:
        old = self.guest
        if old is not None and not old.has_ended:
            old.end_sending()
            self.room.answers.leave(old.seat)
        if self.connect(Way.GIVEN, OWN_NAME) is None:
            return None
        self.player.wait(lambda: self.is_in, None if self.player.is_person else self.timeout_seconds * 2)
        if self.is_in:
            self.settle_in()
        return self.guest if self.is_in else None

    def settle_in(self) -> None:
        """Let the list of people arrive: a program that has not read its end yet sends nothing that is typed."""
        self.flush()
        if not self.player.is_person:
            self.player.wait(lambda: bool(self.player.shows(OWN_NAME)), _SETTLE_IN_SECONDS)

    # ---- what is sent ------------------------------------------------------------------------------------

    def frame(self, kind: bytes, text: str) -> bytes:
        """Return a frame in the encoding that the client speaks."""
        guest = self.guest
        assert guest is not None
        return encode_frame(kind, encode_text(text, guest.seat.detector.encoding))

    def send(self, *pieces: bytes, pause: float = 0.0) -> tuple[Evidence, ...]:
        """Send ``pieces`` and return them as evidence when all are on their way."""
        guest = self.guest
        assert guest is not None
        guest.queue(*pieces, pause=pause)
        self.flush()
        return (sent(b"".join(pieces)),)

    def flush(self) -> None:
        """Wait until everything that was queued has gone."""
        guest = self.guest
        assert guest is not None
        self.room.wait_for(lambda: guest.is_idle, _FLUSH_SECONDS)

    # ---- what comes --------------------------------------------------------------------------------------

    def mark(self) -> int:
        """Return the place in the stream of now, for ``await_frame``."""
        guest = self.guest
        return len(guest.stream.pieces) if guest is not None else 0

    def await_frame(self, since: int, kinds: bytes = b"123", seconds: float | None = None) -> Piece | None:
        """Wait for the first frame of one of ``kinds`` after ``since``; None when none came."""
        guest = self.guest
        assert guest is not None

        def found() -> Piece | None:
            for piece in guest.stream.pieces[since:]:
                if piece.kind is PieceKind.FRAME and piece.frame.kind in kinds:
                    return piece
            return None

        is_over = lambda: found() is not None or guest.has_ended  # noqa: E731
        self.player.wait(is_over, seconds)
        return found()

    def came_since(self, since: int) -> Evidence:
        """Return everything that came after ``since``, whatever it is."""
        guest = self.guest
        assert guest is not None
        return came(b"".join(piece.data for piece in guest.stream.pieces[since:]) + guest.stream.rest)

    # ---- what is found -----------------------------------------------------------------------------------

    def judge_sight(self, rule_id: str, sight: Sight, evidence: Sequence[Evidence]) -> bool:
        """Write down what the screen showed; return whether it was as it must be."""
        if self.is_blocked(rule_id):
            return False
        match sight:
            case Sight.ONCE:
                self.ledger.passed(rule_id, *evidence)
            case Sight.UNKNOWN:
                self.ledger.not_seen(rule_id, SIGHTS[sight], *evidence)
            case _:
                self.fail(rule_id, SIGHTS[sight], *evidence)
        return sight is Sight.ONCE

    def fail(self, rule_id: str, note: Words, *evidence: Evidence) -> None:
        """Write down that the rule is broken; what the client said of it on standard error is told too."""
        self._is_confused = True
        words = self._last_words()
        if words:
            error = filled(ERROR_SAYS, words=words)
            note = Words(f"{note.en} {error.en}", f"{note.zh}{error.zh}")
        self.ledger.failed(rule_id, note, *evidence)

    def nothing_came(self, rule_id: str, note: Words, *evidence: Evidence) -> None:
        """Write down that the client did not do what it had to; of a person's client, that the step was skipped."""
        if self.player.is_person:
            self.ledger.not_seen(rule_id, SKIPPED_STEP, *evidence)
        else:
            self.fail(rule_id, note, *evidence)

    def excuse(self, since: int) -> None:
        """What came after ``since`` has been judged; this connection is not gone on with."""
        self._excused[len(self.room.guests) - 1] = since
        self._is_confused = True

    def judged_guests(self) -> list[JudgedGuest]:
        """Return the connections of which nothing was excused."""
        return [guest for index, guest in enumerate(self.room.guests) if index not in self._excused]

    def streams(self) -> list[tuple[Sequence[Piece], bytes]]:
        """Return what came on each connection, pieces and rest, without what was excused."""
        return [
            (guest.stream.pieces, guest.stream.rest)
            if index not in self._excused
            else (guest.stream.pieces[: self._excused[index]], b"")
            for index, guest in enumerate(self.room.guests)
        ]

    def await_and_judge(
        self, rule_id: str, claim: Callable[[], bool], note: Words, *evidence: Evidence
    ) -> bool:
        """Wait for ``claim`` and write down whether it came to hold."""
        if self.player.wait(claim) is Waited.CAME:
            self.ledger.passed(rule_id, *evidence)
            return True
        self.nothing_came(rule_id, note, *evidence)
        return False
