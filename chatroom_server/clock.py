"""What time it is, for people and for measuring."""

import asyncio
import time

from chatroom_server.deliveries import Moment


def moment(loop: asyncio.AbstractEventLoop) -> Moment:
    """Return now: the time of this computer, and the steady time of ``loop``."""
    return Moment(time.time(), loop.time())
