"""The lab on a real desktop: a teacher shows the wire, a raw socket breaks its frames, a guest looks at its own.

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
        screen = stack.enter_context(desktop(1900, 900))
        yield Classroom(screen, stack, free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM))


def test_class_sees_why_one_recv_is_not_one_message(classroom: Classroom, tmp_path: Path) -> None:
    host = _open_room(classroom)
    ann = _join(classroom, "ann")
    _look_at_wire(host)

    raw = classroom.stack.enter_context(RawClient(classroom.tcp_port))
    raw.log_in("raw")
    host.sees("log in as “raw”", on="wireTable")
    ben = classroom.stack.enter_context(RawClient(classroom.tcp_port))
    ben.log_in("ben")
    _send_a_split_frame(raw, ben, host)
    raw.send(frame("3", "hello") + frame("3", "again"))  # one send, two frames
    raw.read_until(frame("4", "raw: again"))
    host.sees("say “hello” to everyone; stuck together with 1 more in one recv()", on="wireTable")
    host.sees("say “again” to everyone; stuck together with 1 more in one recv()", on="wireTable")
    raw.send(frame("7", "what"))
    host.sees("no such message type: 7", on="wireTable")
    ann.sees("again")

    _slow_down_by_the_bench(host, raw)
    _look_at_own_wire(ann, raw, host)
    classroom.screen.picture(tmp_path / "lab.png")


def _open_room(classroom: Classroom) -> Seat:
    ports = ("--tcp-port", str(classroom.tcp_port), "--udp-port", str(classroom.udp_port))
    host = classroom.seat("host", "chatroom_server", (10, 20, 1200, 840), "--room", "Room 101", *ports)
    host.press("Return")
    host.sees("Room 101", on="roomTitle")
    return host


def _join(classroom: Classroom, name: str) -> Seat:
    guest = classroom.guest(name, (1220, 20, 660, 840))
    guest.staged.do("wait", on="roomList", text="Room 101")
    guest.click(on="nameField", times=3)
    guest.type(name)
    guest.press("Return")
    guest.sees("Room 101", on="roomTitle")
    return guest


def _look_at_wire(host: Seat) -> None:
    host.click(on="qt_tabwidget_tabbar", tab="Wire")
    host.sees("connected from", on="wireTable")  # who is here already


def _send_a_split_frame(raw: RawClient, other: RawClient, host: Seat) -> None:
    raw.send(b"\x023good mo")
    for text in ("one", "two"):  # once the room has answered twice, it has read what came before
        other.send(frame("3", text))
        raw.read_until(frame("4", f"ben: {text}"))
    raw.send(b"rning\x03")
    raw.read_until(frame("4", "raw: good morning"))
    host.sees("say “good morning” to everyone; split over 2 recv()", on="wireTable")


def _slow_down_by_the_bench(host: Seat, raw: RawClient) -> None:
    raw.send(frame("2", "ann,psst"))
    raw.read_until(frame("4", "you, to ann: psst"))
    host.click(on="wireTable", row="receipt")  # of what goes to raw alone
    host.click(on="slowMotion")
    host.staged.do("wait", on="benchOff")
    raw.send(frame("3", "slow"))
    raw.read_until(frame("4", "raw: slow"))
    host.sees("raw says “slow”; split over 12 send()", on="wireTable")
    assert "psst" not in host.texts("wireTable")
    host.click(on="benchOff")
    raw.send(frame("3", "fast"))
    raw.read_until(frame("4", "raw: fast"))
    host.sees("raw says “fast”", on="wireTable")
    assert "raw says “fast”; split" not in host.texts("wireTable")


def _look_at_own_wire(ann: Seat, raw: RawClient, host: Seat) -> None:
    ann.press("F12")
    ann.sees("log in as “ann”", on="wireTable")  # it was there all the time
    ann.click(on="messageEdit")
    ann.type("I see my own")
    ann.press("Return")
    raw.read_until(frame("4", "ann: I see my own"))
    ann.sees("say “I see my own” to everyone", on="wireTable")
    host.sees("say “I see my own” to everyone", on="wireTable")
