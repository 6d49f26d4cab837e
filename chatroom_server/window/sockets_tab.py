"""The tab with the sockets: the calls that made them, one row for each connection, and a ladder for the chosen one.

The rule: nothing is asked while nobody looks. The room is asked once a second what its sockets have lived through,
the operating system what it says of them, in a thread of its own; what neither knows is not shown.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetrics, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from chatroom_server.host import ServerHost
from chatroom_server.socket_life import ConnectionLife, SocketLife
from chatroom_server.tcp_states import read_tcp_states
from chatroom_server.window.background import Background
from chatroom_server.window.call_cards import CallCards
from chatroom_server.window.ladder_records import LadderRecords
from chatroom_server.window.ladder_view import LadderView
from chatroom_server.window.sockets_model import SocketsModel, SystemStates
from chatroom_server.window.sockets_table import SocketsTable
from chatroom_server.window.sockets_words import SocketsWords
from chatroom_server.window.wire_feed import WireFeed
from shared.ui import spacing
from shared.ui.ask_file import AskFile
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.wire.ladder import Ends, ladder_of
from shared.wire.record import ConnectionId, WireBatch

_LOOK_MS: Final = 1000
_PULL_MS: Final = 100
_LEAST_ROWS: Final = 5
_LOW_LINES: Final = 16
"""Of text: a tab lower than this has no room for a ladder and for anything else."""

_LADDER_SHARE: Final = 0.55


class SocketsTab(QWidget):
    """Call ``begin_room`` when a room opens."""

    def __init__(
        self, host: ServerHost, feed: WireFeed, themes: ThemeSource, toast: Toast, ask: AskFile
    ) -> None:
        super().__init__()
        self._host = host
        self._feed = feed
        self._life: SocketLife | None = None
        self._settled: SocketLife | None = None  # of which all that was recorded is here
        self._states = SystemStates()
        self._records = LadderRecords()
        self._chosen: ConnectionLife | None = None
        self._is_asking_system = False
        self._background = Background(self)
        self._words = SocketsWords(self)
        self._udp_heading, self._tcp_heading, self._table_heading = QLabel(), QLabel(), QLabel()
        self._no_port = QLabel()
        self._no_port.setWordWrap(True)
        set_role(self._no_port, "muted")
        self._udp_cards, self._tcp_cards = CallCards(), CallCards()
        self._model = SocketsModel(self._words, self)
        self._table = SocketsTable(self._model, themes)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        set_role(self._hint, "muted")
        self._ladder = LadderView(themes, toast, ask)
        self._page, self._scroll = QWidget(), QScrollArea()
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._look_timer = QTimer(self, interval=_LOOK_MS)
        self._pull_timer = QTimer(self, interval=_PULL_MS, singleShot=True)
        self._lay_out()
        self._look_timer.timeout.connect(self._on_time_to_look)
        self._pull_timer.timeout.connect(host.pull_wire)
        self._table.connection_chosen.connect(self._on_connection_chosen)
        self._ladder.closed.connect(self._on_ladder_closed)
        host.sockets_looked.connect(self._on_sockets_looked)
        host.wire_came.connect(self._on_wire_came)
        self.retranslate()

    @property
    def table(self) -> SocketsTable:
        """The connections; the keyboard belongs there."""
        return self._table

    def begin_room(self, room: str) -> None:
        """Begin anew, for a room of this name."""
        self._life = self._settled = None
        self._chosen = None
        self._records.clear()
        self._states = SystemStates()
        self._model.show_lives((), self._states)
        self._ladder.begin_room(room)
        self._show_ladder(False)
        if self.isVisible():
            self._on_time_to_look()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._udp_heading.setText(self.tr("Finding the server: UDP"))
        self._tcp_heading.setText(self.tr("Chatting: TCP"))
        self._table_heading.setText(self.tr("One socket per guest"))
        self._no_port.setText(
            self.tr("Another program has the discovery port: there is no UDP socket. It is tried again.")
        )
        self._hint.setText(self.tr("Choose a connection to see its ladder of calls."))
        self._table.retranslate()
        self._show()

    def _lay_out(self) -> None:
        for heading in (self._udp_heading, self._tcp_heading, self._table_heading):
            set_role(heading, "heading")
        page = self._page
        column = QVBoxLayout(page)
        column.setContentsMargins(spacing.LARGE, spacing.MEDIUM, spacing.LARGE, spacing.MEDIUM)
        column.setSpacing(spacing.SMALL)
        for widget in (self._udp_heading, self._no_port, self._udp_cards):
            column.addWidget(widget)
        column.addSpacing(spacing.SMALL)
        column.addWidget(self._tcp_heading)
        column.addWidget(self._tcp_cards)
        column.addSpacing(spacing.SMALL)
        column.addWidget(self._table_heading)
        column.addWidget(self._hint)
        column.addWidget(self._table, 1)
        scroll = self._scroll
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        page.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        splitter = self._splitter
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(scroll)
        splitter.addWidget(self._ladder)
        self._ladder.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def _show(self) -> None:
        life = self._life
        if life is None:
            return
        has_port = life.discovery.port > 0
        self._no_port.setVisible(not has_port)
        self._udp_cards.setVisible(has_port)
        if has_port:
            self._udp_cards.show_calls(self._words.discovery(life.discovery))
        self._tcp_cards.show_calls(self._words.chatting(life))
        self._model.show_lives((*life.connections, *life.ended), self._states)

    def _draw_ladder(self) -> None:
        life, chosen = self._settled, self._chosen
        if life is None or chosen is None or not life.listening:
            return
        for now in (*life.connections, *life.ended):
            if now.connection == chosen.connection:
                # Reckoned from its age each time: the last digits differ, and nothing has happened.
                self._chosen = chosen = replace(now, accepted_utc=chosen.accepted_utc)
        self._ladder.show_ladder(ladder_of(_ends(chosen, life), self._records.chosen))

    def _show_ladder(self, is_shown: bool) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        was_shown = not self._ladder.isHidden()
        self._ladder.setVisible(is_shown)
        self._share_height()
        if not is_shown:
            return
        if not was_shown:
            ladder = round(self._splitter.height() * _LADDER_SHARE)
            self._splitter.setSizes([self._splitter.height() - ladder, ladder])
        if had_focus and self._scroll.isHidden():
            self._ladder.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share_height(self) -> None:
        """Give all of it to the ladder where there is no room for both."""
        metrics = QFontMetrics(self.font())
        is_low = self.height() < _LOW_LINES * metrics.lineSpacing()
        self._scroll.setVisible(self._ladder.isHidden() or not is_low)
        self._table.setMinimumHeight(
            self._table.horizontalHeader().sizeHint().height()
            + _LEAST_ROWS * self._table.verticalHeader().defaultSectionSize()
            + self._table.horizontalScrollBar().sizeHint().height()
        )

    def _bring_row_into_sight(self) -> None:
        index = self._table.currentIndex()
        self._table.scrollTo(index)
        corner = self._table.viewport().mapToGlobal(self._table.visualRect(index).bottomLeft())
        self._scroll.ensureVisible(0, self._page.mapFromGlobal(corner).y(), 0, spacing.LARGE)

    @Slot()
    def _on_time_to_look(self) -> None:
        self._host.look_at_sockets()

    @Slot(object)
    def _on_sockets_looked(self, life: SocketLife) -> None:
        if not self.isVisible():
            return
        self._life = life
        self._show()
        if not self._is_asking_system and life.listening:
            self._is_asking_system = True
            ports = tuple({each.local.port for each in life.listening})
            self._background.run(partial(_read_states, ports, life.utc), self._on_states_read)

    def _on_states_read(self, states: SystemStates) -> None:
        self._is_asking_system = False
        self._states = states
        if self.isVisible():
            self._show()

    @Slot(object)
    def _on_wire_came(self, batch: WireBatch) -> None:
        is_about_chosen = self._records.add(batch.records)
        is_newer = self._settled is not self._life
        # Whatever the room had recorded when it was asked how its sockets are has come before this.
        self._settled = self._life
        if self.isVisible():
            if is_about_chosen or is_newer:
                self._draw_ladder()
            self._pull_timer.start()

    @Slot(object)
    def _on_connection_chosen(self, connection: ConnectionId | None) -> None:
        life = None if connection is None else self._model.find(connection)
        if life is None:
            return
        self._chosen = life
        self._records.choose(life.connection, host=life.peer.host, accepted_utc=life.accepted_utc)
        self._settled = self._life
        self._draw_ladder()
        self._show_ladder(True)
        # The layouts have their new sizes only then.
        QTimer.singleShot(0, self, self._bring_row_into_sight)

    @Slot()
    def _on_ladder_closed(self) -> None:
        self._chosen = None
        self._records.choose(None)
        self._show_ladder(False)
        self._table.clearSelection()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._feed.look(self, True)
        self._look_timer.start()
        self._on_time_to_look()
        self._host.pull_wire()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look_timer.stop()
        self._pull_timer.stop()
        self._feed.look(self, False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _read_states(ports: tuple[int, ...], utc: float) -> SystemStates:
    found = read_tcp_states(ports)
    return SystemStates(utc, {peer: state for (_own, peer), state in found.items() if peer is not None})


def _ends(connection: ConnectionLife, life: SocketLife) -> Ends:
    is_six = ":" in connection.peer.host
    matching = [each for each in life.listening if (":" in each.local.host) == is_six]
    listening = (matching or list(life.listening))[0]
    return Ends(
        connection=connection.connection,
        name=connection.name,
        local=connection.local if connection.local.port else listening.local,
        peer=connection.peer,
        descriptor=connection.fileno,
        listening=listening.local,
        listening_descriptor=listening.fileno,
        backlog=listening.backlog,
        accepted_utc=connection.accepted_utc,
        calls=connection.reads + connection.sends,
        counted_utc=life.utc,
    )
