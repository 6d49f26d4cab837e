"""Shows what was copied for whoever helps, so that nobody hands on what they have not seen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from shared.ui import spacing
from shared.ui.first_size import first_size
from shared.ui.fonts import mono_font

_DRAWN: Final = QSize(600, 480)


class DiagnosticsDialog(QDialog):
    """Call `copy` with the text: it is on the clipboard then, and shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = QLabel(self)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self.text_edit = QPlainTextEdit(self)
        self.text_edit.setReadOnly(True)
        self.text_edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        # With a caret, a text that only can be read is read with the keyboard too.
        self.text_edit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text_edit.setTabChangesFocus(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        # Some desktops put a picture of theirs on it, as on no other button of the window.
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.LARGE, spacing.LARGE, spacing.LARGE, spacing.LARGE)
        column.setSpacing(spacing.MEDIUM)
        column.addWidget(self._told)
        column.addWidget(self.text_edit, 1)
        column.addWidget(self._buttons)
        self.resize(first_size(_DRAWN, self.screen().availableSize()))
        self.retranslate()

    def copy(self, text: str) -> None:
        """Put `text` on the clipboard, and show it and the dialog."""
        QGuiApplication.clipboard().setText(text)
        self.text_edit.setFont(mono_font(self.font()))
        self.text_edit.setPlainText(text)
        self.show()
        self.raise_()
        self.activateWindow()
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setWindowTitle(self.tr("Diagnostics"))
        self.text_edit.setAccessibleName(self.tr("Diagnostics"))
        self._told.setText(
            self.tr(
                "This has been copied. Paste it into a message to whoever helps you. "
                "No messages and no names of people are in it."
            )
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
