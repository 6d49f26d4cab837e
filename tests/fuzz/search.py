"""Searching what was said: whatever is looked for is found in itself, and is never a command."""

import sqlite3

from chatroom_server.history.words import wanted, words_of
from shared.protocol.text import clean_text
from tests.fuzz.target import text_of


def check_search(data: bytes) -> None:
    """What is looked for, a zero byte, and a text."""
    first, _, second = data.partition(b"\x00")
    sought, text = text_of(first), clean_text(text_of(second))
    words = words_of(text)
    assert words_of(" ".join(words)) == words, "a word is made of words only"
    assert all(word.isalnum() for word in words)
    looked_for = wanted(sought)
    clean = sought.encode("utf-8", "replace").decode()
    assert looked_for.matches(clean), "a text has what it is itself"
    assert all(sign in clean for sign in looked_for.signs)
    both = f"{clean} {text}"
    assert looked_for.matches(both) and looked_for.matches(f"{text} {clean}"), "more text hides nothing"
    if looked_for.phrases:
        assert is_found_by_index(looked_for.expression, both), "index and eye agree"
        if not looked_for.signs:
            assert is_found_by_index(looked_for.expression, text) == looked_for.matches(text)


def is_found_by_index(expression: str, text: str) -> bool:
    """Whether SQLite finds a text that is indexed by its words."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(words, tokenize='ascii')")
        connection.execute("INSERT INTO found VALUES (?)", (" ".join(words_of(text)),))
        return bool(connection.execute("SELECT 1 FROM found WHERE found MATCH ?", (expression,)).fetchall())
    finally:
        connection.close()
