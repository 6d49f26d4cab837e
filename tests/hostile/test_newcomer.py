"""A pupil who comes while a thousand others hold every place that the room gives to those who do not log in."""

from tests.hostile.attack_table import EVERYTHING
from tests.hostile.measuring import Field, wait_for_queue
from tests.hostile.newcomer import login_seconds
from tests.hostile.room_process import LINUX

pytestmark = LINUX

PROMISED_SECONDS = 1.0
QUEUE = 500  # of the thousand, less those who were let in
TRIES = 5


def test_new_pupil_is_in_within_a_second_among_a_thousand_who_hold_on(field: Field) -> None:
    field.lesson.begin_turn()
    field.attackers.begin(EVERYTHING, is_full=True)
    wait_for_queue(field.room, QUEUE)
    # The best of some: each is behind all who wait, and only this computer's other work can make one slower.
    seconds: list[float] = []
    while len(seconds) < TRIES and min(seconds, default=PROMISED_SECONDS) >= PROMISED_SECONDS:
        seconds.append(login_seconds(field.room.tcp_port, f"late {len(seconds)}"))
    did = field.attackers.end()
    turn = field.lesson.end_turn()
    assert did["connected"] > 1_000
    assert did["closed by the room"] > 0, "places were all taken: who came later made others go"
    assert min(seconds) <= PROMISED_SECONDS
    assert turn.flaws.total == 0
