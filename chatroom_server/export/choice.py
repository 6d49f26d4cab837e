"""Which history an export is made from: the one that was named, the room's, or the only one that there is.

The rule: nothing is guessed where two could be meant, and nothing is made by looking.
"""

from pathlib import Path

from chatroom_server.arguments import Arguments
from chatroom_server.history.file import default_file
from chatroom_server.history.reader import HistoryReader, HistoryUnreadable


class NoHistory(Exception):
    """Raised where there is no history to be read, or too many; its words say which ones there are."""


def chosen_history(arguments: Arguments) -> Path:
    """Return the file to read; raises ``NoHistory``."""
    settings = arguments.settings
    if settings.history_file is not None:
        if not _may_be_there(settings.history_file):
            raise NoHistory(f"there is no history {settings.history_file}: look at the name after --history")
        return settings.history_file
    own = default_file(settings.room_name)
    if _may_be_there(own):
        return own
    kept = kept_rooms(own)
    if len(kept) == 1 and not arguments.is_room_named:
        return next(iter(kept.values()))
    missing = f'the room "{settings.room_name}" has no history here'
    if not kept:
        raise NoHistory(f"{missing}, and no other room has: name a file with --history")
    rooms = ", ".join(f'"{room}"' for room in sorted(kept))
    raise NoHistory(f"{missing}: name one that has with --room ({rooms}), or a file with --history")


def kept_rooms(beside: Path) -> dict[str, Path]:
    """Return the rooms that have a history in the folder of ``beside``, each with its file."""
    kept: dict[str, Path] = {}
    # Of several rooms with one name, the first is the one that is found by it.
    for file in sorted(beside.parent.glob(f"*{beside.suffix}"), key=lambda file: (len(file.name), file)):
        if "." in file.stem:
            continue  # damaged, and set aside
        try:
            lessons = HistoryReader(file).lessons()
        except HistoryUnreadable:
            continue
        if lessons:
            kept.setdefault(lessons[-1].room, file)
    return kept


def _may_be_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return True  # nobody lets us look: reading it will say so
