"""The field for an address that somebody reads out or shows; out of sight until it is needed.

The rule: any form in which people write addresses is taken, and what is missing is said beside the field.
"""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from chatroom_client.server_address import (
    AddressProblem,
    InvalidServerAddress,
    ServerAddress,
    parse_server_address,
)
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.line_edit import LineEdit
from shared.ui.stylesheet import set_role, set_style_property


class AddressField(QWidget):
    """Label, field and problem."""

    entered = Signal()
    """Enter was pressed in the field."""

    edited = Signal()
    """The person is typing an address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem: AddressProblem | None = None
        self._label = QLabel(self)
        set_role(self._label, "heading")
        self.edit = LineEdit(self)
        self.edit.setObjectName("addressField")
        self._label.setBuddy(self.edit)
        self.problem_label = QLabel(self)
        self.problem_label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem_label.setWordWrap(True)
        set_role(self.problem_label, "problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing.TIGHT + 2)
        column.addWidget(self._label)
        column.addWidget(self.edit)
        column.addWidget(self.problem_label)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.returnPressed.connect(self.entered)
        self.retranslate()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.edit.text().strip()

    def address(self) -> ServerAddress | None:
        """The address that is typed, or None after saying what is wrong with it."""
        try:
            address = parse_server_address(self.edit.text())
        except InvalidServerAddress as refusal:
            self._problem = refusal.problem
            self._say()
            self.edit.selectAll()
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.edit, self.problem_label.text(), is_urgent=True)
            return None
        self._problem = None
        self._say()
        return address

    def clear_problem(self) -> None:
        """Nothing is wrong, as far as anybody knows."""
        self._problem = None
        self._say()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._label.setText(self.tr("Address"))
        self.edit.setPlaceholderText(self.tr("such as 192.168.1.5:9999"))
        self._say()

    def _say(self) -> None:
        text = "" if self._problem is None else self._sentence(self._problem)
        self.problem_label.setText(text)
        self.problem_label.setVisible(bool(text))
        self.edit.setAccessibleDescription(text)
        set_style_property(self.edit, "problem", "yes" if text else "no")

    def _sentence(self, problem: AddressProblem) -> str:
        match problem:
            case AddressProblem.EMPTY:
                return self.tr("Type the address of the room here, or choose one from the list.")
            case AddressProblem.BAD_PORT:
                return self.tr("After the colon comes the port, a number from 1 to 65535.")
            case AddressProblem.BAD_ADDRESS:
                return self.tr("No computer has this address. One looks like 192.168.1.5:9999.")
        assert_never(problem)

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        self.clear_problem()
        self.edited.emit()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
