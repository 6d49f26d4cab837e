"""The extra frames of the rich dialect are explained, too."""

import pytest

from shared.ui.wire.rich_words import RichWords
from shared.wire.meaning import Meaning, MeaningKind


@pytest.mark.parametrize(
    ("meaning", "part"),
    [
        (Meaning(MeaningKind.PING, number=7), "(7)"),
        (Meaning(MeaningKind.WELCOME, name="bob", code="resumed"), "welcome back, \u2068bob\u2069"),
        (Meaning(MeaningKind.WELCOME, name="bob"), "welcome, \u2068bob\u2069"),
        (Meaning(MeaningKind.USER, name="bob"), "nothing special"),
        (Meaning(MeaningKind.USER, name="bob", code="away hand"), "away hand"),
        (Meaning(MeaningKind.HISTORY, number=50), "50 earlier messages"),
        (Meaning(MeaningKind.UNKNOWN_OBJECT, name="later"), "later"),
    ],
)
def test_words(meaning: Meaning, part: str) -> None:
    assert part in RichWords().say(meaning, "“text”")
