"""What this program is, in which version, and what it is made of and under which licences."""

from __future__ import annotations

import platform
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shared.ui import spacing
from shared.ui.app_identity import Program, application_icon
from shared.ui.stylesheet import set_role
from shared.version import product_version

_ICON_SIDE: Final = 72
_TEXT_WIDTH: Final = 330


class AboutDialog(QDialog):
    """Show it; it stops nobody, and closes with Esc or Enter."""

    def __init__(self, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._picture = QLabel(self)
        self._picture.setPixmap(
            application_icon(program).pixmap(QSize(_ICON_SIDE, _ICON_SIDE), self.devicePixelRatio())
        )
        self._name_label = self._label("title")
        self._purpose_label = self._label("")
        self._version_label = self._label("muted")
        self._licence_label, self._others_label = self._label("muted"), self._label("muted")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        # Some desktops put a picture of theirs on it, as on no other button of the window.
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        self._buttons.rejected.connect(self.reject)

        words = QVBoxLayout()
        words.setSpacing(spacing.SMALL)
        for label in self._labels():
            words.addWidget(label)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(spacing.LARGE)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.HUGE, spacing.HUGE, spacing.HUGE, spacing.LARGE)
        column.setSpacing(spacing.LARGE)
        column.addLayout(row)
        column.addWidget(self._buttons)
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        match self._program:
            case Program.CLIENT:
                version = self.tr("The guest's window, version {version}")
            case Program.SERVER:
                version = self.tr("The host's window, version {version}")
        self.setWindowTitle(self.tr("About"))
        self._name_label.setText(self.tr("LAN Chatroom"))
        self._picture.setAccessibleName(self._name_label.text())
        self._purpose_label.setText(
            self.tr("A chat room for one network. What is written stays on the computers of that network.")
        )
        self._version_label.setText(version.format(version=product_version()))
        self._licence_label.setText(
            self.tr(
                "Free software under the MIT licence. Made with Python {python} (PSF licence) and "
                "Qt {qt} (LGPL 3)."
            ).format(python=platform.python_version(), qt=qVersion())
        )
        self._others_label.setText(
            self.tr(
                "And with precis-i18n, platformdirs and pyqtgraph (MIT), psutil and NumPy (BSD 3-Clause), and "
                "Unicode's table of confusable characters (Unicode licence)."
            )
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        # A label that wraps asks for a near square, and cuts its last line where it gets less.
        self._fit()

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(label, role)
        return label

    def _labels(self) -> tuple[QLabel, ...]:
        return (
            self._name_label,
            self._version_label,
            self._purpose_label,
            self._licence_label,
            self._others_label,
        )

    def _fit(self) -> None:
        wide = max(_TEXT_WIDTH, self.fontMetrics().averageCharWidth() * 46)
        for label in self._labels():
            label.setFixedWidth(wide)
            label.setFixedHeight(label.heightForWidth(wide))
        self.adjustSize()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # A label has another font, and the style sheet has been through all of them.
            self._fit()
        return super().event(event)
