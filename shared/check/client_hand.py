"""Tells the person before the judged client what to do, step by step, and asks what the screen shows.

The rule: Enter alone always goes on; what was skipped, or what nobody can tell, is not seen, and never a fault.
"""

import queue
import threading
from collections.abc import Sequence

from shared.check.client_hand_words import (
    ANSWER_IS_NUMBER,
    COME,
    FIND,
    HOW_MANY_LINES,
    HOW_MANY_PEOPLE,
    HOW_OFTEN,
    IS_LONG_WHOLE,
    LEAVE,
    SAY,
    SEEN,
    SKIP,
    SKIPPED,
    TAKE_NAME,
    WHISPER,
)
from shared.check.client_player import Claim, Waited, Way
from shared.check.client_room import ScriptedRoom
from shared.check.client_screen import Sight
from shared.check.client_words import filled
from shared.check.rule import Words
from shared.check.terminal import Terminal

_MOMENT_SECONDS = 0.1  # until what was sent is on their screen
_NOBODY_SECONDS = 60.0  # where nobody can press Enter, a step is over by itself


class Hand:
    """Make one with the room, the terminal at which the person sits, and the address to be told."""

    is_person = True

    def __init__(self, room: ScriptedRoom, terminal: Terminal, host: str) -> None:
        self._room = room
        self._terminal = terminal
        self._host = host
        self._step = 0
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._is_gone = False
        self._is_heard = terminal.can_hear
        if self._is_heard:
            # A thread, because Windows cannot watch standard input; it holds nothing and dies with the process.
            threading.Thread(target=self._listen, name="keyboard", daemon=True).start()

    def can_come(self, way: Way) -> bool:
        """A person can; without the port of discovery there is nothing to be found."""
        return way is Way.GIVEN or self._room.search is not None

    def come(self, way: Way, name: str) -> bool:
        """Say how to start the client."""
        if way is Way.FOUND:
            assert self._room.search is not None
            self._tell_step(FIND, name=name, port=str(self._room.search.port))
        else:
            self._tell_step(COME, name=name, host=self._host, port=str(self._room.tcp_port))
        return True

    def take_name(self, name: str) -> None:
        """Say which name to try."""
        self._tell_step(TAKE_NAME, name=name)

    def say(self, text: str) -> None:
        """Say what to write to everyone."""
        self._tell_step(SAY, text=text)

    def whisper(self, to: str, text: str) -> None:
        """Say what to whisper to whom."""
        self._tell_step(WHISPER, name=to, text=text)

    def leave(self) -> None:
        """Say that the client is to be closed."""
        self._tell_step(LEAVE)

    def wait(self, claim: Claim, seconds: float | None = None) -> Waited:
        """Wait until the bytes show it, or Enter skips it; ``seconds`` are for what takes no person."""
        if seconds is not None:
            return Waited.CAME if self._room.wait_for(claim, seconds) else Waited.ENDED
        while not self._lines.empty():
            self._lines.get()
        if self._is_heard:
            self._terminal.tell(SKIP)
            while not self._room.wait_for(lambda: claim() or not self._lines.empty(), 1.0):
                continue
        elif not self._is_gone:
            self._room.wait_for(claim, _NOBODY_SECONDS)
        has_come = claim()
        self._terminal.tell(SEEN if has_come else SKIPPED)
        return Waited.CAME if has_come else Waited.ENDED

    def look_for(self, *texts: str) -> Sight:
        """Ask how often, or how many of several lines, are to be seen."""
        if len(texts) == 1:
            number = self.ask(filled(HOW_OFTEN, text=texts[0]))
        else:
            listed = "".join(f"\n       {text}" for text in texts)
            number = self.ask(filled(HOW_MANY_LINES, texts=listed))
        if number is None:
            return Sight.UNKNOWN
        if number == len(texts):
            return Sight.ONCE
        return Sight.TWICE if number > len(texts) else Sight.MISSING

    def look_for_long(self, text: str, mark: str) -> Sight:
        """Ask whether the end of the long text is to be seen."""
        number = self.ask(filled(IS_LONG_WHOLE, count=str(len(text)), mark=mark))
        if number is None:
            return Sight.UNKNOWN
        return Sight.ONCE if number else Sight.MISSING

    def look_for_people(self, names: Sequence[str]) -> Sight:
        """Ask how many of ``names`` are shown."""
        number = self.ask(filled(HOW_MANY_PEOPLE, count=str(len(names)), names=", ".join(names)))
        if number is None:
            return Sight.UNKNOWN
        return Sight.ONCE if number >= len(names) else Sight.MISSING

    def look_for_event(self, name: str, question: Words) -> str | None:
        """Ask ``question``: 1 is yes, 0 is no."""
        number = self.ask(filled(question, name=name))
        if number is None:
            return None
        return question.en if number else ""

    def shows(self, text: str, *, as_line: bool = False) -> bool | None:
        """Return None: a person is asked by ``ask``, in the step's own words."""
        del text, as_line
        return None

    def shows_twice(self, text: str) -> bool:
        """Return False: a person has been asked how often they see it."""
        del text
        return False

    def ask(self, question: Words) -> int | None:
        """Ask until a number or Enter alone comes; the room goes on meanwhile."""
        if not self._is_heard:
            return None
        while not self._lines.empty():
            self._lines.get()
        self._room.rest(_MOMENT_SECONDS)
        while True:
            self._terminal.tell(Words(f"   ? {question.en}", f"   ？{question.zh}"))
            while not self._room.wait_for(lambda: not self._lines.empty(), 1.0):
                continue
            answer = self._lines.get()
            if not answer:
                return None
            if answer.isdecimal() and answer.isascii() and len(answer) < 4:
                return int(answer)
            self._terminal.tell(ANSWER_IS_NUMBER)

    def end(self) -> None:
        """Nothing is held."""

    def _tell_step(self, words: Words, **fields: str) -> None:
        self._step += 1
        step = filled(words, **fields)
        self._terminal.tell(Words(f"\n{self._step}. {step.en}", f"\n{self._step}. {step.zh}"))

    def _listen(self) -> None:
        while (line := self._terminal.hear()) is not None:
            self._lines.put(line)
        # Nobody is there any more: every step that is waited for is skipped from here on.
        self._is_gone = True
        self._is_heard = False
        self._lines.put("")
