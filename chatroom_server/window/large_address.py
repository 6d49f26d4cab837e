"""The room's address for the back row: a full screen with the name, the address, and how many are here.

The rule: the address is as large as the screen allows, never below a twentieth of its height.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from shared.ui.fonts import mono_font
from shared.ui.inert import inert_line
from shared.ui.stylesheet import set_role

_ADDRESS_SHARE: Final = 0.2
"""Of the height, where the width allows it."""

_LEAST_ADDRESS_SHARE: Final = 0.05
"""Of the height, also where the address is too long for one line: from the back row, less cannot be read."""

_TITLE_SHARE: Final = 0.08
_LINE_SHARE: Final = 0.04
_WIDTH_SHARE: Final = 0.9


class LargeAddress(QFrame):
    """Say what there is to show with ``show_room``, then ``showFullScreen``. Esc, F11 or a click closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._room = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._address = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._how = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._online = QLabel()
        self._close_hint = QLabel()
        self._address.setWordWrap(True)
        self._address.setObjectName("largeAddress")
        page = QVBoxLayout(self)
        for label in (self._room, self._address, self._how, self._online):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page.addStretch(3)
        page.addWidget(self._room)
        page.addWidget(self._address)
        page.addWidget(self._how)
        page.addStretch(1)
        page.addWidget(self._online)
        page.addStretch(2)
        page.addWidget(self._close_hint, 0, Qt.AlignmentFlag.AlignHCenter)
        set_role(self._close_hint, "muted")
        self._users = 1
        self.retranslate()

    def show_room(self, room_name: str, address: str, users: int) -> None:
        """Take over what is true now; ``address`` is ready to be read, with its port."""
        self._room.setText(inert_line(room_name))
        self._address.setText(address)
        self._users = users
        self.retranslate()
        self._fit()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._how.setText(self.tr("Start chatroom-client: it finds the room, or takes this address"))
        self._online.setText(self.tr("%n online", "people in the room", self._users))
        self._close_hint.setText(self.tr("Esc or a click closes this page"))
        self.setWindowTitle(self.tr("Address of the room"))

    def _fit(self) -> None:
        address = mono_font(self.font())
        address.setBold(True)
        self._set_size(self._address, address, _ADDRESS_SHARE, _LEAST_ADDRESS_SHARE)
        title = QFont(self.font())
        title.setBold(True)
        self._set_size(self._room, title, _TITLE_SHARE)
        for label in (self._how, self._online):
            self._set_size(label, QFont(self.font()), _LINE_SHARE)

    def _set_size(self, label: QLabel, font: QFont, share: float, least_share: float = 0.0) -> None:
        wanted = max(1, round(self.height() * share))
        font.setPixelSize(wanted)
        width = QFontMetrics(font).horizontalAdvance(label.text())
        if width > self.width() * _WIDTH_SHARE:
            fitting = int(wanted * self.width() * _WIDTH_SHARE / width)
            font.setPixelSize(max(1, fitting, round(self.height() * least_share)))
        label.setFont(font)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.close()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._fit()
        super().changeEvent(event)
