"""What a name may be, and when two are one."""

import unicodedata
from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shared.protocol.errors import RemoteProtocolError
from shared.protocol.names import (
    RESERVED_NAMES,
    InvalidName,
    NameProblem,
    parse_name,
    prepared_key,
    suggest_names,
)

any_text = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "C")), max_size=40)
# Names are found more often among letters, marks and a few tricks.
name_like = st.text(
    st.characters(categories=("Lu", "Ll", "Lo", "Mn", "Nd", "So"))
    | st.sampled_from("aliceI1 ,:*\u200d\u00a0ſﬁＡ"),
    min_size=1,
    max_size=12,
)


def problem_with(raw: str) -> NameProblem | None:
    try:
        parse_name(raw)
    except InvalidName as refusal:
        return refusal.problem
    return None


def are_one(one: str, other: str) -> bool:
    return not parse_name(one).keys.isdisjoint(parse_name(other).keys)


# ---- one name or two -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alice", "alice"),
        ("Alice", "ALICE "),
        ("Alice", "\u3000Alice\r\n"),
        ("Alice", "Ａｌｉｃｅ"),  # full width
        ("alice", "аlice"),  # Cyrillic а
        ("Alice", "Аlice"),  # Cyrillic А
        ("Alice", "AIice"),  # capital I
        ("alice", "a1ice"),
        ("mary", "rnary"),
        ("Mary Ann", "mary   ann"),
        ("Mary Ann", "Mary\u00a0Ann"),
        ("José", "Jose\u0301"),
        ("ｱﾆﾒ", "アニメ"),
        ("가", "\u1100\u1161"),
        ("王小明", "王⼩明"),  # the radical for small
        ("ĳsland", "ijsland"),
    ],
)
def test_names_that_pass_for_each_other_are_one(one: str, other: str) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alice", "Alicia"),
        ("Ian", "Lan"),
        ("José", "Jose"),
        ("王小明", "王小朋"),
        ("grace2", "grace3"),
        ("李", "季"),
    ],
)
def test_names_that_differ_to_the_eye_are_two(one: str, other: str) -> None:
    assert not are_one(one, other)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Alice", "Alice"),
        ("  Alice ", "Alice"),
        ("\tAlice\r\n", "Alice"),
        ("Jose\u0301", "José"),
        ("Ａｌｉｃｅ", "Ａｌｉｃｅ"),
        ("王小明", "王小明"),
        ("Mary Ann", "Mary Ann"),
    ],
)
def test_name_is_shown_as_typed(raw: str, shown: str) -> None:
    assert parse_name(raw).shown == shown


# ---- what may be a name ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        "a",
        "x" * 24,
        "王" * 24,
        "𠮷" * 24,  # 96 bytes
        "👍",
        "👍🏽",
        "🇨🇳",
        "O'Neil-Smith (2)",
        "#1 * fan",
        "a_b.c@d",
        "Nguyễn Thị Ánh",
        "สมชาย ที่รัก",
        "प्रिया",
        "दुःख",  # visarga, which looks like a colon
        "محمد",
        "דוד",
        "阿凡提",
        "김철수",
        "ﾊﾝｶｸ",
        "e\u0323\u0302\u0301x",  # ệ and one more
    ],
)
def test_ordinary_names_of_the_world_are_allowed(raw: str) -> None:
    assert problem_with(raw) is None


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", NameProblem.EMPTY),
        (" \u3000\t", NameProblem.EMPTY),
        ("x" * 25, NameProblem.TOO_LONG),
        ("王" * 25, NameProblem.TOO_LONG),
        ("x" * 16_384, NameProblem.TOO_LONG),
        ("\ufdfa\ufdfa", NameProblem.TOO_LONG),  # two characters, 37 once prepared
        ("a" + " " * 40 + "b", NameProblem.TOO_LONG),  # three once prepared, and a gap in every line
        ("bob,", NameProblem.COMMA),
        ("bob，to you", NameProblem.COMMA),  # full width
        ("bob︐", NameProblem.COMMA),  # vertical form
        ("bob🄁", NameProblem.COMMA),  # digit zero comma
        ("bob‚", NameProblem.COMMA),  # low quotation mark
        ("bob:", NameProblem.COLON),
        ("bob：", NameProblem.COLON),  # full width
        ("bob∶ hi", NameProblem.COLON),  # ratio
        ("bob꞉", NameProblem.COLON),
        ("⩴", NameProblem.COLON),  # double colon equal
        ("*", NameProblem.LEADING_STAR),
        ("*** hi", NameProblem.LEADING_STAR),
        ("＊bob", NameProblem.LEADING_STAR),  # full width
        ("  * bob", NameProblem.LEADING_STAR),
        ("∗ bob", NameProblem.LEADING_STAR),  # asterisk operator
        ("a\x02b", NameProblem.CONTROL),
        ("a\x00b", NameProblem.CONTROL),
        ("a\x85b", NameProblem.CONTROL),
        ("a\nb", NameProblem.CONTROL),
        ("a\rb", NameProblem.CONTROL),
        ("a\tb", NameProblem.CONTROL),
        ("a\u2028b", NameProblem.CONTROL),
        ("\u202eecila", NameProblem.INVISIBLE),  # right-to-left override
        ("ali\u200bce", NameProblem.INVISIBLE),
        ("👩\u200d💻", NameProblem.INVISIBLE),  # zero width joiner
        ("क्\u200dष", NameProblem.INVISIBLE),  # where RFC 8264 would let it pass
        ("\ufeffalice", NameProblem.INVISIBLE),
        ("al\u00adice", NameProblem.INVISIBLE),
        ("❤\ufe0f", NameProblem.INVISIBLE),
        ("a\U000e0041", NameProblem.INVISIBLE),
        ("\u3164", NameProblem.INVISIBLE),  # Hangul fillers
        ("\u115f\u1160", NameProblem.INVISIBLE),
        ("\uffa0", NameProblem.INVISIBLE),
        ("\u2800\u2800", NameProblem.INVISIBLE),  # Braille blank
        ("\ufffc", NameProblem.INVISIBLE),
        ("\u17b4", NameProblem.INVISIBLE),
        ("e" + "\u0301" * 4, NameProblem.COMBINING_MARKS),  # one of them joins the e
        ("x\u0301\u0302\u0303", NameProblem.COMBINING_MARKS),
        ("x\u20dd\u20dd\u20dd", NameProblem.COMBINING_MARKS),
        ("\u0338bob", NameProblem.COMBINING_MARKS),
        ("bob \u0338", NameProblem.COMBINING_MARKS),
        ("´", NameProblem.COMBINING_MARKS),  # a space and a mark once prepared
        ("a\ud800", NameProblem.NOT_ALLOWED),
        ("a\ue000", NameProblem.NOT_ALLOWED),  # private use
        ("\u0378", NameProblem.NOT_ALLOWED),  # unassigned
    ],
)
def test_name_that_breaks_a_rule_is_refused_with_the_reason(raw: str, problem: NameProblem) -> None:
    assert problem_with(raw) is problem


def test_hundred_combining_marks_are_refused() -> None:
    assert problem_with("Z" + "\u0335" * 100) is NameProblem.TOO_LONG
    assert problem_with("Z" + "\u0335" * 20) is NameProblem.COMBINING_MARKS


def test_invalid_name_is_the_peers_error() -> None:
    with pytest.raises(RemoteProtocolError, match="comma"):
        parse_name("a,b")


@pytest.mark.parametrize(
    "raw",
    [
        *RESERVED_NAMES,
        "TEACHER",
        " server ",
        "Teаcher",
        "Ｔｅａｃｈｅｒ",
        "Y0U",
        "EVERY0NE",  # a zero
        "Evегуоnе",  # Cyrillic е, г, у, о
    ],
)
def test_reserved_name_is_for_the_host_alone(raw: str) -> None:
    assert problem_with(raw) is NameProblem.RESERVED
    assert parse_name(raw, for_host=True).shown == unicodedata.normalize("NFC", raw.strip())


@pytest.mark.parametrize("raw", ["Teacher Wang", "王老师", "youyou", "Server2", "你好"])
def test_name_with_a_reserved_word_inside_is_allowed(raw: str) -> None:
    assert problem_with(raw) is None


def test_host_has_to_keep_every_other_rule() -> None:
    with pytest.raises(InvalidName):
        parse_name("Teacher: Wang", for_host=True)


@given(any_text | name_like)
@settings(deadline=None)
def test_parsing_what_is_shown_gives_the_same_name(raw: str) -> None:
    try:
        name = parse_name(raw)
    except InvalidName:
        assume(False)
        return
    assert parse_name(name.shown) == name
    assert prepared_key(name.shown) in name.keys
    assert prepared_key(raw) in name.keys


@given(any_text | name_like)
@settings(deadline=None)
def test_valid_name_cannot_be_taken_for_anything_else_in_a_line(raw: str) -> None:
    try:
        shown = parse_name(raw, for_host=True).shown
    except InvalidName:
        assume(False)
        return
    assert 1 <= len(shown) <= 24
    assert len(shown.encode("utf-8")) <= 96
    assert shown == shown.strip()
    assert not set(shown) & set(",:，：")
    assert not shown.startswith(("*", "＊"))
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=30))
@settings(deadline=None)
def test_ascii_and_full_width_of_the_same_name_are_prepared_alike(raw: str) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) if character != " " else "\u3000" for character in raw)
    if problem_with(raw) is None and problem_with(wide) is None:
        assert prepared_key(raw) == prepared_key(wide)
    elif problem_with(wide) is not NameProblem.TOO_LONG:  # three bytes a letter
        assert problem_with(raw) is problem_with(wide)


# ---- looking somebody up ---------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ["alice", "ALICE ", "Ａlice", "  alice"])
def test_whisper_finds_its_receiver_by_the_prepared_form(raw: str) -> None:
    assert prepared_key(raw) in parse_name("Alice").keys


@pytest.mark.parametrize("raw", ["аlice", "AIice", "a1ice", "Alice2"])
def test_whisper_never_finds_somebody_who_only_looks_alike(raw: str) -> None:
    assert prepared_key(raw) not in parse_name("Alice").keys


@pytest.mark.parametrize("name", ["rn", "m", "looks:m", "shown"])
def test_prepared_key_is_never_the_looks_of_another(name: str) -> None:
    assert prepared_key("m") == "name:m"
    if name == "rn":
        assert prepared_key("m") not in parse_name(name).keys
        assert are_one("rn", "m")


@pytest.mark.parametrize("raw", ["", "  ", "a\x00b", "a\u200bb", "x" * 16_384, "\ud800"])
def test_what_can_be_no_name_has_no_key(raw: str) -> None:
    assert prepared_key(raw) is None


# ---- suggestions -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "suggestions"),
    [
        ("grace", ["grace2", "grace3", "grace4"]),
        ("  grace ", ["grace2", "grace3", "grace4"]),
        ("grace2", ["grace3", "grace4", "grace5"]),
        ("grace9", ["grace10", "grace11", "grace12"]),
        ("2024001", ["2024001-2", "2024001-3", "2024001-4"]),
        ("王小明", ["王小明2", "王小明3", "王小明4"]),
        ("Teacher", ["Teacher2", "Teacher3", "Teacher4"]),
        ("a,b", ["ab", "ab2", "ab3"]),
        ("bob: hi", ["bob hi", "bob hi2", "bob hi3"]),
        ("* bob", ["bob", "bob2", "bob3"]),
        ("\u202ebo\x02b", ["bob", "bob2", "bob3"]),
        ("❤\ufe0f", ["❤", "❤2", "❤3"]),
        ("Z" + "\u0335" * 100, ["Z\u0335\u0335", "Z\u0335\u03352", "Z\u0335\u03353"]),
        ("x" * 40, ["x" * 24, "x" * 23 + "2", "x" * 23 + "3"]),
        ("x" * 24, ["x" * 23 + "2", "x" * 23 + "3", "x" * 23 + "4"]),
        ("1" * 24, ["1" * 22 + "-2", "1" * 22 + "-3", "1" * 22 + "-4"]),
        ("", ["guest", "guest2", "guest3"]),
        (",:\x00", ["guest", "guest2", "guest3"]),
    ],
)
def test_suggestions_stay_near_what_was_typed(raw: str, suggestions: list[str]) -> None:
    assert list(islice(suggest_names(raw), 3)) == suggestions


def test_shortening_never_takes_a_letter_apart() -> None:
    assert next(suggest_names("x" * 22 + "q\u0323")) == "x" * 22 + "2"
    assert next(suggest_names("🇨🇳" * 12)) == "🇨🇳" * 11 + "2"
    assert next(suggest_names("x" * 22 + "👍🏽")) == "x" * 22 + "2"
    assert next(suggest_names("x" * 23 + "q\u0323")) == "x" * 23


def test_more_digits_take_more_of_the_name() -> None:
    assert list(islice(suggest_names("x" * 24), 9))[-1] == "x" * 22 + "10"


@given(any_text | name_like)
@settings(deadline=None)
def test_every_suggestion_is_valid_and_different(raw: str) -> None:
    suggestions = list(islice(suggest_names(raw), 12))
    assert all(problem_with(suggestion) is None for suggestion in suggestions)
    assert len({prepared_key(suggestion) for suggestion in suggestions}) == len(suggestions)
    if problem_with(raw) is None:
        assert prepared_key(raw) not in {prepared_key(suggestion) for suggestion in suggestions}


@pytest.mark.parametrize("dot", ["\u00b7", "\u2022", "\u2027", "\u30fb"])
def test_dot_inside_a_chinese_name_is_allowed_and_all_its_forms_are_one(dot: str) -> None:
    name = parse_name(f"玛丽{dot}居里")
    assert name.shown == f"玛丽{dot}居里"
    assert not name.keys.isdisjoint(parse_name("玛丽·居里").keys)
