"""Which pieces of a text are links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.ui.links import find_links


def targets(text: str) -> list[str]:
    return [link.target for link in find_links(text)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("see https://example.org/ascii", "https://example.org/ascii"),
        ("HTTP://EXAMPLE.ORG!", "HTTP://EXAMPLE.ORG"),
        ("http://[::1]:8080/x y", "http://[::1]:8080/x"),
        ("http://a.org/?b=c&d=e#f", "http://a.org/?b=c&d=e#f"),
        ("(https://en.wikipedia.org/wiki/A_(b))", "https://en.wikipedia.org/wiki/A_(b)"),
        ("[http://a.org]", "http://a.org"),
        ("“http://a.org”", "http://a.org"),
        ("http://a.org/x).", "http://a.org/x"),
        ("http://a.org/b...", "http://a.org/b"),
        ("http://例子.cn/路径", "http://例子.cn/路径"),
    ],
)
def test_link_is_found_without_what_only_follows_it(text: str, target: str) -> None:
    assert targets(text) == [target]


@pytest.mark.parametrize("mark", "，。；：！？、…）】》」』”’")
def test_chinese_punctuation_ends_a_link_without_a_space(mark: str) -> None:
    assert targets(f"看https://a.org/x{mark}很好") == ["https://a.org/x"]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "ftp://a.org",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://",
        "https://…",
        "http:// a.org",
        "xhttp://a.org",
        "www.example.org",
        "http:/a.org",
    ],
)
def test_only_web_addresses_are_links(text: str) -> None:
    assert targets(text) == []


def test_bidirectional_controls_end_a_link_so_that_it_cannot_look_like_another() -> None:
    assert targets("http://a.org/\u202egro.live") == ["http://a.org/"]


def test_several_links_in_a_line_are_all_found_in_order() -> None:
    assert targets("http://a.org, http://b.org;http://c.org") == ["http://a.org", "http://b.org;http://c.org"]


def test_thousands_of_brackets_are_dropped_without_delay() -> None:
    assert targets("http://a.org/" + ")" * 60_000) == ["http://a.org/"]


@given(st.text(alphabet=st.sampled_from("htps:/a.()[]，。 \n\u202e😀"), max_size=60))
def test_links_are_exactly_the_text_at_their_place_and_never_overlap(text: str) -> None:
    reached = 0
    for link in find_links(text):
        assert text[link.start : link.end] == link.target
        assert link.start >= reached
        assert link.target.lower().startswith(("http://", "https://"))
        reached = link.end
