"""Objects of a peer are read as far as they can be trusted, and no further."""

import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.json_object import MAX_INTEGER, BadObject, JsonObject, to_json
from tests.helpers.odd_texts import every_text

# What is asked of an object, each with what it must never answer.
QUESTIONS: list[Callable[[JsonObject, str], object]] = [
    JsonObject.name,
    JsonObject.name_or_empty,
    JsonObject.text,
    JsonObject.count,
    lambda found, key: found.count_or(key, 1),
    JsonObject.seconds,
    lambda found, key: found.seconds_or(key, 1.0),
    JsonObject.flag,
    JsonObject.is_true,
    JsonObject.names,
    JsonObject.inner,
]


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"7",
        b"{",
        b'{"a":1}x',
        b"{'a':1}",
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":"\n"}',
        b'{"a":"\xff"}',
        '{"a":1}'.encode("utf-16"),
        b'\xef\xbb\xbf{"a":1}',
        b"[" * 65_536,
        b'{"a":' * 13_000,
        b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
    ],
    ids=lambda payload: repr(payload[:12]),
)
def test_what_is_no_object_is_refused(payload: bytes) -> None:
    with pytest.raises(BadObject):
        JsonObject.of(payload)


@pytest.mark.parametrize("value", ["0", "1", str(MAX_INTEGER)])
def test_count_is_an_integer_that_every_language_can_hold(value: str) -> None:
    assert JsonObject.of(f'{{"n":{value}}}'.encode()).count("n") == int(value)


@pytest.mark.parametrize(
    "value",
    [
        "-1", "1.0", "1e3", "true", "false", "null", '"1"', "[1]", "{}",
        str(MAX_INTEGER + 1), "1" * 5_000, "-" + "1" * 5_000, "9" * 60_000, "1e999",
    ],
    ids=lambda value: value[:12],
)  # fmt: skip
def test_count_is_nothing_else(value: str) -> None:
    found = JsonObject.of(f'{{"n":{value},"m":1}}'.encode())
    with pytest.raises(BadObject):
        found.count("n")
    assert found.count("m") == 1


@pytest.mark.parametrize("value", ["0", "1.5", "1700000000.123", "1e3"])
def test_seconds_are_a_number(value: str) -> None:
    assert JsonObject.of(f'{{"ts":{value}}}'.encode()).seconds("ts") == float(value)


@pytest.mark.parametrize("value", ["-1", "1e999", "1e300", "9" * 400, "true", '"1"', "null", "[]"])
def test_seconds_are_a_time_that_every_system_can_show(value: str) -> None:
    with pytest.raises(BadObject):
        JsonObject.of(f'{{"ts":{value}}}'.encode()).seconds("ts")


def test_what_is_not_there_is_refused_or_has_its_default() -> None:
    empty = JsonObject.of(b"{}")
    for question in (JsonObject.name, JsonObject.text, JsonObject.count, JsonObject.seconds, JsonObject.flag):
        with pytest.raises(BadObject):
            question(empty, "a")
    assert empty.name_or_empty("a") == ""
    assert empty.count_or("a", 3) == 3
    assert empty.seconds_or("a", 3.0) == 3.0
    assert not empty.is_true("a")
    assert empty.names("a") == ()
    assert empty.inner("a") is None


def test_only_true_is_true() -> None:
    found = JsonObject.of(b'{"a":true,"b":1,"c":"true","d":false}')
    assert [found.is_true(key) for key in "abcde"] == [True, False, False, False, False]
    assert (found.flag("a"), found.flag("d")) == (True, False)
    with pytest.raises(BadObject):
        found.flag("b")


def test_texts_come_out_clean() -> None:
    found = JsonObject.of(rb'{"a":"x\u0000\u0002\u009b\n\ty\ud800","\ud800":1}')
    assert found.name("a") == "xy\ufffd"
    assert found.text("a") == "x\n\ty\ufffd"


def test_pair_of_surrogates_is_one_character() -> None:
    assert JsonObject.of(rb'{"a":"\ud83e\udd8a"}').name("a") == "🦊"


def test_list_of_names_keeps_the_names_alone() -> None:
    assert JsonObject.of(b'{"a":["x",1,null,["y"],"z"]}').names("a") == ("x", "z")


def test_last_of_two_equal_keys_counts() -> None:
    assert JsonObject.of(b'{"n":1,"n":2}').count("n") == 2


def test_object_inside_is_an_object() -> None:
    found = JsonObject.of(b'{"a":{"n":1},"b":[1]}')
    inner = found.inner("a")
    assert inner is not None
    assert inner.count("n") == 1
    with pytest.raises(BadObject):
        found.inner("b")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | every_text,
        lambda inner: st.lists(inner) | st.dictionaries(every_text, inner),
    )
)
@settings(deadline=None)
def test_every_question_has_an_answer_or_is_refused(value: object) -> None:
    payload = json.dumps({"key": value}).encode()
    try:
        found = JsonObject.of(payload)
    except BadObject:
        assert "NaN" in payload.decode() or "Infinity" in payload.decode()
        return
    for question in QUESTIONS:
        try:
            answer = question(found, "key")
        except BadObject:
            continue
        if isinstance(answer, str):
            answer.encode("utf-8")


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(payload: bytes) -> None:
    with suppress(BadObject):
        JsonObject.of(payload)


def test_json_goes_out_compact_and_readable() -> None:
    assert to_json({"a": ["x", 1, True, None], "b": "好\n"}) == '{"a":["x",1,true,null],"b":"好\\n"}'
