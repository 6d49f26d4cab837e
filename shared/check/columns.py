"""How wide a text is in a terminal, where a hanzi takes two columns; and lines of a given width.

The rule: what came over the wire is made inert first: nothing that is printed here can steer a terminal.
"""

import unicodedata


def width_of(text: str) -> int:
    """Return how many columns ``text`` takes."""
    return sum(_columns(character) for character in text)


def padded(text: str, width: int) -> str:
    """Return ``text`` with spaces behind it up to ``width`` columns; a longer one stays what it is."""
    return text + " " * max(0, width - width_of(text))


def wrapped(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` columns: cut at spaces, and anywhere between hanzi."""
    lines: list[str] = []
    line = ""
    used = 0
    for piece in _pieces(text, max(2, width)):
        columns = width_of(piece)
        if line and used + width_of(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line, used = "", 0
        line += piece
        used += columns
    return [*lines, line.rstrip()]


def inert(text: str) -> str:
    """Return ``text`` with everything that cannot be seen, or that steers, written as an escape."""
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _pieces(text: str, width: int) -> list[str]:
    """Split where a line may end: behind spaces and around wide characters, and where a word is too long."""
    pieces: list[str] = []
    piece = ""
    for character in text:
        is_break = piece.endswith(" ") and character != " "
        # A mark such as 。 or ） does not begin a line.
        is_break |= _columns(character) == 2 and unicodedata.category(character)[0] != "P"
        is_break |= width_of(piece) + _columns(character) > width
        if piece and is_break:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
