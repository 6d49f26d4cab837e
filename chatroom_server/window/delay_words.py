"""A short time as people read it: with as many digits as mean something, and its unit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, QObject

# From so many milliseconds on, one digit less is written: 0.04, 0.4, 4.0, 40.
_TWO_DECIMALS_BELOW: Final = 0.095
_ONE_DECIMAL_BELOW: Final = 9.95
_MILLISECONDS_BELOW: Final = 999.5


class DelayWords(QObject):
    """Makes the words. It keeps none, so a new language shows as soon as they are asked for again."""

    def delay(self, seconds: float) -> str:
        """A delay, such as ``0.8 ms`` or ``1.2 s``; a dash for 0.0, when there was none to be measured."""
        if seconds <= 0:
            return "–"
        milliseconds = seconds * 1_000
        locale = QLocale()
        if milliseconds >= _MILLISECONDS_BELOW:
            return self.tr("{number} s", "seconds").format(number=locale.toString(seconds, "f", 1))
        decimals = 2 if milliseconds < _TWO_DECIMALS_BELOW else 1 if milliseconds < _ONE_DECIMAL_BELOW else 0
        return self.tr("{number} ms", "milliseconds").format(
            number=locale.toString(milliseconds, "f", decimals)
        )
