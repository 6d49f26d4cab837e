"""The tab with the wire: what the room's sockets receive and send, and the bench that disturbs it.

The rule: nothing is recorded while nobody looks, and no bench is on where nobody sees it: leaving the tab ends
both. The view asks for what there is, at most thirty times a second; the room never waits for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from chatroom_server.facts import WhispersShown
from chatroom_server.host import ServerHost
from chatroom_server.window.wire_feed import WireFeed
from chatroom_server.window_facts import Happening
from shared.ui.ask_file import AskFile
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.wire.record import ConnectionId, WireBatch
from shared.wire.shape import Shape

if TYPE_CHECKING:
    from shared.ui.wire.bench_bar import BenchBar
    from shared.ui.wire.wire_panel import WirePanel


class WireTab(QWidget):
    """Call ``begin_room`` when a room opens, ``apply`` with what happens, and ``end_room`` when it closes."""

    def __init__(
        self, host: ServerHost, feed: WireFeed, themes: ThemeSource, toast: Toast, ask: AskFile
    ) -> None:
        super().__init__()
        self._host = host
        self._feed = feed
        self._themes = themes
        self._toast = toast
        self._ask = ask
        self._room = ""
        self._are_whispers_shown = False
        self._bench: BenchBar | None = None
        self._panel: WirePanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def reading_place(self) -> QWidget:
        """What has the keyboard here."""
        return self if self._panel is None else self._panel.table

    def begin_room(self, room: str) -> None:
        """Begin anew, for a room of this name."""
        self._room = room
        self._are_whispers_shown = False
        if self._panel is not None:
            self._panel.begin(room)
            self._panel.set_whispers_shown(False)

    def apply(self, facts: Sequence[Happening]) -> None:
        """Show whether whispers can be read, once everyone has been told."""
        for fact in facts:
            if isinstance(fact, WhispersShown):
                self._are_whispers_shown = fact.is_shown
                if self._panel is not None:
                    self._panel.set_whispers_shown(fact.is_shown)

    def end_room(self) -> None:
        """The room is about to close: nothing disturbs what it still sends."""
        if self._bench is not None:
            self._bench.turn_off()

    def _make_panel(self) -> WirePanel:
        # Imported when it is first seen: a room opens faster without it.
        from shared.ui.wire.bench_bar import BenchBar  # noqa: PLC0415
        from shared.ui.wire.wire_panel import WirePanel  # noqa: PLC0415
        from shared.wire.frames import Role  # noqa: PLC0415

        panel = WirePanel(self._themes, Role.SERVER, ask=self._ask)
        bench = BenchBar(self._themes, targets=True, can_drop_answer=True)
        panel.set_bench(bench)
        panel.begin(self._room)
        panel.set_whispers_shown(self._are_whispers_shown)
        self._column.addWidget(panel)
        self._panel, self._bench = panel, bench
        panel.looking_changed.connect(self._on_looking_changed)
        panel.batch_wanted.connect(self._host.pull_wire)
        panel.whispers_wanted.connect(self._host.show_whispers)
        bench.shape_changed.connect(self._on_shape_changed)
        bench.reset_wanted.connect(self._host.reset_connection)
        bench.answer_drop_wanted.connect(self._host.drop_next_answer)
        self._host.wire_came.connect(self._on_wire_came)
        return panel

    @Slot(bool)
    def _on_looking_changed(self, is_looking: bool) -> None:
        self._feed.look(self, is_looking)

    @Slot(object)
    def _on_wire_came(self, batch: WireBatch) -> None:
        if self._panel is not None:
            self._panel.put(batch)

    @Slot(object, object)
    def _on_shape_changed(self, shape: Shape, connection: ConnectionId | None) -> None:
        self._host.set_bench(connection, shape)
        if not shape.is_on and not self.isVisible():
            self._toast.show_words(
                lambda: self.tr("The stream bench is off: it works only while you see it.")
            )

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        if self._panel is None:
            self._make_panel().show()
        super().showEvent(event)
