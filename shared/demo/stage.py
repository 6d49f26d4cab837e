"""The processes of the demo: windows that take orders, and a guest that is only a socket.

The rule: whatever happens, no process outlives the stage, and a failure is one sentence about what did not happen.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from shared.protocol.codec import decode_server_frame, encode_client_message
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES
from shared.protocol.messages import LogIn, Say, ServerMessage, Whisper

_ORDER_SECONDS = 60.0


class DemoFailed(Exception):
    """Raised when the lesson could not go on; its sentence says where."""


def free_port(kind: socket.SocketKind) -> int:
    """Return a port that was free a moment ago, so that a demo never meets a real room."""
    with socket.socket(socket.AF_INET, kind) as sock:
        sock.bind(("", 0))
        return int(sock.getsockname()[1])


class StagedWindow:
    """One of our programs in a process of its own, with an actor at its window."""

    def __init__(self, name: str, module: str, *options: str, environment: Mapping[str, str]) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *options, "--actor"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **environment},
            # Ctrl+C is for the demo alone, which then closes the windows in good order.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def do(self, what: str, **details: object) -> object:
        """Give one order and return what it gave; raises ``DemoFailed`` when it could not be carried out."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            stdin.write(json.dumps({"do": what, **details}) + "\n")
            stdin.flush()
        except OSError as error:
            raise DemoFailed(f"{self.name}'s program has ended") from error
        watchdog = threading.Timer(_ORDER_SECONDS, self._process.kill)
        watchdog.daemon = True  # Ctrl+C may come before the try, and the program must end all the same
        watchdog.start()
        try:
            line = stdout.readline()
        finally:
            watchdog.cancel()
        if not line:
            raise DemoFailed(f"{self.name}'s program ended during {what!r}")
        answer = json.loads(line)
        if not answer["ok"]:
            raise DemoFailed(f"{self.name}: {answer['error']}")
        return answer["value"]

    def texts(self, widget: str) -> list[str]:
        """Return what a widget shows."""
        found = self.do("read", on=widget)
        assert isinstance(found, list)
        return [str(text) for text in found]

    def grab(self, path: Path) -> None:
        """Write a picture of the window."""
        self.do("grab", to=str(path))

    @property
    def has_ended(self) -> bool:
        """Whether the program is gone, closed by a person."""
        return self._process.poll() is not None

    @property
    def process_id(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    def kill(self) -> None:
        """End the program as a crash does."""
        self._process.kill()
        self._process.wait()

    def wait(self) -> None:
        """Wait until a person closes the window."""
        self._process.wait()

    def close(self) -> None:
        """End the program, politely first."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


class RawGuest:
    """A guest as a student writes one: a socket, sixty lines, and GBK like an old Windows program."""

    def __init__(self, port: int, encoding: TextEncoding) -> None:
        self._encoding = encoding
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_ORDER_SECONDS)
        self._decoder = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._detector = EncodingDetector(encoding)
        self.heard: list[ServerMessage] = []

    def send(self, message: LogIn | Say | Whisper) -> bytes:
        """Send one message and return its bytes."""
        data = encode_client_message(message, self._encoding)
        self._socket.sendall(data)
        return data

    def hear(self, wanted: ServerMessage) -> None:
        """Read until ``wanted`` has come; raises ``DemoFailed`` when the room closes first."""
        while wanted not in self.heard:
            try:
                data = self._socket.recv(65_536)
            except OSError as error:
                raise DemoFailed(f"the GBK guest did not hear {wanted}") from error
            if not data:
                raise DemoFailed(f"the room closed before the GBK guest heard {wanted}")
            for event in self._decoder.feed(data):
                if isinstance(event, Frame):
                    self.heard.append(decode_server_frame(event, self._detector))

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
