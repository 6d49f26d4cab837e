"""Where bytes are made up and sent to the room as they are, over a connection of its own.

The rule: what is typed stays until the person changes it, and nothing goes out but by the button or Enter; and no
text, whatever it is, does anything to the chat.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QPushButton, QWidget

from chatroom_client.raw_connection import RawConnection, RawState
from chatroom_client.window.raw_examples import RawExamples
from shared.protocol.encoding import TextEncoding
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.elided_label import ElidedLabel
from shared.ui.line_edit import LineEdit
from shared.ui.stylesheet import set_role
from shared.wire.raw_text import RawMode, RawProblem, RawTextError, format_escaped, format_hex, parse_raw

_ENCODINGS: Final = {"UTF-8": TextEncoding.UTF_8, "GB 18030": TextEncoding.GBK}
_SHOWN_BYTES: Final = 24
_MOST_CHARACTERS: Final = 200_000
"""The longest ready-made frame in hex has some 60,000."""


class RawComposer(QFrame):
    """Sends over `raw`. Say with `set_room` where to."""

    def __init__(self, raw: RawConnection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._raw = raw
        self._host = ""
        self._port = 0
        self._mode = RawMode.TEXT
        self._state_label, self._bytes_label = ElidedLabel(), ElidedLabel()
        set_role(self._state_label, "muted")
        self.connect_button = QPushButton()
        self.mode_box, self.encoding_box = QComboBox(), QComboBox()
        for mode in (RawMode.TEXT, RawMode.HEX):
            self.mode_box.addItem("", mode)
        self.encoding_box.addItems(list(_ENCODINGS))
        self.examples = RawExamples(self)
        self.examples_button = QPushButton()
        self.examples_button.setMenu(self.examples)
        self.edit = LineEdit()
        self.edit.setObjectName("rawEdit")
        self.edit.setMaxLength(_MOST_CHARACTERS)
        self.send_button = QPushButton()
        self.send_button.setObjectName("rawSend")
        set_role(self.send_button, "primary")
        self._lay_out()
        self._wire()
        self.retranslate()

    @property
    def data(self) -> bytes | None:
        """The bytes that are in the field, None while it cannot be read."""
        try:
            return self._parsed()
        except RawTextError:
            return None

    @property
    def note(self) -> str:
        """What stands below the field: the bytes, or why there are none."""
        return self._bytes_label.text()

    def set_room(self, host: str, port: int, you: str = "") -> None:
        """Where a connection would go, with an empty `host` nowhere; and who `you` are there."""
        self.examples.set_you(you)
        if (host, port) != (self._host, self._port):
            if self._host:
                self._raw.close()
            self._host, self._port = host, port
            self._show_state()

    def put_in(self, data: bytes) -> None:
        """Put these bytes into the field, in the form that is chosen."""
        is_hex = self._mode is RawMode.HEX
        self.edit.setText(format_hex(data) if is_hex else format_escaped(data, self._encoding))
        self.edit.setCursorPosition(0)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.mode_box.setItemText(0, self.tr("Text"))
        self.mode_box.setItemText(1, self.tr("Hex"))
        self.mode_box.setAccessibleName(self.tr("How the bytes are written"))
        self.encoding_box.setAccessibleName(self.tr("Encoding of the text"))
        self.examples_button.setText(self.tr("Ready-made ▾"))
        self.examples_button.setToolTip(self.tr("Right and wrong frames, to be changed and sent"))
        self.send_button.setText(self.tr("Send"))
        self.edit.setAccessibleName(self.tr("Bytes to send"))
        self._show_mode()
        self._show_state()

    # ---- inside ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(spacing.SMALL)
        head.addWidget(self._state_label, 1)
        head.addWidget(self.connect_button)
        row = QHBoxLayout()
        row.setSpacing(spacing.SMALL)
        row.addWidget(self.mode_box)
        row.addWidget(self.encoding_box)
        row.addWidget(self.edit, 1)
        row.addWidget(self.examples_button)
        row.addWidget(self.send_button)
        grid = QGridLayout(self)
        grid.setContentsMargins(spacing.LARGE, spacing.TIGHT, spacing.LARGE, spacing.TIGHT)
        grid.setVerticalSpacing(spacing.TIGHT)
        grid.addLayout(head, 0, 0)
        grid.addLayout(row, 1, 0)
        grid.addWidget(self._bytes_label, 2, 0)

    def _wire(self) -> None:
        self._raw.state_changed.connect(self._on_state_changed)
        self.connect_button.clicked.connect(self._on_connect_clicked)
        self.mode_box.activated.connect(self._on_mode_chosen)
        self.encoding_box.activated.connect(self._show_bytes)
        self.edit.textChanged.connect(self._show_bytes)
        self.edit.returnPressed.connect(self._on_send)
        self.send_button.clicked.connect(self._on_send)
        self.examples.chosen.connect(self._on_example_chosen)

    @property
    def _encoding(self) -> TextEncoding:
        # Not as the item's data: Qt gives back what is text as nothing but text.
        return _ENCODINGS[self.encoding_box.currentText()]

    def _parsed(self) -> bytes:
        return parse_raw(self.edit.text(), self._mode, self._encoding)

    def _show_mode(self) -> None:
        is_text = self._mode is RawMode.TEXT
        self.encoding_box.setEnabled(is_text)
        self.edit.setPlaceholderText(
            self.tr("such as <STX>1alice<ETX>, or with \\x02 and \\x03")
            if is_text
            else self.tr("such as 02 31 61 6c 69 63 65 03")
        )

    def _show_state(self) -> None:
        words = self._state_words()
        self._state_label.setText(words)
        self._state_label.setToolTip(words)
        is_there = self._raw.state in {RawState.OPEN, RawState.CONNECTING}
        self.connect_button.setText(self.tr("Disconnect") if is_there else self.tr("Connect"))
        self.connect_button.setEnabled(is_there or bool(self._host))
        self._show_bytes()

    def _state_words(self) -> str:
        match self._raw.state:
            case _ if not self._host:
                return self.tr("Join a room first: this is a second connection to it.")
            case RawState.CLOSED:
                return self.tr("A connection of its own: whatever you send here, the chat goes on.")
            case RawState.CONNECTING:
                return self.tr("Connecting…")
            case RawState.OPEN:
                return self.tr("Connected. In the wire this connection is called “raw”.")
            case RawState.ENDED:
                return self.tr("The room has closed this connection. Sending opens another one.")
            case RawState.BROKEN:
                return self.tr("This connection broke off. Sending opens another one.")
            case RawState.FAILED:
                return self.tr("The room could not be reached.")
        assert_never(self._raw.state)

    def _problem_words(self, error: RawTextError) -> str:
        match error.problem:
            case RawProblem.NOT_HEX:
                words = self.tr("No hex digit at character {number}.")
            case RawProblem.HALF_BYTE:
                words = self.tr("A byte has two hex digits: one is missing at character {number}.")
            case RawProblem.UNKNOWN_ESCAPE:
                words = self.tr("A backslash at character {number} goes with nothing: \\ is a backslash.")
            case RawProblem.NOT_ENCODABLE:
                words = self.tr("This encoding has no such character as number {number}.")
        return words.format(number=error.position + 1)

    @Slot()
    def _show_bytes(self) -> None:
        try:
            data = self._parsed()
        except RawTextError as error:
            data = b""
            self._bytes_label.setText(self._problem_words(error))
            set_role(self._bytes_label, "problem")
        else:
            shown = format_hex(data[:_SHOWN_BYTES]) + (" …" if len(data) > _SHOWN_BYTES else "")
            count = self.tr("%n byte(s)", "", len(data))
            self._bytes_label.setText(f"{count} · {shown}" if data else count)
            set_role(self._bytes_label, "muted")
        self.edit.setAccessibleDescription(self._bytes_label.text())
        self.send_button.setEnabled(bool(data and self._host))

    @Slot(object)
    def _on_state_changed(self, _state: RawState) -> None:
        self._show_state()
        announce(self, self._state_words())

    @Slot()
    def _on_connect_clicked(self) -> None:
        if self._raw.state in {RawState.OPEN, RawState.CONNECTING}:
            self._raw.close()
        else:
            self._raw.open(self._host, self._port)

    @Slot()
    def _on_mode_chosen(self) -> None:
        data = self.data
        self._mode = self.mode_box.currentData()
        if data is not None:
            self.put_in(data)
        self._show_mode()
        self._show_bytes()

    @Slot(object)
    def _on_example_chosen(self, data: bytes) -> None:
        self.put_in(data)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_send(self) -> None:
        data = self.data
        if not data or not self._host:
            return
        if self._raw.state not in {RawState.OPEN, RawState.CONNECTING}:
            self._raw.open(self._host, self._port)
        self._raw.send(data)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
