"""Drives the judged client by itself: starts it, types on its keyboard, reads its screen.

The rule: it waits for what has to come, and no longer, and only time in which the program had nothing else to do
counts; a second copy of something is given a moment to follow.
"""

from collections.abc import Mapping, Sequence

from shared.check.arguments import ClientOptions
from shared.check.client_child import ClientChild
from shared.check.client_player import Claim, Waited, Way
from shared.check.client_room import ScriptedRoom
from shared.check.client_screen import Screen, Sight
from shared.check.patience import Patience
from shared.check.rule import Words

_SETTLE_SECONDS = 0.08  # a second copy comes right behind the first
_BEFORE_TYPING_SECONDS = 0.03
_BLIND_AFTER_LOOKS = 2
_UNTOLD_TIMES = 4.0  # where nobody tells whether a program is slow or does nothing, it may be slow


class Machine:
    """Make one with the room and the options, whose ``command`` is not None."""

    is_person = False

    def __init__(self, room: ScriptedRoom, options: ClientOptions, host: str) -> None:
        self._room = room
        self._options = options
        self._fields: Mapping[str, str] = {
            "host": host,
            "port": str(room.tcp_port),
            "tcp_port": str(room.tcp_port),
            "udp_port": str(room.search.port) if room.search is not None else "",
        }
        self.screen = Screen()
        self._came_at = 0  # how many lines were there when the client last logged in
        self._events: dict[str, int] = {}  # lines with a name, at the last event
        self._child: ClientChild | None = None
        self._looks_in_vain = 0
        self._has_shown_something = False
        self._has_shown_marks = False
        self._is_restless = False  # it never sleeps, so that says nothing
        room.is_client_at_rest = lambda: self._is_at_rest() is not False

    @property
    def last_words(self) -> str:
        """What the client wrote to standard error last."""
        return self._child.last_words if self._child is not None else ""

    @property
    def has_shown_something(self) -> bool:
        """Whether anything that it shows was ever seen."""
        return self._has_shown_something

    @property
    def has_shown_marks(self) -> bool:
        """Whether it ever wrote an STX or ETX to its screen."""
        return self._has_shown_marks or self.screen.has_marks

    @property
    def is_over(self) -> bool:
        """Whether the program has ended."""
        return self._child is None or self._child.has_ended

    def can_come(self, way: Way) -> bool:
        """Whether there is a command for this."""
        return self._command(way) is not None

    def come(self, way: Way, name: str) -> bool:
        """Start the client; False where there is no such program."""
        self.end()
        self._has_shown_marks |= self.screen.has_marks
        command = self._command(way)
        assert command is not None
        self.screen = Screen()
        self._came_at = 0
        self._events = {}
        try:
            self._child = ClientChild(command, {**self._fields, "name": name}, self.screen)
        except OSError:
            return False
        return True

    def take_name(self, name: str) -> None:
        """Type the other name."""
        self._look()
        self._came_at = len(self.screen.lines())
        self._type(name)

    def say(self, text: str) -> None:
        """Type a line as ``--say`` has it."""
        self._type(self._options.say.replace("{text}", text))

    def whisper(self, to: str, text: str) -> None:
        """Type a line as ``--whisper`` has it."""
        self._type(self._options.whisper.replace("{name}", to).replace("{text}", text))

    def leave(self) -> None:
        """Type what ``--quit`` says, or close the keyboard where that is empty."""
        if self._options.quit:
            self._type(self._options.quit)
        elif self._child is not None:
            self._child.end_input()

    def wait(self, claim: Claim, seconds: float | None = None) -> Waited:
        """Wait until ``claim`` holds, the time is over, or the program has ended and said all."""
        limit = self._options.timeout_seconds if seconds is None else seconds
        if self._is_at_rest() is None:
            limit *= _UNTOLD_TIMES
        has_come = self._wait(lambda: claim() or self.is_over, limit) and claim()
        if not has_come and self.is_over:
            has_come = self._wait(claim, _SETTLE_SECONDS)
        return Waited.CAME if has_come else Waited.ENDED

    def look_for(self, *texts: str) -> Sight:
        """Wait until all of ``texts`` are on the screen, and count them."""
        if self._is_blind:
            self._room.rest(_SETTLE_SECONDS)
            return Sight.UNKNOWN
        self.wait(lambda: self.screen.sight_of(texts) not in (Sight.MISSING, Sight.GARBLED))
        self._wait(lambda: False, _SETTLE_SECONDS)
        sight = self.screen.sight_of(texts)
        self._note(is_shown=sight is not Sight.MISSING)
        return sight if sight is not Sight.MISSING or self._has_shown_something else Sight.UNKNOWN

    def look_for_long(self, text: str, mark: str) -> Sight:
        """Wait until the end of ``text`` is on the screen, and look whether all of it is."""
        if self._is_blind:
            self._room.rest(_SETTLE_SECONDS)
            return Sight.UNKNOWN
        self.wait(lambda: self.screen.shows_long(text))
        if self.screen.shows_long(text):
            return Sight.ONCE
        return Sight.GARBLED if self.screen.lines_with(mark) else Sight.MISSING

    def look_for_people(self, names: Sequence[str]) -> Sight:
        """Wait until each of ``names`` is on the screen, on whatever line."""
        if self._is_blind:
            self._room.rest(_SETTLE_SECONDS)
            return Sight.UNKNOWN
        self.wait(lambda: all(self.screen.lines_with(name, self._came_at) for name in names))
        if all(self.screen.lines_with(name, self._came_at) for name in names):
            self._note(is_shown=True)
            return Sight.ONCE
        self._note(is_shown=False)
        return Sight.MISSING if self._has_shown_something else Sight.UNKNOWN

    def look_for_event(self, name: str, question: Words) -> str | None:
        """Wait for one more line with ``name`` than the last event left."""
        del question
        if self._is_blind:
            self._room.rest(_SETTLE_SECONDS)
            return None
        before = self._events.get(name, 0)
        self.wait(lambda: len(self.screen.lines_with(name)) > before)
        lines = self.screen.lines_with(name)
        self._events[name] = len(lines)
        if len(lines) > before:
            return lines[before]
        return "" if self._has_shown_something else None

    def shows(self, text: str, *, as_line: bool = False) -> bool | None:
        """Look whether it is on the screen now."""
        self._look()
        if self._is_blind:
            return None
        return text in self.screen.lines() if as_line else bool(self.screen.lines_with(text))

    def shows_twice(self, text: str) -> bool:
        """Look how often it is on the screen now."""
        self._look()
        return self.screen.sight_of([text]) is Sight.TWICE

    def ask(self, question: Words) -> int | None:
        """A program answers no questions."""
        del question
        return None

    def end(self) -> None:
        """Kill the program, if it runs."""
        if self._child is not None:
            self._child.end()
            self._child = None

    @property
    def _is_blind(self) -> bool:
        # A program that shows a window writes nothing: waiting for it a dozen times would tell no more.
        return not self._has_shown_something and self._looks_in_vain >= _BLIND_AFTER_LOOKS

    def _wait(self, claim: Claim, seconds: float) -> bool:
        def has_come() -> bool:
            self._look()
            return claim()

        patience = Patience(seconds, lambda: self._room.is_idle and self._is_at_rest() is not False)
        found = self._room.wait_for(has_come, seconds, patience)
        self._is_restless |= patience.has_given_up and not found
        return found

    def _is_at_rest(self) -> bool | None:
        if self._child is None:
            return True
        return None if self._is_restless else self._child.is_at_rest

    def _note(self, *, is_shown: bool) -> None:
        self._has_shown_something |= is_shown
        if not is_shown:
            self._looks_in_vain += 1

    def _command(self, way: Way) -> str | None:
        return self._options.command if way is Way.GIVEN else self._options.find

    def _type(self, line: str) -> None:
        # As people do: nobody goes on to type while the program has not yet done what it was told before.
        self._wait(lambda: self.is_over, _BEFORE_TYPING_SECONDS)
        if self._child is not None:
            self.screen.note_typed(line)
            self._child.type(line)

    def _look(self) -> None:
        if self._child is not None:
            self._child.look()
