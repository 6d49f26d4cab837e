"""The judged client as a child process: its keyboard is a pipe, and its screen is read.

The rule: whatever it does, it is gone with everything that it started when ``end`` has returned; and nothing here
waits for it without an end.
"""

import os
import queue
import secrets
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping

import psutil

from shared.check.client_screen import Screen
from shared.check.rest import is_at_rest

_READ_BYTES = 65_536
_MOST_SCREEN_BYTES = 1024 * 1024  # nobody reads that much: what a client writes without end is not kept
_LAST_WORDS_BYTES = 4_096
_MARK = "CHATROOM_CHECK_CHILD"  # in the environment, by which those are found who have left the family
_CLOCK_SECONDS = 2.0  # by which the system's idea of when a process began may be off
_KILL_SECONDS = 10.0


class ClientChild:
    """Starts ``command`` at once. Raises ``OSError`` where there is no such program.

    Call ``look`` often: it hands what was written to ``screen``.
    """

    def __init__(self, command: str, fields: Mapping[str, str], screen: Screen) -> None:
        arguments = [_filled(word, fields) for word in shlex.split(command, posix=os.name != "nt")]
        self.screen = screen
        self._output: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._errors = bytearray()
        self._mark = secrets.token_hex(8)
        self._started_at = time.time()
        ours, theirs = _screen_pipe()
        try:
            self._process = subprocess.Popen(
                arguments,
                stdin=subprocess.PIPE,
                stdout=theirs,
                stderr=subprocess.PIPE,
                bufsize=0,
                env={
                    **os.environ,
                    "PYTHONIOENCODING": "utf-8",
                    "PYTHONUNBUFFERED": "1",
                    "TERM": "dumb",
                    _MARK: self._mark,
                },
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        for read, name in ((self._read_screen, "screen"), (self._read_errors, "errors")):
            threading.Thread(target=read, args=(ours,), name=f"client's {name}", daemon=True).start()

    @property
    def has_ended(self) -> bool:
        """Whether the program itself is over."""
        return self._process.poll() is not None

    @property
    def is_at_rest(self) -> bool | None:
        """Whether it has nothing to do at the moment; None where this system does not tell."""
        return is_at_rest(self._process.pid)

    @property
    def last_words(self) -> str:
        """The last line that it wrote to standard error, such as the name of an exception."""
        lines = bytes(self._errors).decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")[:200]

    def look(self) -> None:
        """Take in what was written since the last time."""
        while not self._output.empty():
            self.screen.feed(self._output.get())

    def type(self, line: str) -> None:
        """Type one line and Enter."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line.encode("utf-8") + b"\n")
        except OSError:
            return  # it has ended, which ``has_ended`` says

    def end_input(self) -> None:
        """Close its standard input."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
        except OSError:
            return

    def end(self) -> None:
        """Kill it with everything that it has started."""
        try:
            family = psutil.Process(self._process.pid).children(recursive=True)
        except psutil.Error:
            family = []
        if not self.has_ended:
            self._process.kill()
        for process in (*family, *self._runaways()):
            try:
                process.kill()
            except psutil.Error:
                continue
        self._process.wait(_KILL_SECONDS)
        self.end_input()

    def _runaways(self) -> Iterator[psutil.Process]:
        """Go through those whose own parent has ended: they are in nobody's family any more."""
        for process in psutil.process_iter():
            try:
                is_young = process.create_time() >= self._started_at - _CLOCK_SECONDS
                if is_young and process.environ().get(_MARK) == self._mark:
                    yield process
            except (psutil.Error, OSError):
                continue  # it is over, or somebody else's

    def _read_screen(self, ours: int) -> None:
        room = _MOST_SCREEN_BYTES
        while True:
            try:
                data = os.read(ours, _READ_BYTES)
            except OSError:  # a terminal whose other side is closed
                data = b""
            if not data:
                os.close(ours)
                return
            if room > 0:  # it is read all the same, or the client would stand still
                self._output.put(data[:room])
                room -= len(data)

    def _read_errors(self, _ours: int) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as errors:
            while data := errors.read(_READ_BYTES):
                self._errors += data
                del self._errors[:-_LAST_WORDS_BYTES]


def _filled(word: str, fields: Mapping[str, str]) -> str:
    for name, text in fields.items():
        word = word.replace(f"{{{name}}}", text)
    return word.strip('"') if os.name == "nt" else word


def _screen_pipe() -> tuple[int, int]:
    """Return our end and the child's: a terminal where there are such: C programs hold back what goes to a pipe."""
    if sys.platform == "win32":
        return os.pipe()
    import pty  # noqa: PLC0415  not on Windows
    import tty  # noqa: PLC0415

    ours, theirs = pty.openpty()
    tty.setraw(theirs)  # no echo, and a line feed stays what it is
    os.set_inheritable(theirs, True)
    return ours, theirs
