"""What was said is found: any script, any sign, indexed or not, and nothing typed is a command."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatroom_server.history.history import History
from chatroom_server.history.reader import HistoryReader
from chatroom_server.history.words import wanted
from tests.helpers.histories import ALICE, BOB, NINE, announced, commit, opened, said, session, whispered

SAID = [
    "Hello, class",
    "今天我们学习TCP的三次握手",
    "三次就好",
    "What is a HANDSHAKE? 100%",
    "café crème",
    "👍 ok",
    "握手三次",
    'he said "no" -- and left',
    "C:\\Users\\小明\\file_1.txt",
]


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with opened(tmp_path / "小明's room #1 100%?.db") as history:
        commit(history, *(said(number, text) for number, text in enumerate(SAID, 1)))
        yield history


def found(history: History, text: str, limit: int = 50) -> list[int]:
    assert history.file is not None
    return [each.message.id for each in HistoryReader(history.file).search(text, limit)]


@pytest.mark.parametrize("is_indexed", [True, False], ids=["indexed", "not yet indexed"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", [1]),
        ("HEL", [1]),
        ("class hello", [1]),
        ("ello", []),
        ("hand", [4]),
        ("三次", [7, 3, 2]),
        ("三次握手", [2]),
        ("握手", [7, 2]),
        ("三", [7, 3, 2]),
        ("三 握", [7, 2]),
        ("tcp的", [2]),
        ("习tcp", [2]),
        ("cafe", [5]),
        ("CRÈME", [5]),
        ("👍", [6]),
        ("👍 o", [6]),
        ("👍 hello", []),
        ("%", [4]),
        ("100%", [4]),
        ("h", [8, 4, 1]),
        ('"no"', [8]),
        ("no left", [8]),
        ("file_1", [9]),
        ("小明", [9]),
        ("absent", []),
        ("", []),
        ("   ", []),
    ],
)
def test_messages_are_found_newest_first(
    history: History, text: str, expected: list[int], is_indexed: bool
) -> None:
    if is_indexed:
        history.sweep(NINE + 1)
    assert found(history, text) == expected


@pytest.mark.parametrize(
    "typed",
    ['"', "'", '""', "*", "a*", "(", ")", "NOT", "AND", "OR OR", "NEAR(a b)", "cut:x", "^a", "-a", "{a}", "a + b",
     "\0", "\ud800", "x" * 5_000, "; DROP TABLE messages", "\\", "%_%", "words MATCH 'x'"],
)  # fmt: skip
def test_nothing_that_is_typed_is_a_command(history: History, typed: str) -> None:
    history.sweep(NINE + 1)
    commit(history, said(100, typed.encode("utf-8", "replace").decode()))
    found(history, typed)
    assert found(history, "hello") == [1]


@given(texts=st.lists(st.text(max_size=12), max_size=6), typed=st.text(min_size=1, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_index_finds_what_reading_finds(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], typed: str
) -> None:
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    with opened(tmp_path_factory.mktemp("search") / "room.db") as history:
        commit(history, *(said(number, text or "-") for number, text in enumerate(texts, 1)))
        read = found(history, typed)
        history.sweep(NINE + 1)
        assert found(history, typed) == read
        sought = wanted(typed)
        if sought.phrases or sought.signs:
            by_hand = [number for number, text in enumerate(texts, 1) if sought.matches(text or "-")]
            assert read == by_hand[::-1]


def test_what_is_found_says_who_when_and_where(history: History, tmp_path: Path) -> None:
    commit(history, announced(20, "hello all", utc=NINE + 5))
    assert history.file is not None
    newest, oldest = HistoryReader(history.file).search("hello", 9)
    assert (newest.lesson, newest.message.sender, newest.message.utc) == (1, "Teacher", NINE + 5)
    assert newest.message.is_announcement
    assert (oldest.message.id, oldest.message.sender, oldest.message.is_announcement) == (1, "alice", False)


def test_newest_come_first_over_index_and_tail_and_no_more_than_asked_for(history: History) -> None:
    history.sweep(NINE + 1)
    commit(history, *(said(number, "hello again") for number in range(20, 30)))
    assert found(history, "hello", 3) == [29, 28, 27]
    assert found(history, "hello") == [*range(29, 19, -1), 1]
    assert found(history, "hello", 0) == []
    assert found(history, "hello", -1) == []


def test_whispers_are_never_found(history: History) -> None:
    history.note_session(session(ALICE))
    commit(history, whispered(50, ALICE, BOB, "hello secretly"))
    assert found(history, "secretly") == []
    history.sweep(NINE + 1)
    assert found(history, "secretly") == []
    assert found(history, "hello") == [1]
