"""The short lesson that the demo plays: arrivals, a refused name, talk, whispers, an announcement, a GBK guest.

The rule: everything in it goes through the windows and the wire, and at the end every window is checked for what
its person must have seen, and must not.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shared.demo.stage import DemoFailed, RawGuest, StagedWindow
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import (
    Announced,
    LogIn,
    Online,
    Said,
    Say,
    Whisper,
    WhisperReceived,
    WhisperSent,
)

ROOM = "Room 101"
HOST_NAME = "方老师"
GBK_GUEST = "张三"

ANNOUNCEMENT = "Today we look at how this very chat talks over TCP. 今天我们看看聊天室怎样使用 TCP。"
_WHISPER = "psst, did you finish the client in C?"
_WHISPER_BACK = "Almost! It logs in already 🎉"
_GBK_WORDS = "大家好，我的客户端用的是 GBK 编码"
_QUESTION = "老师，我的程序能用了"
_GOODBYE = "下课见"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the lesson: who says it to everyone."""

    who: str
    text: str


TALK = (
    Line("alice", "Is one send() always one recv()?"),
    Line("小明", "不是，TCP 是字节流，会粘包 😄"),
    Line("bob", "Found it: 02 31 62 6f 62 03. Docs: https://example.org/ascii"),
)


class Lesson:
    """Plays the lesson on windows that are already open. ``tell`` gets each line of the transcript."""

    def __init__(
        self,
        host: StagedWindow,
        guests: dict[str, StagedWindow],
        tcp_port: int,
        *,
        pictures: Path,
        pace_seconds: float,
        tell: Callable[[str], None],
    ) -> None:
        self._host = host
        self._guests = guests
        self._tcp_port = tcp_port
        self._pictures = pictures
        self._pace_seconds = pace_seconds
        self._tell = tell

    def play(self) -> None:
        """Play it to the end; raises ``DemoFailed`` at the first thing that is not as it should be."""
        self._open_room()
        self._join_all()
        raw = self._join_raw()
        try:
            self._talk(raw)
            self._take_pictures()
            self._check(raw)
        finally:
            raw.close()
        self._hear_of_leaving()

    def _beat(self) -> None:
        if self._pace_seconds:
            time.sleep(self._pace_seconds)

    def _open_room(self) -> None:
        host = self._host
        host.do("wait", on="openRoomButton")
        host.do("type", on="roomNameField", text=ROOM, replace=True)
        host.do("type", on="hostNameField", text=HOST_NAME, replace=True)
        host.grab(self._pictures / "open-room.png")
        host.do("click", on="openRoomButton")
        host.do("wait", on="roomTitle", text=ROOM)
        self._tell(f"{HOST_NAME} opens {ROOM}")
        self._beat()

    def _join_all(self) -> None:
        for name, guest in self._guests.items():
            guest.do("wait", on="roomList")
            if name == "bob":
                self._be_refused(guest)
            self._join(guest, name)
            self._tell(f"{name} finds {ROOM} by broadcast and joins")
            self._beat()

    def _be_refused(self, guest: StagedWindow) -> None:
        self._choose_room(guest)
        guest.do("type", on="nameField", text="ALICE", replace=True)
        guest.do("click", on="joinButton")
        guest.do("wait", on="nameProblem", text="ALICE")
        guest.grab(self._pictures / "join-refused.png")
        said = " ".join(guest.texts("nameProblem"))
        self._tell(f"bob asks for the name ALICE and reads: {said}")
        self._beat()

    def _join(self, guest: StagedWindow, name: str) -> None:
        if name != "bob":
            self._choose_room(guest)
        guest.do("type", on="nameField", text=name, replace=True)
        guest.do("click", on="joinButton")
        guest.do("wait", on="roomTitle", text=ROOM)

    def _choose_room(self, guest: StagedWindow) -> None:
        guest.do("choose_row", on="roomList", row=ROOM)

    def _join_raw(self) -> RawGuest:
        raw = RawGuest(self._tcp_port, TextEncoding.GBK)
        sent = raw.send(LogIn(GBK_GUEST))
        raw.hear(Online(GBK_GUEST))
        self._tell(f"{GBK_GUEST} joins with a plain socket, in GBK: {sent.hex(' ')}")
        self._beat()
        return raw

    def _talk(self, raw: RawGuest) -> None:
        self._host.do("type", on="messageEdit", text=ANNOUNCEMENT)
        self._host.do("key", on="messageEdit", key="Return")
        raw.hear(Announced(ANNOUNCEMENT))
        self._tell(f"*** {ANNOUNCEMENT}")
        self._beat()
        for line in TALK:
            self._say(line)
            raw.hear(Said(line.who, _as_gbk_shows(line.text)))
        raw.send(Say(_GBK_WORDS))
        raw.hear(Said(GBK_GUEST, _GBK_WORDS))
        self._tell(f"{GBK_GUEST}: {_GBK_WORDS}")
        self._beat()
        self._whisper("bob", "alice", _WHISPER)
        self._whisper("alice", "bob", _WHISPER_BACK)
        raw.send(Whisper(HOST_NAME, _QUESTION))
        raw.hear(WhisperSent(HOST_NAME, _QUESTION))
        self._tell(f"{GBK_GUEST}, to {HOST_NAME}: {_QUESTION}")
        raw.send(Whisper("alice", _GOODBYE))
        raw.hear(WhisperSent("alice", _GOODBYE))
        self._tell(f"{GBK_GUEST}, to alice: {_GOODBYE}")
        self._beat()

    def _say(self, line: Line) -> None:
        guest = self._guests[line.who]
        guest.do("type", on="messageEdit", text=line.text)
        guest.do("key", on="messageEdit", key="Return")
        for window in (self._host, *self._guests.values()):
            window.do("wait", on="transcript", text=line.text)
        self._tell(f"{line.who}: {line.text}")
        self._beat()

    def _whisper(self, who: str, to: str, text: str) -> None:
        guest = self._guests[who]
        guest.do("choose_row", on="peopleList", row=to, double=True)
        guest.do("type", on="messageEdit", text=text)
        guest.do("click", on="sendButton")
        self._guests[to].do("wait", on="transcript", text=text)
        guest.do("wait", on="transcript", text=text)
        guest.do("key", on="messageEdit", key="Escape")
        self._tell(f"{who}, to {to}: {text}")
        self._beat()

    def _take_pictures(self) -> None:
        for name, window in (("host", self._host), *self._guests.items()):
            last = {"alice": _GOODBYE, "host": _QUESTION}.get(name, _GBK_WORDS)
            window.do("wait", on="transcript", text=last)
            window.grab(self._pictures / f"{_file_name(name)}.png")

    def _check(self, raw: RawGuest) -> None:
        heard_by_all = [line.text for line in TALK] + [_GBK_WORDS, ANNOUNCEMENT]
        whispers = {
            _WHISPER: {"alice", "bob"},
            _WHISPER_BACK: {"alice", "bob"},
            _GOODBYE: {"alice"},
            _QUESTION: {"host"},
        }
        for name, window in (("host", self._host), *self._guests.items()):
            seen = "\n".join(window.texts("transcript"))
            for text in heard_by_all:
                if seen.count(text) != 1:
                    raise DemoFailed(
                        f"{name}'s window shows {text!r} {seen.count(text)} times instead of once"
                    )
            for text, allowed in whispers.items():
                if (text in seen) != (name in allowed):
                    raise DemoFailed(f"{name}'s window is wrong about the whisper {text!r}")
        if any(isinstance(message, WhisperReceived) for message in raw.heard):
            raise DemoFailed("the plain guest was sent somebody else's whisper")
        self._tell("every window shows every line once, and every whisper only where it belongs")

    def _hear_of_leaving(self) -> None:
        for window in self._guests.values():
            window.do("wait", on="transcript", text=GBK_GUEST)
        self._tell(f"{GBK_GUEST} leaves")


def _as_gbk_shows(text: str) -> str:
    return text.encode("gbk", "replace").decode("gbk")


def _file_name(name: str) -> str:
    return {"小明": "xiaoming"}.get(name, name)
