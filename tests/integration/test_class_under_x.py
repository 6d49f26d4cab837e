"""A whole class on a real desktop: windows under X with a window manager, driven by mouse and keyboard alone.

The actor in each window is used only to read what is shown and where it is; every act is xdotool's.
"""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from shared.demo.stage import free_port
from tests.helpers.classroom import Classroom, Seat
from tests.helpers.desktop import desktop, missing_tools
from tests.helpers.headless import RawClient, frame

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}")


@pytest.fixture
def classroom() -> Iterator[Classroom]:
    with ExitStack() as stack:
        screen = stack.enter_context(desktop(2400, 1500))
        yield Classroom(screen, stack, free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM))


def test_class_chats_is_moderated_and_loses_a_guest(classroom: Classroom, tmp_path: Path) -> None:
    host = classroom.seat(
        "host",
        "chatroom_server",
        (10, 10, 1100, 700),
        *("--room", "Room 101", "--tcp-port", str(classroom.tcp_port), "--udp-port", str(classroom.udp_port)),
    )
    host.press("Return")
    host.sees("Room 101", on="roomTitle")

    places = {"ann": (1130, 10, 620, 700), "ben": (1760, 10, 620, 700), "cat": (10, 770, 620, 680)}
    guests = {name: classroom.guest(name, place) for name, place in places.items()}
    for name, guest in guests.items():
        guest.staged.do("wait", on="roomList", text="Room 101")
        guest.click(on="nameField", times=3)
        guest.type(name)
        guest.press("Return")
        guest.sees("Room 101", on="roomTitle")

    dan = classroom.guest("dan", (650, 770, 620, 680), udp_port=free_port(socket.SOCK_DGRAM))
    dan.staged.do("wait", on="addressField")  # by itself, after five seconds without a room
    dan.click(on="nameField", times=3)
    dan.type("dan")
    dan.click(on="addressField", times=3)
    dan.type(f"127.0.0.1:{classroom.tcp_port}")
    dan.press("Return")
    dan.sees("Room 101", on="roomTitle")  # the room says its name, though it was not found by it
    guests["dan"] = dan

    raw = classroom.stack.enter_context(RawClient(classroom.tcp_port))
    assert raw.log_in("raw").endswith(frame("1", "dan") + frame("1", "raw"))

    _everyone_says(host, guests, raw)
    _whisper(guests, raw)
    classroom.screen.picture(tmp_path / "chatting.png")
    _moderate(host, guests)

    guests["dan"].staged.kill()
    raw.read_until(frame("3", "dan"))
    for seat in (host, guests["ann"], guests["ben"]):
        seat.staged.do("wait", on="peopleList", text="ann", without="dan")
        seat.sees("dan left")
    classroom.screen.picture(tmp_path / "afterwards.png")


def _everyone_says(host: Seat, guests: dict[str, Seat], raw: RawClient) -> None:
    for name, guest in guests.items():
        guest.click(on="messageEdit")
        guest.type(f"hello from {name}")
        guest.press("Return")
        raw.read_until(frame("4", f"{name}: hello from {name}"))
    raw.send(frame("3", "hello from raw"))
    host.click(on="messageEdit")
    host.type("welcome all")
    host.press("Return")
    raw.read_until(frame("4", "*** welcome all"))
    for seat in (host, *guests.values()):
        seat.sees("welcome all")
        for name in (*guests, "raw"):
            assert seat.texts().count(f"hello from {name}") == 1


def _whisper(guests: dict[str, Seat], raw: RawClient) -> None:
    ann, ben, cat = guests["ann"], guests["ben"], guests["cat"]
    ann.click(on="peopleList", row="ben", times=2)
    ann.type("only for ben")
    ann.press("Return")
    ben.sees("only for ben")
    ann.sees("only for ben")
    raw.send(frame("2", "cat,only for cat"))
    raw.read_until(frame("4", "you, to cat: only for cat"))
    cat.sees("only for cat")
    for other in (cat, guests["dan"]):
        assert "only for ben" not in other.texts()
    for other in (ann, ben, guests["dan"]):
        assert "only for cat" not in other.texts()
    ann.press("Escape")


def _moderate(host: Seat, guests: dict[str, Seat]) -> None:
    ben, cat = guests["ben"], guests["cat"]
    host.click(on="peopleList", row="ben", button=3)
    host.screen.xdotool("key", "Down", "Down", "Return")  # whisper, mute
    ben.sees("muted")
    ben.click(on="messageEdit")
    ben.type("can you hear me")
    ben.press("Return")
    ben.sees("only the host gets what you write", on="rulesLine")
    ben.sees("can you hear me", on="messageEdit")  # it stays in the box
    host.click(on="peopleList", row="cat", button=3)
    host.screen.xdotool("key", "Down", "Down", "Down", "Return")  # whisper, mute, remove
    host.sees("cat was removed")
    guests["ann"].sees("cat")
    cat.sees("removed", on="connectionBanner")
    for seat in (host, guests["ann"], guests["dan"]):
        assert "can you hear me" not in seat.texts()
