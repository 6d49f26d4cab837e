"""What the room's rules are called: who may write to whom, and how long each has to wait.

The rule: every sentence is true for the guests; the host may always write, and everyone may write to the host.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QObject

from shared.protocol.messages import RoomMode

SLOW_STEPS: Final = (0.0, 5.0, 15.0, 30.0)
"""Seconds between two messages of one guest that the host can choose; 0 is no waiting."""


class RulesWords(QObject):
    """Makes the words, in the language that is on."""

    def choice(self, mode: RoomMode) -> str:
        """Name a mode among the others, to choose from."""
        match mode:
            case RoomMode.ALL:
                return self.tr("Everyone, freely")
            case RoomMode.NO_WHISPERS:
                return self.tr("Everyone, but no whispers between guests")
            case RoomMode.HOST_ONLY:
                return self.tr("Guests only to you")
            case RoomMode.NOBODY:
                return self.tr("Nobody: quiet, please")
        assert_never(mode)

    def slow_choice(self, seconds: float) -> str:
        """Name a pause between two messages of one guest, to choose from."""
        if not seconds:
            return self.tr("Off", "no waiting between two messages")
        return self.tr("%n seconds between two messages", "", round(seconds))

    def short(self, mode: RoomMode, slow_seconds: float) -> str:
        """Say in two or three words what holds now; empty where everyone may write freely."""
        words = self._short_mode(mode)
        if not slow_seconds:
            return words
        seconds = round(slow_seconds)
        if not words:
            return self.tr("Slow {seconds} s", "a pause between two messages").format(seconds=seconds)
        slow = self.tr("slow {seconds} s", "a pause between two messages").format(seconds=seconds)
        return self.tr("{mode} · {slow}").format(mode=words, slow=slow)

    def sentence(self, mode: RoomMode, slow_seconds: float) -> str:
        """Say the rules, without a full stop."""
        rule = self._rule(mode)
        if not slow_seconds:
            return rule
        slow = self.tr("%n seconds between two messages", "", round(slow_seconds))
        return self.tr("{rule} · {slow}").format(rule=rule, slow=slow)

    def whispers_sentence(self, *, is_shown: bool) -> str:
        """Say whether the host can read whispers, without a full stop."""
        if is_shown:
            return self.tr("Your wire shows whispers between guests now; everyone was told")
        return self.tr("Whispers between guests are theirs again; everyone was told")

    def _short_mode(self, mode: RoomMode) -> str:
        match mode:
            case RoomMode.ALL:
                return ""
            case RoomMode.NO_WHISPERS:
                return self.tr("No whispers", "who may write")
            case RoomMode.HOST_ONLY:
                return self.tr("Only to you", "who may write")
            case RoomMode.NOBODY:
                return self.tr("Quiet", "who may write")
        assert_never(mode)

    def _rule(self, mode: RoomMode) -> str:
        match mode:
            case RoomMode.ALL:
                return self.tr("Everyone may write freely")
            case RoomMode.NO_WHISPERS:
                return self.tr("Everyone may write, but guests do not whisper to one another")
            case RoomMode.HOST_ONLY:
                return self.tr("Guests may write to you only")
            case RoomMode.NOBODY:
                return self.tr("Quiet: nobody writes to the room; a whisper to you still arrives")
        assert_never(mode)
