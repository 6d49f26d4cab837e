"""This person's own messages on their way: kept until the room shows them.

The rule: a text leaves this queue only when its echo has come or the person throws it away; and the order in the
queue is the order on the wire, so that an answer of the server belongs to the first message it can be about.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from chatroom_client.events import Outgoing, OutgoingState
from chatroom_client.roster import is_same_name
from shared.protocol.codec import encode_client_message
from shared.protocol.encoding import TextEncoding, encode_text
from shared.protocol.messages import Notice, NoticeCode, Say, Whisper
from shared.protocol.text import clean_text

_BYTES_AROUND_PAYLOAD = 3  # STX, the type, ETX


class OutgoingQueue:
    """Every own message that is not confirmed yet. Changing it says whether anything changed."""

    def __init__(self) -> None:
        self._items: list[Outgoing] = []
        self._last_key = 0

    @property
    def items(self) -> tuple[Outgoing, ...]:
        """All of them, in the order in which they were typed or sent again."""
        return tuple(self._items)

    def add(self, to: str, text: str, state: OutgoingState, utc: float) -> Outgoing:
        """Put a new message last; ``to`` is empty for everyone."""
        self._last_key += 1
        item = Outgoing(self._last_key, to, text, state, utc)
        self._items.append(item)
        return item

    def requeue(self, key: int, state: OutgoingState, utc: float) -> Outgoing | None:
        """Put an unsure or refused message last again, to be sent; None if there is no such one."""
        for index, item in enumerate(self._items):
            if item.key == key and item.state in {OutgoingState.UNSURE, OutgoingState.REFUSED}:
                del self._items[index]
                again = replace(item, state=state, utc=utc)
                self._items.append(again)
                return again
        return None

    def discard(self, key: int) -> bool:
        """Throw a message away, at the person's wish; one that is being sent cannot be called back."""
        kept = [item for item in self._items if item.key != key or item.state is OutgoingState.SENDING]
        return self._keep(kept)

    def clear(self) -> bool:
        """Throw everything away: the person went to another room."""
        return self._keep([])

    # ---- the connection ----------------------------------------------------------------------------------

    def start_sending(self) -> list[Outgoing]:
        """Return what was waiting, in order, now counted as being sent."""
        sent: list[Outgoing] = []
        for index, item in enumerate(self._items):
            if item.state is OutgoingState.WAITING:
                self._items[index] = replace(item, state=OutgoingState.SENDING)
                sent.append(self._items[index])
        return sent

    def lose_connection(self) -> bool:
        """Nobody knows any more of what was being sent whether it arrived."""
        return self._change({OutgoingState.SENDING}, OutgoingState.UNSURE)

    def give_up(self) -> bool:
        """There will be no return to the room by itself: nothing is on its way or waits any more."""
        return self._change({OutgoingState.SENDING, OutgoingState.WAITING}, OutgoingState.UNSURE)

    # ---- what the room answers ---------------------------------------------------------------------------

    def confirm_said(self, text: str) -> int | None:
        """The room shows what this person said to everyone: return the key of the message, now gone from here."""
        return self._confirm(lambda item: not item.to and is_echo_of(item.text, text))

    def confirm_whisper(self, to: str, text: str) -> int | None:
        """The receipt of a whisper has come: return the key of the message, now gone from here."""
        return self._confirm(lambda i: bool(i.to) and is_echo_of(i.text, text) and is_same_name(i.to, to))

    def refuse(self, notice: Notice) -> bool:
        """The server said no to the first message that ``notice`` can be about; its text is kept."""
        for index, item in enumerate(self._items):
            if item.state is OutgoingState.SENDING and _concerns(notice, item):
                self._items[index] = replace(item, state=OutgoingState.REFUSED)
                return True
        return False

    # ---- inside ------------------------------------------------------------------------------------------

    def _confirm(self, matches: Callable[[Outgoing], bool]) -> int | None:
        for index in self._candidates():
            if matches(self._items[index]):
                return self._items.pop(index).key
        return None

    def _candidates(self) -> Iterator[int]:
        # A message counted as refused too early (muted and unmuted again in an instant) can still be shown.
        for state in (OutgoingState.SENDING, OutgoingState.REFUSED, OutgoingState.UNSURE):
            for index, item in enumerate(self._items):
                if item.state is state:
                    yield index

    def _change(self, old: set[OutgoingState], new: OutgoingState) -> bool:
        return self._keep([replace(item, state=new) if item.state in old else item for item in self._items])

    def _keep(self, items: list[Outgoing]) -> bool:
        is_changed = items != self._items
        self._items = items
        return is_changed


def message_of(item: Outgoing) -> Say | Whisper:
    """Return what goes over the wire for ``item``."""
    return Whisper(item.to, item.text) if item.to else Say(item.text)


def is_echo_of(text: str, echo: str) -> bool:
    """Whether ``echo`` is ``text`` as a room shows it.

    Servers differ in how they indent and trim, and a GBK room cannot write every character (docs/protocol.md §5).
    """
    if text == echo:
        return True
    folded = _folded(echo)
    return folded in (
        _folded(text),
        _folded(encode_text(text, TextEncoding.GBK).decode("gb18030", "replace")),
    )


def _folded(text: str) -> list[str]:
    return clean_text(text).split()


def _concerns(notice: Notice, item: Outgoing) -> bool:
    match notice.code:
        case NoticeCode.NOT_ONLINE:
            return bool(item.to) and is_same_name(item.to, notice.name)
        case NoticeCode.TEXT_TOO_LONG:
            return len(item.text) > notice.number
        case NoticeCode.FRAME_TOO_LONG:
            return len(encode_client_message(message_of(item))) - _BYTES_AROUND_PAYLOAD > notice.number
        case NoticeCode.MUTED_BUT_HOST:
            return not is_same_name(item.to, notice.name)
        case NoticeCode.MUTED | NoticeCode.LOG_IN_FIRST:
            return True
        case NoticeCode.WHISPER_WITHOUT_COMMA:
            return bool(item.to)
        case (
            NoticeCode.ALREADY_LOGGED_IN
            | NoticeCode.FRAME_WITHOUT_TYPE
            | NoticeCode.UNKNOWN_TYPE
            | NoticeCode.TOO_MANY_CONNECTIONS
            | NoticeCode.ROOM_FULL
            | NoticeCode.UNMUTED
            | NoticeCode.REMOVED
            | NoticeCode.REMOVED_WAIT
            | NoticeCode.BANNED
            | NoticeCode.CLOSING
        ):
            return False
        case _:
            assert_never(notice.code)
