"""A kept session as a file's bytes and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_client.session.events import Outgoing, OutgoingState
from chatroom_client.session.kept import MAX_KEPT_BYTES, KeptSession, parse_kept, render_kept
from shared.protocol.text import clean_name, clean_text, is_blank

_numbers = st.integers(0, 2**53)
_texts = st.text().map(clean_text).filter(lambda text: not is_blank(text))
_names = st.text(max_size=24).map(clean_name)


@st.composite
def _kept(draw: st.DrawFn) -> KeptSession:
    rows = draw(
        st.lists(
            st.tuples(
                _names.filter(lambda name: not name or bool(name.strip())),
                _texts,
                st.sampled_from(OutgoingState),
                st.floats(0, 3e10),
                _numbers,
            )
        )
    )
    outgoing = tuple(Outgoing(key, *row) for key, row in enumerate(rows, start=1))
    session = draw(st.text(min_size=1, max_size=100))
    you = draw(_names.filter(lambda name: bool(name.strip())))
    return KeptSession(you, session, draw(_numbers), draw(st.integers(1, 2**53)), outgoing)


@given(_kept())
def test_everything_comes_back_as_it_was(kept: KeptSession) -> None:
    assert parse_kept(render_kept(kept)) == kept


@pytest.mark.parametrize(
    "text", ["你好，世界", "🙂👩‍👩‍👧", "a\n    b\tc\n", "\u202eabc", '"\\/{}', "\ufeffx"]
)
def test_texts_of_all_kinds_stay_as_they_are(text: str) -> None:
    item = Outgoing(1, "鲍勃", text, OutgoingState.SENDING, 1.5, 7)
    kept = parse_kept(render_kept(KeptSession("爱丽丝", "s", 1, 8, (item,))))
    assert kept is not None
    assert kept.outgoing == (item,)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["to", "text"]), inner),
    max_leaves=10,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "version": st.just(1) | _json,
            "you": st.just("alice") | _json,
            "session": st.just("s") | _json,
            "last": _json,
            "next_number": _json,
            "outgoing": _json
            | st.lists(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "to": _json,
                        "text": st.just("x") | _json,
                        "state": st.just("sending") | _json,
                        "utc": _json,
                        "number": _json,
                    },
                )
            ),
        },
    )
)
def test_whatever_json_is_in_the_file_the_value_is_usable(document: object) -> None:
    kept = parse_kept(json.dumps(document).encode())
    if kept is not None:
        assert kept.you.strip()
        assert kept.session or kept.outgoing
        assert kept.last >= 0
        assert kept.next_number >= 1
        assert all(item.text.strip() for item in kept.outgoing)
        assert parse_kept(render_kept(kept)) == kept


@given(st.binary())
def test_whatever_bytes_are_in_the_file_nothing_is_raised(data: bytes) -> None:
    assert parse_kept(data) is None


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"1" * 5000,
        b'{"version":2,"you":"a","session":"s"}',
        b" " * (MAX_KEPT_BYTES + 1),
        b'{"version":1,"you":"","session":"s"}',
        b'{"version":1,"you":"alice","session":""}',
        b"\xff\xfe\x00",
    ],
    ids=["deep", "huge number", "later version", "too much", "nobody", "nothing", "no text"],
)
def test_useless_file_is_no_session(data: bytes) -> None:
    assert parse_kept(data) is None


def test_whisper_whose_receiver_cannot_be_read_is_never_said_to_everyone() -> None:
    document = {
        "version": 1,
        "you": "alice",
        "session": "s",
        "outgoing": [{"to": ["bob"], "text": "secret", "state": "waiting"}, {"to": "\x02", "text": "secret"}],
    }
    kept = parse_kept(json.dumps(document).encode())
    assert kept is not None
    assert kept.outgoing == ()
