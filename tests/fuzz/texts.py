"""Texts and encodings: what goes out is clean and whole, and comes back as what was meant (§5)."""

from itertools import pairwise

from shared.protocol.codec import PlainEncoder, RichEncoder, decode_server_frame, notice_words
from shared.protocol.encoding import EncodingDetector, TextEncoding, encode_text
from shared.protocol.framing import Frame, FrameDecoder, encode_frame
from shared.protocol.limits import MIB
from shared.protocol.messages import Announced, OtherText, Said, WhisperReceived, WhisperSent
from shared.protocol.notices import notice_of
from shared.protocol.plain import shown_text, unindented
from shared.protocol.text import clean_name, clean_text, is_blank
from tests.fuzz.target import text_of

_UNCLEAN = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))}


def slowly_clean(text: str, kept: str) -> str:
    """Clean as §5 says it, one character after the other."""
    cleaned = [character for character in text if character in kept or character not in _UNCLEAN]
    return "".join(["\ufffd" if "\ud800" <= each <= "\udfff" else each for each in cleaned])


def check_texts(data: bytes) -> None:
    """Any text, said by somebody and announced by the host."""
    text = text_of(data)
    assert clean_text(text) == slowly_clean(text, "\t\n")
    assert clean_name(text) == slowly_clean(text, "")
    assert clean_text(clean_text(text)) == clean_text(text)
    assert is_blank(text) == (not clean_text(text).strip())
    shown = shown_text(text)
    assert not set(shown) & {"\u2028", "\u2029"}
    for encoding in TextEncoding:
        assert not {2, 3} & set(encode_text(clean_text(text), encoding)), "nothing typed ends its frame"
    lines = (
        Said("alice", text),
        Announced(text),
        WhisperReceived("alice", text, to="bob"),
        WhisperSent("bob", text, sender="alice"),
    )
    for line in lines:
        plain, rich = PlainEncoder(TextEncoding.UTF_8).encode(line), RichEncoder().encode(line)
        assert rich == plain, "without a stamp there is nothing to add"
        [frame] = FrameDecoder(MIB).feed(plain)
        assert isinstance(frame, Frame)
        printed = frame.payload.decode("utf-8")
        assert all(part.startswith("    ") for part in printed.split("\n")[1:]), "no line passes for another"
        heard = decode_server_frame(frame, EncodingDetector(TextEncoding.UTF_8))
        assert type(heard) is type(line), "nothing that is said makes it something else"
        assert isinstance(heard, Said | Announced | WhisperReceived | WhisperSent)
        assert heard.text == unindented(shown.replace("\n", "\n    "))
        in_gbk = FrameDecoder(MIB).feed(PlainEncoder(TextEncoding.GBK).encode(line))
        assert [type(each) for each in in_gbk] == [Frame]


def check_encodings(data: bytes) -> None:
    """Payloads of one connection, one after the other, with 02 between them."""
    payloads = data.split(b"\x02")
    detector, twin = EncodingDetector(), EncodingDetector()
    for payload in payloads:
        was_settled, encoding = detector.is_settled, detector.encoding
        text = detector.decode(payload)
        assert text == twin.decode(payload), "nothing but the bytes decides"
        if was_settled or payload.isascii():
            assert (detector.is_settled, detector.encoding) == (was_settled, encoding)
        elif not was_settled:
            check_learned(payload, encoding, detector)
        codec = "utf-8" if detector.encoding is TextEncoding.UTF_8 else "gb18030"
        assert text == payload.decode(codec, "replace")
        if detector.is_settled and not was_settled:
            assert "\ufffd" not in text or "\ufffd".encode(codec) in payload, "settled by what cannot be read"
        check_encoded(text)
    for fixed in TextEncoding:
        settled = EncodingDetector(fixed)
        for payload in payloads:
            settled.decode(payload)
            assert settled.is_settled and settled.encoding is fixed


def read_strictly(payload: bytes, codec: str) -> str | None:
    """The text, None where the bytes are none of this codec's."""
    try:
        return payload.decode(codec)
    except UnicodeDecodeError:
        return None


def check_learned(payload: bytes, before: TextEncoding, detector: EncodingDetector) -> None:
    """What a connection is found to speak is what §5 says, word for word."""
    as_utf_8, as_gbk = read_strictly(payload, "utf-8"), read_strictly(payload, "gb18030")
    assert detector.is_settled == ((as_utf_8 is None) != (as_gbk is None))
    if as_utf_8 is None and as_gbk is None:
        assert detector.encoding is before
    elif as_utf_8 is None or as_gbk is None:
        assert detector.encoding is (TextEncoding.GBK if as_utf_8 is None else TextEncoding.UTF_8)
    else:
        is_short = all(ord(character) < 0x800 for character in as_utf_8)
        is_common = all(map(_is_common, as_gbk))
        # One byte after the other: a letter, and a piece of something that is not ASCII.
        touches = any(
            (one < 0x80) != (other < 0x80) and chr(min(one, other)).isalpha()
            for one, other in pairwise(payload)
        )
        is_gbk = is_short and is_common and not touches
        assert detector.encoding is (TextEncoding.GBK if is_gbk else TextEncoding.UTF_8)


def _is_common(character: str) -> bool:
    """Whether a character is ASCII, or one of rows 16 to 55 of GB 2312."""
    try:
        row, cell = (byte - 0xA0 for byte in character.encode("gb2312"))
    except (UnicodeEncodeError, ValueError):
        return character.isascii()
    return 16 <= row <= 55 and 1 <= cell <= 94


def check_encoded(text: str) -> None:
    """What an encoding has comes back as it was; what it lacks is one question mark."""
    text = clean_text(text)
    assert encode_text(text, TextEncoding.UTF_8).decode("utf-8") == text
    encoded = encode_text(text, TextEncoding.GBK)
    back = encoded.decode("gb18030")
    assert len(back) == len(text)
    for before, after in zip(text, back, strict=True):
        assert after in (before, "?"), f"{before!a} became {after!a}"
    assert encode_text(back, TextEncoding.GBK) == encoded
    encode_frame(b"4", encoded)


def check_notices(data: bytes) -> None:
    """Words that came behind ``* ``: a notice is found again by its own words."""
    words = text_of(data)
    notice = notice_of(words)
    if notice is not None:
        assert notice_of(notice_words(notice)) == notice
    [frame] = FrameDecoder(MIB).feed(
        encode_frame(b"4", encode_text(clean_text(f"* {words}"), TextEncoding.UTF_8))
    )
    assert isinstance(frame, Frame)
    heard = decode_server_frame(frame, EncodingDetector(TextEncoding.UTF_8))
    found = notice_of(clean_text(words))
    assert heard == (found or OtherText(clean_text(f"* {words}"))), "the server's words are nobody's else"
