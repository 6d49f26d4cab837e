"""The first act: a client comes under a name that it cannot have, tries another, and is in (docs/protocol.md §2).

The rule: the room refuses as any correct server may, and lets in as soon as the name can be had.
"""

from shared.check.client_guest import JudgedGuest
from shared.check.client_hand_words import HOW_OFTEN_SELF
from shared.check.client_player import Way
from shared.check.client_screen import Sight
from shared.check.client_stage import OWN_NAME, CannotGoOn, Stage
from shared.check.client_stream import Piece, PieceKind
from shared.check.client_words import (
    CLOSED_ON_REFUSAL,
    NAME_IS_OTHER,
    NO_LOGIN,
    NO_NEW_NAME,
    REPEATS_NAME,
    RICH_STUCK,
    SELF_TWICE,
    SIGHTS,
    filled,
)
from shared.check.rule import came, sent
from shared.protocol.encoding import EncodingDetector
from shared.protocol.framing import STX, encode_frame

TAKEN_NAME = "bob"
WRONG_NAME = "eve,x"
FIRST_PEOPLE = ("Teacher", TAKEN_NAME, "Mary Ann")
_WORDS_BEFORE = "the room pear-1 knows this name already"
_WORDS_FRAME = encode_frame(b"4", f"* {_WORDS_BEFORE}".encode())
_AGAIN_SECONDS = 0.3  # somebody who sends a refused name once more does it at once
_GENTLE_SECONDS = 0.06  # between two frames, for a client that could not take them apart


def play_login(stage: Stage) -> None:
    """Play the act; in the end the client is in as ``OWN_NAME``. Raises ``CannotGoOn``."""
    stage.room.answers.refusing = lambda name: _WORDS_FRAME if name.casefold() == TAKEN_NAME else None
    stage.room.answer_pause = _GENTLE_SECONDS
    guest = stage.connect(Way.GIVEN, TAKEN_NAME)
    if guest is None:
        raise CannotGoOn
    first = stage.await_frame(0, b"1")
    _judge_first(stage, guest, first)
    if first is None:
        raise CannotGoOn
    _judge_refusal(stage, guest)
    if not stage.is_in:
        stage.come_again()
    stage.settle_in()
    _judge_roster(stage)


def name_in(piece: Piece) -> str:
    """Return the name in a login, in whichever encoding it is."""
    return EncodingDetector().decode(piece.frame.payload)


def _judge_first(stage: Stage, guest: JudgedGuest, login: Piece | None) -> None:
    frames = [piece for piece in guest.stream.pieces if piece.kind is PieceKind.FRAME]
    kinds = [piece.frame.kind for piece in frames[:2]]
    if login is None:
        # A login that only lacks its end is judged as such.
        if guest.stream.rest[:1] != bytes([STX]):
            note = RICH_STUCK if kinds[:1] == [b"5"] else NO_LOGIN
            rule_id = "rich-falls-back" if kinds[:1] == [b"5"] else "login-first"
            stage.fail(rule_id, note, stage.came_since(0))
        return
    if kinds[:1] == [b"1"] or kinds == [b"5", b"1"]:
        stage.ledger.passed("login-first", came(frames[0].data))
    else:
        stage.fail("login-first", NO_LOGIN, came(frames[0].data))
    if kinds == [b"5", b"1"]:
        stage.ledger.passed("rich-falls-back", came(frames[0].data), came(frames[1].data))
    found = name_in(login).rstrip("\r\n\0")
    if found == TAKEN_NAME:
        stage.ledger.passed("login-name", came(login.data))
    else:
        stage.fail("login-name", filled(NAME_IS_OTHER, found=found, name=TAKEN_NAME), came(login.data))


def _judge_refusal(stage: Stage, guest: JudgedGuest) -> None:
    stage.flush()
    refusal = sent(encode_frame(b"0", TAKEN_NAME.encode()))
    before = stage.mark()
    sight = stage.player.look_for(_WORDS_BEFORE)
    again = stage.await_frame(before, b"1", seconds=_AGAIN_SECONDS)
    if again is not None and name_in(again) == TAKEN_NAME:
        stage.fail("login-not-repeated", REPEATS_NAME, refusal, came(again.data))
        stage.come_again()
        return
    stage.ledger.passed("login-not-repeated", refusal)
    if sight is Sight.MISSING:
        # Some clients have no place for words before they are in, and say by themselves why a name is refused.
        stage.ledger.not_seen("login-refused-shown", SIGHTS[sight], sent(_WORDS_FRAME))
    else:
        stage.judge_sight("login-refused-shown", sight, (sent(_WORDS_FRAME),))
    if guest.has_ended:
        stage.fail("login-again", CLOSED_ON_REFUSAL, refusal)
        return
    # A name that §3 forbids: some clients see that by themselves, and ask once more without sending it.
    answer = _take_name(stage, WRONG_NAME)
    was_refused_twice = answer is not None and answer.frame.kind == b"1"
    if answer is None or was_refused_twice:
        stage.flush()
        if was_refused_twice:
            assert answer is not None
            stage.ledger.passed("login-again", refusal, came(answer.data))
        answer = _take_name(stage, OWN_NAME)
    rule_id = "login-again-twice" if was_refused_twice else "login-again"
    if answer is not None and answer.frame.kind == b"1":
        stage.ledger.passed(rule_id, refusal, came(answer.data))
    elif answer is not None:
        stage.fail(rule_id, NO_NEW_NAME, refusal, came(answer.data))
    else:
        stage.nothing_came(rule_id, CLOSED_ON_REFUSAL if guest.has_ended else NO_NEW_NAME, refusal)


def _take_name(stage: Stage, name: str) -> Piece | None:
    before = stage.mark()
    stage.player.take_name(name)
    return stage.await_frame(before, b"123")


def _judge_roster(stage: Stage) -> None:
    guest = stage.guest
    assert guest is not None
    roster = b"".join(guest.seat.online(name) for name in stage.room.answers.people)
    stage.judge_sight("roster-shown", stage.player.look_for_people(FIRST_PEOPLE), (sent(roster),))
    number = stage.player.ask(filled(HOW_OFTEN_SELF, name=OWN_NAME))
    if number is not None and number > 1:
        stage.fail("roster-self", SELF_TWICE, sent(roster))
    elif number is not None:
        stage.ledger.passed("roster-self", sent(roster))
