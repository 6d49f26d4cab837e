"""The Wire tab of a real room: it is recorded while it is seen, and what disturbs it ends when it is not."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QSpinBox, QTabWidget
from pytestqt.qtbot import QtBot

from chatroom_server.host import ServerHost
from chatroom_server.lab import whisper_fence
from chatroom_server.window.wire_tab import WireTab
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.ui.wire.wire_panel import WirePanel
from shared.ui.wire.wire_rows import WireColumn
from shared.ui.wire.wire_view_menu import WireViewMenu
from shared.wire.record import WireBatch
from tests.helpers.headless import frame
from tests.helpers.server_window import HostAtWindow, host_at_window

PATIENCE_MS = 20_000
SECRET = "the word is swordfish"


@pytest.fixture
def room(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot, "--no-history") as host:
        host.open_room()
        yield host


def show_tab(room: HostAtWindow, name: str) -> None:
    (tabs,) = [each for each in room.window.findChildren(QTabWidget) if each.accessibleName()]
    (number,) = [number for number in range(tabs.count()) if tabs.tabText(number) == name]
    tabs.setCurrentIndex(number)


def rows(room: HostAtWindow) -> list[tuple[str, str]]:
    """Who, and what it means, of each row."""
    (panel,) = room.window.findChildren(WirePanel)
    model = panel.table.model()
    return [
        (
            str(model.index(row, WireColumn.WHO).data()),
            str(model.index(row, WireColumn.MEANING).data()),
        )
        for row in range(model.rowCount())
    ]


def see_row(room: HostAtWindow, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: any(words in meaning for _, meaning in rows(room)), timeout=PATIENCE_MS)


def recorded(room: HostAtWindow, qtbot: QtBot) -> WireBatch:
    """What the room has recorded that nobody has pulled."""
    (host,) = room.window.findChildren(ServerHost)
    with qtbot.waitSignal(host.wire_came, timeout=PATIENCE_MS) as came:
        host.pull_wire()
    batch: WireBatch = came.args[0]
    return batch


def notices(room: HostAtWindow) -> list[str]:
    """What the notices say that are shown now."""
    toasts = [toast for toast in room.window.findChildren(Toast) if toast.isVisible()]
    return [label.text() for toast in toasts for label in toast.findChildren(QLabel)]


def start_bench(room: HostAtWindow) -> None:
    """Have everything sent in pieces of one byte."""
    (menu,) = room.window.findChildren(WireViewMenu)
    menu.bench.trigger()
    room.find(QSpinBox, "benchPieces").setValue(1)


def test_login_of_a_raw_guest_is_seen_on_the_wire(room: HostAtWindow, qtbot: QtBot) -> None:
    show_tab(room, "Wire")
    with room.guest("alice") as alice:
        see_row(room, qtbot, "alice")
        alice.send(frame("3", "good morning"))
        see_row(room, qtbot, "good morning")
    assert "alice" in {who for who, _ in rows(room)}


def test_room_records_only_while_somebody_looks(room: HostAtWindow, qtbot: QtBot) -> None:
    assert room.window.findChildren(WirePanel) == [], "made when it is first seen"
    with room.guest("alice") as alice:
        alice.send(frame("3", "nobody looks yet"))
        alice.read_until(b"nobody looks yet")
        assert recorded(room, qtbot).records == ()
        show_tab(room, "Wire")
        alice.send(frame("3", "now"))
        see_row(room, qtbot, "now")
        show_tab(room, "Conversation")
        alice.send(frame("3", "not any more"))
        room.see("not any more")
        batch = recorded(room, qtbot)
        assert (batch.records, batch.counters.receives) == ((), 0)
    assert not any("not any more" in meaning or "nobody" in meaning for _, meaning in rows(room))


def test_going_over_to_the_sockets_goes_on_recording(room: HostAtWindow, qtbot: QtBot) -> None:
    show_tab(room, "Wire")
    with room.guest("alice") as alice:
        see_row(room, qtbot, "alice")
        show_tab(room, "Sockets")
        alice.send(frame("3", "seen by both"))
        see_row(room, qtbot, "seen by both")
        show_tab(room, "Conversation")
        assert recorded(room, qtbot).records == ()


def test_leaving_the_tab_turns_the_bench_off_and_says_so(room: HostAtWindow, qtbot: QtBot) -> None:
    show_tab(room, "Wire")
    with room.guest("alice") as alice:
        see_row(room, qtbot, "alice")
        start_bench(room)
        before = recorded(room, qtbot).counters.sends
        alice.send(frame("3", "in pieces"))
        alice.read_until(b"in pieces\x03")
        assert recorded(room, qtbot).counters.sends - before >= len("in pieces")
        show_tab(room, "Conversation")
        qtbot.waitUntil(lambda: any("The stream bench is off" in notice for notice in notices(room)))
        recorded(room, qtbot)  # so that the room has heard of it
        alice.send(frame("3", "at one go"))
        assert alice.socket.recv(100) == frame("4", "alice: at one go")


def test_closing_the_room_turns_the_bench_off_without_a_word(room: HostAtWindow, qtbot: QtBot) -> None:
    show_tab(room, "Wire")
    with room.guest("alice"):
        see_row(room, qtbot, "alice")
        start_bench(room)
        (tab,) = room.window.findChildren(WireTab)
        tab.end_room()
        assert room.find(QSpinBox, "benchPieces").value() == 0
        assert notices(room) == []


def test_whispers_are_hidden_until_the_host_shows_them_and_everyone_is_told(
    room: HostAtWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whisper_fence, "TOLD_SECONDS", 0.0)
    show_tab(room, "Wire")
    (menu,) = room.window.findChildren(WireViewMenu)
    with room.guest("alice") as alice, room.guest("bob") as bob:
        alice.send(frame("2", f"bob,{SECRET}"))
        bob.read_until(SECRET.encode())
        alice.send(frame("3", "after the secret"))
        see_row(room, qtbot, "after the secret")
        assert SECRET not in str(rows(room))
        menu.whispers.trigger()
        for guest in (alice, bob):
            guest.read_until(b"can read whispers")
        qtbot.waitUntil(menu.whispers.isChecked, timeout=PATIENCE_MS)

        def is_seen() -> bool:
            # What is written before everyone has had time to read it stays hidden.
            alice.send(frame("2", "bob,the other word"))
            return any("the other word" in meaning for _, meaning in rows(room))

        qtbot.waitUntil(is_seen, timeout=PATIENCE_MS)
        assert SECRET not in str(rows(room))
        menu.whispers.trigger()
        alice.read_until(b"whispers")
        qtbot.waitUntil(lambda: not menu.whispers.isChecked(), timeout=PATIENCE_MS)
