"""What a room is made of when it opens: its history, its people, and what rich clients are told of it first.

The rule: everything here follows from the settings and the history alone; nobody has come yet.
"""

from chatroom_server.history.history import History
from chatroom_server.room import Room
from chatroom_server.room_settings import RoomSettings
from shared.protocol.limits import MAX_NAME_CHARACTERS, MAX_TEXT_CHARACTERS
from shared.protocol.messages import ServerHello
from shared.version import product_version

_FEATURES = ("resume", "history", "away", "hand", "bye")  # of the rich dialect (docs/protocol.md §4)


def server_hello(settings: RoomSettings, instance_id: str) -> ServerHello:
    """Return what a rich client is told first; ``instance_id`` is this room's and no other's."""
    return ServerHello(
        app=f"LAN Chatroom {product_version()}",
        server_id=instance_id,
        room=settings.room_name,
        max_text_characters=MAX_TEXT_CHARACTERS,
        max_name_characters=MAX_NAME_CHARACTERS,
        features=_FEATURES,
    )


def open_history(settings: RoomSettings, utc: float) -> History:
    """Return the room's history, on disk if it is to be kept. Raises ``HistoryInUse``."""
    if not settings.keeps_history:
        return History.in_memory(utc)
    return History.open(settings.history_file, settings.room_name, utc, is_fresh=settings.is_fresh)


def room_of(settings: RoomSettings, history: History, utc: float) -> Room:
    """Return the room with nobody in it but the host, going on where its history ends."""
    return Room(
        host_name=settings.host_name,
        max_users=settings.limits.max_users,
        max_per_address=settings.limits.max_per_address,
        last_id=history.last_id,
        pinned=history.pinned,
        utc=utc,
    )
