"""Short times in words: as many digits as mean something."""

import pytest

from chatroom_server.window.delay_words import DelayWords
from shared.ui.language import Languages


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "–"),
        (0.000_04, "0.04 ms"),
        (0.000_8, "0.8 ms"),
        (0.009_94, "9.9 ms"),
        (0.012_4, "12 ms"),
        (0.999_4, "999 ms"),
        (1.24, "1.2 s"),
    ],
)
def test_delay_has_as_many_digits_as_mean_something(seconds: float, words: str, languages: Languages) -> None:
    assert DelayWords().delay(seconds) == words
