"""What a person sent from one text box, to be brought back with the arrow keys.

The unsent draft is the newest entry, and what is changed on the way is kept until the next text is sent: no
letter is lost by walking up and down.
"""

from __future__ import annotations

from typing import Final

_MOST: Final = 100


class SentTexts:
    """Sent texts, oldest first, and a place among them. It lives in memory only, for whispers are in it."""

    def __init__(self) -> None:
        self._sent: list[str] = []
        self._walk: list[str] = [""]
        self._place = 0

    def add(self, text: str) -> None:
        """Remember `text` as sent; the next walk begins after it."""
        if not self._sent or self._sent[-1] != text:
            self._sent = [*self._sent, text][-_MOST:]
        self._start_again()

    def forget_newest(self, text: str) -> None:
        """Forget `text` if it was sent last, because it could not be sent after all."""
        if self._sent and self._sent[-1] == text:
            self._sent.pop()
            self._start_again()

    def older(self, written: str) -> str | None:
        """The text before the one shown, or None at the oldest; `written` is what stands in the box now."""
        return self._step(written, -1)

    def newer(self, written: str) -> str | None:
        """The text after the one shown, or None at the draft; `written` is what stands in the box now."""
        return self._step(written, 1)

    def _step(self, written: str, by: int) -> str | None:
        self._walk[self._place] = written
        place = self._place + by
        if not 0 <= place < len(self._walk):
            return None
        self._place = place
        return self._walk[place]

    def _start_again(self) -> None:
        self._walk = [*self._sent, ""]
        self._place = len(self._sent)
