"""Three lanes of one direction of a connection: its bytes, what each call took of them, and where the frames are.

The rule: the lanes show what they were last given, and ask for nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from shared.protocol.encoding import TextEncoding
from shared.ui import spacing
from shared.ui.elided_label import ElidedLabel
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.call_names import call_name
from shared.ui.wire.lanes_strip import LanesStrip
from shared.ui.wire.lanes_words import LanesWords
from shared.wire.byte_reading import character_set
from shared.wire.frames import Role
from shared.wire.lanes import Lane
from shared.wire.record import ConnectionId, Direction


class LanesView(QFrame):
    """Call ``show_lanes`` with every new state of a lane, and connect ``frame_chosen``.

    ``role`` says whose sockets these are: a server calls ``recv`` and ``send``, the client's Qt ``read`` and
    ``write``; call ``set_role`` when they are another's, as in a recording. The button for slow motion is there
    once ``offer_slow_motion`` was called.
    """

    frame_chosen = Signal(int)
    """Somebody has pointed at the frame with this number."""
    slow_motion_wanted = Signal(bool)
    """This connection is to be sent one byte at a time, or as it is again; answer with ``set_slow_motion``."""

    def __init__(self, themes: ThemeSource, role: Role = Role.SERVER, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._direction = Direction.RECEIVED
        self._connection: ConnectionId | None = None
        self._words = LanesWords(self)
        self._words.call_name = call_name(role, self._direction)
        self._title, self._hint = ElidedLabel(), ElidedLabel()
        self._title.setObjectName("lanesTitle")
        self._slow = QPushButton()
        self._slow.setCheckable(True)
        self._slow.setObjectName("slowMotion")
        self._slow.hide()
        self._strip = LanesStrip(themes, self._words)
        set_role(self, "panel")
        set_role(self._title, "heading")
        set_role(self._hint, "muted")
        self._lay_out()
        self._strip.frame_chosen.connect(self.frame_chosen)
        self._slow.clicked.connect(self._on_slow_clicked)
        self.retranslate()

    @property
    def strip(self) -> LanesStrip:
        """The lanes themselves; the keyboard belongs there."""
        return self._strip

    def set_role(self, role: Role) -> None:
        """Say whose sockets are shown from the next ``show_lanes`` on; it shows no connection until then."""
        self._role = role
        self.clear()

    def show_lanes(
        self,
        lane: Lane,
        title: str,
        selected: int | None = None,
        encoding: TextEncoding = TextEncoding.UTF_8,
        *,
        connection: ConnectionId = 0,
    ) -> None:
        """Show ``lane`` under ``title``: the newest state of what is shown, or that of another ``connection``.

        The frame with the number ``selected`` has a ring, and is brought into sight when it is selected first. The
        texts are read in ``encoding``.
        """
        is_other = connection != self._connection or lane.direction is not self._direction
        self._connection, self._direction = connection, lane.direction
        self._words.call_name = call_name(self._role, lane.direction)
        self._words.charset = character_set(encoding)
        self._title.setText(title)
        self._say_hint()
        self._strip.show_lane(lane, selected, is_other=is_other)

    def clear(self) -> None:
        """Show no connection."""
        self._connection = None
        self._title.clear()
        self._words.call_name = call_name(self._role, self._direction)
        self._say_hint()
        self._strip.show_lane(Lane(self._direction), None, is_other=True)

    def offer_slow_motion(self, is_offered: bool) -> None:
        """Say whether what is sent on this connection can be cut into single bytes; not at first."""
        self._slow.setVisible(is_offered)

    def set_slow_motion(self, is_on: bool) -> None:
        """Say whether this connection is sent one byte at a time now."""
        self._slow.setChecked(is_on)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._slow.setText(self.tr("Slow motion: 1 byte per send"))
        self._slow.setToolTip(
            self.tr(
                "Every byte to this connection goes in a send of its own, and the other side must put the frames "
                "together"
            )
        )
        self._say_hint()
        self._strip.retranslate()

    def _say_hint(self) -> None:
        self._hint.setText(self._words.hint(is_sent=self._direction is Direction.SENT))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(spacing.MEDIUM)
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        head.addWidget(self._slow)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.MEDIUM, spacing.SMALL, spacing.MEDIUM, spacing.TIGHT)
        column.setSpacing(spacing.SMALL)
        column.addLayout(head)
        column.addWidget(self._strip)

    @Slot()
    def _on_slow_clicked(self) -> None:
        wanted = self._slow.isChecked()
        # It is on when the answer says so.
        self._slow.setChecked(not wanted)
        self.slow_motion_wanted.emit(wanted)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
