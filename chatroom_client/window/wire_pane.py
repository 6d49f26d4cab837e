"""The wire of the guest's program: what its sockets do, its stream bench, and a place to send raw bytes.

The rule: it only looks at what was recorded; and once nobody sees it, no bench is on and no connection of its own
is open.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from chatroom_client.link import ServerLink
from chatroom_client.raw_connection import RawConnection
from chatroom_client.session.events import SessionState
from chatroom_client.window.raw_composer import RawComposer
from shared.ui import spacing
from shared.ui.icons import icon
from shared.ui.panes import Pane
from shared.ui.stylesheet import set_role
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.bench_bar import BenchBar
from shared.ui.wire.wire_panel import WirePanel
from shared.wire.frames import Role
from shared.wire.record import ConnectionId
from shared.wire.shape import Shape

_RAW_NAME: Final = "raw"
"""What stands for a person in the wire where the bytes are made up."""


class WirePane(QFrame):
    """Show it to look, and hide it to leave; who minimises the window has not left."""

    close_wanted = Signal()

    def __init__(self, themes: ThemeSource, link: ServerLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._is_alone = False
        set_role(self, "footer")
        self._title, self._note = QLabel(), QLabel()
        set_role(self._title, "heading")
        set_role(self._note, "muted")
        self.raw_button = QPushButton()
        self.raw_button.setCheckable(True)
        self.close_button = QToolButton()
        set_role(self.close_button, "quiet")
        self.raw = RawConnection(link.tap, link.steady_now, _RAW_NAME, self)
        self.panel = WirePanel(themes, Role.CLIENT)
        self.bench = BenchBar(themes, targets=False, can_drop_answer=False)
        self.composer = RawComposer(self.raw)
        self.panel.set_bench(self.bench)
        self.composer.hide()
        self._lay_out()
        self._wire()
        themes.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(themes.theme)
        self._fit_icon()
        self._show_room()
        self.retranslate()

    @property
    def pane(self) -> Pane:
        """Where F6 goes."""
        return Pane(self, self.panel.table)

    def focus(self) -> None:
        """Bring the keyboard here."""
        self.panel.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_alone(self, is_alone: bool) -> None:
        """Whether the window has no room for anything beside this."""
        self._is_alone = is_alone
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._title.setText(self.tr("Wire"))
        if self._is_alone:
            self._note.setText(self.tr("In a taller window it stands below the chat."))
        else:
            self._note.setText(self.tr("What this program’s sockets sent and received."))
        self.raw_button.setText(self.tr("Raw bytes"))
        self.raw_button.setToolTip(self.tr("Send bytes of your own making, and see what the room answers"))
        self.close_button.setAccessibleName(self.tr("Close the wire"))
        self.close_button.setToolTip(self.tr("Close the wire (F12)"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(spacing.LARGE, spacing.TIGHT, spacing.SMALL, 0)
        head.setSpacing(spacing.SMALL)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self.raw_button)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.panel, 1)
        column.addWidget(self.composer)

    def _wire(self) -> None:
        self.close_button.clicked.connect(self.close_wanted)
        self.raw_button.toggled.connect(self._on_raw_toggled)
        self.panel.batch_wanted.connect(self._on_batch_wanted)
        self.bench.shape_changed.connect(self._on_shape_changed)
        self.bench.reset_wanted.connect(self._on_reset_wanted)
        self._link.happened.connect(self._show_room)

    def _fit_icon(self) -> None:
        side = self.fontMetrics().height()
        self.close_button.setIconSize(QSize(side, side))

    @Slot()
    def _show_room(self) -> None:
        is_somewhere = self._link.state not in {SessionState.IDLE, SessionState.ENDED}
        self.composer.set_room(self._link.host if is_somewhere else "", self._link.port, self._link.you)

    @Slot()
    def _on_batch_wanted(self) -> None:
        self.panel.put(self._link.tap.take())

    @Slot(bool)
    def _on_raw_toggled(self, is_wanted: bool) -> None:
        self.composer.setVisible(is_wanted)
        if is_wanted:
            self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.raw.close()

    @Slot(object, object)
    def _on_shape_changed(self, shape: Shape, _connection: ConnectionId | None) -> None:
        self._link.set_shape(shape)
        self.raw.set_shape(shape)

    @Slot(object)
    def _on_reset_wanted(self, _connection: ConnectionId | None) -> None:
        self.raw.reset()
        self._link.reset_connection()

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self.close_button.setIcon(icon("close", theme.muted_text))

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.bench.turn_off()
            self.raw.close()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icon()
        super().changeEvent(event)
