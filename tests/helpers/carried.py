"""Rooms that are carried somewhere, and somebody who keeps what they tell."""

import threading
from typing import TypeVar

from chatroom_server.room_orders import Failed, IsOpen, Told
from chatroom_server.room_settings import RoomSettings
from shared.protocol.limits import RoomLimits
from tests.helpers.headless import PATIENCE_SECONDS

HERE = RoomSettings(
    "Room 101", host_name="Teacher", host="127.0.0.1", tcp_port=0, udp_port=0, limits=RoomLimits(rate=0)
)

Kind = TypeVar("Kind", bound=Told)


class Keeper:
    """Keeps everything that a room tells, from whatever thread."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self._news = threading.Condition()

    def tell(self, told: Told) -> None:
        with self._news:
            self.told.append(told)
            self._news.notify_all()

    def all(self, kind: type[Kind]) -> list[Kind]:
        return [told for told in self.told if isinstance(told, kind)]

    def wait_for(self, kind: type[Kind], times: int = 1) -> Kind:
        """Return what was told of that kind, once it was told so often."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.all(kind)) >= times, PATIENCE_SECONDS), self.told
        return self.all(kind)[times - 1]

    @property
    def port(self) -> int:
        """Where the room is, once it is open."""
        return self.wait_for(IsOpen).opened.tcp_port

    @property
    def failures(self) -> list[object]:
        return [failed.reason for failed in self.all(Failed)]
