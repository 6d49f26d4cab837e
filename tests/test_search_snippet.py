"""The piece of a message that a search shows."""

import pytest

from chatroom_server.window.search_snippet import snippet


def marked(text: str, query: str) -> list[str]:
    piece = snippet(text, query)
    return [piece.text[hit.start : hit.end] for hit in piece.hits]


def test_a_short_message_is_shown_whole() -> None:
    assert snippet("One send() is not one recv().", "send").text == "One send() is not one recv()."


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("Send and resend", "send", ["Send", "send"]),
        ("不是，TCP 是字节流", "字节", ["字节"]),
        ("send it, then read it", "read send", ["send", "read"]),
        ("sender", "send sender", ["sender"]),
        ("a+b is (not) a regex.*", "(not) .*", ["(not)", ".*"]),
        ("nothing of it", "else", []),
        ("two\nlines", "two lines", ["two", "lines"]),
    ],
)
def test_every_hit_is_marked(text: str, query: str, hits: list[str]) -> None:
    assert marked(text, query) == hits


def test_a_hit_far_down_in_a_long_message_is_brought_to_the_front() -> None:
    piece = snippet("word " * 500 + "needle " + "word " * 500, "needle")
    assert piece.text.startswith("…")
    assert piece.text.endswith("…")
    (hit,) = piece.hits
    assert piece.text[hit.start : hit.end] == "needle"
    assert hit.start < 40
    assert len(piece.text) < 500


def test_a_few_characters_are_shown_rather_than_left_out() -> None:
    assert snippet("x" * 30 + " needle", "needle").text.startswith("x")


def test_what_could_act_is_only_shown() -> None:
    assert "\x1b" not in snippet("\x1b[31mred\u202e\nline", "red").text
    assert "\n" not in snippet("red\nline", "red").text
