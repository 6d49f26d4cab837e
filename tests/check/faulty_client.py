"""A small client as a student writes one, with a mistake to be chosen: ``faulty_client.py NAME WHERE [FAULT]``.

``WHERE`` is HOST:PORT, or the UDP port at which to ask for the room. It is run as a program of its own, and uses
nothing of the project, so that no mistake of ours is in it by accident.
"""

import socket
import sys
import threading
import time
from enum import StrEnum

MAX_PAYLOAD = 65_536
REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"


class Fault(StrEnum):
    """One classic mistake."""

    NONE = "none"
    RECV_IS_MESSAGE = "recv-is-message"  # what one recv() brought is looked at alone
    FIRST_FRAME_ONLY = "first-frame-only"  # one frame is taken out of each recv()
    TAIL_DROPPED = "tail-dropped"  # what lies behind the last ETX is thrown away
    STRING_END = "string-end"  # a NUL ends what came
    NO_SKIPPING = "no-skipping"  # the first byte is taken for an STX, whatever it is
    NO_RESYNC = "no-resync"  # an STX inside a frame is part of it
    TYPE_EXPECTED = "type-expected"  # 02 03 is an IndexError
    UNKNOWN_FATAL = "unknown-fatal"  # an unknown type is an exception
    UNKNOWN_SHOWN = "unknown-shown"  # and here it is a line of chat
    DECODES_EARLY = "decodes-early"  # each recv() is decoded
    SHORT_BUFFER = "short-buffer"  # 1,024 bytes of a payload are kept
    NO_LIMIT = "no-limit"  # any payload is read to its end
    DRAWS_OWN = "draws-own"  # what was typed is shown, and its echo too
    READS_UTF_8 = "reads-utf-8"  # writes GBK
    TWO_ENCODINGS = "two-encodings"  # a name of bytes that are neither
    NO_ETX = "no-etx"
    SENDS_BUFFER = "sends-buffer"  # 1,024 bytes, whatever the frame's length
    SENDS_LINE_END = "sends-line-end"  # \r\n
    SENDS_NUL = "sends-nul"  # strlen() + 1
    SENDS_MARKS = "sends-marks"  # a typed STX goes out
    SENDS_PING = "sends-ping"  # a type of its own
    SELF_COMES = "self-comes"  # a 1 is shown like a 2
    NEVER_IN = "never-in"  # waits for an end of the list that never comes
    GIVES_UP = "gives-up"  # ends after a 0
    GIVES_UP_LATER = "gives-up-later"  # ends after the second 0
    SAYS_NAME = "says-name"  # the next name goes out as a 3
    INSISTS = "insists"  # sends the refused name again
    LOGS_IN_TWICE = "logs-in-twice"
    WHISPERS_BLANK = "whispers-blank"  # "2bob text"
    WHISPER_CUT = "whisper-cut"  # at the second comma
    HIDES_WORDS = "hides-words"  # what begins with * is dropped, once it is in
    NAME_CUT = "name-cut"  # %s stops at a blank
    GONE_IS_COME = "gone-is-come"
    UNINDENTS = "unindents"
    STAYS = "stays"  # /quit is text like any other
    DEAF_TO_END = "deaf-to-end"  # recv() that returns nothing is tried again
    PORT_BUILT_IN = "port-built-in"
    HOST_BUILT_IN = "host-built-in"
    ASKS_WRONG = "asks-wrong"
    ASKS_ONCE = "asks-once"


def show_line(text: str) -> None:
    """Write one line to the screen."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Client:
    """Logs in, shows what comes, sends what is typed."""

    def __init__(self, name: str, where: str, fault: Fault, encoding: str) -> None:
        self.name, self.fault, self.encoding = name, fault, encoding
        self.buffer = b""
        self.is_in = self.was_in = False
        self.refusals = 0
        if where.isdecimal():
            address = self.find(int(where))
        else:
            host, _, port = where.partition(":")
            address = host, int(port)
        self.socket = socket.create_connection(address)

    # ---- finding -----------------------------------------------------------------------------------------

    def find(self, port: int) -> tuple[str, int]:
        request = REQUEST.replace(b" AND", b" &") if self.fault is Fault.ASKS_WRONG else REQUEST
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            for wait in [8.0] if self.fault is Fault.ASKS_ONCE else [0.25, 0.75, 2.0, 2.0]:
                sock.sendto(request, ("127.0.0.1", port))
                sock.settimeout(wait)
                try:
                    answer, (host, _) = sock.recvfrom(64)
                except TimeoutError:
                    continue
                if self.fault is Fault.PORT_BUILT_IN:
                    return host, 1
                return "127.0.0.1" if self.fault is Fault.HOST_BUILT_IN else host, int(answer)
        sys.exit("no room")

    # ---- sending -----------------------------------------------------------------------------------------

    def send(self, kind: str, text: str) -> None:
        if self.fault is not Fault.SENDS_MARKS:
            text = text.replace("\x02", "").replace("\x03", "")
        payload = text.encode(self.encoding)
        if self.fault is Fault.TWO_ENCODINGS and not text.isascii():
            payload = b"\xff\xfe" + payload
        if kind != "1" and self.fault is Fault.SENDS_LINE_END:
            payload += b"\r\n"
        if kind != "1" and self.fault is Fault.SENDS_NUL:
            payload += b"\0"
        data = b"\x02" + kind.encode() + payload + b"\x03"
        if kind != "1" and self.fault is Fault.NO_ETX:
            data = data[:-1]
        if self.fault is Fault.SENDS_BUFFER:
            data = data.ljust(1_024, b"\0")
        self.socket.sendall(data)

    def talk(self) -> None:
        for line in sys.stdin:
            text = line.rstrip("\n")
            if text == "/quit" and self.fault is not Fault.STAYS:
                self.socket.shutdown(socket.SHUT_RDWR)
                return
            if not self.is_in:
                if self.refusals:
                    self.name = text
                    self.send("3" if self.fault is Fault.SAYS_NAME else "1", text)
            elif text.startswith("@"):
                to, _, said = text[1:].partition(" ")
                if self.fault is Fault.WHISPER_CUT:
                    said = said.partition(",")[0]
                self.send("2", f"{to} {said}" if self.fault is Fault.WHISPERS_BLANK else f"{to},{said}")
            else:
                if self.fault is Fault.DRAWS_OWN:
                    show_line(f"{self.name}: {text}")
                self.send("3", text)

    # ---- what comes --------------------------------------------------------------------------------------

    def read(self) -> None:
        while True:
            data = self.socket.recv(4_096)
            if not data:
                if self.fault is not Fault.DEAF_TO_END:
                    return
                time.sleep(0.05)
            if self.fault is Fault.DECODES_EARLY:
                data = data.decode(self.encoding).encode(self.encoding)
            if self.fault is Fault.STRING_END:
                data = data.partition(b"\0")[0]
            self.buffer += data
            while (frame := self.next_frame()) is not None:
                if frame or self.fault is Fault.TYPE_EXPECTED:
                    self.show(chr(frame[0]), frame[1:])
                if self.fault is Fault.FIRST_FRAME_ONLY:
                    self.buffer = b""
                if self.fault is Fault.TAIL_DROPPED and b"\x03" not in self.buffer:
                    self.buffer = b""
            if self.fault is Fault.RECV_IS_MESSAGE:
                self.buffer = b""

    def next_frame(self) -> bytes | None:
        """Take the next frame out of the buffer: its type and its payload."""
        start = self.buffer.find(b"\x02")
        if self.fault is Fault.NO_SKIPPING:
            # NULs are known of; nothing else is.
            self.buffer = self.buffer.lstrip(b"\0")
            start = 0 if self.buffer else -1
        if start < 0:
            self.buffer = b""
            return None
        self.buffer = self.buffer[start:]
        end = self.buffer.find(b"\x03", 1)
        if end < 0:
            if len(self.buffer) > MAX_PAYLOAD + 2 and self.fault is not Fault.NO_LIMIT:
                sys.exit("too long")
            return None
        has_stx = self.buffer[0] == 2
        frame, self.buffer = self.buffer[1:end], self.buffer[end + 1 :]
        if not has_stx:
            return frame
        if self.fault is Fault.NO_RESYNC:
            return frame.replace(b"\x02", b"|")
        return frame[frame.rfind(b"\x02") + 1 :]

    def show(self, kind: str, payload: bytes) -> None:
        if self.fault is Fault.SHORT_BUFFER:
            payload = payload[:1_024]
        text = payload.decode("utf-8" if self.fault is Fault.READS_UTF_8 else self.encoding, "replace")
        if self.fault is Fault.NAME_CUT and kind in "23":
            text = text.partition(" ")[0]
        if kind == "0":
            self.refuse(text)
        elif kind == "1":
            show_line(f"+ {text}" if self.fault is Fault.SELF_COMES else f"= {text}")
            if text == self.name and self.fault is not Fault.NEVER_IN:
                self.enter()
        elif kind == "2":
            show_line(f"+ {text}")
        elif kind == "3":
            show_line(f"+ {text}" if self.fault is Fault.GONE_IS_COME else f"- {text}")
        elif kind == "4":
            self.chat(text)
        elif self.fault is Fault.UNKNOWN_FATAL:
            raise ValueError(kind)
        elif self.fault is Fault.UNKNOWN_SHOWN:
            show_line(text)

    def chat(self, text: str) -> None:
        if self.fault is Fault.HIDES_WORDS and self.was_in and text.startswith("*"):
            return
        show_line(text.replace("\n    ", "\n") if self.fault is Fault.UNINDENTS else text)

    def enter(self) -> None:
        self.is_in = self.was_in = True
        if self.fault is Fault.LOGS_IN_TWICE:
            self.send("1", self.name)
        if self.fault is Fault.SENDS_PING:
            self.send("8", "ping")

    def refuse(self, name: str) -> None:
        show_line(f"! {name}")
        self.refusals += 1
        if self.fault is Fault.GIVES_UP or (self.fault is Fault.GIVES_UP_LATER and self.refusals == 2):
            sys.exit("refused")
        if self.fault is Fault.INSISTS:
            time.sleep(0.05)
            self.send("1", self.name)


def main() -> None:
    """Run until the connection is over."""
    fault = Fault(sys.argv[3]) if len(sys.argv) > 3 else Fault.NONE
    encoding = sys.argv[4] if len(sys.argv) > 4 else "utf-8"
    if fault is Fault.READS_UTF_8:
        encoding = "gbk"
    client = Client(sys.argv[1], sys.argv[2], fault, encoding)
    threading.Thread(target=client.talk, daemon=True).start()
    client.send("1", client.name)
    client.read()


if __name__ == "__main__":
    main()
