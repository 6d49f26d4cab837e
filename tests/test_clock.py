"""What time it is, on a loop whose time the test sets."""

import time

from chatroom_server.clock import moment
from tests.helpers.loops import ManualLoop


def test_moment_is_the_time_for_people_and_the_steady_time_of_the_loop() -> None:
    loop = ManualLoop()
    before = time.time()
    now = moment(loop.as_loop)
    assert before <= now.utc <= time.time()
    assert now.steady == loop.as_loop.time()
