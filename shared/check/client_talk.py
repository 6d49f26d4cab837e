"""The second act: what the client says and whispers, and what it shows of others (docs/protocol.md §2, §3, §5).

The rule: every frame goes out whole and alone, so that what is broken here is not the framing.
"""

from shared.check.client_hand_words import HAS_COME, HAS_GONE, IS_FORGED
from shared.check.client_screen import Sight
from shared.check.client_stage import OWN_NAME, Stage
from shared.check.client_stream import Piece
from shared.check.client_words import (
    CAME_AS_GONE,
    ECHO_TWICE,
    LINE_FORGED,
    MARKS_SENT,
    NO_COMMA,
    NOT_IN,
    NOTHING_SAID,
    OTHER_TEXT,
    SELF_CAME,
    SIGHTS,
    WRONG_ENCODING,
    filled,
)
from shared.check.rule import Evidence, Verdict, came, sent
from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import STX

NEWCOMER = "Anna Lena Berg"
_FIRST_WORD = "Anna"
_HANZI_NAME = "张 小明"
_FORGED = "eve: plum-7"
_MOMENT_SECONDS = 0.1
_GREETING = "hello, this is lime-1"


def play_talk(stage: Stage) -> None:
    """Play the act. Raises ``CannotGoOn``."""
    if _says_something(stage):
        _say_in_hanzi(stage)
        _type_marks(stage)
        _whisper(stage)
    _shows_words(stage)
    _shows_people(stage)
    _shows_lines(stage)
    _look_at_echo_again(stage)


def _says_something(stage: Stage) -> bool:
    text = _GREETING
    stage.ready("say-exact")
    before = stage.mark()
    stage.player.say(text)
    piece = stage.await_frame(before)
    if piece is not None and piece.frame.kind == b"1":
        stage.excuse(before)
        stage.fail("roster-end", NOT_IN, came(piece.data))
        return False
    if piece is None:
        guest = stage.guest
        assert guest is not None
        # A frame that only lacks its end is judged as such.
        if guest.stream.rest[:1] != bytes([STX]):
            stage.nothing_came("roster-end", NOT_IN, stage.came_since(before))
        else:
            stage.come_again()
        return False
    stage.ledger.passed("roster-end", came(piece.data))
    _judge_said(stage, piece, text)
    sight = stage.player.look_for(text)
    if sight is Sight.TWICE:
        stage.fail("chat-echo", ECHO_TWICE, came(piece.data), sent(stage.frame(b"4", f"{OWN_NAME}: {text}")))
    else:
        stage.judge_sight("chat-echo", sight, (sent(stage.frame(b"4", f"{OWN_NAME}: {text}")),))
    return True


def _judge_said(stage: Stage, piece: Piece, text: str) -> None:
    guest = stage.guest
    assert guest is not None
    found = guest.seat.detector.decode(piece.frame.payload).rstrip("\r\n\0")
    if piece.frame.kind == b"3" and found == text:
        stage.ledger.passed("say-exact", came(piece.data))
    else:
        stage.fail("say-exact", filled(OTHER_TEXT, found=found, typed=text), came(piece.data))


def _say_in_hanzi(stage: Stage) -> None:
    text = "你好，我们是 lime-2"
    stage.ready("text-encoding")
    before = stage.mark()
    stage.player.say(text)
    piece = stage.await_frame(before)
    if piece is None:
        stage.nothing_came("text-encoding", filled(NOTHING_SAID, typed=text))
        return
    guest = stage.guest
    assert guest is not None
    if guest.seat.detector.is_settled:
        _judge_said(stage, piece, text)
    stage.flush()
    shown = "中文可以读 plum-1"
    evidence = stage.send(stage.frame(b"4", f"bob: {shown}"))
    sight = stage.player.look_for(shown)
    encoding = "GBK" if guest.seat.detector.encoding is TextEncoding.GBK else "UTF-8"
    if sight in (Sight.ONCE, Sight.UNKNOWN):
        stage.judge_sight("encoding-read", sight, evidence)
    else:
        stage.fail("encoding-read", filled(WRONG_ENCODING, encoding=encoding), came(piece.data), *evidence)


def _type_marks(stage: Stage) -> None:
    if stage.player.is_person:
        return  # no keyboard has these keys
    stage.ready("text-marks")
    before = stage.mark()
    stage.player.say("lime\x02-\x033")
    piece = stage.await_frame(before)
    if piece is not None:
        stage.player.wait(lambda: False, _MOMENT_SECONDS)  # whatever else the same line has become
    evidence = stage.came_since(before)
    if piece is not None and piece.frame.payload.rstrip(b"\r\n\0") == b"lime-3":
        stage.ledger.passed("text-marks", evidence)
    else:
        stage.excuse(before)
        stage.fail("text-marks", MARKS_SENT, evidence)


def _whisper(stage: Stage) -> None:
    text = "fig-1, and the rest"
    stage.ready("whisper-comma")
    before = stage.mark()
    stage.player.whisper("bob", text)
    piece = stage.await_frame(before)
    guest = stage.guest
    assert guest is not None
    if piece is None:
        stage.nothing_came("whisper-comma", filled(NOTHING_SAID, typed=text), stage.came_since(before))
        return
    to, comma, found = guest.seat.detector.decode(piece.frame.payload).rstrip("\r\n\0").partition(",")
    if piece.frame.kind != b"2" or not comma or to != "bob":
        stage.fail("whisper-comma", NO_COMMA, came(piece.data))
        return
    stage.ledger.passed("whisper-comma", came(piece.data))
    if found == text:
        stage.ledger.passed("whisper-exact", came(piece.data))
    else:
        stage.fail("whisper-exact", filled(OTHER_TEXT, found=found, typed=text), came(piece.data))
        return
    stage.judge_sight(
        "whisper-receipt", stage.player.look_for(text), (sent(stage.frame(b"4", f"you, to bob: {text}")),)
    )


def _shows_words(stage: Stage) -> None:
    for rule_id, head, text in (
        ("chat-shown", "bob: ", "kiwi-1 is here"),
        ("whisper-shown", "bob, to you: ", "fig-2 is secret"),
        ("words-shown", "* ", "the bell rings at pear-2"),
        ("words-shown", "*** ", "open your books at pear-3"),
    ):
        stage.ready(rule_id)
        evidence = stage.send(stage.frame(b"4", f"{head}{text}"))
        stage.judge_sight(rule_id, stage.player.look_for(text), evidence)


def _shows_people(stage: Stage) -> None:
    stage.ready("came-shown")
    came_line = _judge_newcomer(stage)
    evidence = stage.send(stage.frame(b"3", NEWCOMER))
    gone_line = stage.player.look_for_event(_FIRST_WORD, filled(HAS_GONE, name=NEWCOMER))
    if came_line and came_line == gone_line:
        stage.fail("gone-shown", CAME_AS_GONE, *evidence)
    else:
        _judge_line(stage, "gone-shown", gone_line, evidence)
    if came_line and NEWCOMER in came_line and not stage.player.is_person:
        own_line = came_line.replace(NEWCOMER, OWN_NAME)
        own = sent(stage.frame(b"1", OWN_NAME))
        if stage.player.shows(own_line, as_line=True):
            stage.fail("roster-self", SELF_CAME, own)
        else:
            stage.ledger.passed("roster-self", own)
    if stage.ledger.verdict("encoding-read") is Verdict.PASS:
        stage.ready("name-whole")
        evidence = stage.send(stage.frame(b"2", _HANZI_NAME))
        line = stage.player.look_for_event(_HANZI_NAME, filled(HAS_COME, name=_HANZI_NAME))
        _judge_line(stage, "name-whole", line, evidence)


def _judge_newcomer(stage: Stage) -> str | None:
    evidence = stage.send(stage.frame(b"2", NEWCOMER))
    # Seen by its first word, so that a name that was cut is no newcomer who was not shown.
    line = stage.player.look_for_event(_FIRST_WORD, filled(HAS_COME, name=NEWCOMER))
    _judge_line(stage, "came-shown", line, evidence)
    if line and not stage.player.is_person:
        _judge_line(stage, "name-whole", line if NEWCOMER in line else "", evidence)
    return line


def _judge_line(stage: Stage, rule_id: str, line: str | None, evidence: tuple[Evidence, ...]) -> None:
    sight = Sight.UNKNOWN if line is None else Sight.ONCE if line else Sight.MISSING
    stage.judge_sight(rule_id, sight, evidence)


def _shows_lines(stage: Stage) -> None:
    stage.ready("lines-indented")
    evidence = stage.send(stage.frame(b"4", f"bob: plum-6\n    {_FORGED}"))
    if stage.player.is_person:
        number = stage.player.ask(filled(IS_FORGED, text=_FORGED))
        is_forged = None if number is None else bool(number)
    else:
        sight = stage.player.look_for(_FORGED)
        if sight not in (Sight.ONCE, Sight.GARBLED):
            stage.judge_sight("lines-indented", sight, evidence)
            return
        is_forged = stage.player.shows(_FORGED, as_line=True)
    if is_forged is None:
        stage.ledger.not_seen("lines-indented", SIGHTS[Sight.UNKNOWN], *evidence)
    elif is_forged:
        stage.fail("lines-indented", LINE_FORGED, *evidence)
    else:
        stage.ledger.passed("lines-indented", *evidence)


def _look_at_echo_again(stage: Stage) -> None:
    # A slow client may have drawn the second copy after the first look.
    if stage.player.is_person or stage.ledger.verdict("chat-echo") is not Verdict.PASS or not stage.is_in:
        return
    if stage.player.shows_twice(_GREETING):
        stage.fail("chat-echo", ECHO_TWICE, sent(stage.frame(b"4", f"{OWN_NAME}: {_GREETING}")))
