"""The dissector: what TCP has cut is put together, what it has glued is several frames, what is wrong is named."""

import re
import select
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shared import resources
from shared.wire.frames import Role
from shared.wire.pcapng import write_pcapng
from shared.wire.record import Chunk, Closed, Datagram, Direction, Ending, Endpoint, Opened, WireRecord
from tests.helpers.captures import ALICE, BEGIN, FINDER, IN, OUT, REQUEST, ROOM, lesson, program, run
from tests.helpers.headless import PATIENCE_SECONDS, ROOT
from tests.helpers.wire import frame

DISSECTOR = ("-X", f"lua_script:{resources.path('wireshark', 'chatroom.lua')}")


def said(capture: Path, *options: str) -> list[str]:
    """What stands in the Info column of each packet that is taken for one of a room."""
    shown = run(
        "tshark", *DISSECTOR, "-r", capture, *options, "-Y", "chatroom", "-T", "fields", "-e", "_ws.col.Info"
    )
    return shown.splitlines()


def fields(capture: Path, *names: str, where: str = "chatroom") -> list[list[str]]:
    """Some fields of each of those packets; several values of one are joined by a bar."""
    asked = [option for name in names for option in ("-e", name)]
    shown = run(
        "tshark", *DISSECTOR, "-r", capture, "-Y", where, "-T", "fields", "-E", "aggregator=|", *asked
    )
    return [line.split("\t") for line in shown.splitlines()]


class Captures:
    """Writes what was recorded into files that tshark can read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, *records: WireRecord, role: Role = Role.SERVER) -> Path:
        path = self._folder / "room.pcapng"
        with path.open("wb") as file:
            write_pcapng(records, role, file)
        return path

    def stream(self, *calls: bytes, direction: Direction = IN, port: int = 9999) -> Path:
        """One connection to that port, and its calls in one direction."""
        chunks = [Chunk(BEGIN + at, (1,), direction, data, at) for at, data in enumerate(calls, 1)]
        return self.of(Opened(BEGIN, 1, Endpoint(ROOM.host, port), ALICE), *chunks)


@pytest.fixture
def captures(tmp_path: Path) -> Captures:
    program("tshark")
    return Captures(tmp_path)


# ---- on our own export ------------------------------------------------------------------------------------------


def test_lesson_is_shown_frame_by_frame(captures: Captures) -> None:
    shown = said(captures.of(*lesson()))
    assert [line[:80] for line in shown if "xxx" not in line and "yyy" not in line] == [
        "Looks for a room",
        "A room is here, at TCP port 9999",
        "> 1 log in as: alice (split over 2 segments) | 3 say: 你好 | 3 say: glued",
        "< 1 is here: alice",
        "> 1 log in as: 小明",
        "< 2 has come: 小明",
        "< 2 has come: 小明",
        "< 4 line: 你 (split over 3 segments)",
        "< 4 line: 你 (split over 3 segments)",
    ]


def test_nothing_of_the_lesson_is_called_wrong(captures: Captures) -> None:
    capture = captures.of(*lesson())
    assert run("tshark", *DISSECTOR, "-r", capture, "-q", "-z", "expert,note,chatroom").strip() == ""
    assert fields(capture, "frame.number", where="_ws.malformed or _ws.lua.error") == []


def test_long_frames_are_put_together_from_the_parts_of_a_call(captures: Captures) -> None:
    found = fields(captures.of(*lesson()), "chatroom.length", "chatroom.segments", where="tcp.len > 3000")
    assert found == [["65000", ""], ["4000", "2"], ["65000", ""], ["4000", "2"]]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_frames_are_found_wherever_the_stream_is_cut(captures: Captures, size: int) -> None:
    stream = frame("1", "小明") + frame("3", "hello") + frame("2", "bob,psst, you")
    found = fields(
        captures.stream(*[stream[at : at + size] for at in range(0, len(stream), size)]),
        "chatroom.type",
        "chatroom.name",
        "chatroom.text",
    )
    columns = ["|".join(filter(None, column)) for column in zip(*found, strict=True)]
    assert columns == ["1|3|2", "小明|bob", "hello|psst, you"]


def test_glued_frames_are_counted(captures: Captures) -> None:
    capture = captures.stream(frame("1", "alice"), frame("3", "a") + frame("3", "b") + b"\x023c", b"d\x03")
    assert fields(capture, "chatroom.glued", "chatroom.segments", "chatroom.text") == [
        ["", "", ""],
        ["3", "", "a|b"],
        ["", "2", "cd"],
    ]


def test_chinese_is_read_in_both_encodings(captures: Captures) -> None:
    logins = [frame("1", "小明".encode(encoding)) for encoding in ("utf-8", "gb18030")]
    whisper = frame("2", "小明,你好, 朋友,".encode("gb18030"))
    assert said(captures.stream(*logins, whisper)) == [
        *["> 1 log in as: 小明"] * 2,
        "> 2 whisper to: 小明, 你好, 朋友,",
    ]
    found = fields(captures.stream(*logins, whisper), "chatroom.name", "chatroom.text", "chatroom.encoding")
    assert found == [
        ["小明", "", "UTF-8"],
        ["小明", "", "GBK"],
        ["小明", "你好, 朋友,", "GBK|GBK"],
    ]
    tree = run("tshark", *DISSECTOR, "-r", captures.stream(*logins, whisper), "-O", "chatroom")
    assert tree.count("Frame: 1, log in as: 小明\n") == 2
    assert tree.count("Frame: 2, whisper to: 小明, 你好, 朋友,\n") == 1


@pytest.mark.parametrize(
    ("data", "fault", "shown"),
    [
        (b"\x023lost" + frame("3", "found"), "lost_end", "> Frame whose end was lost | 3 say: found"),
        (b"\x02\x03", "no_type", "> Frame without a type"),
        (frame("9", "x"), "unknown_type", "> unknown type 9"),
        (frame("\x1f", ""), "unknown_type", "> unknown type 0x1f"),
        (frame("2", "bob psst"), "no_comma", "> 2 whisper to: bob psst"),
        (frame("2", ""), "no_comma", "> 2 whisper to: "),
        (frame("6", "not JSON"), "no_json", "> 6 rich: not JSON"),
        (frame("3", "z" * 16_385), "too_long", "> too long: 16385 bytes"),
        (b"\x023" + b"z" * 16_385, "too_long", "> Frame that is too long"),
        (frame("3", "hi") + b"\x00" * 9, "outside", "> 3 say: hi | 9 bytes outside of frames"),
        (b"GET /" + frame("3", "hi"), "outside", "> 5 bytes outside of frames | 3 say: hi"),
    ],
)
def test_what_is_wrong_is_named_and_can_be_filtered(
    captures: Captures, data: bytes, fault: str, shown: str
) -> None:
    capture = captures.stream(frame("1", "alice"), data)
    assert said(capture) == ["> 1 log in as: alice", shown]
    assert len(fields(capture, "frame.number", where=f"chatroom.fault.{fault}")) == 1


def test_longest_frames_that_are_allowed_are_not_called_wrong(captures: Captures) -> None:
    for direction, longest in ((IN, 16_384), (OUT, 65_536)):
        kind = "3" if direction is IN else "4"
        capture = captures.stream(b"\x02", kind.encode() + b"z" * longest, b"\x03", direction=direction)
        assert fields(capture, "chatroom.length") == [[str(longest)]]
        assert fields(capture, "frame.number", where="chatroom.fault.too_long") == []


def test_what_one_side_may_not_say_the_other_may(captures: Captures) -> None:
    assert said(captures.stream(frame("4", "x"), direction=OUT)) == ["< 4 line: x"]
    assert said(captures.stream(frame("4", "x"))) == ["> unknown type 4"]


def test_objects_are_shown_as_json(captures: Captures) -> None:
    hello = frame("5", '{"v":1,"app":"小 1.0"}')
    found = fields(captures.stream(hello), "chatroom.json", "json.key")
    assert found == [['{"v":1,"app":"小 1.0"}', "v|app"]]


@pytest.mark.parametrize(
    ("data", "info"),
    [
        (REQUEST, "Looks for a room"),
        (REQUEST + b"\r\n\x00", "Looks for a room"),
        (REQUEST + b'\n{"v":1}', "Looks for a room and its name"),
        (b"9999", "A room is here, at TCP port 9999"),
        (b'{"v":1,"port":9999}', 'A room is here: {"v":1,"port":9999}'),
        (b"99999", "Neither a request nor an answer"),
        (REQUEST.lower(), "Neither a request nor an answer"),
    ],
)
def test_discovery_is_read(captures: Captures, data: bytes, info: str) -> None:
    capture = captures.of(Datagram(BEGIN, IN, FINDER, ALICE, data))
    assert said(capture) == [info]
    wrong = fields(capture, "frame.number", where="chatroom.fault.discovery")
    assert bool(wrong) == info.startswith("Neither")


@pytest.mark.parametrize(
    "options",
    [(), ("-d", "tcp.port==1234,chatroom"), ("-o", "chatroom.tcp_ports:7000-7005,1234")],
    ids=["by its look", "by Decode As", "by the preference"],
)
def test_room_at_another_port_is_found(captures: Captures, options: tuple[str, ...]) -> None:
    records: list[WireRecord] = [Opened(BEGIN, 1, Endpoint(ROOM.host, 1234), ALICE)]
    records += [
        Chunk(BEGIN + 1, (1,), IN, frame("1", "alice")),
        Chunk(BEGIN + 2, (1,), OUT, frame("1", "alice")),
        Chunk(BEGIN + 3, (1,), IN, b"\x023he"),
        Chunk(BEGIN + 4, (1,), IN, b"llo\x03"),
    ]
    assert said(captures.of(*records), *options) == [
        "> 1 log in as: alice",
        "< 1 is here: alice",
        "> 3 say: hello (split over 2 segments)",
    ]


def test_recording_of_a_client_is_read_the_same_way(captures: Captures) -> None:
    capture = captures.of(
        Opened(BEGIN, 1, ALICE, ROOM),
        Chunk(BEGIN + 1, (1,), OUT, frame("1", "alice")),
        Chunk(BEGIN + 2, (1,), IN, frame("1", "alice")),
        Closed(BEGIN + 3, 1, Ending.BY_US),
        role=Role.CLIENT,
    )
    assert said(capture) == ["> 1 log in as: alice", "< 1 is here: alice"]


def test_web_page_at_any_port_is_left_alone(captures: Captures) -> None:
    assert said(captures.stream(b"GET / HTTP/1.1\r\n\r\n", port=8080)) == []


# ---- on the loopback -------------------------------------------------------------------------------------------


@contextmanager
def dumpcap(capture: Path, port: int, packets: int) -> Iterator[None]:
    """Capture on the loopback until so many segments with data have come and gone there."""
    with subprocess.Popen(
        [
            *(program("dumpcap"), "-q", "-i", "lo", "-w", capture, "-c", str(packets)),
            *("-f", f"tcp port {port} and tcp[tcpflags] & tcp-push != 0"),
        ],
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            told = ""
            while "File:" not in told:
                line = process.stderr.readline()
                told += line
                if not line:
                    pytest.skip(f"no right to capture here: {told.strip()}")
            yield
            assert select.select([process.stderr], [], [], PATIENCE_SECONDS)[0]
            process.stderr.read()
            assert process.wait(PATIENCE_SECONDS) == 0
        finally:
            process.kill()


def test_real_capture_of_the_loopback_is_read(tmp_path: Path) -> None:
    program("tshark")
    capture = tmp_path / "loopback.pcapng"
    talk = [
        (True, b"\x021\xe5\xb0"),
        (True, b"\x8f\xe6\x98\x8e\x03"),
        (False, frame("1", "bob") + frame("1", "小明")),
        (True, frame("3", "hello") + frame("7", "?")),
        (False, frame("4", "小明: hello")),
    ]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with dumpcap(capture, port, len(talk)), socket.create_connection(("127.0.0.1", port)) as client:
            server = listener.accept()[0]
            with server:
                for end in (client, server):
                    end.settimeout(PATIENCE_SECONDS)
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for is_from_client, data in talk:
                    speaker, listening = (client, server) if is_from_client else (server, client)
                    speaker.sendall(data)
                    assert listening.recv(4096) == data
    expected = [
        "> 1 log in as: 小明 (split over 2 segments)",
        "< 1 is here: bob | 1 is here: 小明",
        "> 3 say: hello | unknown type 7",
        "< 4 line: 小明: hello",
    ]
    assert said(capture, "-o", f"chatroom.tcp_ports:{port}") == expected


# ---- the pages about it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["wireshark.md", "wireshark.zh-CN.md"])
def test_every_filter_of_the_page_is_one(captures: Captures, page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    told = [
        cell for row in re.findall(r"^\| (`chatroom.*?) \|", text, re.MULTILINE) for cell in row.split(", ")
    ]
    assert len(told) >= 20
    capture = captures.of(*lesson())
    run("tshark", *DISSECTOR, "-r", capture, "-Y", " or ".join(f"({each.strip('`')})" for each in told))
