"""Limits do not hurt the honest: sixty pupils who paste ten lines each, all at once, are not made to wait."""

from contextlib import ExitStack

from tests.helpers.headless import RawClient, frame
from tests.hostile.room_process import LINUX, room_process

pytestmark = LINUX

PUPILS = 60
LINES = 10


def test_class_that_pastes_ten_lines_each_is_never_limited() -> None:
    with room_process() as room, ExitStack() as stack:
        pupils = [stack.enter_context(RawClient(room.tcp_port)) for _ in range(PUPILS)]
        for number, pupil in enumerate(pupils):
            pupil.log_in(f"pupil {number}")
        for number, pupil in enumerate(pupils):
            pupil.send(b"".join(frame("3", f"{number} says {line}") for line in range(LINES)))
            pupil.send(frame("2", "nobody,?"))
        last = frame("4", "* nobody is not online")
        for number, pupil in enumerate(pupils):
            # Not held up by a limit: what each said is through before its own last word is answered.
            assert f"pupil {number}: {number} says {LINES - 1}".encode() in pupil.read_until(last)
        room.stop()
        assert not any("closed after" not in line and ": slowed down" in line for line in room.log_lines())
        assert not any("limits hit" in line for line in room.log_lines())
