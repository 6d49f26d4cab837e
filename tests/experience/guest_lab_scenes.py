"""The lab in the guest's window: its wire below the chat and below the join screen, and bytes that were made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from chatroom_client.window.wire_pane import WirePane
from shared.protocol.discovery import REQUEST_TEXT, RoomAnswer, requests, rich_answer
from shared.wire.record import Direction, Endpoint
from tests.experience.guest_scenes import GuestDesk
from tests.experience.scene import Scene, entry_of, settle, wait_for
from tests.helpers.scripted_server import ScriptedServer, frame, rich, said, server_hello

_HERE: Final = Endpoint("192.168.1.23", 51_010)
_ROOM: Final = Endpoint("192.168.1.5", 9_999)
_EVERYONE: Final = Endpoint("255.255.255.255", 6_000)
_SECRET: Final = "0123456789abcdef0123456789abcdef"


def _look(desk: GuestDesk) -> None:
    """Find rooms, as far as the wire sees it."""
    tap, here = desk.link.tap, Endpoint("0.0.0.0", 40_100)
    answer = RoomAnswer(_ROOM.port, "0123456789abcdef", desk.cast.room, 12, 200)
    for request in requests():
        tap.note_datagram(Direction.SENT, here, _EVERYONE, request)
    tap.note_datagram(Direction.RECEIVED, here, Endpoint(_ROOM.host, 6_000), rich_answer(answer))
    tap.note_datagram(Direction.RECEIVED, here, Endpoint("192.168.1.66", 6_000), REQUEST_TEXT + bytes(3))


def _talk(desk: GuestDesk) -> None:
    """Log in and talk, as far as the wire sees it: one frame comes in two pieces, and two come in one."""
    cast, tap = desk.cast, desk.link.tap
    number = tap.note_opened(_HERE, _ROOM)
    tap.note_sent(number, frame("5", '{"v":1,"app":"a scene","lang":"en"}') + frame("1", cast.you), 2)
    tap.note_received(number, server_hello(cast.room) + rich("welcome", session=_SECRET), 2)
    present = b"".join(frame("1", name) for name in (cast.host, *cast.others[:2], cast.you))
    tap.note_received(number, present, present.count(b"\x03"))
    tap.note_name(number, cast.you)
    whole = said(1, cast.others[0], cast.lines[0][:80])
    tap.note_received(number, whole[:20], 0)
    tap.note_received(number, whole[20:] + frame("4", "bye without ETX")[:-1], 2)
    tap.note_sent(number, frame("2", f"{cast.others[0]},psst"), 1)
    tap.note_received(number, said(2, cast.others[1], cast.lines[1][:80]), 2)
    tap.note_received(number, frame("3", cast.others[1]), 1)
    for each in range(3, 9):
        tap.note_received(number, said(each, cast.others[0], f"{each}"), 2)


def _open(desk: GuestDesk, *, rows: int) -> WirePane:
    """Press the key that opens the wire, and wait for what it shows."""
    QTest.keyClick(QApplication.focusWidget() or desk.window, Qt.Key.Key_F12)
    pane = desk.window.dock.pane
    assert pane is not None
    wait_for(lambda: pane.panel.table.model().rowCount() >= rows, "the frames")
    settle(0.1)
    return pane


def _row_with(model: QAbstractItemModel, text: str) -> int:
    """In which row something says ``text``."""
    for row in range(model.rowCount()):
        if any(text in str(model.index(row, column).data()) for column in range(model.columnCount())):
            return row
    raise AssertionError(text)


def _wire(desk: GuestDesk) -> QWidget:
    desk.enter()
    desk.talk()
    _look(desk)
    _talk(desk)
    table = _open(desk, rows=12).panel.table
    table.selectRow(_row_with(table.model(), "split over 2"))
    settle(0.1)
    return desk.window


def _wire_raw(desk: GuestDesk) -> QWidget:
    room = ScriptedServer()
    room.setParent(desk.window)
    room.received.connect(lambda: room.send(frame("4", "* no such message type: 7")))
    desk.enter(room=replace(desk.rooms[0], address=room.address, port=room.port))
    desk.talk()
    pane = _open(desk, rows=0)
    QTest.mouseClick(pane.raw_button, Qt.MouseButton.LeftButton)
    pane.composer.examples.fill()
    entry_of(pane.composer.examples, "A type that does not exist").trigger()
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return)
    model = pane.panel.table.model()
    wait_for(lambda: model.rowCount() >= 3, "the answer")
    pane.panel.table.selectRow(model.rowCount() - 1)
    settle(0.1)
    return desk.window


def _join_wire(desk: GuestDesk) -> QWidget:
    desk.finder.find(*desk.rooms)
    _look(desk)
    _open(desk, rows=4)
    return desk.window


SCENES: Final = (
    Scene("guest-wire", _wire),
    Scene("guest-wire-raw", _wire_raw),
    Scene("guest-join-wire", _join_wire),
)
