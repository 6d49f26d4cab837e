"""Which encoding a plain connection is found to speak."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.encoding import EncodingDetector, TextEncoding, encode_text

UTF_8 = TextEncoding.UTF_8
GBK = TextEncoding.GBK

# Common words whose GBK bytes are valid UTF-8 as well, and what those bytes are in UTF-8.
AMBIGUOUS = [("模式", "ģʽ"), ("同学", "ͬѧ"), ("喂", "ι")]

# Text whose UTF-8 bytes are not valid GBK.
UTF_8_ALONE = ["大家好", "老师好，我是王小明", "你好吗", "我"]

every_character = st.characters(categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Co"))


def gbk_characters() -> list[str]:
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    decoded = (pair.decode("gbk", "ignore") for pair in pairs)
    return [character for character in decoded if len(character) == 1 and ord(character) > 0x7F]


GBK_TEXT = st.text(st.sampled_from(gbk_characters()) | st.characters(codec="ascii"))


def test_nothing_is_known_before_the_first_word_and_the_answer_is_in_utf_8() -> None:
    detector = EncodingDetector()
    assert detector.encoding is UTF_8
    assert not detector.is_settled


def test_ascii_leaves_the_question_open() -> None:
    detector = EncodingDetector()
    assert detector.decode(b"alice,hello\tyou \x7f\x00") == "alice,hello\tyou \x7f\x00"
    assert not detector.is_settled


@pytest.mark.parametrize("text", UTF_8_ALONE)
def test_text_valid_in_utf_8_alone_settles_for_utf_8(text: str) -> None:
    detector = EncodingDetector()
    assert detector.decode(text.encode("utf-8")) == text
    assert detector.is_settled
    assert detector.encoding is UTF_8


@pytest.mark.parametrize("text", ["你好", "这是作业", "👍", "Привет, как дела?"])
def test_text_in_utf_8_valid_in_both_is_read_as_utf_8(text: str) -> None:
    assert _is_gbk(text.encode("utf-8")), "or the test shows nothing"
    detector = EncodingDetector()
    assert detector.decode(text.encode("utf-8")) == text
    assert detector.encoding is UTF_8
    assert not detector.is_settled


@pytest.mark.parametrize("text", ["你好", "老师好，我是王小明", "alice: 世界", "作业", "㐀", "𠮷", "👍"])
def test_text_valid_in_gbk_alone_settles_for_gbk(text: str) -> None:
    detector = EncodingDetector()
    assert detector.decode(text.encode("gb18030")) == text
    assert detector.is_settled
    assert detector.encoding is GBK


@pytest.mark.parametrize(("word", "misread"), AMBIGUOUS)
def test_common_word_valid_in_both_is_read_as_gbk_and_leaves_the_question_open(
    word: str, misread: str
) -> None:
    payload = word.encode("gbk")
    assert payload.decode("utf-8") == misread
    detector = EncodingDetector()
    assert detector.decode(payload) == word
    assert detector.encoding is GBK, "it is answered as it was understood"
    assert not detector.is_settled


@pytest.mark.parametrize(("word", "misread"), AMBIGUOUS)
def test_text_in_utf_8_after_a_wrong_guess_settles_it(word: str, misread: str) -> None:
    detector = EncodingDetector()
    detector.decode(misread.encode("utf-8"))
    assert detector.decode("大家好".encode()) == "大家好"
    assert detector.is_settled
    assert detector.encoding is UTF_8
    assert detector.decode(word.encode("gbk")) == misread, "from here on nothing is guessed"


@pytest.mark.parametrize("first", [word for word, _ in AMBIGUOUS])
@pytest.mark.parametrize("second", [word for word, _ in AMBIGUOUS])
def test_ambiguous_words_after_and_beside_each_other_stay_gbk(first: str, second: str) -> None:
    detector = EncodingDetector()
    assert detector.decode(first.encode("gbk")) == first
    assert detector.decode(second.encode("gbk")) == second
    assert detector.decode(f"{first},{second} 123 {first}!".encode("gbk")) == f"{first},{second} 123 {first}!"
    assert not detector.is_settled
    assert detector.decode("你好".encode("gbk")) == "你好"
    assert detector.is_settled


def test_whisper_to_an_ascii_name_is_guessed_by_its_hanzi() -> None:
    assert EncodingDetector().decode(b"bob," + "同学".encode("gbk")) == "bob,同学"


@pytest.mark.parametrize("name", ["José", "Müller", "Zoë", "Peña", "naïve", "él dijo"])
def test_letter_with_an_accent_inside_a_latin_word_is_read_as_utf_8(name: str) -> None:
    payload = name.encode("utf-8")
    assert _is_gbk(payload), "or the test shows nothing"
    detector = EncodingDetector()
    assert detector.decode(payload) == name
    assert detector.encoding is UTF_8
    assert not detector.is_settled


@pytest.mark.parametrize(
    "payload",
    [
        b"\xd8\xa1",  # row 56, the first of the rare ones
        b"\xc2\xa0",  # a no-break space; GBK's, but not in GB 2312
        b"\xe4\xbd\xa0\xe5\xa5\xbd",  # 你好 in UTF-8, three hanzi in GBK
    ],
)
def test_bytes_valid_in_both_that_are_no_common_hanzi_are_read_as_utf_8(payload: bytes) -> None:
    detector = EncodingDetector()
    assert detector.decode(payload) == payload.decode("utf-8")
    assert detector.encoding is UTF_8
    assert not detector.is_settled


def test_all_3755_common_hanzi_are_read_as_gbk() -> None:
    pairs = [bytes([lead, trail]) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)][:3755]
    assert pairs[0].decode("gb2312") == "啊"
    assert pairs[-1].decode("gb2312") == "座"
    assert [EncodingDetector().decode(pair) for pair in pairs] == [pair.decode("gb2312") for pair in pairs]


def test_latest_guess_is_what_is_answered_in() -> None:
    detector = EncodingDetector()
    detector.decode("同学".encode("gbk"))
    assert detector.encoding is GBK
    detector.decode("José".encode())
    assert detector.encoding is UTF_8
    detector.decode(b"plain ascii says nothing")
    detector.decode("喂".encode("gbk"))
    assert detector.encoding is GBK


def test_bytes_broken_in_both_settle_nothing() -> None:
    detector = EncodingDetector()
    assert "\ufffd" in detector.decode(b"a\xff\xffb")
    assert not detector.is_settled
    assert detector.encoding is UTF_8


def test_four_byte_gb_18030_is_read() -> None:
    assert EncodingDetector(GBK).decode(b"\x81\x30\x84\x36") == "¥"
    assert EncodingDetector(GBK).decode("😀".encode("gb18030")) == "😀"


def test_once_settled_what_does_not_decode_becomes_the_replacement_character() -> None:
    detector = EncodingDetector()
    detector.decode("大家好".encode())
    assert "\ufffd" in detector.decode("作业".encode("gbk"))
    assert detector.encoding is UTF_8
    detector = EncodingDetector()
    detector.decode("作业".encode("gbk"))
    assert "\ufffd" in detector.decode(b"\xff\xff")
    assert detector.encoding is GBK


@pytest.mark.parametrize("fixed", TextEncoding)
def test_fixed_encoding_is_settled_from_the_start(fixed: TextEncoding) -> None:
    detector = EncodingDetector(fixed)
    assert detector.is_settled
    detector.decode("你好".encode())
    detector.decode("你好".encode("gbk"))
    assert detector.encoding is fixed


@given(st.lists(st.binary(max_size=40), max_size=8))
@settings(deadline=None)
def test_any_bytes_are_decoded_to_text_that_can_be_encoded_again(payloads: list[bytes]) -> None:
    detector = EncodingDetector()
    for payload in payloads:
        was_settled, before = detector.is_settled, detector.encoding
        text = detector.decode(payload)
        assert len(text) <= len(payload)
        text.encode("utf-8")
        encode_text(text, detector.encoding)
        if was_settled:
            assert detector.is_settled
            assert detector.encoding is before


@given(st.text(every_character))
@settings(deadline=None)
def test_text_in_utf_8_is_read_back_once_that_is_settled(text: str) -> None:
    assert EncodingDetector(UTF_8).decode(encode_text(text, UTF_8)) == text


@given(GBK_TEXT)
@settings(deadline=None)
def test_text_in_gbk_is_read_back_once_that_is_settled(text: str) -> None:
    assert EncodingDetector(GBK).decode(encode_text(text, GBK)) == text


@given(st.text(every_character.filter(lambda character: character not in "\x02\x03")))
@settings(deadline=None)
def test_no_byte_of_a_character_is_ever_a_frame_byte(text: str) -> None:
    for encoding in TextEncoding:
        assert not set(encode_text(text, encoding)) & {2, 3}


@given(st.text())
@settings(deadline=None)
def test_character_that_gbk_lacks_becomes_one_question_mark(text: str) -> None:
    read_back = encode_text(text, GBK).decode("gb18030")
    assert len(read_back) == len(text)
    assert all(got in {"?", sent} for got, sent in zip(read_back, text, strict=True))


def test_guests_of_either_encoding_read_each_other() -> None:
    assert encode_text("王小明: 你好 😀€", GBK) == "王小明: 你好 ".encode("gbk") + b"??"
    assert encode_text("a\ud800", UTF_8) == b"a?"
    assert encode_text("a\ud800", GBK) == b"a?"


def test_rare_hanzi_of_a_name_in_gbk_comes_back_as_it_was_sent() -> None:
    payload = b"\xd5\xc5\xfe\x9f"
    detector = EncodingDetector()
    assert detector.decode(payload) == "张䶮"
    assert encode_text("张䶮", detector.encoding) == payload


def _is_gbk(payload: bytes) -> bool:
    try:
        payload.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
