"""One rich guest in a process of its own: the client's real session and kept files, with a socket instead of Qt.

It is killed, frozen and cut at any moment, and its journal must not be able to fake a loss or a doubling. So:

- A window that opens is empty: ``Opened`` says what the kept file knew then. Whatever the journal shows with a
  higher id belonged to the window before, and the room must show it again; whatever it shows up to that id must not
  come again. The verdict cuts the journal there, and what is left must be everything, once and in order.
- What is shown is in the journal before anything is kept that counts it as shown: a kill between the two makes the
  room show it again, in the next window, where it is new.
- ``Typed`` is in the journal before the session is told, ``Kept`` after the file is written and before a byte goes
  out. So a number with ``Kept`` must be said; one without, and only the last of a life can be one, may be.
- ``Welcomed`` is noted from the wire, independently of what the session makes of it.
"""

import os
import random
import signal
import time
from hashlib import sha256

from chatroom_client.backoff import Backoff
from chatroom_client.keepalive import watch_peer
from chatroom_client.kept_file import KeptFiles
from chatroom_client.session.events import (
    AnnouncementArrived,
    FailureReason,
    HistoryArrived,
    HistoryKind,
    MessageArrived,
    Outgoing,
    OutgoingChanged,
    OutgoingState,
    Refused,
    SessionState,
    StateChanged,
)
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Connect, Disconnect, Keep, Moment, Output, Send, Sendable
from chatroom_client.session.session import Session
from shared.protocol.codec import encode_client_message
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES
from shared.protocol.messages import (
    Old,
    Said,
    Say,
    ServerMessage,
    WantOlder,
    Welcome,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.server_decoder import ServerDecoder
from tests.chaos.journal import (
    Journal,
    Kept,
    Older,
    Opened,
    PageOfOlder,
    Returned,
    SawRoster,
    Shown,
    Strange,
    Typed,
    Welcomed,
)
from tests.chaos.play import Part, play, read_part, tell
from tests.chaos.sayings import OBSERVER, Saying, saying_of
from tests.chaos.wire import Came, Failed, Lost, Made, Wire, WireEvent

_WHISPERS = 0.2  # of all sayings
_SCROLLS_UP = 0.01  # for each saying
_SAVE_SECONDS = 1.0  # how old the kept ``last`` may be when the process is killed
_AGAIN_SECONDS = 1.0  # before this person asks again for a name or a room that was refused
_STEPS = (25, 150)  # at most, from the order to die to the death: on the way in, or in the midst of talking
_MOST_WAITING = 300  # nobody types on for ever while the room is away
_ON_ITS_WAY = {OutgoingState.WAITING, OutgoingState.SENDING}


def _moment() -> Moment:
    return Moment(time.monotonic(), time.time())


def _fingerprint(kept: KeptSession | None) -> str:
    return sha256(kept.session.encode()).hexdigest()[:12] if kept is not None and kept.session else ""


class RichGuest:
    """A person who types all the time, and the program that this person has."""

    def __init__(self, part: Part) -> None:
        self.wire = Wire()
        self._part = part
        self._journal = Journal(part.journal_file)
        self._number = self._journal.last_typed
        self._random = random.Random(f"{part.seed} {part.name} {self._number}")
        self._files = KeptFiles(part.folder / f"{part.name}.kept")
        self._session = Session(Backoff(self._random.random, part.delays_seconds), app="chaos")
        self._frames = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._decoder = ServerDecoder()
        self._being_typed = 0
        self._oldest = 0  # the id at the top of the window; 0 for an empty one
        self._newest_on_wire = 0  # of this connection
        self._has_asked_for_older = False  # on this connection
        self._given_back: set[int] = set()  # keys
        self._saved: KeptSession | None = None
        self._save_at = 0.0
        self._type_at = float("inf")
        self._join_at = self._ask_at = float("inf")
        self._is_quiet = False
        self._steps_to_live = 0  # 0: for ever
        self._told: set[str] = set()

    # ---- the loop ----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the program and press Join."""
        self._join(self._files.read(self._part.host, self._part.port, self._part.name))

    def next_at(self) -> float:
        """Return when something is due."""
        tick_at = self._session.next_tick_at
        session_at = float("inf") if tick_at is None else tick_at
        return min(session_at, self._type_at, self._save_at, self._join_at, self._ask_at)

    def tick(self) -> None:
        """Do what is due."""
        now = time.monotonic()
        self._carry_out(self._session.tick(_moment()))
        if now >= self._join_at:
            self._join_at = float("inf")
            self._join(self._session.kept)
        if now >= self._ask_at:
            self._ask_at = float("inf")
            self._carry_out(self._session.try_name(self._part.name, _moment()))
        if now >= self._save_at:
            self._save_at = now + _SAVE_SECONDS
            self._save(self._session.kept)
        if now >= self._type_at:
            self._type_at = now + self._random.expovariate(self._part.pace)
            self._type()
            if self._oldest and self._random.random() < _SCROLLS_UP:
                self._carry_out(self._session.want_older(self._oldest))

    def happened(self, event: WireEvent) -> None:
        """Tell the session what happened to the connection."""
        match event:
            case Made():
                watch_peer(self.wire.descriptor)
                self._frames = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
                self._decoder = ServerDecoder()
                self._newest_on_wire, self._has_asked_for_older = 0, False
                self._carry_out(self._session.connected(_moment()))
            case Failed(is_refused):
                reason = FailureReason.NO_ROOM if is_refused else FailureReason.NO_NETWORK
                self._carry_out(self._session.connection_failed(reason, _moment()))
            case Lost():
                self._carry_out(self._session.connection_lost(_moment()))
            case Came(data):
                self._hear(data)

    def ordered(self, word: str) -> None:
        """Do what the director says."""
        match word:
            case "quiet":
                self._is_quiet = True
                self._type_at = float("inf")
                self._look_whether_drained()
            case "reset":
                if self.wire.reset():
                    self._carry_out(self._session.connection_lost(_moment()))
            case "die":
                self._steps_to_live = self._random.randint(1, self._random.choice(_STEPS))
                if self.wire.reset():
                    self._carry_out(self._session.connection_lost(_moment()))
            case "report":
                self._journal.note(SawRoster(self._session.names))
                self._journal.write()
                tell("reported")

    # ---- the person --------------------------------------------------------------------------------------

    def _join(self, kept: KeptSession | None) -> None:
        self._oldest = 0
        self._journal.note(Opened(_fingerprint(kept), 0 if kept is None else kept.last))
        self._journal.write()
        part = self._part
        self._carry_out(self._session.join(part.host, part.port, part.name, _moment(), kept))

    def _type(self) -> None:
        if sum(item.state in _ON_ITS_WAY for item in self._session.outgoing) >= _MOST_WAITING:
            return
        others = [name for name in self._session.names if name not in {self._part.name, OBSERVER}]
        to = self._random.choice(others) if others and self._random.random() < _WHISPERS else ""
        self._number += 1
        saying = Saying(self._part.name, self._number, to)
        self._journal.note(Typed(saying.number, to))
        self._journal.write()
        self._being_typed = saying.number
        if to:
            self._carry_out(self._session.whisper(to, saying.text, _moment()))
        else:
            self._carry_out(self._session.say(saying.text, _moment()))
        self._being_typed = 0

    # ---- the program -------------------------------------------------------------------------------------

    def _hear(self, data: bytes) -> None:
        for event in self._frames.feed(data):
            if not isinstance(event, Frame):
                self._journal.note(Strange(f"a malformed frame: {event!r}"))
                continue
            message = self._decoder.decode(event)
            if isinstance(message, Welcome):
                session = sha256(message.session.encode()).hexdigest()[:12]
                self._journal.note(Welcomed(session, message.is_resumed, message.last))
            if message is not None:
                self._check_order(message)
                self._carry_out(self._session.received(message, _moment()))

    def _check_order(self, message: ServerMessage) -> None:
        """The session would not show what comes twice; a room does not send it in the first place."""
        is_asked_for = isinstance(message, Old) and self._has_asked_for_older
        stamp = message.stamp if isinstance(message, Said | WhisperReceived | WhisperSent | Old) else None
        if stamp is not None and not is_asked_for:
            if stamp.id <= self._newest_on_wire:
                self._journal.note(Strange(f"on one connection after id {self._newest_on_wire}: {message!r}"))
            self._newest_on_wire = max(self._newest_on_wire, stamp.id)

    def _carry_out(self, outputs: list[Output]) -> None:
        for output in outputs:
            self._step()
            match output:
                case Connect(host, port):
                    self._journal.write()
                    self.wire.connect(host, port)
                case Disconnect():
                    self.wire.close()
                case Send(message):
                    self._journal.write()
                    self._check_is_kept(message)
                    self._has_asked_for_older |= isinstance(message, WantOlder)
                    self.wire.send(encode_client_message(message))
                case Keep(kept):
                    self._keep(kept)
                case _:
                    self._see(output)
        self._journal.write()
        while self._given_back:
            # Seen, and not wanted any more: a person would decide, and say it anew as something else.
            self._carry_out(self._session.discard(self._given_back.pop()))
        self._look_whether_drained()

    def _step(self) -> None:
        if self._steps_to_live:
            self._steps_to_live -= 1
            if not self._steps_to_live:
                os.kill(os.getpid(), signal.SIGKILL)

    def _check_is_kept(self, message: Sendable) -> None:
        """What goes out is on disk, as the number that the room will count it as: or it would be said twice."""
        if isinstance(message, Say | Whisper):
            kept = self._saved.outgoing if self._saved is not None else ()
            if not any(item.text == message.text and item.number for item in kept):
                self._journal.note(Strange(f"sent without having been written down: {message!r}"))

    def _save(self, kept: KeptSession | None) -> None:
        part = self._part
        if kept is None or kept == self._saved:
            return
        self._step()
        if not self._files.write(part.host, part.port, part.name, kept):
            self._journal.note(Strange("the kept file cannot be written"))
        self._saved = kept
        self._step()

    def _keep(self, kept: KeptSession | None) -> None:
        self._journal.write()
        if kept is None:
            self._files.delete(self._part.host, self._part.port, self._part.name)
            self._saved = None
            return
        self._save(kept)
        if self._being_typed and any(_number_of(item) == self._being_typed for item in kept.outgoing):
            self._journal.note(Kept(self._being_typed))
            self._being_typed = 0

    def _see(self, event: Output) -> None:
        match event:
            case MessageArrived() | AnnouncementArrived():
                self._see_line(event, is_older=False)
            case HistoryArrived(messages, kind):
                if kind is HistoryKind.OLDER:
                    self._journal.note(PageOfOlder())
                for message in messages:
                    self._see_line(message, is_older=kind is HistoryKind.OLDER)
            case OutgoingChanged(outgoing):
                self._see_outgoing(outgoing)
            case Refused():
                self._ask_at = time.monotonic() + _AGAIN_SECONDS
            case StateChanged(SessionState.ENDED):
                self._join_at = time.monotonic() + _AGAIN_SECONDS
            case StateChanged(SessionState.IN_ROOM):
                if not self._is_quiet and self._part.pace and self._type_at == float("inf"):
                    self._type_at = time.monotonic()
                self._tell_once("in")
            case _:
                pass

    def _see_line(self, line: MessageArrived | AnnouncementArrived, *, is_older: bool) -> None:
        saying = saying_of(line.text)
        if saying is None or line.message_id is None or not self._is_as_said(line, saying):
            self._journal.note(Strange(repr(line)))
            return
        record = Older(line.message_id, saying) if is_older else Shown(line.message_id, saying)
        self._journal.note(record)
        self._oldest = min(self._oldest or line.message_id, line.message_id)
        if saying.sender == OBSERVER:
            self._tell_once("marked")

    def _is_as_said(self, line: MessageArrived | AnnouncementArrived, saying: Saying) -> bool:
        return isinstance(line, MessageArrived) and (line.sender, line.is_own, line.is_whisper) == (
            saying.sender,
            saying.sender == self._part.name,
            bool(saying.to),
        )

    def _see_outgoing(self, outgoing: tuple[Outgoing, ...]) -> None:
        for item in outgoing:
            if item.state not in _ON_ITS_WAY and item.key not in self._given_back:
                self._given_back.add(item.key)
                self._journal.note(Returned(_number_of(item), item.state is OutgoingState.UNSURE))

    # ---- the director ------------------------------------------------------------------------------------

    def _look_whether_drained(self) -> None:
        is_on_its_way = any(item.state in _ON_ITS_WAY for item in self._session.outgoing)
        if self._is_quiet and not is_on_its_way and self._session.state is SessionState.IN_ROOM:
            self._tell_once("drained")

    def _tell_once(self, word: str) -> None:
        if word not in self._told:
            self._told.add(word)
            self._journal.write()
            tell(word)


def _number_of(item: Outgoing) -> int:
    saying = saying_of(item.text)
    return 0 if saying is None else saying.number


if __name__ == "__main__":
    play(RichGuest(read_part()))
