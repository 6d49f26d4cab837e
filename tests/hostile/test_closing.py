"""The room closes in the midst of an attack: everybody hears the last words, and the next room opens at once."""

from contextlib import ExitStack

from tests.helpers.headless import RawClient, frame
from tests.hostile.attack_table import EVERYTHING
from tests.hostile.attackers_process import attackers_of
from tests.hostile.room_process import LINUX, room_process

pytestmark = LINUX

PUPILS = 20
LAST_WORDS = frame("4", "speaker: these are the last words")
CLOSING = frame("4", "* the room is closing")


def test_room_under_attack_stops_with_the_last_words_delivered_and_can_be_opened_again() -> None:
    with room_process() as room, attackers_of(room) as attackers, ExitStack() as stack:
        pupils = [stack.enter_context(RawClient(room.tcp_port)) for _ in range(PUPILS)]
        for number, pupil in enumerate(pupils):
            pupil.log_in(f"pupil {number}")
        attackers.begin(EVERYTHING)
        speaker = stack.enter_context(RawClient(room.tcp_port))
        speaker.log_in("speaker")
        speaker.send(frame("3", "these are the last words"))
        # In the room, and on its way to everybody else.
        speaker.read_until(LAST_WORDS)
        # How long it may wait for those who do not read is tested on a clock; here that it ends in good order.
        room.stop()
        for pupil in pupils:
            heard = pupil.read_to_end()
            assert LAST_WORDS in heard
            assert heard.endswith(CLOSING)
        with room_process(tcp_port=room.tcp_port) as again:
            assert again.tcp_port == room.tcp_port
            with RawClient(again.tcp_port) as pupil:
                pupil.log_in("pupil")
            again.stop()
