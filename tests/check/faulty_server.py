"""A small plain server of docs/protocol.md with one fault that can be switched on, as a student may write it.

It is a program of its own, as theirs are, so that the judge and the server do not keep each other waiting.
"""

import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import cast

from shared.protocol.encoding import EncodingDetector, encode_text
from shared.protocol.framing import Frame, FrameDecoder, FrameFault, MalformedFrame
from shared.protocol.names import InvalidName, parse_name, prepared_key
from shared.protocol.text import clean_text, is_blank
from tests.helpers.headless import ROOT

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"


class Fault(Enum):
    """What is wrong with a server."""

    NONE = "nothing"
    ONE_RECV_ONE_MESSAGE = "serves only the first frame of what a recv brought"
    NO_BUFFER = "throws half a frame away"
    NO_RESYNC = "serves nothing any more after bytes outside frames"
    STX_INSIDE = "takes an 02 inside a frame for text"
    NO_ETX = "forgets the 03"
    PORT_IN_WORDS = "answers the request with words"
    ANSWERS_ANYTHING = "answers whatever begins like the request"
    ANSWERS_TWICE = "answers the request twice"
    STRICT_REQUEST = "wants the request without the NUL behind it"
    ROSTER_BACKWARDS = "lists the newest first"
    OWN_NAME_FIRST = "lists the newcomer first"
    OWN_NAME_TOLD = "tells the newcomer of themselves"
    NO_ECHO = "does not send back what somebody said"
    ECHO_TWICE = "sends back twice what somebody said"
    WHISPER_LEAKS = "shows whispers to all"
    WHISPER_LAST_COMMA = "ends the name at the last comma"
    CASE_MATTERS = "compares names with case"
    COMMA_ACCEPTED = "lets a comma into a name"
    SECOND_LOGIN = "takes a second login"
    CLOSES_AFTER_REFUSAL = "closes after a 0"
    GBK_IGNORED = "reads and writes UTF-8 alone"
    UNKNOWN_CLOSES = "closes at an unknown type"
    STRANGERS_LEAVE = "tells that somebody has gone who was never here"
    DEPARTURE_UNTOLD = "tells nobody who has gone"
    NAME_STAYS_TAKEN = "keeps the names of those who are gone"
    OFFLINE_UNTOLD = "drops a whisper to nobody"
    EMPTY_RELAYED = "relays empty texts"
    NOT_INDENTED = "sends line feeds as they came"
    LONG_TEXT_CUT = "cuts what is too long"
    EARLY_TEXT_RELAYED = "serves a text before the login"


class Person:
    """One connection."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        self.name = ""
        self.detector = EncodingDetector()
        self.refused = 0
        self.skipped = 0


class FaultyServer:
    """The server; made and served inside one loop."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.people: list[Person] = []
        self.gone: list[str] = []
        self.tcp_port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection from its beginning to its end."""
        person = Person(writer)
        decoder = FrameDecoder(16_384)
        is_lost = False
        # A task that is cancelled at the end of a test has nothing to say any more.
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while data := await reader.read(65_536):
                if self.fault is Fault.STX_INSIDE and b"\x023lost" in data:
                    data = data.replace(b"\x023lost its end\x02", b"\x023lost its end")
                events = decoder.feed(data)
                if self.fault is Fault.NO_BUFFER:
                    decoder = FrameDecoder(16_384)
                if self.fault is Fault.ONE_RECV_ONE_MESSAGE:
                    del events[1:]
                if self.fault is Fault.NO_RESYNC:
                    is_lost |= any(event.skipped for event in events) or bool(decoder.skipped_in_a_row)
                if decoder.skipped_in_a_row >= 1_048_576 or (
                    not person.name and decoder.unfinished_bytes > 1_025
                ):
                    break
                if is_lost:
                    continue
                if not all(self.on_event(person, event) for event in events):
                    break
                await writer.drain()
        self.on_end(person)
        writer.close()

    def on_event(self, person: Person, event: Frame | MalformedFrame) -> bool:
        """Serve one frame; return whether the connection goes on."""
        if isinstance(event, MalformedFrame):
            if event.fault is FrameFault.NO_TYPE:
                self.tell(person, "that frame has no type: it is 02, type, text, 03")
            if event.fault is FrameFault.TOO_LONG:
                self.tell(person, "that frame is too long: at most 16384 bytes")
            return True
        if not person.name and len(event.payload) > 1_024:
            return False
        is_early_text = event.kind == b"3" and self.fault is Fault.EARLY_TEXT_RELAYED
        if event.kind != b"1" and not person.name and not is_early_text:
            self.tell(person, "log in first")
            return True
        text = self.decode(person, event.payload)
        match event.kind:
            case b"1":
                return self.on_login(person, text)
            case b"2":
                self.on_whisper(person, text)
            case b"3":
                self.on_text(person, text)
            case _:
                self.tell(person, f"no such message type: {event.kind.decode('latin-1')}")
                return self.fault is not Fault.UNKNOWN_CLOSES
        return True

    def on_login(self, person: Person, raw: str) -> bool:
        """Let somebody in, or not."""
        if person.name and self.fault is not Fault.SECOND_LOGIN:
            self.tell(person, f"you are already logged in as {person.name}")
            return True
        name = self.valid_name(raw)
        if name is None:
            person.refused += 1
            self.send(person, "0", raw)
            return person.refused < 20 and self.fault is not Fault.CLOSES_AFTER_REFUSAL
        person.refused = 0
        names = [other.name for other in self.people if other is not person]
        if self.fault is Fault.ROSTER_BACKWARDS:
            names.reverse()
        names.insert(0 if self.fault is Fault.OWN_NAME_FIRST else len(names), name)
        for each in names:
            self.send(person, "1", each)
        person.name = name
        if person not in self.people:
            self.people.append(person)
        for other in self.people:
            if other is not person or self.fault is Fault.OWN_NAME_TOLD:
                self.send(other, "2", name)
        return True

    def valid_name(self, raw: str) -> str | None:
        """The name as shown, None where it cannot be had."""
        checked = raw.replace(",", "") if self.fault is Fault.COMMA_ACCEPTED else raw
        try:
            name = parse_name(checked)
        except InvalidName:
            return None
        shown = name.shown if checked == raw else raw
        taken = [other.name for other in self.people]
        if self.fault is Fault.NAME_STAYS_TAKEN:
            taken += self.gone
        if self.fault is Fault.CASE_MATTERS:
            same_looks = [each for each in taken if each.lower() != shown.lower()]
            is_taken = shown in taken or any(parse_name(each).keys & name.keys for each in same_looks)
        else:
            is_taken = any(parse_name(each.replace(",", "")).keys & name.keys for each in taken)
        return None if is_taken else shown

    def on_whisper(self, person: Person, payload: str) -> None:
        """Bring it to one."""
        name, comma, text = payload.partition(",")
        if self.fault is Fault.WHISPER_LAST_COMMA:
            name, comma, text = payload.rpartition(",")
        if not comma:
            self.tell(person, "a whisper needs a comma after the name")
            return
        receiver = next((each for each in self.people if prepared_key(each.name) == prepared_key(name)), None)
        if receiver is None:
            if self.fault is not Fault.OFFLINE_UNTOLD:
                self.tell(person, f"{name} is not online")
            return
        self.send(receiver, "4", f"{person.name}, to you: {indented(text)}")
        self.send(person, "4", f"you, to {receiver.name}: {indented(text)}")
        if self.fault is Fault.WHISPER_LEAKS:
            for other in self.people:
                if other not in {person, receiver}:
                    self.send(other, "4", f"{person.name}, to {receiver.name}: {indented(text)}")

    def on_text(self, person: Person, text: str) -> None:
        """Bring it to everyone."""
        if is_blank(text) and self.fault is not Fault.EMPTY_RELAYED:
            return
        if len(text) > 4_000:
            if self.fault is not Fault.LONG_TEXT_CUT:
                self.tell(person, "that text is too long: at most 4000 characters")
                return
            text = text[:4_000]
        shown = clean_text(text) if self.fault is Fault.NOT_INDENTED else indented(text)
        for other in self.people:
            if other is not person or self.fault is not Fault.NO_ECHO:
                self.send(other, "4", f"{person.name}: {shown}")
        if self.fault is Fault.ECHO_TWICE:
            self.send(person, "4", f"{person.name}: {shown}")

    def on_end(self, person: Person) -> None:
        """Somebody has gone."""
        name = person.name
        if person in self.people:
            self.people.remove(person)
            self.gone.append(name)
        elif self.fault is Fault.STRANGERS_LEAVE and person.refused and self.people:
            name = self.people[0].name
        if name and self.fault is not Fault.DEPARTURE_UNTOLD:
            for other in self.people:
                self.send(other, "3", name)

    def decode(self, person: Person, payload: bytes) -> str:
        """What somebody sent, as text."""
        if self.fault is Fault.GBK_IGNORED:
            return payload.decode("utf-8", "replace")
        return person.detector.decode(payload)

    def tell(self, person: Person, words: str) -> None:
        """Say something in the server's own words."""
        self.send(person, "4", f"* {words}")

    def send(self, person: Person, kind: str, text: str) -> None:
        """Send one frame."""
        data = (
            text.encode() if self.fault is Fault.GBK_IGNORED else encode_text(text, person.detector.encoding)
        )
        end = b"" if self.fault is Fault.NO_ETX else b"\x03"
        if not person.writer.is_closing():
            person.writer.write(
                b"\x02" + kind.encode() + data.replace(b"\x02", b"").replace(b"\x03", b"") + end
            )


def indented(text: str) -> str:
    """What was said, as a line of chat shows it."""
    lines = clean_text(text).replace("\u2028", "\n").replace("\u2029", "\n")
    return lines.replace("\n", "\n    ")


class Answers(asyncio.DatagramProtocol):
    """The discovery of a faulty server."""

    def __init__(self, server: FaultyServer) -> None:
        self.server = server
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go out."""
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a request."""
        fault = self.server.fault
        text = data if fault is Fault.STRICT_REQUEST else data.rstrip(b"\x00\r\n \t")
        is_request = text.startswith(b"REQUEST") if fault is Fault.ANSWERS_ANYTHING else text == REQUEST
        if is_request and self.transport is not None:
            words = "port {}" if fault is Fault.PORT_IN_WORDS else "{}"
            for _ in range(2 if fault is Fault.ANSWERS_TWICE else 1):
                self.transport.sendto(words.format(self.server.tcp_port).encode(), addr)


async def serve(fault: Fault) -> None:
    """Say the TCP and the UDP port, and serve for ever."""
    server = FaultyServer(fault)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: Answers(server), ("127.0.0.1", 0), family=socket.AF_INET
    )
    server.tcp_port = listener.sockets[0].getsockname()[1]
    print(server.tcp_port, transport.get_extra_info("sockname")[1], flush=True)  # noqa: T201
    await listener.serve_forever()


@contextmanager
def faulty_server(fault: Fault = Fault.NONE) -> Iterator[tuple[int, int]]:
    """Serve until the block ends; yields the TCP and the UDP port."""
    command = [sys.executable, "-m", "tests.check.faulty_server", fault.name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            tcp_port, udp_port = map(int, process.stdout.readline().split())
            yield tcp_port, udp_port
        finally:
            process.kill()


if __name__ == "__main__":
    asyncio.run(serve(Fault[sys.argv[1]]))
