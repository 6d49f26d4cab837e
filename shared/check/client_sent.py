"""Judges what a client has sent on all its connections: the frames, their text, and what lies between them.

The rule: pure but for the ledger; each mistake is written down under one rule, with the bytes that are it.
"""

from collections.abc import Iterable, Sequence

from shared.check.client_stream import Piece, PieceKind
from shared.check.client_words import (
    BYTES_BETWEEN,
    CONTROL_INSIDE,
    LINE_END,
    NO_END,
    TWO_ENCODINGS,
    WRONG_TYPE,
    filled,
)
from shared.check.ledger import Ledger
from shared.check.rule import came
from shared.protocol.framing import STX

_TEXT_KINDS = (b"1", b"2", b"3")
_CONTROL_IN_TEXT = frozenset(range(0x20)) - {0x09, 0x0A} | {0x7F}


def judge_sent(ledger: Ledger, streams: Iterable[tuple[Sequence[Piece], bytes]]) -> None:
    """Write down what is wrong with each stream: its pieces, and what is left of it."""
    payloads: list[Piece] = []
    for pieces, rest in streams:
        _judge_framing(ledger, pieces, rest)
        frames = [piece for piece in pieces if piece.kind is PieceKind.FRAME]
        _judge_types(ledger, frames)
        texts = [piece for piece in frames if piece.frame.kind in _TEXT_KINDS]
        for piece in texts:
            _judge_text(ledger, piece)
        payloads += texts
    _judge_encoding(ledger, payloads)


def _judge_framing(ledger: Ledger, pieces: Sequence[Piece], rest: bytes) -> None:
    for piece in pieces:
        match piece.kind:
            case PieceKind.FRAME:
                ledger.passed("frame-end", came(piece.data))
            case PieceKind.LOST_END | PieceKind.NO_TYPE:
                ledger.failed("frame-end", NO_END, came(piece.data))
            case PieceKind.OUTSIDE:
                _judge_outside(ledger, piece.data)
    if rest[:1] == bytes([STX]):
        ledger.failed("frame-end", NO_END, came(rest))
    elif rest:
        _judge_outside(ledger, rest)
    frames = [piece.data for piece in pieces if piece.kind is PieceKind.FRAME]
    if frames:
        ledger.passed("frame-between", came(b"".join(frames[:3])))


def _judge_outside(ledger: Ledger, data: bytes) -> None:
    ledger.failed("frame-between", filled(BYTES_BETWEEN, count=f"{len(data):,}"), came(data))


def _judge_types(ledger: Ledger, frames: Sequence[Piece]) -> None:
    for index, piece in enumerate(frames):
        kind = piece.frame.kind
        if kind in _TEXT_KINDS or (kind == b"5" and index == 0):
            ledger.passed("frame-type", came(piece.data))
        else:
            ledger.failed("frame-type", filled(WRONG_TYPE, kind=kind.decode("latin-1")), came(piece.data))


def _judge_text(ledger: Ledger, piece: Piece) -> None:
    payload = piece.frame.payload
    text = payload.rstrip(b"\r\n")
    if text != payload:
        ledger.failed("text-line-end", LINE_END, came(piece.data))
    else:
        ledger.passed("text-line-end", came(piece.data))
    control = next((byte for byte in text if byte in _CONTROL_IN_TEXT), None)
    if control is not None:
        ledger.failed("text-clean", filled(CONTROL_INSIDE, byte=f"{control:02x}"), came(piece.data))
    else:
        ledger.passed("text-clean", came(piece.data))


def _judge_encoding(ledger: Ledger, pieces: Sequence[Piece]) -> None:
    foreign = [piece for piece in pieces if not piece.frame.payload.isascii()]
    for encoding in ("utf-8", "gb18030"):
        wrong = [piece for piece in foreign if not _is_valid(piece.frame.payload, encoding)]
        if foreign and not wrong:
            ledger.passed("text-encoding", came(foreign[0].data))
            return
        if encoding == "gb18030" and wrong:
            ledger.failed("text-encoding", TWO_ENCODINGS, came(wrong[0].data))


def _is_valid(payload: bytes, encoding: str) -> bool:
    try:
        payload.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
