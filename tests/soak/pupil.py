"""One person of a class, plain or rich, over as many connections as it takes.

The rule: what is shown is taken down as it comes, in ``Run``s that the verdict can judge; and what was typed is
answered, in its order, with its own line, or with the room's word that it is not said.
"""

import asyncio
import json
import random
import re
from collections import deque
from dataclasses import dataclass

from tests.soak.line import Line, connect, frame
from tests.soak.talk import Run, Typed
from tests.soak.words import HOST, Saying, saying_of

_LINE = re.compile(
    r"(?:you, to (?P<to>[^:,]+)|(?P<sender>[^:,]+?)(?P<mark>, to you)?): (?P<text>.*)", re.DOTALL
)
_NOT_SAID = re.compile(r"\* (?:.* is not online|you are muted.*)", re.DOTALL)
_AGAIN_SECONDS = 0.5
_COMING_SECONDS = 30.0
_HISTORY_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a pupil sits: what the name is, what the program speaks, and where it is."""

    name: str
    is_rich: bool
    encoding: str
    source: str  # the address it comes from; empty: any
    port: int
    receive_buffer_bytes: int = 0  # 0: as large as the system likes


class Pupil:
    """Somebody in the class: ``come``, ``say``, ``cut`` and ``come`` again, and in the end ``go``."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk = desk
        self.name = desk.name
        self.is_in = False
        self.is_expelled = False  # by the host: does not come back
        self.has_left = False  # on purpose, for good
        self.runs: list[Run] = []
        self.typed = Typed(desk.name)
        self.strange: list[str] = []
        self.notices = 0
        self.session = ""
        self._chance = chance
        self._number = 0
        self._line: Line | None = None
        self._sent: list[Saying] = []  # in this session
        self._unanswered: deque[tuple[int, Saying]] = deque()  # with their places among those
        self._accepted = 0  # of those, at the last login
        self._mutings_untold = 0
        self._run: Run | None = None
        self._last = 0
        self._about: dict[str, object] = {}  # the annotation of the frame behind it
        self._is_resuming = False
        self._arrived: asyncio.Future[None] | None = None

    @property
    def has_answers(self) -> bool:
        """Whether everything typed has been answered."""
        return not self._unanswered

    # ---- what a person does ------------------------------------------------------------------------------

    async def come(self) -> bool:
        """Connect and log in, or come back with the session; return whether that worked."""
        ends_at = asyncio.get_running_loop().time() + _COMING_SECONDS
        while not self.is_in and not self.is_expelled and asyncio.get_running_loop().time() < ends_at:
            line = await connect(
                lambda: Line(self._on_frame, self._on_end),
                self.desk.port,
                self.desk.source,
                receive_buffer_bytes=self.desk.receive_buffer_bytes,
            )
            if line is not None:
                self._line = line
                self._arrived = asyncio.get_running_loop().create_future()
                self._log_in()
                await asyncio.wait({self._arrived, line.ended}, timeout=5, return_when="FIRST_COMPLETED")
                if not self.is_in:
                    line.close()
            if not self.is_in:
                await asyncio.sleep(_AGAIN_SECONDS * self._chance.uniform(0.5, 1.5))
        return self.is_in

    def say(self, to: str = "") -> Saying | None:
        """Say the next thing, to all or to one, and return it; None outside of the room."""
        if not self.is_in:
            return None
        self._number += 1
        saying = Saying(self.name, self._number, to)
        self._unanswered.append((len(self._sent), saying))
        self._sent.append(saying)
        if self.desk.is_rich:
            self.typed.must.append(saying)
        self._send_saying(saying)
        return saying

    def send(self, data: bytes) -> None:
        """Send anything."""
        if self._line is not None:
            self._line.send(data)

    def tell(self, word: str, **fields: object) -> None:
        """Send a rich object."""
        self.send(frame("6", json.dumps({"t": word, **fields}, separators=(",", ":"))))

    def look_back(self) -> None:
        """Scroll up: ask for older messages, from anywhere."""
        self._want_older(
            self._chance.randint(1, max(self._last, 1)), self._chance.randint(1, _HISTORY_AT_ONCE)
        )

    def want_much(self) -> None:
        """Ask for as much as can be had at once."""
        self._want_older(self._last + 1, _HISTORY_AT_ONCE)

    def sleep(self) -> None:
        """Close the lid: nothing is read."""
        if self._line is not None:
            self._line.sleep()

    def wake(self) -> None:
        """Open the lid."""
        if self._line is not None:
            self._line.wake()

    def cut(self, *, with_reset: bool) -> None:
        """Lose the connection, without a goodbye."""
        line = self._line
        if line is not None:
            self._be_out()
            if with_reset:
                line.reset()
            else:
                line.close()

    async def go(self) -> bool:
        """Leave on purpose; return whether the room closed the door in time."""
        self.has_left = True
        line = self._line
        if line is None or not line.is_open:
            return True
        self.is_in = False  # nothing is said behind a goodbye
        line.wake()
        if self.desk.is_rich:
            self.tell("bye")
        else:
            line.close()
        await asyncio.wait({line.ended}, timeout=10)
        is_gone = line.ended.done()
        line.close()
        return is_gone

    def expect_muting(self) -> None:
        """The host is about to mute this one, who will be told so once more than for what is then not said."""
        self._mutings_untold += 1

    def has_heard(self, saying: Saying) -> bool:
        """Whether this is among the newest things heard."""
        return self._run is not None and any(heard == saying for _, heard in self._run.heard[-20:])

    def mark_whole(self) -> None:
        """The class is at rest: from its beginning to here, this run has to have everything."""
        if self._run is not None and self.is_in:
            self._run.is_whole = True

    def _want_older(self, before: int, limit: int) -> None:
        self.tell("history", before=before, limit=limit)

    # ---- coming in ---------------------------------------------------------------------------------------

    def _log_in(self) -> None:
        if self.desk.is_rich:
            self.send(frame("5", '{"v":1,"app":"soak"}'))
            if self.session:
                self.tell("resume", session=self.session, last=self._last)
        self.send(frame("1", self.name, self.desk.encoding))

    def _be_in(self) -> None:
        self.is_in = True
        if not self.desk.is_rich:
            self._run = Run(self.name)
            self.runs.append(self._run)
        if self._arrived is not None and not self._arrived.done():
            self._arrived.set_result(None)

    def _be_out(self) -> None:
        self.is_in = False
        self._line = None
        if not self.desk.is_rich:
            # Nobody knows what of it was said.
            self._unanswered.clear()
            self._mutings_untold = 0
            self._run = None

    def _on_end(self, line: Line) -> None:
        if line is self._line:
            self._be_out()

    def _welcome(self, welcome: dict[str, object]) -> None:
        last, accepted = welcome["last"], welcome["accepted"]
        assert isinstance(last, int)
        assert isinstance(accepted, int)
        is_resumed = bool(welcome["resumed"])
        if self.session and not is_resumed:
            self.strange.append("the session was forgotten")
        if not is_resumed:
            self._last = last
            self._run = Run(self.name, after=last)
            self.runs.append(self._run)
            self._sent.clear()
            self._unanswered.clear()
        self.session = str(welcome["session"])
        self._accepted = accepted
        self._is_resuming = True
        self._be_in()
        for saying in self._sent[accepted:]:
            self._send_saying(saying)

    def _end_resuming(self) -> None:
        # What was taken in and is not among what was missed was refused, and that was told to a dead connection.
        self._is_resuming = False
        while self._unanswered and self._unanswered[0][0] < self._accepted:
            self.typed.refused.add(self._unanswered.popleft()[1])

    # ---- what comes --------------------------------------------------------------------------------------

    def _on_frame(self, line: Line, kind: bytes, payload: bytes) -> None:
        if line is not self._line:
            return
        text = payload.decode(self.desk.encoding)
        match kind:
            case b"4":
                self._hear(text)
            case b"6":
                self._learn(json.loads(text))
            case b"1" if text == self.name and not self.desk.is_rich and not self.is_in:
                self._be_in()
            case b"0" if self._line is not None:
                self._line.close()  # the name is still had by one's own dead connection
            case b"0" | b"1" | b"2" | b"3" | b"5":
                pass
            case _:
                self.strange.append(f"{kind!r} {text[:80]}")

    def _learn(self, told: dict[str, object]) -> None:
        match told["t"]:
            case "msg" | "notice":
                self._about = told
            case "welcome":
                self._welcome(told)
            case "old":
                self._take_old(told)
            case "room" if self._is_resuming:
                self._end_resuming()
            case _:
                pass

    def _take_old(self, old: dict[str, object]) -> None:
        row_id, sender = old["id"], str(old["from"])
        assert isinstance(row_id, int)
        saying = saying_of(HOST if old.get("announcement") else sender, str(old["text"]))
        if saying is None or self._run is None:
            self.strange.append(f"old: {old!r:.200}")
        elif self._is_resuming and row_id > self._last:
            self._take(row_id, saying)
        else:
            self._run.older.append((row_id, saying))

    def _hear(self, line: str) -> None:
        about, self._about = self._about, {}
        if about.get("t") == "notice" or (not about and line.startswith("* ")):
            self._hear_notice(line)
            return
        row_id, at = about.get("id", 0), about.get("at", 0)
        assert isinstance(row_id, int)
        assert isinstance(at, int)
        if about:
            sender, text = str(about["from"]), line[at:]
            if line[:at] == "*** ":
                sender = HOST
        elif line.startswith("*** "):
            sender, text = HOST, line[4:]
        else:
            found = _LINE.fullmatch(line)
            sender = "" if found is None else found["sender"] or self.name
            text = "" if found is None else found["text"]
        saying = saying_of(sender, text.replace("\n    ", "\n"))
        if saying is None:
            self.strange.append(f"from {sender!r}: {line[:200]!r}")
            return
        self._take(row_id, saying)

    def _take(self, row_id: int, saying: Saying) -> None:
        if self._run is None:
            self.strange.append(f"before the room: {saying}")
            return
        self._run.heard.append((row_id, saying))
        self._last = max(self._last, row_id)
        if saying.sender == self.name:
            self._answer(saying)

    def _hear_notice(self, line: str) -> None:
        self.notices += 1
        is_muted = line.startswith("* you are muted")
        if is_muted and self._mutings_untold:
            self._mutings_untold -= 1
        elif _NOT_SAID.fullmatch(line) and self._unanswered:
            _, saying = self._unanswered.popleft()
            self.typed.refused.add(saying)
            if not is_muted and not saying.to:
                self.strange.append(f"{line!r} for {saying}")

    def _answer(self, saying: Saying) -> None:
        while self._unanswered and self._unanswered[0][1] != saying:
            _, skipped = self._unanswered.popleft()
            if self._is_resuming:
                self.typed.refused.add(skipped)
            else:
                self.strange.append(f"passed over: {skipped}")
        if self._unanswered:
            self._unanswered.popleft()

    def _send_saying(self, saying: Saying) -> None:
        if saying.to:
            self.send(frame("2", f"{saying.to},{saying.text}", self.desk.encoding))
        else:
            self.send(frame("3", saying.text, self.desk.encoding))
