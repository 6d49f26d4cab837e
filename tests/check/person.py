"""A person before a client: reads what ``chatroom-check`` asks of them, does it in the client, and answers.

They see what the small client writes, and type what they are told to; so the whole check is played by hand.
"""

import io
import queue
import re
import subprocess
import threading
import time
from collections.abc import Callable

from shared.check.rest import is_at_rest
from tests.check.judged import FAULTY_CLIENT

PATIENCE_SECONDS = 20.0
LOOK_SECONDS = 0.01
LOOKS_AT_REST = 8  # one thread of a program may be about to wake another
LOOKS_WITHOUT_KNOWING = 40


class Person(io.StringIO):
    """Give it to a ``Terminal`` as its output, and ``read_line`` as its input."""

    def __init__(self, fault: str = "none", unable: str = "") -> None:
        super().__init__()
        self.told: list[str] = []
        self._fault = fault
        self._unable = unable
        self._child: subprocess.Popen[str] | None = None
        self._seen = ""
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._deeds: list[tuple[str, Callable[[re.Match[str]], None]]] = [
            (r"connect to (\S+) and take the name  (.+)", lambda found: self._start(found[2], found[1])),
            (r"UDP port (\d+)\); take the name  (.+)", lambda found: self._start(found[2], found[1])),
            (r"Take another one in it:  (.+)", lambda found: self._type(found[1])),
            (r"Say to everyone:  (.+)", lambda found: self._type(found[1])),
            (r"Whisper to (.+):  (.+)", lambda found: self._type(f"@{found[1]} {found[2]}")),
            (r"Leave the room", lambda _: self._type("/quit")),
            (r"How often does your client show  (.+)  \?", self._count),
            (r"(?s)How many of these lines .*?\)\n(.+)", self._count_lines),
            (r"How many of these (\d+) people", lambda found: self._answers.put(found[1])),
            (
                r"does your client show\? 1 yes|say that|Does your client show its end",
                lambda _: self._answers.put("1"),
            ),
            (r"How often is  dora", lambda _: self._answers.put("1")),
            (r"look as though", lambda _: self._answers.put("0")),
        ]

    def write(self, text: str) -> int:
        self.told.append(text)
        if self._unable and self._unable in text:
            self._answers.put("")
            return len(text)
        for pattern, deed in self._deeds:
            found = re.search(pattern, text.rstrip("\n"))
            if found is not None:
                deed(found)
                break
        return len(text)

    def read_line(self) -> str:
        return self._answers.get() + "\n"

    def go_home(self) -> None:
        """Close the client."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for stream in (self._child.stdin, self._child.stdout):
                if stream is not None:
                    stream.close()
            self._child = None

    def _start(self, name: str, where: str) -> None:
        self.go_home()
        self._seen = ""
        self._child = subprocess.Popen(
            [*FAULTY_CLIENT.split(), name.strip(), where, self._fault],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={"PYTHONUTF8": "1"},
        )
        threading.Thread(target=self._watch, args=(self._child,), daemon=True).start()

    def _watch(self, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None
        try:
            for line in child.stdout:
                self._seen += line
        except ValueError:
            return  # closed

    def _type(self, line: str) -> None:
        assert self._child is not None
        assert self._child.stdin is not None
        self._wait_for_rest()
        try:
            self._child.stdin.write(line + "\n")
            self._child.stdin.flush()
        except OSError:
            return

    def _wait_for_rest(self) -> None:
        """Nobody types or counts while the screen still changes."""
        child = self._child
        until = time.monotonic() + PATIENCE_SECONDS
        looks = 0
        while child is not None and looks < LOOKS_WITHOUT_KNOWING and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
            match is_at_rest(child.pid):
                case True:
                    looks += LOOKS_WITHOUT_KNOWING // LOOKS_AT_REST
                case False:
                    looks = 0
                case None:
                    looks += 1

    def _count(self, found: re.Match[str]) -> None:
        self._answer_when([found[1]])

    def _count_lines(self, found: re.Match[str]) -> None:
        self._answer_when([line.strip() for line in found[1].split("\n")])

    def _answer_when(self, texts: list[str]) -> None:
        """Look for a while, as people do, and answer how many there are."""

        def look() -> None:
            until = time.monotonic() + PATIENCE_SECONDS
            while not all(text in self._seen for text in texts) and time.monotonic() < until:
                time.sleep(LOOK_SECONDS)
            self._wait_for_rest()
            self._answers.put(str(sum(self._seen.count(text) for text in texts)))

        threading.Thread(target=look, daemon=True).start()
