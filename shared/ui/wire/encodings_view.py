"""The microscope for encodings: the same bytes as UTF-8, GB 18030 and Latin-1, and why 中文 can become 涓枃.

The rule: it shows the bytes of the frame, or what somebody has typed, and says which of them; what was typed is
never overwritten by a frame.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, assert_never

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shared.protocol.encoding import TextEncoding
from shared.ui import spacing
from shared.ui.inert import inert_line
from shared.ui.line_edit import LineEdit
from shared.ui.stylesheet import set_role, set_style_property
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.encodings_strip import EncodingsStrip
from shared.ui.wire.encodings_words import EncodingsWords
from shared.wire.byte_reading import CharacterSet, character_set
from shared.wire.raw_text import RawMode, RawProblem, RawTextError, parse_raw

_MOST_BYTES: Final = 1_024
"""More has no room in anybody's eye; a frame has no more text than that."""

_EXAMPLE: Final = "中文"


class Source(Enum):
    """Whose bytes are shown."""

    FRAME = "frame"  # those of the frame that is chosen in the list
    AS_UTF_8 = "utf-8"  # a text that was typed, in UTF-8
    AS_GB_18030 = "gb18030"  # the same in GB 18030
    HEX = "hex"  # bytes that were typed as numbers


class EncodingsView(QScrollArea):
    """Call ``show_payload`` for the frame that is chosen, and ``clear`` when none is."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._payload = b""
        self._encoding = TextEncoding.UTF_8
        self._words = EncodingsWords(self)
        self._source, self._typed, self._try = QComboBox(), LineEdit(), QPushButton()
        self._source.setObjectName("encodingsSource")
        self._typed.setObjectName("encodingsTyped")
        self._typed.setMaxLength(_MOST_BYTES)
        self._typed.setClearButtonEnabled(True)
        self._try.setObjectName("encodingsExample")
        for source in Source:
            self._source.addItem("", source)
        self._strip = EncodingsStrip(themes, self._words)
        self._explanation, self._problem = QLabel(), QLabel()
        self._explanation.setObjectName("encodingsExplanation")
        self._problem.setObjectName("encodingsProblem")
        for label in (self._explanation, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._explanation.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self._problem, "problem")
        self._lay_out()
        self._source.currentIndexChanged.connect(self._on_source_changed)
        self._typed.textChanged.connect(self._on_typed)
        self._try.clicked.connect(self._on_try_clicked)
        self.retranslate()

    @property
    def strip(self) -> EncodingsStrip:
        """The bytes and what the encodings make of them."""
        return self._strip

    def show_payload(self, payload: bytes, encoding: TextEncoding) -> None:
        """Show the text of a frame, of a connection that speaks ``encoding``; unless something was typed."""
        self._payload, self._encoding = payload, encoding
        self._show()

    def clear(self) -> None:
        """There is no frame."""
        self.show_payload(b"", TextEncoding.UTF_8)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        for row, source in enumerate(Source):
            self._source.setItemText(row, self._source_words(source))
        self._source.setAccessibleName(self.tr("Which bytes to look at"))
        self._typed.setPlaceholderText(self.tr("Type a text, or bytes in hex, to try it here"))
        self._typed.setAccessibleName(self.tr("Text or bytes to try"))
        self._try.setText(self.tr("Try “{example}”").format(example=_EXAMPLE))
        self._strip.retranslate()
        self._show()

    def _source_words(self, source: Source) -> str:
        match source:
            case Source.FRAME:
                return self.tr("The chosen frame")
            case Source.AS_UTF_8:
                return self.tr("Text written in UTF-8")
            case Source.AS_GB_18030:
                return self.tr("Text written in GB 18030")
            case Source.HEX:
                return self.tr("Bytes in hex")
        assert_never(source)

    @property
    def _chosen_source(self) -> Source:
        source = self._source.currentData()
        return source if isinstance(source, Source) else Source.FRAME

    def _choose_source(self, source: Source) -> None:
        self._source.setCurrentIndex(list(Source).index(source))

    def _bytes_and_charset(self) -> tuple[bytes, CharacterSet | None]:
        """What is to be shown, and how it was written. Raises ``RawTextError``."""
        typed = self._typed.text()
        match self._chosen_source:
            case Source.FRAME:
                return self._payload, character_set(self._encoding)
            case Source.AS_UTF_8:
                return typed.encode("utf-8", "replace"), CharacterSet.UTF_8
            case Source.AS_GB_18030:
                return typed.encode("gb18030", "replace"), CharacterSet.GB_18030
            case Source.HEX:
                return parse_raw(typed, RawMode.HEX), None
        assert_never(self._chosen_source)

    def _show(self) -> None:
        try:
            data, used = self._bytes_and_charset()
        except RawTextError as error:
            self._say_problem(self._problem_words(error))
            return
        is_frame = self._chosen_source is Source.FRAME
        self._strip.show_bytes(data[:_MOST_BYTES], used)
        self._explanation.setText(self._explain(data[:_MOST_BYTES], used, is_frame=is_frame))
        more = len(data) - _MOST_BYTES
        self._say_problem(self.tr("%n more bytes are not shown here", "", more) if more > 0 else "")

    def _problem_words(self, error: RawTextError) -> str:
        if error.problem is RawProblem.HALF_BYTE:
            return self.tr("A digit is missing: a byte has two")
        wrong = self._typed.text()[error.position : error.position + 1]
        return self.tr("This is no hex number: “{sign}”").format(sign=inert_line(wrong))

    def _explain(self, data: bytes, used: CharacterSet | None, *, is_frame: bool) -> str:
        if data:
            return self._words.explain(data, used, is_typed=not is_frame)
        if is_frame:
            return self.tr("Choose a frame with a text in it, or try a text of your own.")
        return ""

    def _say_problem(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        set_style_property(self._typed, "problem", "yes" if problem else "no")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(spacing.SMALL)
        row.addWidget(self._source)
        row.addWidget(self._typed, 1)
        row.addWidget(self._try)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(spacing.MEDIUM, spacing.SMALL, spacing.MEDIUM, spacing.SMALL)
        column.setSpacing(spacing.SMALL)
        column.addLayout(row)
        column.addWidget(self._problem)
        column.addWidget(self._strip)
        column.addWidget(self._explanation)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(inside)

    @Slot()
    def _on_source_changed(self) -> None:
        self._show()

    @Slot()
    def _on_typed(self) -> None:
        if self._chosen_source is Source.FRAME and self._typed.text():
            self._choose_source(Source.AS_UTF_8)
        else:
            self._show()

    @Slot()
    def _on_try_clicked(self) -> None:
        self._typed.setText(_EXAMPLE)
        self._choose_source(Source.AS_UTF_8)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
