"""Secrets in JSON, and in what was meant to be JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.wire.object_mask import ObjectMask


def masked(text: str, *, is_from_client: bool = True) -> str:
    data = bytearray(text.encode())
    ObjectMask(is_from_client).mask(data, 0, len(data))
    return data.decode()


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ('{"session":"ab","n":1}', '{"session":"**","n":1}'),
        ('{"session" : "ab" , "n":1}', '{"session" : "**" , "n":1}'),
        ("{'session': 'a\"b', 'n': 1}", "{'session': '***', 'n': 1}"),
        ("{session: ab, n: 1}", "{session: **, n: 1}"),
        ('{"session":{"a":["b",12]},"n":1}', '{"session":{"*":["*",**]},"n":1}'),
        ('{"Session":"ab"}', '{"Session":"**"}'),
        ('{"sess\\u0069on":"ab"}', '{"sess\\u0069on":"**"}'),
        ('{"session":"a\\"b,","n":1}', '{"session":"*****","n":1}'),
        ('{"pin":"12","pinned":"34"}', '{"pin":"**","pinned":"34"}'),
        ('{"t":"session","n":"ab"}', '{"t":"session","n":"ab"}'),
        ('{"session":"ab', '{"session":"**'),
    ],
)
def test_a_secret_is_hidden_however_it_is_written(sent: str, seen: str) -> None:
    assert masked(sent) == seen


def test_a_text_is_hidden_behind_a_receiver() -> None:
    assert masked('{"to":"b","text":"ab"}', is_from_client=False) == '{"to":"b","text":"**"}'
    assert masked('{"from":"b","text":"ab"}', is_from_client=False) == '{"from":"b","text":"ab"}'


def test_it_knows_whether_it_hides() -> None:
    mask = ObjectMask(is_from_client=True)
    data = bytearray(b'{"session":"ab"}')
    assert not mask.mask(data, 0, 12)
    assert mask.is_hiding
    assert mask.mask(data, 12, 16)
    assert not mask.is_hiding


@given(st.text("{}[]\"'\\:, aQsession", max_size=40), st.integers(0, 40))
def test_a_cut_changes_nothing(text: str, at: int) -> None:
    data = bytearray(text.encode())
    mask = ObjectMask(is_from_client=True)
    at = min(at, len(data))
    mask.mask(data, 0, at)
    mask.mask(data, at, len(data))
    assert data.decode() == masked(text)
