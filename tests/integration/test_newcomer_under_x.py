"""Somebody's first lesson on a real desktop, from the join screen to the saved file: every act is xdotool's."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from shared.demo.stage import free_port
from tests.helpers.classroom import Classroom, Seat
from tests.helpers.desktop import desktop, missing_tools
from tests.helpers.headless import PATIENCE_SECONDS, HeadlessServer, RawClient, frame, headless_server

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}")


@pytest.fixture
def classroom() -> Iterator[Classroom]:
    with ExitStack() as stack:
        screen = stack.enter_context(desktop(1366, 768))
        yield Classroom(screen, stack, free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM))


def open_room(classroom: Classroom, history: Path) -> HeadlessServer:
    ports = ("--tcp-port", str(classroom.tcp_port), "--udp-port", str(classroom.udp_port))
    room = headless_server("--room", "Room 101", "--history", str(history), ports=ports)
    return classroom.stack.enter_context(room)


def come_in(classroom: Classroom, name: str) -> RawClient:
    raw = classroom.stack.enter_context(RawClient(classroom.tcp_port))
    raw.log_in(name)
    return raw


def test_newcomer_finds_the_way_through_a_whole_lesson(classroom: Classroom, tmp_path: Path) -> None:
    room = open_room(classroom, tmp_path / "room.db")
    alice = come_in(classroom, "alice")
    new = classroom.guest("newcomer", (10, 10, 980, 700))

    _is_refused_a_name_and_takes_another(new)
    alice.read_until(frame("2", "grace"))
    _chats_and_whispers(new, alice)
    _loses_the_network_and_comes_back(new, room, classroom, tmp_path / "room.db")
    _raises_a_hand(new)
    _searches(new)
    _saves(new, tmp_path / "lesson.txt")
    classroom.screen.picture(tmp_path / "afterwards.png")


def _is_refused_a_name_and_takes_another(new: Seat) -> None:
    new.staged.do("wait", on="roomList", text="Room 101")
    new.click(on="nameField", times=3)
    new.type("ALICE")
    new.press("Return")
    new.sees("ALICE is already in Room 101", on="nameProblem")
    new.type("grace")  # what was refused is selected, so this takes its place
    new.press("Return")
    new.sees("Room 101", on="roomTitle")


def _chats_and_whispers(new: Seat, alice: RawClient) -> None:
    new.type("hello everyone")
    new.press("Return")
    alice.read_until(frame("4", "grace: hello everyone"))
    alice.send(frame("3", "hello grace"))
    new.sees("hello grace")
    new.click(on="peopleList", row="alice", times=2)
    new.type("only for alice")
    new.press("Return")
    alice.read_until(frame("4", "grace, to you: only for alice"))
    new.press("Escape")


def _loses_the_network_and_comes_back(
    new: Seat, room: HeadlessServer, classroom: Classroom, history: Path
) -> None:
    room.process.kill()
    new.sees("", on="connectionBanner")
    new.type("written meanwhile")
    new.press("Return")
    new.sees("written meanwhile")
    open_room(classroom, history)
    witness = come_in(classroom, "witness")
    witness.read_until(frame("4", "grace: written meanwhile"))
    new.staged.do("wait", on="peopleList", text="witness")
    assert new.texts().count("written meanwhile") == 1


def _raises_a_hand(new: Seat) -> None:
    new.click(on="handButton")
    new.sees("Your hand is up.", on="ownStateWords")
    new.staged.do("wait", on="peopleList", text="hand up")


def _searches(new: Seat) -> None:
    new.press("ctrl+f")
    new.sees("", on="transcriptSearchField")
    new.screen.xdotool("type", "--delay", "5", "hello")
    new.sees("hello", on="transcriptSearchField")
    new.screen.xdotool("key", "Return")
    new.screen.xdotool("key", "Escape")
    new.type("back to writing")
    new.sees("back to writing", on="messageEdit")


def _saves(new: Seat, file: Path) -> None:
    new.press("ctrl+s")
    new.sees("", on="fileNameEdit")
    new.screen.xdotool("key", "ctrl+a")
    new.screen.xdotool("type", "--delay", "5", str(file))
    new.sees(file.name, on="fileNameEdit")
    new.screen.xdotool("key", "Return")
    new.sees("back to writing", on="messageEdit")
    ends = time.monotonic() + PATIENCE_SECONDS
    while not file.exists():
        new.texts()  # a turn of the window
        assert time.monotonic() < ends, "nothing was saved"
    saved = file.read_text(encoding="utf-8")
    for text in ("hello everyone", "hello grace", "only for alice", "written meanwhile"):
        assert saved.count(text) == 1
