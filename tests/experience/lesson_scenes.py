"""Plays the lesson of docs/lesson.md and takes its pictures.

The rule: everything in a picture has happened, and what the page says of a program's screen is asserted here.

``make_lesson_pictures`` makes them all; ``python -m tests.experience.lesson_scenes FOLDER en`` those of one
language.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSpinBox, QTabBar, QTableView, QWidget

from chatroom_client.window.raw_composer import RawComposer
from chatroom_client.window.wire_pane import WirePane
from shared.demo.__main__ import offscreen_platform
from tests.experience.lesson_room import SOCKETS, WIRE, LessonRoom, Program, choose, click, lesson_room
from tests.experience.scene import settle, wait_for
from tests.helpers.headless import ROOT
from tests.helpers.wire import frame

LANGUAGES: Final = ("en", "zh")
PICTURES: Final = ("ports", "find", "wire", "ladder", "whisper", "glued", "pieces", "raw", "encodings")
"""In the order of the lesson; the file of each is ``NAME-LANGUAGE.png``."""

_ENCODINGS_TAB: Final = 1


@dataclass(frozen=True, slots=True)
class Words:
    """What differs between the languages: who is there, and what is said."""

    language: str  # as the windows know it
    room: str
    host: str
    guest: str
    hello: str
    secret: str
    lines: tuple[str, str, str]
    once_more: str


WORDS: Final = {
    "en": Words("en", "Room 101", "Ms Fang", "alice", "Hello!", "psst, 42?", ("one", "two", "three"), "four"),
    "zh": Words(
        "zh_CN", "101 教室", "方老师", "小红", "大家好！", "嘘，是 42 吗？", ("第一", "第二", "第三"), "第四"
    ),
}


def make_lesson_pictures(folder: Path) -> None:
    """Play the lesson once in each language, each in a program of its own, and write all pictures to ``folder``.

    Raises ``subprocess.CalledProcessError`` when one has not ended well; what went wrong is on standard error.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            environment = {
                **os.environ,
                **dict.fromkeys(
                    ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), home
                ),
                "LC_ALL": "C.UTF-8",
                "QT_QPA_PLATFORM": offscreen_platform(Path(home, "screen.json")),
                "QT_LOGGING_RULES": "default.warning=false",
            }
            command = [
                sys.executable,
                "-m",
                "tests.experience.lesson_scenes",
                str(folder.resolve()),
                language,
            ]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)


def play(room: LessonRoom, words: Words, camera: Camera) -> None:
    """Give the whole lesson."""
    room.open(words.room, words.host)
    look_at_ports(room, camera)
    find_the_room(room, camera)
    bob = room.start("chat_client", "bob")
    take_a_frame_apart(room, camera)
    room.join(words.guest)
    say_and_whisper(room, words, bob, camera)
    carol = room.start("broken_client", "carol")
    # The list of who is here comes in one send: that is the first thing it gets wrong.
    carol.sees("= " + "\x03\x021".join((words.host, "bob", words.guest, "carol")))
    stick_together(room, words, bob, carol, camera)
    fall_to_pieces(room, words, bob, carol, camera)
    send_raw(room, camera)
    read_wrong(room, bob, camera)


def look_at_ports(room: LessonRoom, camera: Camera) -> None:
    """Step 1: the sockets of a room in which nobody is."""
    room.show_tab(SOCKETS)
    wait_for(lambda: any(label.text() == "bind()" for label in room.host.findChildren(QLabel)), "the calls")
    settle(0.3)
    camera.take("ports", room.host)


def find_the_room(room: LessonRoom, camera: Camera) -> None:
    """Step 2: a window looks for rooms."""
    room.show_tab(WIRE)
    room.look_for_rooms()
    table = room.wire.table
    wait_for(lambda: table.model().rowCount() >= 4, "the answers")
    table.scrollToTop()
    table.selectRow(0)
    settle(0.3)
    camera.take("find", room.host)


def take_a_frame_apart(room: LessonRoom, camera: Camera) -> None:
    """Step 3: somebody logs in, and the calls of their socket."""
    room.wire.bar.people.choose("bob")
    choose(room.wire.table, "02 1 bob 03")
    rows = room.wire.table.model()
    wait_for(lambda: rows.rowCount() >= 4, "the list")
    room.wire.table.selectRow(1)  # its login; the end of the list has the same bytes
    settle(0.3)
    camera.take("wire", room.host)
    room.show_tab(SOCKETS)
    choose(room.find(QTableView, "socketsTable"), "bob")
    ladder = room.find(QTableView, "ladderTable")
    wait_for(lambda: ladder.model().rowCount() > 8, "the ladder")
    settle(1.2)  # the system is asked for the state once a second
    camera.take("ladder", room.host)
    room.show_tab(WIRE)


def say_and_whisper(room: LessonRoom, words: Words, bob: Program, camera: Camera) -> None:
    """Step 4: what goes to everyone, and what does not."""
    room.say(words.hello)
    bob.sees(f"{words.guest}: {words.hello}")
    bob.type(f"@{words.guest} {words.secret}")
    bob.sees(f"you, to {words.guest}: {words.secret}")
    room.wire.bar.people.choose("")
    choose(room.wire.table, f"02 2 {words.guest},*")
    camera.take("whisper", room.host)


def stick_together(room: LessonRoom, words: Words, bob: Program, carol: Program, camera: Camera) -> None:
    """Step 5, first half: three frames in one send."""
    room.view_menu.bench.trigger()
    room.find(QSpinBox, "benchGlue").setValue(3)
    settle(0.2)
    bob.type(*words.lines)
    one, two, three = words.lines
    carol.sees(f"bob: {one}\x03\x024bob: {two}\x03\x024bob: {three}")
    for line in words.lines:
        bob.sees(f"bob: {line}")
    room.wire.bar.people.choose("carol")
    choose(room.wire.table, f"02 4 bob: {two} 03")
    camera.take("glued", room.host)
    click(room.find(QPushButton, "benchOff"))


def fall_to_pieces(room: LessonRoom, words: Words, bob: Program, carol: Program, camera: Camera) -> None:
    """Step 5, second half: one byte in each send."""
    before = list(carol.screen)
    room.find(QSpinBox, "benchPieces").setValue(1)
    settle(0.2)
    bob.type(words.once_more)
    bob.sees(f"bob: {words.once_more}")
    choose(room.wire.table, f"02 4 bob: {words.once_more} 03")
    camera.take("pieces", room.host)
    assert carol.screen == before
    click(room.find(QPushButton, "benchOff"))
    room.view_menu.bench.trigger()
    room.wire.bar.people.choose("")


def send_raw(room: LessonRoom, camera: Camera) -> None:
    """Step 6: bytes of one's own making, right and wrong."""
    QTest.keyClick(room.guest, Qt.Key.Key_F12)
    settle(0.3)
    pane = room.guest.findChild(WirePane)
    assert pane is not None
    click(pane.raw_button)
    for text, answer in (
        ("<STX>3hello<ETX>", "* log in first"),
        ("<STX>1dave<ETX>", "02 1 dave 03"),
        ("<STX>7what is this?<ETX>", "* no such message type: 7"),
        ("<STX><ETX>", "* that frame has no type"),
    ):
        pane.composer.edit.setText(text)
        click(pane.composer.send_button)
        choose(room.guest_wire.table, answer)
    room.guest_wire.bar.people.choose("raw")
    room.guest_wire.table.clearSelection()
    room.guest_wire.table.scrollToBottom()
    settle(0.3)
    camera.take("raw", room.guest)


def read_wrong(room: LessonRoom, bob: Program, camera: Camera) -> None:
    """Step 7: two characters in GBK over the same connection, and the same two in three encodings."""
    composer = room.guest.findChild(RawComposer)
    assert composer is not None
    composer.encoding_box.setCurrentText("GB 18030")
    composer.edit.setText("<STX>3中文<ETX>")
    assert composer.data == frame("3", "中文".encode("gbk"))
    click(composer.send_button)
    bob.sees("dave: 中文")
    choose(room.wire.table, "02 3 中文 03")
    room.view_menu.lanes.trigger()
    room.make_room_for_detail()
    room.find(QTabBar, "detailTabs").setCurrentIndex(_ENCODINGS_TAB)
    click(room.find(QPushButton, "encodingsExample"))
    settle(0.3)
    camera.take("encodings", room.host)


class Camera:
    """Takes pictures of one language."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self._language = language

    def take(self, name: str, window: QWidget) -> None:
        """Write the picture ``name``: with 256 colours, for a window has hardly more."""
        file = self._folder / f"{name}-{self._language}.png"
        settle()
        window.grab().save(str(file))
        with Image.open(file) as whole:
            small = whole.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(file, optimize=True)
        sys.stdout.write(f"{file.name}\n")
        sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Play the lesson in one language."""
    folder, language = Path(arguments[0]), arguments[1]
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    _app = QApplication(sys.argv[:1])
    words = WORDS[language]
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own,
        lesson_room(words.language, Path(own)) as room,
    ):
        play(room, words, Camera(folder, language))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
