"""The server dies while a guest is typing, and comes back: windows under X, driven by keyboard and mouse alone."""

import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from shared.demo.stage import free_port
from tests.helpers.classroom import Classroom, Seat
from tests.helpers.desktop import desktop, missing_tools
from tests.helpers.headless import HeadlessServer, RawClient, frame, headless_server

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}")

FOUND_BY_NOBODY = "0"


@pytest.fixture
def classroom() -> Iterator[Classroom]:
    with ExitStack() as stack:
        screen = stack.enter_context(desktop(1300, 760))
        yield Classroom(screen, stack, free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM))


@contextmanager
def a_room(classroom: Classroom, history: Path) -> Iterator[HeadlessServer]:
    """The same room each time: one port, one history."""
    ports = ("--tcp-port", str(classroom.tcp_port), "--udp-port", FOUND_BY_NOBODY)
    with headless_server("--room", "Room 101", "--history", str(history), ports=ports) as server:
        yield server


def kill(server: HeadlessServer) -> None:
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()


def join(classroom: Classroom, name: str, place: tuple[int, int, int, int]) -> Seat:
    guest = classroom.guest(name, place)
    guest.staged.do("wait", on="addressField")
    guest.click(on="nameField", times=3)
    guest.type(name)
    guest.click(on="addressField", times=3)
    guest.type(f"127.0.0.1:{classroom.tcp_port}")
    guest.press("Return")
    guest.sees("Room 101", on="roomTitle")
    guest.click(on="messageEdit")
    return guest


def test_server_is_killed_while_a_guest_types_and_nothing_is_lost(
    classroom: Classroom, tmp_path: Path
) -> None:
    history = tmp_path / "history.db"
    picture = classroom.screen.picture
    with a_room(classroom, history) as server:
        ann = join(classroom, "ann", (5, 5, 620, 700))
        ben = join(classroom, "ben", (660, 5, 620, 700))
        ann.type("said before")
        ann.press("Return")
        ben.sees("said before")
        ann.type("half ty")
        kill(server)
        ann.staged.do("wait", on="connectionBanner", text="Connection lost")
        ann.type("ped, then sent without a room")
        ann.press("Return")
        ann.sees("half typed, then sent without a room")
        ann.type("and a draft")
        picture(tmp_path / "lost.png")
        assert "half typed" not in ben.texts()
    with a_room(classroom, history):
        ben.sees("half typed, then sent without a room")
        ben.type("seen")
        ben.press("Return")
        ann.sees("seen")
        picture(tmp_path / "back.png")
        for seat in (ann, ben):
            texts = seat.texts()
            for said in ("said before", "half typed, then sent without a room", "seen"):
                assert texts.count(said) == 1, texts
            assert "left" not in texts, "nobody saw anybody go"
            assert seat.texts(on="peopleList").count("ann") == 1
        assert ann.texts(on="messageEdit") == "and a draft"
        raw = classroom.stack.enter_context(RawClient(classroom.tcp_port))
        assert sorted(raw.log_in("raw").split(b"\x03")[:-1]) == sorted(
            frame("1", name)[:-1] for name in ("ann", "ben", "raw")
        )
