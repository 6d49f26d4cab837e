"""The ways out of the guest's window: the link to a room, and the search for rooms.

The rule: they are opened when the window is there. What they are made of takes longer to load than a window.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from shared.version import product_version

if TYPE_CHECKING:
    from chatroom_client.finder import RoomFinder
    from chatroom_client.link import ServerLink


class Ways:
    """Call `open` once, and `close` when the program ends, whether they were opened or not.

    An `is_acted` guest keeps its sessions apart from any person's; the others are as for `ServerLink` and
    `RoomFinder`.
    """

    def __init__(
        self, *, udp_port: int, is_plain: bool, is_acted: bool, is_keeping: bool, language: str
    ) -> None:
        self._udp_port = udp_port
        self._is_plain = is_plain
        self._is_acted = is_acted
        self._is_keeping = is_keeping
        self._language = language
        self._link: ServerLink | None = None

    def open(self) -> tuple[ServerLink, RoomFinder]:
        """Make both."""
        from chatroom_client.finder import RoomFinder  # noqa: PLC0415
        from chatroom_client.kept_file import KeptFiles  # noqa: PLC0415
        from chatroom_client.link import ServerLink  # noqa: PLC0415
        from chatroom_client.wire_tap import WireTap  # noqa: PLC0415

        tap = WireTap()
        files = KeptFiles(_folder_of_sessions(is_acted=self._is_acted))
        files.clean(time.time())
        self._link = ServerLink(
            files=files,
            is_plain=self._is_plain,
            app=f"LAN Chatroom {product_version()}",
            language=self._language,
            tap=tap,
        )
        self._link.set_keeping(self._is_keeping)
        return self._link, RoomFinder(udp_port=self._udp_port, tap=tap)

    def close(self) -> None:
        """Leave the room, and write down what the next start is to know."""
        if self._link is not None:
            self._link.close()


def _folder_of_sessions(*, is_acted: bool) -> Path:
    """Return where sessions are kept for the next start of the program; an actor's lie apart from any person's."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(data) / ("sessions-acted" if is_acted else "sessions")
