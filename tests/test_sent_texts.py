"""Walking up and down among sent texts loses nothing, whatever is done in between."""

from hypothesis import given
from hypothesis import strategies as st

from shared.ui.sent_texts import SentTexts


def test_there_is_nothing_before_the_first_text() -> None:
    assert SentTexts().older("draft") is None
    assert SentTexts().newer("draft") is None


def test_a_hundred_texts_are_kept() -> None:
    sent = SentTexts()
    for number in range(150):
        sent.add(str(number))
    written, seen = "", []
    while (text := sent.older(written)) is not None:
        seen.append(text)
        written = text
    assert seen == [str(number) for number in range(149, 49, -1)]


def test_only_the_newest_text_can_be_forgotten() -> None:
    sent = SentTexts()
    sent.add("one")
    sent.add("two")
    sent.forget_newest("one")
    assert sent.older("") == "two"


@given(st.lists(st.text(min_size=1), max_size=8), st.text(), st.lists(st.booleans(), max_size=30))
def test_any_walk_that_ends_at_the_bottom_ends_at_the_draft(
    texts: list[str], draft: str, steps: list[bool]
) -> None:
    sent = SentTexts()
    for text in texts:
        sent.add(text)
    shown = draft
    for is_up in steps:
        moved = sent.older(shown) if is_up else sent.newer(shown)
        shown = shown if moved is None else moved
    while (moved := sent.newer(shown)) is not None:
        shown = moved
    assert shown == draft
