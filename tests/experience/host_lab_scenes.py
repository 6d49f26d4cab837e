"""The lab in the host's window: the wire, its bench, a recording, and the sockets with a ladder."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox, QTabBar, QTableView, QWidget

from shared.ui.wire.bench_bar import BenchBar
from shared.ui.wire.wire_panel import WirePanel
from shared.wire.frames import Role
from shared.wire.record import Chunk, Direction, Endpoint, Named, Opened
from shared.wire.recording import Recording
from tests.experience.host_scenes import HostDesk
from tests.experience.scene import Scene, settle, wait_for
from tests.helpers.wire import frame

_WIRE: Final = 1
_SOCKETS: Final = 2


def _show_view(desk: HostDesk, number: int) -> None:
    desk.find(QTabBar, "qt_tabwidget_tabbar").setCurrentIndex(number)
    settle()


def _panel(desk: HostDesk) -> WirePanel:
    found = desk.window.findChild(WirePanel)
    assert found is not None
    return found


def _misbehave(desk: HostDesk) -> None:
    """One guest sends a frame in two pieces and two frames in one, another one what no room serves."""
    first, second = desk.guest(desk.cast.others[0]), desk.guest(desk.cast.others[1], is_plain=True)
    whole = frame("3", "good morning")
    first.send(whole[:6])
    QTest.qWait(60)
    first.send(whole[6:] + frame("2", f"{desk.cast.others[1]},psst"))
    QTest.qWait(60)
    second.send(frame("3", "hello") + bytes(1017) + b"\x027???\x03\x02\x03\x023lost \x023found\x03")
    rows = _panel(desk).table.model()
    wait_for(lambda: _has_row(rows, "found"), "the last frame")
    settle(0.1)


def _has_row(rows: object, text: str) -> bool:
    model = rows
    assert hasattr(model, "rowCount")
    return any(
        text in str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )


def _wire(desk: HostDesk) -> QWidget:
    desk.open_room()
    _show_view(desk, _WIRE)
    _misbehave(desk)
    table = _panel(desk).table
    model = table.model()
    row = next(
        number
        for number in range(model.rowCount())
        if "good morning" in " ".join(str(model.index(number, each).data()) for each in range(6))
    )
    table.selectRow(row)
    settle(0.1)
    return desk.window


def _wire_bench(desk: HostDesk) -> QWidget:
    desk.open_room()
    _show_view(desk, _WIRE)
    _misbehave(desk)
    panel = _panel(desk)
    panel.show_bench()
    bench = desk.window.findChild(BenchBar)
    assert bench is not None
    desk.find(QSpinBox, "benchPieces").setValue(3)
    panel.whispers_wanted.emit(True)
    settle(0.3)
    return desk.window


def _wire_recording(desk: HostDesk) -> QWidget:
    desk.open_room()
    _show_view(desk, _WIRE)
    here, there = Endpoint("192.168.1.5", 9999), Endpoint("192.168.1.23", 51010)
    name = desk.cast.others[0]
    records = (
        Opened(1.0, 1, here, there),
        Chunk(1.1, (1,), Direction.RECEIVED, frame("1", name), 1),
        Named(1.1, 1, name),
        Chunk(1.2, (1,), Direction.SENT, frame("1", desk.cast.host) + frame("1", name), 1),
        Chunk(1.3, (1,), Direction.RECEIVED, frame("3", "hello"), 2),
    )
    panel = _panel(desk)
    panel.show_recording(Recording(Role.SERVER, records, desk.cast.room), "lesson.jsonl")
    assert panel.replay is not None
    for _ in records:
        panel.replay.step()
    settle(0.1)
    return desk.window


def _sockets(desk: HostDesk) -> QWidget:
    desk.open_room()
    _show_view(desk, _SOCKETS)
    clients = [desk.guest(name, is_plain=True) for name in desk.cast.others[:3]]
    table = desk.find(QTableView, "socketsTable")
    wait_for(lambda: table.model().rowCount(QModelIndex()) == len(clients), "the connections")
    table.selectRow(0)
    clients[0].send(frame("3", "one") + frame("3", "two"))
    ladder = desk.find(QTableView, "ladderTable")
    wait_for(lambda: ladder.model().rowCount(QModelIndex()) > 8, "the ladder")
    settle(0.2)
    return desk.window


SCENES: Final = (
    Scene("host-wire", _wire),
    Scene("host-wire-bench", _wire_bench),
    Scene("host-wire-recording", _wire_recording),
    Scene("host-sockets", _sockets),
)
