"""``chatroom-server`` with an eye on it: whatever it opens, starts, imports or connects to is a line in its log.

The rule: what is watched is the program itself, unchanged; Python tells its audit hook before it does anything.
"""

import os
import sys

from chatroom_server.__main__ import main

MARK = "LOOK "
_WATCHED = (
    "open",
    "import",
    "compile",
    "exec",
    "os.",
    "shutil.",
    "socket.connect",
    "socket.get",
    "subprocess.",
    "ctypes.",
    "sqlite3.connect",
    "urllib.",
    "webbrowser.",
)


def look(event: str, details: tuple[object, ...]) -> None:
    """Write down what is about to happen."""
    if event.startswith(_WATCHED):
        os.write(2, f"{MARK}{event} {details[:1]!r}\n".encode(errors="replace"))


if __name__ == "__main__":
    sys.addaudithook(look)
    sys.exit(main())
