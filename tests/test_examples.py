"""The starter clients: short, without warnings, at home in a room; and the broken ones break where they should."""

import queue
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.helpers.headless import PATIENCE_SECONDS, ROOT, RawClient, frame, headless_server

EXAMPLES = ROOT / "examples"
SOURCES = sorted([*EXAMPLES.glob("*.c"), *EXAMPLES.glob("*.py")])
FLAGS = ["-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", "-O2"]
LANGUAGES = ("c", "py")


@dataclass
class Typist:
    """A program with somebody at its keyboard, who reads its screen line by line."""

    process: "subprocess.Popen[bytes]"
    screen: "queue.Queue[str | None]" = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def type(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{text}\n".encode())
        self.process.stdin.flush()

    def sees(self, *lines: str) -> None:
        assert [self.screen.get(timeout=PATIENCE_SECONDS) for _ in lines] == list(lines)

    def leaves(self, *last: str) -> None:
        """Type no more; the program ends by itself, with these lines at the end."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.sees(*last, "The connection is closed.")
        assert self.process.wait(PATIENCE_SECONDS) == 0

    def end(self) -> None:
        """Nobody reads any more what the process closes next."""
        self.process.kill()
        self._reader.join(PATIENCE_SECONDS)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.screen.put(line.decode("utf-8", "replace").rstrip("\r\n"))
        self.screen.put(None)


class Desks:
    """Starts the programs, each at a desk of its own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack

    def start(self, program: str, language: str, name: str, where: str) -> Typist:
        command = [str(self._folder / program)]
        if language == "py":
            command = [sys.executable, str(EXAMPLES / f"{program}.py")]
        process = subprocess.Popen([*command, name, where], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._stack.enter_context(process)
        typist = Typist(process)
        self._stack.callback(typist.end)
        return typist


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both clients in C."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler is installed")
    folder = tmp_path_factory.mktemp("examples")
    for source in EXAMPLES.glob("*.c"):
        subprocess.run(
            [compiler, *FLAGS, source, "-o", folder / source.stem, "-pthread"], check=True, timeout=60
        )
    return folder


@pytest.fixture
def desks(built: Path) -> Iterator[Desks]:
    with ExitStack() as stack:
        yield Desks(built, stack)


class Lecturer:
    """A server that says exactly what a test wants, in exactly these pieces."""

    def __init__(self, listener: socket.socket, stack: ExitStack) -> None:
        self._listener = listener
        self._stack = stack
        self.where = f"127.0.0.1:{listener.getsockname()[1]}"

    def meet(self, name: str) -> None:
        self._guest = self._stack.enter_context(self._listener.accept()[0])
        self._guest.settimeout(PATIENCE_SECONDS)
        self._guest.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.hears(frame("1", name))

    def hears(self, expected: bytes) -> None:
        heard = b""
        while len(heard) < len(expected):
            data = self._guest.recv(4096)
            assert data, heard
            heard += data
        assert heard == expected

    def says(self, *pieces: bytes) -> None:
        for piece in pieces:
            self._guest.sendall(piece)

    def sees_the_end(self) -> None:
        assert self._guest.recv(1) == b""
        self._guest.close()


@pytest.fixture
def lecturer() -> Iterator[Lecturer]:
    with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as stack:
        listener.settimeout(PATIENCE_SECONDS)
        yield Lecturer(listener, stack)


@contextmanager
def client(desks: Desks, lecturer: Lecturer, program: str, language: str) -> Iterator[Typist]:
    """A guest called me, who is in."""
    guest = desks.start(program, language, "me", lecturer.where)
    lecturer.meet("me")
    lecturer.says(frame("1", "me"))
    guest.sees("= me")
    yield guest
    guest.type("/quit")
    lecturer.sees_the_end()
    guest.sees("The connection is closed.")


# ---- as a lesson -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_each_is_under_120_lines_that_fit_on_a_screen(source: Path) -> None:
    lines = source.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 120
    assert max(map(len, lines)) <= 116


@pytest.mark.parametrize(
    ("language", "begin", "end"),
    [("c", "static int next_frame", "static char *read_line"), ("py", "def frames", "def talk")],
)
def test_broken_one_differs_in_one_function_alone(language: str, begin: str, end: str) -> None:
    parts = []
    for name in ("chat_client", "broken_client"):
        text = (EXAMPLES / f"{name}.{language}").read_text(encoding="utf-8").replace(name, "NAME")
        lines = text.splitlines()[1:]  # the first says which of the two it is
        first, last = (next(i for i, line in enumerate(lines) if line.startswith(at)) for at in (begin, end))
        while lines[first - 1] and language == "c":
            first -= 1  # the comment above it
        parts.append([line for line in lines[:first] + lines[last:] if not line.startswith(("STX", "MAX"))])
    assert parts[0] == parts[1]


def test_windows_builds_them_without_warnings(tmp_path: Path) -> None:
    compiler = shutil.which("x86_64-w64-mingw32-gcc")
    if compiler is None:
        pytest.skip("no compiler for Windows is installed")
    for source in EXAMPLES.glob("*.c"):
        program = tmp_path / f"{source.stem}.exe"
        subprocess.run([compiler, *FLAGS, source, "-o", program, "-lws2_32"], check=True, timeout=60)
        assert program.read_bytes()[:2] == b"MZ"


# ---- in a real room ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", LANGUAGES)
@pytest.mark.parametrize("second", LANGUAGES)
def test_two_find_the_room_and_talk_in_it(desks: Desks, first: str, second: str) -> None:
    with headless_server("--no-history") as server:
        ming = desks.start("chat_client", first, "小明", f"127.0.0.1:{server.tcp_port}")
        ming.sees("= 小明")
        bob = desks.start("chat_client", second, "bob", str(server.udp_port))  # asks where the room is
        bob.sees("= 小明", "= bob")
        ming.sees("+ bob")
        ming.type("大家好 everybody")
        for each in (ming, bob):
            each.sees("小明: 大家好 everybody")
        bob.type("@小明 悄悄话, psst")
        ming.sees("bob, to you: 悄悄话, psst")
        bob.sees("you, to 小明: 悄悄话, psst")
        bob.type("")
        bob.type("@nobody")
        for each in (ming, bob):
            each.sees("bob: @nobody")
        bob.type("/quit")
        bob.leaves()
        ming.sees("- bob")
        ming.leaves()


@pytest.mark.parametrize("language", LANGUAGES)
def test_taken_name_is_asked_for_again(desks: Desks, language: str) -> None:
    with headless_server("--no-history") as server, RawClient(server.tcp_port) as alice:
        alice.log_in("alice")
        guest = desks.start("chat_client", language, "alice", f"127.0.0.1:{server.tcp_port}")
        guest.sees("! alice is taken, try another:")
        guest.type("ALICE")
        guest.sees("! ALICE is taken, try another:")
        guest.type("bob")
        guest.sees("= alice", "= bob")
        guest.type("hi")
        guest.sees("bob: hi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_gives_no_other_name_is_let_go(desks: Desks, language: str) -> None:
    with headless_server("--no-history") as server, RawClient(server.tcp_port) as alice:
        alice.log_in("alice")
        guest = desks.start("chat_client", language, "alice", f"127.0.0.1:{server.tcp_port}")
        guest.sees("! alice is taken, try another:")
        guest.leaves()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("program", ["chat_client", "broken_client"])
def test_lines_are_read_when_they_were_typed_before_the_program_was_in(
    desks: Desks, program: str, language: str
) -> None:
    with headless_server("--no-history") as server:
        guest = desks.start(program, language, "alice", f"127.0.0.1:{server.tcp_port}")
        guest.type("early")
        guest.sees("= alice", "alice: early")


# ---- frames that are split, and frames that are glued ----------------------------------------------------------

LINES = [frame("4", f"alice: 你好 {number}") for number in range(3)]
SHOWN = [f"alice: 你好 {number}" for number in range(3)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_client_shows_every_frame_however_it_comes(desks: Desks, lecturer: Lecturer, language: str) -> None:
    with client(desks, lecturer, "chat_client", language) as guest:
        stream = b"".join(LINES)
        lecturer.says(stream)
        guest.sees(*SHOWN)
        lecturer.says(*[stream[at : at + 1] for at in range(len(stream))])
        guest.sees(*SHOWN)
        lecturer.says(stream[:-7], stream[-7:] + stream[:3], stream[3:])
        guest.sees(*SHOWN, *SHOWN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_client_goes_on_after_what_is_no_frame(desks: Desks, lecturer: Lecturer, language: str) -> None:
    with client(desks, lecturer, "chat_client", language) as guest:
        wrong = [b"junk\x03\x00\x00", b"\x02\x03", b"\x024its end is lost", b"\x02zunknown\x03"]
        lecturer.says(b"".join(wrong) + frame("2", "bob") + b"\x00" * 1000 + frame("3", "bob"))
        guest.sees("+ bob", "- bob")


@pytest.mark.parametrize("language", LANGUAGES)
def test_client_shows_the_longest_frame_of_all(desks: Desks, lecturer: Lecturer, language: str) -> None:
    with client(desks, lecturer, "chat_client", language) as guest:
        longest = "z" * 65_536
        lecturer.says(frame("4", longest), frame("4", "next"))
        guest.sees(longest, "next")


@pytest.mark.parametrize("language", LANGUAGES)
def test_client_sends_no_mark_that_somebody_types(desks: Desks, lecturer: Lecturer, language: str) -> None:
    with client(desks, lecturer, "chat_client", language) as guest:
        guest.type("a\x02b\x03c")
        lecturer.hears(frame("3", "abc"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_broken_client_works_while_frames_come_one_by_one(
    desks: Desks, lecturer: Lecturer, language: str
) -> None:
    with client(desks, lecturer, "broken_client", language) as guest:
        for data, shown in zip(LINES, SHOWN, strict=True):
            lecturer.says(data)
            guest.sees(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_broken_client_breaks_when_frames_are_glued(desks: Desks, lecturer: Lecturer, language: str) -> None:
    with client(desks, lecturer, "broken_client", language) as guest:
        lecturer.says(frame("4", "alice: one") + frame("4", "alice: two"))
        guest.sees("alice: one\x03\x024alice: two")


@pytest.mark.parametrize("language", LANGUAGES)
def test_broken_client_breaks_when_a_frame_is_split(desks: Desks, lecturer: Lecturer, language: str) -> None:
    with client(desks, lecturer, "broken_client", language) as guest:
        lecturer.says(b"\x024alice: room ")
        guest.sees("alice: room")
        lecturer.says(b"14 is free\x03")  # its second byte is taken for the type
        guest.sees(" is free")


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_commands_of_the_lesson_are_those_that_are_tried_here(page: str) -> None:
    text = (EXAMPLES / page).read_text(encoding="utf-8")
    assert f"gcc {' '.join(FLAGS[:4])} chat_client.c -o chat_client -pthread\n" in text
    assert all(
        f"`{name}`" in text for name in ("find_room", "send_frame", "next_frame", "frames", "talk", "main")
    )
    linked = re.findall(r"\]\(([^)]+)\)", text)
    assert len(linked) >= 3
    assert [each for each in linked if not (EXAMPLES / each).exists()] == []
