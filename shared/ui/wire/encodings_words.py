"""What the bytes say in one encoding and what another one makes of them, in sentences.

The rule: every sentence is about the bytes that are shown; what they say stands in it as it is, and never acts.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QObject

from shared.ui.inert import inert_line, isolated
from shared.ui.wire.byte_cells import sign_of
from shared.wire.byte_reading import CharacterSet, Piece, PieceKind, read_bytes

_MOST_CHARACTERS: Final = 80
_BYTES_OF_HAN: Final = 3
_MISREAD: Final = {
    CharacterSet.UTF_8: CharacterSet.GB_18030,
    CharacterSet.GB_18030: CharacterSet.UTF_8,
}
"""Which mistake is met in class: the one for the other."""

_NONE: Final = frozenset({PieceKind.WRONG, PieceKind.CUT_OFF, PieceKind.NO_CHARACTER})

CHARSET_NAMES: Final = {
    CharacterSet.UTF_8: "UTF-8",
    CharacterSet.GB_18030: "GB 18030",
    CharacterSet.LATIN_1: "Latin-1",
}
"""The same in every language."""


class EncodingsWords(QObject):
    """Makes the sentences."""

    def code(self, piece: Piece) -> str:
        """What stands below a character: its number in Unicode, or that it is none."""
        match piece.kind:
            case PieceKind.CHARACTER | PieceKind.UNSEEN | PieceKind.NO_CHARACTER:
                return f"U+{ord(piece.text):04X}"
            case PieceKind.CUT_OFF:
                return self.no_codes()[0]
            case PieceKind.WRONG:
                return self.no_codes()[1]
        assert_never(piece.kind)

    def no_codes(self) -> tuple[str, str]:
        """What stands below a byte that is no character: one that was cut off, and one that is wrong."""
        return self.tr("cut off", "below a byte"), self.tr("wrong", "below a byte")

    def piece(self, piece: Piece, charset: CharacterSet) -> str:
        """A piece in words, for a tooltip and a screen reader."""
        return self.tr("{encoding}: {what}").format(encoding=CHARSET_NAMES[charset], what=self._what(piece))

    def about_byte(self, data: bytes, position: int, readings: dict[CharacterSet, tuple[Piece, ...]]) -> str:
        """A byte, and what each encoding makes of it."""
        lines = [
            self.tr("Byte {number} of {count}: {hex}").format(
                number=position + 1, count=len(data), hex=f"{data[position]:02X}"
            )
        ]
        for charset, pieces in readings.items():
            piece = next(one for one in pieces if one.start <= position < one.start + one.length)
            lines.append(self.piece(piece, charset))
        return "\n".join(lines)

    def explain(self, data: bytes, used: CharacterSet | None, *, is_typed: bool) -> str:
        """What the bytes say to whoever reads them rightly, and to whoever does not; ``used``: None if unknown."""
        if not data:
            return self.tr("There are no bytes.")
        if data.isascii():
            return self.tr("All of these bytes are ASCII, which every one of these encodings reads alike.")
        if used is None:
            return "\n".join([self._lead(charset, data) for charset in _MISREAD])
        right = text_in_view(read_bytes(data, used))
        sentence = (
            self.tr("Written in {encoding}, {text} is %n bytes.", "", len(data))
            if is_typed
            else self.tr(
                "This connection speaks {encoding}, in which these %n bytes are {text}.", "", len(data)
            )
        )
        lines = [sentence.format(encoding=CHARSET_NAMES[used], text=right)]
        if (other := _MISREAD.get(used)) is not None:
            lines.append(self._misread(data, used, other))
        return "\n".join(lines)

    def _lead(self, charset: CharacterSet, data: bytes) -> str:
        return self.tr("Read as {encoding}, these bytes are {text}.").format(
            encoding=CHARSET_NAMES[charset], text=text_in_view(read_bytes(data, charset))
        )

    def _misread(self, data: bytes, used: CharacterSet, other: CharacterSet) -> str:
        pieces = read_bytes(data, other)
        names = {"used": CHARSET_NAMES[used], "other": CHARSET_NAMES[other]}
        if used is CharacterSet.UTF_8 and any(one.length == _BYTES_OF_HAN for one in read_bytes(data, used)):
            reason = self.tr(
                "{used} takes three bytes for a Chinese character and {other} takes two: whoever reads them as "
                "{other} divides them anew and sees {text}."
            )
        else:
            reason = self.tr("Whoever reads them as {other} sees {text}.")
        lines = [reason.format(text=text_in_view(pieces), **names)]
        nobodys = [one for one in pieces if one.kind is PieceKind.NO_CHARACTER]
        if nobodys:
            first = nobodys[0]
            what = self.tr(
                "{bytes} is {code} there, which is no character: a program shows a box for it, or nothing, so that "
                "{text} is left."
            )
            left = tuple(one for one in pieces if one.kind is not PieceKind.NO_CHARACTER)
            lines.append(
                what.format(
                    bytes=data[first.start : first.start + first.length].hex(" ").upper(),
                    code=self.code(first),
                    text=text_in_view(left),
                )
            )
        wrong = sum(one.length for one in pieces if one.kind in {PieceKind.WRONG, PieceKind.CUT_OFF})
        if wrong:
            lines.append(self.tr("%n bytes do not fit at all.", "", wrong))
        return "\n".join(lines)

    def _what(self, piece: Piece) -> str:
        match piece.kind:
            case PieceKind.CHARACTER:
                return self.tr("{character}, {code}, from %n bytes", "", piece.length).format(
                    character=isolated(piece.text), code=self.code(piece)
                )
            case PieceKind.UNSEEN:
                return self.tr("{code}, a character that cannot be seen").format(code=self.code(piece))
            case PieceKind.NO_CHARACTER:
                return self.tr("{code}, which is no character, from %n bytes", "", piece.length).format(
                    code=self.code(piece)
                )
            case PieceKind.CUT_OFF:
                return self.tr("the beginning of a character that does not go on")
            case PieceKind.WRONG:
                return self.tr("does not fit here")
        assert_never(piece.kind)


def is_none(piece: Piece) -> bool:
    """Whether a piece is no character."""
    return piece.kind in _NONE


def text_in_view(pieces: tuple[Piece, ...]) -> str:
    """The pieces as a text in quotation marks in which everything can be seen, and that is not too long."""
    signs = "".join([sign_of(piece) for piece in pieces[:_MOST_CHARACTERS]])
    dots = "…" if len(pieces) > _MOST_CHARACTERS else ""
    return f"“{inert_line(signs)}{dots}”"
