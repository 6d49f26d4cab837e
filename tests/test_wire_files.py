"""The wire is taken away, and what came of it is always said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from shared.ui.ask_file import FileQuestion
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.ui.wire.wire_files import WireFile, WireFiles
from shared.ui.wire.wire_log import WireLog
from shared.wire.frames import Role
from tests.helpers.wire_records import WireRecords, frame


class Desk:
    """A window with a wire, and somebody who chooses ``answer`` whenever a file is asked for."""

    def __init__(self, qtbot: QtBot, answer: Path) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(600, 300)
        self.window.show()
        self.asked: list[FileQuestion] = []
        self.answer = answer
        self.toast = Toast(self.window)
        records = WireRecords()
        self.log = WireLog(Role.SERVER, self.window)
        records.join("alice")
        self.log.put(records.batch())
        self.files = WireFiles(self.log, self.toast, self._ask, self._ask, self.window)
        self.files.set_room("Room 101")

    def _ask(self, _window: QWidget, question: FileQuestion, then: Callable[[Path], None]) -> None:
        self.asked.append(question)
        then(self.answer)


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        (WireFile.CAPTURE, b"\x0a\x0d\x0d\x0a"),
        (WireFile.RECORDING, b"{"),
        (WireFile.HEX, b"09:"),
        (WireFile.DISSECTOR, b"--"),
    ],
)
def test_each_kind_is_saved(
    themes: ThemeSource, qtbot: QtBot, tmp_path: Path, kind: WireFile, head: bytes
) -> None:
    desk = Desk(qtbot, tmp_path / f"wire{kind.value}")
    desk.files.save(kind)
    qtbot.waitUntil(lambda: "Saved: wire" in desk.toast.text)
    assert desk.answer.stat().st_size > 100
    if kind is not WireFile.HEX:
        assert desk.answer.read_bytes().startswith(head)
    assert desk.asked[0].kinds[0][1] == kind.value


def test_the_name_of_the_room_is_suggested(themes: ThemeSource, qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "a.pcapng")
    desk.files.save(WireFile.CAPTURE)
    qtbot.waitUntil(lambda: bool(desk.toast.text))
    assert desk.asked[0].name.startswith("Room 101 ")
    assert desk.asked[0].name.endswith(" wire")


def test_a_disk_that_would_not_is_said(themes: ThemeSource, qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "nowhere" / "wire.pcapng")
    desk.files.save(WireFile.CAPTURE)
    qtbot.waitUntil(lambda: "could not be saved" in desk.toast.text)


@pytest.mark.parametrize(
    ("content", "words"), [(None, "could not be read"), (b"not one\n", "is no recording"), (b"", "recording")]
)
def test_a_file_that_is_no_recording_is_said(
    themes: ThemeSource, qtbot: QtBot, tmp_path: Path, content: bytes | None, words: str
) -> None:
    desk = Desk(qtbot, tmp_path / "odd.jsonl")
    if content is not None:
        desk.answer.write_bytes(content)
    desk.files.open()
    qtbot.waitUntil(lambda: words in desk.toast.text)


def test_the_menu_offers_all_kinds_and_the_way_back(
    themes: ThemeSource, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path / "x")
    menu = QMenu(desk.window)
    desk.files.fill(menu)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert len(texts) == len(WireFile) + 1
    assert all(any(kind.value in text for text in texts) for kind in WireFile)


def test_what_is_being_saved_is_whole_though_its_recording_is_closed_meanwhile(
    themes: ThemeSource, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path / "wire.txt")
    records = WireRecords()
    alice = records.join("alice")
    for _ in range(5_000):  # so many that the other thread is still at it
        records.receive(alice, frame("3", "hi"))
    records.close(alice)
    with qtbot.waitSignal(desk.log.batch_taken):
        desk.log.put(records.batch())
    desk.files.save(WireFile.HEX)
    desk.log.begin()
    delete(desk.log)
    qtbot.waitUntil(lambda: "Saved: wire" in desk.toast.text)
    assert desk.answer.read_text(encoding="utf-8").endswith("  alice  closed by the other side\n")
