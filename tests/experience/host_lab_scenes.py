"""The lab in the host's window: the wire, its bench, a recording, and the sockets with a ladder."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QSpinBox, QTabBar, QTableView, QWidget

from shared.ui.banner import Banner
from shared.ui.wire.wire_panel import WirePanel
from shared.wire.frames import Role
from shared.wire.record import Chunk, Direction, Endpoint, Named, Opened
from shared.wire.recording import Recording
from tests.experience.host_scenes import HostDesk
from tests.experience.scene import Scene, entry_of, settle, wait_for
from tests.helpers.headless import RawClient
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
    _send(desk, first, whole[:6])
    _send(desk, first, whole[6:] + frame("2", f"{desk.cast.others[1]},psst"))
    second.send(frame("3", "hello") + bytes(1017) + b"\x027???\x03\x02\x03\x023lost \x023found\x03")
    rows = _panel(desk).table.model()
    wait_for(lambda: _row_with(rows, "found") is not None, "the last frame")
    settle(0.1)


def _send(desk: HostDesk, guest: RawClient, data: bytes) -> None:
    """Let the room receive these bytes by themselves, however slow the machine is."""
    log = _panel(desk).log
    before = log.counters.receives
    guest.send(data)
    wait_for(lambda: log.counters.receives > before, "the bytes")


def _row_with(model: QAbstractItemModel, text: str) -> int | None:
    """In which row something says ``text``."""
    for row in range(model.rowCount()):
        if any(text in str(model.index(row, column).data()) for column in range(model.columnCount())):
            return row
    return None


def _wire(desk: HostDesk) -> QWidget:
    desk.open_room()
    _show_view(desk, _WIRE)
    _misbehave(desk)
    table = _panel(desk).table
    row = _row_with(table.model(), "good morning")
    assert row is not None
    table.selectRow(row)
    settle(0.1)
    return desk.window


def _wire_bench(desk: HostDesk) -> QWidget:
    desk.open_room()
    _show_view(desk, _WIRE)
    _misbehave(desk)
    panel = _panel(desk)
    view = panel.bar.view_button.menu()
    entry_of(view, "Stream bench").trigger()
    desk.find(QSpinBox, "benchPieces").setValue(3)
    entry_of(view, "Show whispers (everyone in the room is told)").trigger()
    wait_for(lambda: any(banner.isVisible() for banner in panel.findChildren(Banner)), "the warning")
    settle(0.1)
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
    # A plain client's name of one letter beyond ASCII is as good Chinese in GBK: only the others have such names.
    clients = [desk.guest(name, is_plain=name.isascii()) for name in desk.cast.others[:3]]
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
