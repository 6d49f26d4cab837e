"""Names: what is accepted is nobody else's, is drawn, and stays the same however often it is read (§3)."""

import unicodedata
from itertools import islice

from shared.protocol.codec import PlainEncoder, decode_server_frame
from shared.protocol.confusables import is_drawn, skeleton
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MAX_NAME_BYTES, MAX_NAME_CHARACTERS
from shared.protocol.messages import Announced, Said, ServerMessage, WhisperReceived, WhisperSent
from shared.protocol.names import (
    RESERVED_NAMES,
    InvalidName,
    Name,
    NameProblem,
    parse_name,
    prepared_key,
    suggest_names,
)
from tests.fuzz.target import text_of


def parsed(raw: str, *, for_host: bool = False) -> Name | NameProblem:
    """The name, or what is wrong with it."""
    try:
        return parse_name(raw, for_host=for_host)
    except InvalidName as refused:
        return refused.problem


def check_names(data: bytes) -> None:
    """Two names, with a zero byte between them."""
    first, _, second = data.partition(b"\x00")
    raws = [text_of(first), text_of(second)]
    names = [check_name(raw) for raw in raws]
    check_suggestions(raws[0])
    if isinstance(names[0], Name) and isinstance(names[1], Name):
        check_two(names[0], names[1])


def check_name(raw: str) -> Name | NameProblem:
    """Everything that §3 promises of one name."""
    name, key = parsed(raw), prepared_key(raw)
    for_host = parsed(raw, for_host=True)
    assert for_host == name or name is NameProblem.RESERVED, "the host may have more names, not other ones"
    assert parsed(f"  {raw}\u3000") == name, "spaces around it go"
    if not isinstance(name, Name):
        return name
    shown = name.shown
    assert parsed(shown) == name, "what is shown is the name itself"
    assert key is not None and key in name.keys, "a whisper finds who has this name"
    assert prepared_key(shown) == key
    assert 1 <= len(shown) <= MAX_NAME_CHARACTERS
    assert len(shown.encode("utf-8")) <= MAX_NAME_BYTES
    assert unicodedata.is_normalized("NFC", shown)
    assert shown.strip() == shown
    assert not set(shown) & set(",:：，")
    assert not shown.startswith("*")
    for character in shown:
        assert is_drawn(character), "everything in it can be seen"
        assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert shown.lower() not in {reserved.lower() for reserved in RESERVED_NAMES}
    if shown.isascii():
        assert prepared_key(shown.swapcase()) == key, "case makes no other person"
    check_lines(shown)
    return name


def check_lines(shown: str) -> None:
    """No line that has this name in it is taken for another person's, whatever is said."""
    said = "you, to bob: * x"
    lines: list[Said | WhisperReceived | WhisperSent | Announced] = [
        Said(shown, said),
        WhisperReceived(shown, said),
        WhisperSent(shown, said),
        Announced(f"{shown}: {said}"),
    ]
    for line in lines:
        assert heard(line) == line


def heard(line: Said | WhisperReceived | WhisperSent | Announced) -> ServerMessage:
    """What a plain client makes of a line."""
    [frame] = FrameDecoder(1_024).feed(PlainEncoder(TextEncoding.UTF_8).encode(line))
    assert isinstance(frame, Frame)
    return decode_server_frame(frame, EncodingDetector(TextEncoding.UTF_8))


def check_suggestions(raw: str) -> None:
    """Whatever was typed, there are other names near it that can be had."""
    suggested = list(islice(suggest_names(raw), 3))
    assert len(set(suggested)) == 3
    for each in suggested:
        name = parsed(each)
        assert isinstance(name, Name), f"{each!a} cannot be had: {name}"
        assert name.shown == each


def check_two(one: Name, other: Name) -> None:
    """Names that are written or drawn alike are one."""
    if prepared_key(one.shown) == prepared_key(other.shown) or skeleton(one.shown) == skeleton(other.shown):
        assert not one.keys.isdisjoint(other.keys)
    folded = [unicodedata.normalize("NFKC", each.shown).lower() for each in (one, other)]
    if folded[0] == folded[1]:
        assert not one.keys.isdisjoint(other.keys)


def check_confusables(data: bytes) -> None:
    """Any text: its skeleton is its own skeleton, and depends neither on form nor on what is not drawn."""
    text = text_of(data)
    bones = skeleton(text)
    assert skeleton(bones) == bones, "a skeleton has nothing left to take off"
    for form in ("NFC", "NFD"):
        assert skeleton(unicodedata.normalize(form, text)) == bones
    assert skeleton(f"\u200b{text}\u2060") == bones, "what is not drawn makes no difference"
    assert all(is_drawn(character) for character in bones)
    assert unicodedata.is_normalized("NFD", bones)
    if text.isascii():
        assert skeleton(text * 2) == bones * 2
