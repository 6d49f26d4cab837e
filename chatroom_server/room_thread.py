"""A room in a thread of this process: quick to start, and it shares the interpreter with whoever hosts it.

The rule: one interpreter runs both threads, one at a time; so the host's has to let go of it soon when the room
wants it.
"""

import sys
import threading

from chatroom_server.hosted_room import HostedRoom
from chatroom_server.room_orders import Ended, Order, Tell
from chatroom_server.room_settings import RoomSettings

_SWITCH_SECONDS = 0.0005
"""Whoever of the two wants the interpreter has it after this, where Python's own 5 ms would do for one program.

Each of the room's sends lets go of it, and so does each step of a paint: either may then have to wait for it.
"""


class RoomThread:
    """A ``CarriedRoom``: started when it is made, and to be waited for at the end."""

    def __init__(self, settings: RoomSettings, tell: Tell) -> None:
        self._room = HostedRoom(settings, tell)
        self._thread = threading.Thread(target=self._run, args=(tell,), name="room")
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the thread lives."""
        return self._thread.is_alive()

    def order(self, order: Order) -> None:
        """Have the room do something, soon and in order."""
        self._room.order(order)

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self, tell: Tell) -> None:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_SECONDS)
        try:
            self._room.run()
        finally:
            sys.setswitchinterval(usual)
            tell(Ended())
