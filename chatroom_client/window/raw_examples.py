"""The menu of ready-made frames, right ones first, each named by what is right or wrong about it.

The rule: choosing one puts it into the field, where it can be read and changed; it sends nothing.
"""

from __future__ import annotations

from functools import partial
from typing import Final, assert_never

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from shared.protocol.limits import MAX_NAME_CHARACTERS
from shared.wire.wrong_frames import Example, ExampleKind, examples

_SUFFIX: Final = "-raw"
_NAME: Final = "raw"


class RawExamples(QMenu):
    """Say with `set_you` who is looking: a whisper goes to them, and they can see it arrive in the chat."""

    chosen = Signal(object)
    """The bytes of an example."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._you = ""
        self.aboutToShow.connect(self._on_about_to_show)

    def set_you(self, you: str) -> None:
        """Whose program this is."""
        self._you = you

    def fill(self) -> None:
        """Make the entries, in the language that is on."""
        self.clear()
        was_wrong = False
        for example in self._examples():
            if example.is_wrong and not was_wrong:
                self.addSeparator()
            was_wrong = example.is_wrong
            self.addAction(self._words(example.kind)).triggered.connect(partial(self._choose, example.data))

    def _examples(self) -> tuple[Example, ...]:
        if not self._you:
            return examples(_NAME)
        # The own name is taken by the chat.
        is_short = len(self._you) + len(_SUFFIX) <= MAX_NAME_CHARACTERS
        return examples(f"{self._you}{_SUFFIX}" if is_short else _NAME, self._you)

    def _words(self, kind: ExampleKind) -> str:
        match kind:
            case ExampleKind.LOG_IN:
                return self.tr("Log in")
            case ExampleKind.SAY:
                return self.tr("Say something to everyone")
            case ExampleKind.WHISPER:
                return self.tr("Whisper to yourself in the chat")
            case ExampleKind.TWO_AT_ONCE:
                return self.tr("Two frames in one send (stuck together)")
            case ExampleKind.GBK_TEXT:
                return self.tr("Chinese in GBK")
            case ExampleKind.NUL_PADDING:
                return self.tr("1,017 zero bytes after the ETX")
            case ExampleKind.NO_ETX:
                return self.tr("No ETX")
            case ExampleKind.TWO_STX:
                return self.tr("Two STX")
            case ExampleKind.STX_IN_TEXT:
                return self.tr("An STX in the text")
            case ExampleKind.NO_TYPE:
                return self.tr("No type")
            case ExampleKind.UNKNOWN_TYPE:
                return self.tr("A type that does not exist")
            case ExampleKind.TOO_LONG:
                return self.tr("20,000 bytes in one frame")
            case ExampleKind.BAD_UTF_8:
                return self.tr("Bytes that are no UTF-8")
            case ExampleKind.TEXT_BEFORE_LOGIN:
                return self.tr("A text before the login")
            case ExampleKind.NAME_TWICE:
                return self.tr("Log in twice")
            case ExampleKind.NAME_WITH_COMMA:
                return self.tr("A name with a comma")
            case ExampleKind.WHISPER_WITHOUT_COMMA:
                return self.tr("A whisper without its comma")
            case ExampleKind.NO_FRAME:
                return self.tr("No frame at all")
        assert_never(kind)

    def _choose(self, data: bytes) -> None:
        self.chosen.emit(data)

    @Slot()
    def _on_about_to_show(self) -> None:
        self.fill()
