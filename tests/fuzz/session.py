"""The client's session: whatever a server sends, and whenever the line breaks, no typed word is lost (§4)."""

from chatroom_client.session.events import FailureReason, SessionState
from chatroom_client.session.kept import parse_kept, render_kept
from shared.protocol.codec import ServerDecoder, encode_client_message
from shared.protocol.framing import Frame, FrameDecoder, FrameFault, MalformedFrame
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES, MAX_SKIPPED_BYTES
from shared.protocol.messages import Welcome
from shared.protocol.text import clean_name, clean_text, is_blank
from tests.fuzz.script import steps_of
from tests.fuzz.target import text_of
from tests.helpers.session_talk import SessionTalk

_MAX_WORDS = 60


class Guest:
    """A session with a line to some server, as the program's own ``Connection`` is one."""

    def __init__(self, *, is_plain: bool) -> None:
        self.talk = SessionTalk(is_plain=is_plain)
        self.typed: list[str] = []
        self.discarded = 0
        self.was_resumed = False
        self._lines = 0
        self._frames = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._decoder = ServerDecoder()

    def hear(self, data: bytes) -> None:
        """Bytes come from the server."""
        talk, line = self.talk, self._line()
        if not talk.is_open:
            return
        events = self._frames.feed(data)
        if self._frames.skipped_in_a_row or any(event.skipped for event in events):
            talk.session.heard_noise()
        is_nonsense = self._frames.skipped_in_a_row > MAX_SKIPPED_BYTES
        for event in events:
            match event:
                case Frame():
                    message = self._decoder.decode(event)
                    if message is not None:
                        self.was_resumed |= isinstance(message, Welcome) and message.is_resumed
                        talk.hear(message)
                case MalformedFrame(FrameFault.TOO_LONG):
                    is_nonsense = True
                case MalformedFrame():
                    pass
            if self._line() != line or is_nonsense:
                break
        if is_nonsense and self._line() == line:
            talk.take(talk.session.heard_nonsense(talk.now))

    def _line(self) -> int:
        """Which connection this is; a new one has read nothing yet."""
        lines = len(self.talk.connects) + len(self.talk.disconnects)
        if lines != self._lines:
            self._lines = lines
            self._frames, self._decoder = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES), ServerDecoder()
        return lines

    def do(self, act: str, data: bytes) -> None:
        """One step of the script."""
        talk, words = self.talk, text_of(data[:200])
        match act:
            case "<":
                self.hear(data)
            case "c":
                talk.connect()
            case "f":
                talk.fail(list(FailureReason)[len(data) % len(FailureReason)])
            case "l":
                talk.lose()
            case "t":
                talk.wait(float(data[0] if data else 1))
            case "3" if len(self.typed) < _MAX_WORDS:
                self.typed.append(words)
                talk.say(words)
            case "2" if len(self.typed) < _MAX_WORDS:
                to, _, text = words.partition(",")
                if clean_name(to).strip():
                    self.typed.append(text)
                    talk.whisper(to, text)
            case "1":
                talk.try_name(words)
            case "r" if talk.session.outgoing:
                talk.resend(talk.session.outgoing[len(data) % len(talk.session.outgoing)].key)
            case "d" if talk.session.outgoing:
                before = len(talk.session.outgoing)
                talk.discard(talk.session.outgoing[len(data) % len(talk.session.outgoing)].key)
                self.discarded += before - len(talk.session.outgoing)
            case "o":
                talk.want_older(len(data))
            case "n":
                talk.change_network()
            case "y":
                talk.try_now()
            case "a":
                talk.take(talk.session.set_away(len(data) % 2 == 0))
            case "h":
                talk.take(talk.session.raise_hand(len(data) % 2 == 0))
            case _:
                pass

    def check(self) -> None:
        """What holds after every step."""
        session = self.talk.session
        assert len(set(session.names)) == len(session.names), "one person is listed once"
        keys = [item.key for item in session.outgoing]
        assert len(set(keys)) == len(keys)
        typed = [clean_text(text) for text in self.typed]
        assert {clean_text(item.text) for item in session.outgoing} <= set(typed)
        for message in self.talk.sent:
            encode_client_message(message)
        kept = session.kept
        if kept is not None:
            assert parse_kept(render_kept(kept)) is not None or not (kept.session or kept.outgoing)
        if session.state is SessionState.IDLE:
            assert not self.talk.is_open
        self.talk.sent.clear()
        self.talk.orders.clear()


def check_session(data: bytes) -> None:
    """A script; the first byte is ``p`` for a session that never tries the rich dialect."""
    guest = Guest(is_plain=data[:1] == b"p")
    guest.talk.join("alice")
    heard = 0
    for act, words in steps_of(data[1:]):
        guest.do(act, words)
        heard += len(words)
        guest.check()
        assert len(guest.talk.session.names) <= heard + 1, "nobody is there who was not told of"
    if not guest.was_resumed:  # a server that says that it has taken in everything is believed
        written = sum(not is_blank(text) for text in guest.typed)
        confirmed = sum(line.outgoing_key is not None for line in guest.talk.lines)
        left = len(guest.talk.session.outgoing)
        assert left + guest.discarded + confirmed == written, (
            "a typed word is never dropped, and never doubled"
        )
