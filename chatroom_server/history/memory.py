"""What somebody may see of the messages that are in memory: not written yet, or never to be written.

The rule: the same is seen here as in the file: what was said to all, and whispers of which one is one of the two.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import itemgetter

from chatroom_server.facts import SessionId, Whispered
from chatroom_server.history.rows import (
    Batch,
    MessageFact,
    message_row,
    old_message,
    old_whisper,
    whisper_row,
)
from shared.protocol.messages import Old

_id_of_row = itemgetter(0)


def older_in(batch: Batch, session: SessionId, before: int, limit: int) -> list[Old]:
    """Return the newest ``limit`` messages with an id below ``before`` that a session may see, oldest first."""
    end = bisect_left(batch.messages, before, key=_id_of_row)
    found = [old_message(row) for row in batch.messages[max(0, end - limit) : end]]
    end = bisect_left(batch.whispers, before, key=_id_of_row)
    found += [old_whisper(row) for row in batch.whispers[:end] if session in row[5:]]
    return sorted(found, key=id_of)[-limit:]


def after_in(batch: Batch, session: SessionId, last: int, up_to: int, limit: int) -> list[Old]:
    """Return the oldest ``limit`` messages with ``last < id <= up_to`` that a session may see, oldest first."""
    start = bisect_right(batch.messages, last, key=_id_of_row)
    end = bisect_right(batch.messages, up_to, key=_id_of_row)
    found = [old_message(row) for row in batch.messages[start : min(end, start + limit)]]
    start = bisect_right(batch.whispers, last, key=_id_of_row)
    end = bisect_right(batch.whispers, up_to, key=_id_of_row)
    found += [old_whisper(row) for row in batch.whispers[start:end] if session in row[5:]]
    return sorted(found, key=id_of)[:limit]


def after_among(
    recent: Iterable[MessageFact], session: SessionId, last: int, up_to: int, limit: int
) -> list[Old]:
    """Return the same of facts that were never made rows."""
    missed: list[Old] = []
    for fact in recent:
        if not last < fact.message_id <= up_to:
            continue
        match fact:
            case Whispered():
                if session and session in {fact.sender_session, fact.to_session}:
                    missed.append(old_whisper(whisper_row(fact)))
            case _:
                missed.append(old_message(message_row(fact)))
        if len(missed) == limit:
            break
    return missed


def id_of(message: Old) -> int:
    """Return where a message stands in the room's order."""
    return message.stamp.id
