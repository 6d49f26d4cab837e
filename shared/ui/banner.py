"""The strip below a header that says what is wrong and what can be done, while everything else goes on.

It never takes the focus by itself and is never a dialog: whoever is writing goes on writing.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.stylesheet import set_style_property


class BannerKind(enum.Enum):
    """How grave the news is."""

    INFO = "info"  # good to know
    WARNING = "warning"  # something does not work now, and the program works on it
    DANGER = "danger"  # it will not get well by itself


class Banner(QFrame):
    """An inline strip with a sentence and up to two buttons; hidden until `show_text` is called."""

    MAX_ACTIONS = 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._callbacks: list[Callable[[], object]] = []
        self._announced = ""

        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = [QPushButton(self) for _ in range(self.MAX_ACTIONS)]

        row = QHBoxLayout(self)
        row.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, spacing.SMALL)
        row.setSpacing(spacing.MEDIUM)
        row.addWidget(self._label, 1)
        for button in self._buttons:
            row.addWidget(button)
            button.hide()
            button.clicked.connect(self._on_button_clicked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, or shown last."""
        return self._label.text()

    def show_text(
        self,
        text: str,
        kind: BannerKind,
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Show `text`, already translated, with a button for each of at most two `actions`.

        An action does not dismiss the banner; call `dismiss` when the matter is settled. Calling this each
        second, as for a countdown, keeps the focus on the buttons, and screen readers hear the sentence once.
        Raises `ValueError` for more than two actions.
        """
        if len(actions) > self.MAX_ACTIONS:
            raise ValueError("a banner has room for two actions")
        self._label.setText(text)
        set_style_property(self, "banner", kind.value)
        self._callbacks = [callback for _, callback in actions]
        labels = [label for label, _ in actions]
        for index, button in enumerate(self._buttons):
            button.setText(labels[index] if index < len(labels) else "")
            button.setVisible(index < len(labels))
        self.show()
        self._announce_news(text, kind)

    def focus_action(self, index: int) -> None:
        """Take the keyboard to a button: only for a banner that answers what the person just did."""
        self._buttons[index].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def dismiss(self) -> None:
        """Take the banner away; harmless when none is shown."""
        self._announced = ""
        self.hide()

    def _announce_news(self, text: str, kind: BannerKind) -> None:
        # A countdown changes only its number, and would otherwise talk over everything else.
        lasting = "".join(character for character in text if not character.isdigit())
        if lasting == self._announced:
            return
        self._announced = lasting
        announce(self, text, is_urgent=kind is not BannerKind.INFO)

    @Slot()
    def _on_button_clicked(self) -> None:
        index = next(index for index, button in enumerate(self._buttons) if button is self.sender())
        self._callbacks[index]()
