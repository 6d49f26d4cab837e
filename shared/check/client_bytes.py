"""The third act: the same frames as before, cut and glued as a stream allows (docs/protocol.md §2, §5, §6).

The rule: nothing is sent that a correct server or a network could not bring about.
"""

from collections.abc import Sequence

from shared.check.client_screen import Sight
from shared.check.client_stage import Stage
from shared.check.client_words import (
    ACROSS_LOST,
    CHARACTER_CUT,
    GLUED_LOST,
    JUNK_TAKEN,
    LONG_LOST,
    NO_RESYNC,
    SPLIT_LOST,
    UNKNOWN_FATAL,
    UNKNOWN_SHOWN,
)
from shared.check.rule import Verdict, Words, sent
from shared.protocol.framing import encode_frame
from shared.protocol.limits import MAX_TEXT_CHARACTERS

_BYTE_SECONDS = 0.004  # long enough for a read between two bytes
_CUT_SECONDS = 0.1
_PADDED_BYTES = 1_024  # a buffer that a C program sends whole
_UNKNOWN_TYPES = (b"5", b"6", b"9", b"x")
_HIDDEN = "quince-1"
_LOST = "quince-2 has no end"


def play_bytes(stage: Stage) -> None:
    """Play the act. Raises ``CannotGoOn``."""
    _split(stage)
    _glued(stage)
    _across(stage)
    _outside(stage)
    _broken_frames(stage)
    _unknown_types(stage)
    _cut_character(stage)
    _long_text(stage)


def _said(stage: Stage, text: str) -> bytes:
    return stage.frame(b"4", f"bob: {text}")


def _play(
    stage: Stage,
    rule_id: str,
    note: Words,
    pieces: Sequence[bytes],
    texts: Sequence[str],
    *,
    pause: float = 0.0,
) -> bool:
    evidence = stage.send(*pieces, pause=pause)
    sight = stage.player.look_for(*texts)
    if sight in (Sight.ONCE, Sight.UNKNOWN):
        return stage.judge_sight(rule_id, sight, evidence)
    stage.fail(rule_id, note, *evidence)
    return False


def _split(stage: Stage) -> None:
    if stage.ready("frame-split"):
        data = _said(stage, "grape-1 in many pieces")
        pieces = [data[place : place + 1] for place in range(len(data))]
        _play(stage, "frame-split", SPLIT_LOST, pieces, ["grape-1 in many pieces"], pause=_BYTE_SECONDS)


def _glued(stage: Stage) -> None:
    if stage.ready("frame-glued"):
        texts = ["grape-2 the first", "grape-3 the second", "grape-4 the third", "grape-5 the last"]
        data = b"".join(_said(stage, text) for text in texts)
        _play(stage, "frame-glued", GLUED_LOST, [data], texts)


def _across(stage: Stage) -> None:
    if stage.ready("frame-across"):
        texts = ["grape-6 before", "grape-7 in the middle", "grape-8 behind"]
        first, second, third = (_said(stage, text) for text in texts)
        pieces = [first + second[:11], second[11:] + third[:1], third[1:]]
        _play(stage, "frame-across", ACROSS_LOST, pieces, texts, pause=_CUT_SECONDS)


def _outside(stage: Stage) -> None:
    if stage.ready("padding-skipped"):
        first = _said(stage, "melon-1 padded")
        padding = bytes(_PADDED_BYTES - len(first))
        pieces = [first + padding + _said(stage, "melon-2 behind it")]
        _play(stage, "padding-skipped", JUNK_TAKEN, pieces, ["melon-1 padded", "melon-2 behind it"])
    if stage.ready("junk-skipped"):
        texts = ["melon-3 before", "melon-4 after", "melon-0 at last"]
        first, second, third = (_said(stage, text) for text in texts)
        pieces = [first + b"\r\n4bob: nothing\r\n" + second + b"\x03 \x03" + third]
        _play(stage, "junk-skipped", JUNK_TAKEN, pieces, texts)


def _broken_frames(stage: Stage) -> None:
    if stage.ready("resync"):
        lost = _said(stage, _LOST)[:-1]
        pieces = [lost + _said(stage, "melon-5 found again")]
        is_found = _play(stage, "resync", NO_RESYNC, pieces, ["melon-5 found again"])
        if is_found and stage.player.shows(_LOST):
            stage.fail("resync", NO_RESYNC, sent(pieces[0]))
    if stage.ready("frame-no-type"):
        pieces = [b"\x02\x03" + _said(stage, "melon-6 with a type")]
        _play(stage, "frame-no-type", JUNK_TAKEN, pieces, ["melon-6 with a type"])


def _unknown_types(stage: Stage) -> None:
    if not stage.ready("frame-unknown"):
        return
    unknown = b"".join(encode_frame(kind, f'{{"t":"{_HIDDEN}"}}'.encode()) for kind in _UNKNOWN_TYPES)
    pieces = [unknown, _said(stage, "melon-7 known")]
    is_alive = _play(stage, "frame-unknown", UNKNOWN_FATAL, pieces, ["melon-7 known"], pause=_CUT_SECONDS)
    if is_alive and stage.player.shows(_HIDDEN):
        stage.fail("frame-unknown", UNKNOWN_SHOWN, sent(unknown))


def _cut_character(stage: Stage) -> None:
    if stage.ready("character-split"):
        text = "苹果在这里 melon-8 香蕉"
        data = _said(stage, text)
        head = len(_said(stage, "")) - 1
        # After the first byte of the first hanzi, and before the last one of the last.
        pieces = [data[: head + 1], data[head + 1 : -2], data[-2:]]
        _play(stage, "character-split", CHARACTER_CUT, pieces, [text], pause=_CUT_SECONDS)


def _long_text(stage: Stage) -> None:
    if not stage.ready("long-text"):
        return
    filling = "长" if stage.ledger.verdict("encoding-read") is Verdict.PASS else "x"
    head, mark = "melon-9 begins ", " melon-10"
    text = head + filling * (MAX_TEXT_CHARACTERS - len(head) - len(mark)) + mark
    evidence = stage.send(_said(stage, text))
    sight = stage.player.look_for_long(text, mark.strip())
    if sight in (Sight.ONCE, Sight.UNKNOWN):
        stage.judge_sight("long-text", sight, evidence)
    else:
        stage.fail("long-text", LONG_LOST, *evidence)
