"""A whole client of LAN Chatroom's plain protocol (docs/protocol.md), with nothing but Python's own library.

    python chat_client.py NAME [HOST[:PORT]]

Without an address it asks the network for the room; a number in its place is the UDP port to ask at. Type a line to
say it to all, "@bob text" to whisper to bob, "/quit" to leave.
"""

import contextlib
import socket
import sys
import threading
from collections.abc import Iterable, Iterator

STX, ETX = 2, 3
MAX_PAYLOAD = 65536
REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"


def find_room(udp_port: int) -> tuple[str, int]:
    """Ask all computers around, and this one (§1). The answer says the TCP port, and its sender is the host."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        for wait in (0.1, 0.5, 1, 2, 2):  # a datagram can get lost, so ask again
            for host in ("127.0.0.1", "255.255.255.255"):
                udp.settimeout(wait)
                try:
                    udp.sendto(REQUEST, (host, udp_port))
                    answer, (sender, _) = udp.recvfrom(512)
                    return sender, int(answer)
                except (OSError, ValueError):  # no network that way, nobody there, or no number: ask on
                    continue
    sys.exit("No room has answered. Give its address as HOST:PORT.")


def send_frame(room: socket.socket, kind: bytes, text: bytes) -> None:
    """Send STX, type, text, ETX. The text may hold neither mark; and send() may take less than it was given."""
    text = text.replace(b"\x02", b"").replace(b"\x03", b"")
    room.sendall(b"\x02" + kind + text + b"\x03")  # sendall() goes on until all is taken


def frames(room: socket.socket) -> Iterator[tuple[str, str]]:
    """Yield the type and the payload of each frame, until the connection is over.

    TCP carries bytes and knows no frames: a recv() may bring half a frame, or three and a half. So take byte after
    byte, and what is not finished waits here for the next recv().
    """
    frame: bytearray | None = None  # what has come of this frame; None outside of frames
    while data := room.recv(4096):
        for byte in data:
            if byte == STX:
                frame = bytearray()  # a frame begins; one that lost its end is dropped
            elif frame is None:
                continue  # a byte outside of frames: skipped
            elif byte != ETX:
                frame.append(byte)
                if len(frame) > MAX_PAYLOAD + 1:
                    sys.exit("The room sends a frame without an end.")
            else:
                if frame:  # one without a type is dropped
                    # Only whole frames are decoded: a recv() may end in the middle of a character.
                    yield chr(frame[0]), frame[1:].decode("utf-8", "replace")
                frame = None


def talk(room: socket.socket, keyboard: Iterable[bytes]) -> None:
    """Wait for the keyboard, while main() waits for the room."""
    with contextlib.suppress(OSError):  # the connection is over, as main() sees too
        for typed in keyboard:
            line = typed.rstrip(b"\r\n")
            if line == b"/quit":
                break
            name, space, text = line[1:].partition(b" ")
            if line.startswith(b"@") and space:
                send_frame(room, b"2", name + b"," + text)
            elif line:
                send_frame(room, b"3", line)
        room.shutdown(socket.SHUT_WR)  # we send no more: the room closes, and recv() returns nothing


def main() -> None:
    """Find the room, log in, and show what comes until the connection is over."""
    if len(sys.argv) < 2:
        sys.exit("Give a NAME, and perhaps HOST:PORT.")
    host, _, port = (sys.argv[2] if len(sys.argv) > 2 else "6000").partition(":")
    room = socket.create_connection(find_room(int(host)) if host.isdigit() else (host, int(port or "9999")))
    send_frame(room, b"1", sys.argv[1].encode())
    shown = {"0": "! {} is taken, try another:", "1": "= {}", "2": "+ {}", "3": "- {}", "4": "{}"}
    is_in = False
    with open(0, "rb", buffering=0, closefd=False) as keyboard:
        for kind, text in frames(room):
            if kind in shown:  # in UTF-8, whatever this computer prefers
                sys.stdout.buffer.write(shown[kind].format(text).encode() + b"\n")
                sys.stdout.flush()
            if kind == "0":  # that name is taken: the next line is another one
                line = keyboard.readline()
                if not line:
                    break
                send_frame(room, b"1", line.rstrip(b"\r\n"))
            elif kind == "1" and not is_in:  # the list of who is here has begun: the name was free
                is_in = True
                threading.Thread(target=talk, args=(room, keyboard), daemon=True).start()
    print("The connection is closed.")


if __name__ == "__main__":
    try:
        main()
    except OSError as trouble:
        sys.exit(f"The connection is over: {trouble}")
