"""A history as a room leaves it behind, written by the writer itself."""

from pathlib import Path

from chatroom_server.facts import HOST, AnnouncedByHost, Arrived, Fact, Left, Spoke, Whispered
from chatroom_server.history.history import History
from tests.helpers.kept_lessons import NINE

WHISPERED = "a secret for bob alone"


def write_lesson(
    file: Path, room_name: str = "Room 101", *, began_utc: float = NINE, said: tuple[str, ...] = ("hello",)
) -> None:
    """Write a lesson of 45 minutes: alice says things and whispers to bob, and the host announces something."""
    history = History.open(file, room_name, began_utc)
    first = history.last_id + 1
    facts: list[Fact] = [
        Arrived(began_utc, HOST, "方老师", "127.0.0.1", is_plain=False),
        Arrived(began_utc + 60, 1, "alice", "192.168.1.5", is_plain=False),
        Arrived(began_utc + 120, 2, "bob", "192.168.1.6", is_plain=True),
        *(Spoke(began_utc + 180, first + place, 1, "alice", text) for place, text in enumerate(said)),
        Whispered(
            began_utc + 240,
            first + len(said),
            1,
            "alice",
            2,
            "bob",
            WHISPERED,
            sender_session=1,
            to_session=2,
        ),
        AnnouncedByHost(began_utc + 300, first + len(said) + 1, "page 12", "方老师"),
        Left(began_utc + 1_500, 2, "bob"),
        Left(began_utc + 2_700, 1, "alice"),
        Left(began_utc + 2_700, HOST, "方老师"),
    ]
    history.note(tuple(facts))
    history.commit()
    history.close(began_utc + 2_700)
