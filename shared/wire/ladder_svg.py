"""A ladder as an SVG picture, for a handout: black on white, in any browser and word processor.

The rule: it needs nothing from outside, no font, no style sheet and no script; and what a name or a message holds
is text in it and nothing else.
"""

from xml.sax.saxutils import escape

from shared.wire.ladder import Ladder, Passage, Rung
from shared.wire.ladder_words import LadderWords, passage_text

_WIDTH = 900
_GUEST_X = 250
_SERVER_X = 650
_ROW = 30
_TOP = 84
_INK = "black"
_PALE = "gray"
_FONT = "font-family='ui-monospace, Consolas, Menlo, DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace'"


def svg_of(ladder: Ladder, words: LadderWords) -> str:
    """Return the picture as text, to be written in UTF-8."""
    height = _TOP + _ROW * (len(ladder.rungs) + 2)
    bottom = height - _ROW
    ends = ladder.ends
    body = [
        _text(_GUEST_X, 28, f"{words.guest} {ends.name}".strip(), size=16, weight="bold"),
        _text(_GUEST_X, 48, str(ends.peer), color=_PALE),
        _text(_SERVER_X, 28, words.server, size=16, weight="bold"),
        _text(_SERVER_X, 48, str(ends.local), color=_PALE),
        _line(_GUEST_X, 60, _GUEST_X, bottom),
        _line(_SERVER_X, 60, _SERVER_X, bottom),
    ]
    for number, rung in enumerate(ladder.rungs):
        body += _rung(rung, _TOP + number * _ROW, words)
    body.append(_text(_WIDTH // 2, height - 10, words.inferred, color=_PALE))
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{height}' "
        f"viewBox='0 0 {_WIDTH} {height}' {_FONT} font-size='12'>\n"
        "<defs><marker id='tip' markerWidth='10' markerHeight='8' refX='9' refY='4' orient='auto'>"
        f"<path d='M0,0 L10,4 L0,8 z' fill='{_INK}'/></marker></defs>\n"
        "<rect width='100%' height='100%' fill='white'/>\n" + "\n".join(body) + "\n</svg>\n"
    )


def _rung(rung: Rung, y: int, words: LadderWords) -> list[str]:
    parts = []
    if rung.left_out:
        number = f"{rung.left_out:,}"
        parts.append(_text(_WIDTH // 2, y, words.left_out.format(number=number), color=_PALE))
    if rung.guest:
        parts.append(_text(_GUEST_X - 10, y, rung.guest, anchor="end", color=_PALE))
    if rung.server:
        parts.append(_text(_SERVER_X + 10, y, rung.server, anchor="start"))
    if rung.passage is not Passage.NOTHING:
        start, end = (_GUEST_X, _SERVER_X) if rung.is_to_server else (_SERVER_X, _GUEST_X)
        if rung.passage is Passage.LOST_DATAGRAM:
            end = (start + end) // 2
        parts.append(_line(start, y + 4, end, y + 4, is_dashed=rung.is_inferred, has_tip=True))
        parts.append(_text((_GUEST_X + _SERVER_X) // 2, y, passage_text(rung)))
    return parts


def _text(
    x: int, y: int, text: str, *, size: int = 12, weight: str = "", anchor: str = "middle", color: str = _INK
) -> str:
    bold = f" font-weight='{weight}'" if weight else ""
    place = f"x='{x}' y='{y}' font-size='{size}' text-anchor='{anchor}' fill='{color}'{bold}"
    return f"<text {place} xml:space='preserve'>{escape(_legal(text))}</text>"


def _line(x1: int, y1: int, x2: int, y2: int, *, is_dashed: bool = False, has_tip: bool = False) -> str:
    dashes = " stroke-dasharray='5 4'" if is_dashed else ""
    tip = " marker-end='url(#tip)'" if has_tip else ""
    return f"<line x1='{x1}' y1='{y1}' x2='{x2}' y2='{y2}' stroke='{_INK}'{dashes}{tip}/>"


def _legal(text: str) -> str:
    """Without what XML cannot hold at all, not even as a number."""
    return "".join(
        each if each >= " " and each not in "\ufffe\uffff" and not "\ud800" <= each <= "\udfff" else "·"
        for each in text
    )
