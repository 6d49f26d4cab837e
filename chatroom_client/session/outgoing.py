"""This person's own messages on their way: kept until the room shows them.

The rule: a text leaves this queue only when its echo has come or the person throws it away; and the order in the
queue is the order on the wire, so that an answer of the server belongs to the first message it can be about.
What is sent is numbered as the server counts it (docs/protocol.md §4), and sent again only if it was not counted.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from chatroom_client.session.events import Outgoing, OutgoingState
from chatroom_client.session.roster import is_same_name
from shared.protocol.codec import encode_client_message
from shared.protocol.encoding import TextEncoding, encode_text
from shared.protocol.messages import Notice, NoticeCode, Say, Whisper
from shared.protocol.text import clean_text

_BYTES_AROUND_PAYLOAD = 3  # STX, the type, ETX
_GIVEN_UP = {
    OutgoingState.SENDING: OutgoingState.UNSURE,
    OutgoingState.WAITING: OutgoingState.UNSURE,
}


class OutgoingQueue:
    """Every own message that is not confirmed yet. Changing it says whether anything changed."""

    def __init__(self) -> None:
        self._items: list[Outgoing] = []
        self._last_key = 0
        self._sent = 0  # in this session
        self._taken_in = 0  # of those, counted by the server when the connection was last resumed

    @property
    def next_number(self) -> int:
        """The number that the next message will be sent under."""
        return self._sent + 1

    @property
    def items(self) -> tuple[Outgoing, ...]:
        """All of them, in the order in which they were typed or sent again."""
        return tuple(self._items)

    def add(self, to: str, text: str, state: OutgoingState, utc: float) -> Outgoing:
        """Put a new message last; ``to`` is empty for everyone."""
        item = Outgoing(self._new_key(), to, text, state, utc, self._number_in(state))
        self._items.append(item)
        return item

    def restore(self, items: Iterable[Outgoing], *, is_resumed: bool) -> bool:
        """Put what an earlier run of the program has kept before everything else.

        What was not sent yet goes out by itself only if the session goes on: else the person decides.
        """
        states = {} if is_resumed else _GIVEN_UP
        restored = [
            replace(
                item,
                key=self._new_key(),
                state=states.get(item.state, item.state),
                number=item.number if is_resumed else 0,
            )
            for item in items
        ]
        return self._keep([*restored, *self._items])

    def requeue(self, key: int, state: OutgoingState, utc: float) -> Outgoing | None:
        """Put an unsure or refused message last again, to be sent; None if there is no such one."""
        for index, item in enumerate(self._items):
            if item.key == key and item.state in {OutgoingState.UNSURE, OutgoingState.REFUSED}:
                del self._items[index]
                again = replace(item, state=state, utc=utc, number=self._number_in(state))
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
        return self._send(lambda item: item.state is OutgoingState.WAITING)

    def begin_session(self) -> bool:
        """The server counts from the start: nobody knows any more whether what was being sent arrived."""
        self._sent = self._taken_in = 0
        return self._change({OutgoingState.SENDING: OutgoingState.UNSURE})

    def resume_session(self, accepted: int) -> list[Outgoing]:
        """The server has taken in ``accepted`` messages: return those being sent that it has not, numbered anew."""
        self._sent = self._taken_in = accepted
        return self._send(lambda item: item.state is OutgoingState.SENDING and item.number > accepted)

    def end_catch_up(self) -> bool:
        """The room has shown all that it took in: what is missing was refused, and nobody knows with what words."""
        return self._keep(
            [
                replace(item, state=OutgoingState.UNSURE) if self._is_taken_in(item) else item
                for item in self._items
            ]
        )

    def lose_connection(self) -> bool:
        """There is no session to go on with: nobody knows any more whether what was being sent arrived."""
        return self._change({OutgoingState.SENDING: OutgoingState.UNSURE})

    def give_up(self) -> bool:
        """There will be no return to the room by itself: nothing is on its way or waits any more."""
        return self._change(_GIVEN_UP)

    # ---- what the room answers ---------------------------------------------------------------------------

    def confirm(self, to: str, text: str) -> int | None:
        """The room shows what this person said: return the key of the message, now gone from here, if it was.

        ``to`` is the receiver of a whisper, empty for what was said to everyone.
        """
        return self._confirm(to, text, self._items)

    def confirm_old(self, to: str, text: str) -> int | None:
        """As ``confirm``, for what the room took in before the connection was lost."""
        sent_anew = OutgoingState.SENDING
        return self._confirm(
            to, text, [i for i in self._items if i.state is not sent_anew or self._is_taken_in(i)]
        )

    def refuse(self, notice: Notice) -> bool:
        """The server said no to the first message that ``notice`` can be about; its text is kept."""
        for index, item in enumerate(self._items):
            if item.state is OutgoingState.SENDING and _concerns(notice, item):
                self._items[index] = replace(item, state=OutgoingState.REFUSED)
                return True
        return False

    # ---- inside ------------------------------------------------------------------------------------------

    def _confirm(self, to: str, text: str, items: list[Outgoing]) -> int | None:
        # A message counted as refused too early (muted and unmuted again in an instant) can still be shown.
        for state in (OutgoingState.SENDING, OutgoingState.REFUSED, OutgoingState.UNSURE):
            for item in items:
                if item.state is state and _is_shown_as(item, to, text):
                    self._items.remove(item)
                    return item.key
        return None

    def _send(self, is_due: Callable[[Outgoing], bool]) -> list[Outgoing]:
        sent: list[Outgoing] = []
        for index, item in enumerate(self._items):
            if is_due(item):
                number = self._number_in(OutgoingState.SENDING)
                self._items[index] = replace(item, state=OutgoingState.SENDING, number=number)
                sent.append(self._items[index])
        return sent

    def _is_taken_in(self, item: Outgoing) -> bool:
        return item.state is OutgoingState.SENDING and item.number <= self._taken_in

    def _number_in(self, state: OutgoingState) -> int:
        self._sent += state is OutgoingState.SENDING
        return self._sent if state is OutgoingState.SENDING else 0

    def _new_key(self) -> int:
        self._last_key += 1
        return self._last_key

    def _change(self, states: Mapping[OutgoingState, OutgoingState]) -> bool:
        return self._keep([replace(item, state=states.get(item.state, item.state)) for item in self._items])

    def _keep(self, items: list[Outgoing]) -> bool:
        is_changed = items != self._items
        self._items = items
        return is_changed


def _is_shown_as(item: Outgoing, to: str, text: str) -> bool:
    return (is_same_name(item.to, to) if item.to and to else item.to == to) and is_echo_of(item.text, text)


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
        case NoticeCode.MUTED_BUT_HOST | NoticeCode.HOST_ONLY | NoticeCode.NOBODY_BUT_HOST:
            return not is_same_name(item.to, notice.name)
        case NoticeCode.NO_WHISPERS_BUT_HOST:
            return bool(item.to) and not is_same_name(item.to, notice.name)
        case NoticeCode.MUTED | NoticeCode.NOBODY | NoticeCode.TOO_SOON | NoticeCode.LOG_IN_FIRST:
            return True
        case NoticeCode.NO_WHISPERS | NoticeCode.WHISPER_WITHOUT_COMMA:
            return bool(item.to)
        case (
            NoticeCode.ALREADY_LOGGED_IN
            | NoticeCode.FRAME_WITHOUT_TYPE
            | NoticeCode.UNKNOWN_TYPE
            | NoticeCode.BAD_OBJECT
            | NoticeCode.TOO_MANY_CONNECTIONS
            | NoticeCode.ROOM_FULL
            | NoticeCode.UNMUTED
            | NoticeCode.REMOVED
            | NoticeCode.REMOVED_WAIT
            | NoticeCode.BANNED
            | NoticeCode.CLOSING
            | NoticeCode.RULES_ALL
            | NoticeCode.RULES_NO_WHISPERS
            | NoticeCode.RULES_HOST_ONLY
            | NoticeCode.RULES_NOBODY
            | NoticeCode.SLOW_ON
            | NoticeCode.SLOW_OFF
            | NoticeCode.WHISPERS_SHOWN
            | NoticeCode.WHISPERS_HIDDEN
        ):
            return False
        case _:
            assert_never(notice.code)
