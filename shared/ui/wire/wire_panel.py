"""What goes over the wire, in either window: the rows, the fields and bytes of one, and the lanes of a connection.

The rule: it asks for the next batch only while somebody looks and only when the last one is in the rows; and what
somebody looks at never changes by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from shared.ui.ask_file import AskFile, ask_file
from shared.ui.banner import Banner, BannerKind
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.ui.wire.ask_recording import ask_recording
from shared.ui.wire.bench_bar import BenchBar
from shared.ui.wire.frame_detail import FrameDetail
from shared.ui.wire.lanes_view import LanesView
from shared.ui.wire.replay import Replay
from shared.ui.wire.replay_bar import ReplayBar
from shared.ui.wire.wire_bar import WireBar
from shared.ui.wire.wire_bench import WireBench
from shared.ui.wire.wire_copy import WireCopy
from shared.ui.wire.wire_files import WireFiles
from shared.ui.wire.wire_filter import WireFilter
from shared.ui.wire.wire_foot import WireFoot
from shared.ui.wire.wire_lane import WireLane
from shared.ui.wire.wire_log import WireLog
from shared.ui.wire.wire_pull import WirePull
from shared.ui.wire.wire_rows import WireRow
from shared.ui.wire.wire_scroll import WireScroll
from shared.ui.wire.wire_split import WireSplit
from shared.ui.wire.wire_table import WireTable
from shared.ui.wire.wire_view_menu import WireViewMenu
from shared.wire.frames import Role, WireFrame
from shared.wire.record import WireBatch
from shared.wire.recording import Recording


class WirePanel(QWidget):
    """Call ``begin`` when a room opens; answer each ``batch_wanted`` with ``put``, also with an empty batch."""

    looking_changed = Signal(bool)
    """Somebody looks, or nobody any more: record, or stop to."""
    batch_wanted = Signal()
    """``put`` what has been recorded since."""
    whispers_wanted = Signal(bool)
    """The texts of whispers are to be seen, or hidden again; answer with ``set_whispers_shown``."""

    def __init__(
        self,
        themes: ThemeSource,
        role: Role,
        *,
        ask: AskFile = ask_file,
        ask_to_open: AskFile = ask_recording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._live = self._log = WireLog(role, self)
        self._replay: Replay | None = None
        self._shown: WireFrame | None = None
        self._bar_menu, self._view_menu = QMenu(self), WireViewMenu(role, self)
        self._bar = WireBar(lambda: self._log.words.people.names, self._bar_menu, self._view_menu)
        self._replay_bar, self._warning = ReplayBar(), Banner()
        self._table = WireTable(self._log.model, themes)
        self._foot = WireFoot(role)
        self._detail, self._lanes = FrameDetail(themes), LanesView(themes, role)
        self._lane = WireLane(self._lanes, self._log, self)
        self._bench = WireBench(self._live, self._lane, self._lanes, self)
        self._toast = Toast(self._table)
        self._files = WireFiles(self._log, self._toast, ask, ask_to_open, self)
        self._copy = WireCopy(self._table.selected_rows, lambda: self._log.words, self)
        self._pull = WirePull(self)
        self._scroll = WireScroll()
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def table(self) -> WireTable:
        """The rows; the keyboard belongs there."""
        return self._table

    @property
    def bar(self) -> WireBar:
        """The line with the filter."""
        return self._bar

    @property
    def detail(self) -> FrameDetail:
        """The fields and bytes of the chosen frame."""
        return self._detail

    @property
    def lanes(self) -> LanesView:
        """The stream of the chosen frame."""
        return self._lanes

    @property
    def files(self) -> WireFiles:
        """Saves and opens; its entries are in the menu of the button "Save…"."""
        return self._files

    @property
    def replay(self) -> Replay | None:
        """What plays the recording that is shown, or None."""
        return self._replay

    @property
    def log(self) -> WireLog:
        """What is shown: of the room, or of a recording."""
        return self._log

    def begin(self, room: str = "") -> None:
        """Forget everything, for another room; ``room`` is suggested for the names of files."""
        self._files.set_room(room)
        self.leave_recording()
        self._forget()
        self._live.begin()
        self._bar.pause_button.setChecked(False)
        self._bar.show_all()

    def put(self, batch: WireBatch) -> None:
        """Take what has been recorded since the last batch, and the counters at its end."""
        is_sample = batch.counters.left_out > self._live.counters.left_out
        self._pull.batch_put(had_any=bool(batch.records), is_sample=is_sample)
        self._live.put(batch)
        self._bench.records_came(batch.records)

    def set_whispers_shown(self, are_shown: bool) -> None:
        """Say whether the texts of whispers are recorded by now, and everyone knows it."""
        self._view_menu.whispers.setChecked(are_shown)
        self._say_whispers()

    def show_recording(self, recording: Recording, name: str) -> None:
        """Show what the file ``name`` held, from its start; the room goes on meanwhile."""
        self.leave_recording()
        self._show_log(WireLog(recording.role, self, is_recorded=True))
        replay = self._replay = Replay(recording.records, self)
        replay.batch_came.connect(self._log.put)
        replay.restarted.connect(self._on_replay_restarted)
        self._say_empty()
        self._replay_bar.show_replay(replay, name)

    @Slot()
    def leave_recording(self) -> None:
        """Show the room again; harmless if no recording is shown."""
        if self._replay is None:
            return
        recorded, replay = self._log, self._replay
        self._replay = None
        replay.pause()
        self._replay_bar.dismiss()
        self._show_log(self._live)
        for gone in (replay, recorded):
            gone.deleteLater()

    def set_bench(self, bench: BenchBar) -> None:
        """Place the bench above the rows; it is seen when it is asked for and while it is on.

        It is told who is there, and turned off when nobody looks any more; do what its signals say.
        """
        places = self._scroll.places
        places.insertWidget(places.indexOf(self._split), bench)
        self._bench.set_bar(bench)
        self._view_menu.bench.setVisible(True)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._say_empty()
        self._files.fill(self._bar_menu)
        self._say_whispers()

    def _lay_out(self) -> None:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._table, 1)
        column.addWidget(self._foot)
        self._split = WireSplit(self._table, top, self._detail, self._lanes)
        for widget in (self._bar, self._warning, self._replay_bar):
            self._scroll.places.addWidget(widget)
        self._scroll.places.addWidget(self._split, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)
        self._on_shown_changed()

    def _connect(self) -> None:
        self._bar.filter_changed.connect(self._on_filter_changed)
        self._bar.people.chosen.connect(self._on_person_chosen)
        self._bar.pause_toggled.connect(self._on_pause_toggled)
        self._table.row_chosen.connect(self._on_row_chosen)
        self._table.menu_wanted.connect(self._on_menu_wanted)
        self._table.copy_wanted.connect(self._copy.copy)
        self._table.activated.connect(self._on_detail_wanted)
        self._foot.detail_wanted.connect(self._on_detail_wanted)
        self._lanes.frame_chosen.connect(self._on_frame_pointed_at)
        self._view_menu.detail_toggled.connect(self._on_detail_toggled)
        self._view_menu.lanes_toggled.connect(self._on_lanes_toggled)
        self._view_menu.bench_toggled.connect(self._bench.show)
        self._bench.shown_changed.connect(self._view_menu.bench.setChecked)
        self._view_menu.whispers_wanted.connect(self.whispers_wanted)
        self._view_menu.cleared.connect(self._on_cleared)
        self._split.shown_changed.connect(self._on_shown_changed)
        self._replay_bar.left.connect(self.leave_recording)
        self._files.recording_opened.connect(self.show_recording)
        self._pull.wanted.connect(self.batch_wanted)
        self._live.batch_taken.connect(self._pull.batch_taken)
        self._live.batch_taken.connect(self._bench.people_came)
        self._follow_log(self._live)

    def _follow_log(self, log: WireLog) -> None:
        log.rows_added.connect(self._on_rows_added)
        log.counted.connect(self._on_counted)

    def _show_log(self, log: WireLog) -> None:
        self._forget()
        for signal, slot in (
            (self._log.rows_added, self._on_rows_added),
            (self._log.counted, self._on_counted),
        ):
            signal.disconnect(slot)
        self._log = log
        self._follow_log(log)
        self._bar.pause_button.setChecked(log.is_paused)
        self._files.set_log(log)
        self._lane.set_log(log)
        self._bench.set_live(log is self._live)
        self._table.show_model(log.model)
        self._bar.people.choose("")  # other people are in it
        self._on_counted()

    def _forget(self) -> None:
        self._shown = None
        self._detail.clear()
        self._lane.clear()
        self._split.set_has_detail(False)
        self._foot.offer_detail(False)

    def _say_empty(self) -> None:
        if self._log.model.filter.is_on:
            text = self.tr("Nothing that has come so far fits what is looked for above.")
        elif self._replay is not None:
            text = self.tr("Play the recording, or step through it call by call.")
        else:
            text = self.tr(
                "Every frame stands here as it comes and goes: log in, say something, or plug in a client."
            )
        self._table.show_empty_text(text)

    def _say_whispers(self) -> None:
        if self._view_menu.whispers.isChecked():
            self._warning.show_text(
                self.tr(
                    "Everyone in the room has been told: whispers written a few seconds later can be read here."
                ),
                BannerKind.WARNING,
                [(self.tr("Hide them again"), lambda: self.whispers_wanted.emit(False))],
            )
        else:
            self._warning.dismiss()

    @Slot()
    def _on_filter_changed(self) -> None:
        name, types = self._bar.people.name, self._bar.types
        people = self._log.words.people
        self._log.model.set_filter(
            WireFilter(
                text=self._bar.text,
                connections=people.connections_of(name) if name else None,
                kind=types.kind,
                way=types.way,
                is_only_wrong=types.is_only_wrong,
            )
        )
        self._say_empty()

    @Slot(str)
    def _on_person_chosen(self, name: str) -> None:
        connection = self._log.words.people.newest_of(name) if name else None
        if connection is not None:
            self._lane.show_connection(connection)

    @Slot(bool)
    def _on_pause_toggled(self, is_paused: bool) -> None:
        self._log.set_paused(is_paused)
        self._on_counted()

    @Slot(int)
    def _on_rows_added(self, count: int) -> None:
        name = self._bar.people.name
        if name and self._log.words.people.connections_of(name) != self._log.model.filter.connections:
            # This person has come back on another connection.
            self._on_filter_changed()
        self._table.rows_added(count)
        self._lane.rows_came()

    @Slot()
    def _on_counted(self) -> None:
        self._foot.counts.show_counters(self._log.counters, self._log.role, self._log.held_count)

    @Slot(object)
    def _on_row_chosen(self, row: WireRow | None) -> None:
        if not isinstance(row, WireFrame) or row is self._shown:
            return
        self._shown = row
        self._detail.show_frame(row, self._log.role)
        self._split.set_has_detail(True)
        self._foot.offer_detail(self._split.is_detail_missing)
        chosen = self._log.model.filter.connections or row.connections
        connection = next((each for each in row.connections if each in chosen), None)
        if connection is not None:
            self._lane.show_frame(row, connection)
        else:
            self._lane.clear()

    @Slot(int)
    def _on_frame_pointed_at(self, number: int) -> None:
        row = self._log.model.row_of_frame(number)
        if row is not None:
            self._table.choose(row)

    @Slot(object)
    def _on_menu_wanted(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._copy.fill(menu)
        menu.popup(place)

    @Slot()
    def _on_detail_wanted(self) -> None:
        if self._split.is_detail_missing:
            self._on_detail_toggled(True)

    @Slot(bool)
    def _on_detail_toggled(self, is_wanted: bool) -> None:
        self._split.want_detail(is_wanted)
        self._scroll.bring_into_view(self._detail)

    @Slot(bool)
    def _on_lanes_toggled(self, is_wanted: bool) -> None:
        self._split.want_lanes(is_wanted)
        self._scroll.bring_into_view(self._lanes)

    @Slot()
    def _on_cleared(self) -> None:
        self._forget()
        self._log.model.clear()

    @Slot()
    def _on_shown_changed(self) -> None:
        self._view_menu.detail.setChecked(self._split.is_detail_shown)
        self._view_menu.lanes.setChecked(self._split.are_lanes_shown)
        self._foot.offer_detail(self._split.is_detail_missing)
        if self._split.are_lanes_shown:
            self._lane.rows_came()
            self._lane.refresh()

    @Slot()
    def _on_replay_restarted(self) -> None:
        self._forget()
        self._log.begin()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.looking_changed.emit(True)
        self._pull.look(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pull.look(False)
        if not event.spontaneous():
            self._bench.show(is_shown=False)
            if self._replay is not None:
                self._replay.pause()
        self.looking_changed.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
