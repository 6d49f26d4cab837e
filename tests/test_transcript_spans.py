"""Links, code and emoji in a message."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.ui.transcript_spans import marked


def test_code_between_backticks_is_found_and_drawn_without_them() -> None:
    message = marked("Is one `send()` always one `recv()`?")

    assert message.text == "Is one send() always one recv()?"
    assert [message.text[span.start : span.end] for span in message.code] == ["send()", "recv()"]


def test_backticks_that_hold_no_code_are_kept() -> None:
    for text in ("use ` and ` here", "``", "`", "a ` b", "`two\nlines`"):
        assert marked(text).text == text


def test_links_are_found_around_code_and_not_in_it() -> None:
    message = marked("`x` http://a.org `http://no.org` http://b.org")

    assert [link.target for link in message.links] == ["http://a.org", "http://b.org"]
    assert all(message.text[link.start : link.end] == link.target for link in message.links)


def test_joined_emoji_is_one_piece() -> None:
    message = marked("hi 👩‍🏫👍🏽 there 🇨🇳")

    assert [message.text[span.start : span.end] for span in message.emoji] == ["👩‍🏫👍🏽", "🇨🇳"]


def test_message_is_inert() -> None:
    assert marked("<b>x</b> \x1b[1m \u202e").text == "<b>x</b> ␛[1m \ufffd"


@given(st.text(alphabet=st.sampled_from("a` \nhtp:/.😀"), max_size=40))
def test_nothing_but_backticks_is_ever_left_out(text: str) -> None:
    message = marked(text)

    assert message.text.replace("`", "") == text.replace("`", "")
    assert all(message.text[link.start : link.end] == link.target for link in message.links)
    for span in message.code:
        assert "`" not in message.text[span.start : span.end]
