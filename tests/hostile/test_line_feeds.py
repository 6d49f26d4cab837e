"""Four who say sixteen legal texts each at once, every one five times as long for those who hear it.

Who reads what comes is thrown out by nobody's words, on a network of packets as small as a real one's too.
"""

import pytest

from tests.hostile.attack_table import LINE_FEEDS
from tests.hostile.room_process import LINUX
from tests.hostile.small_network import in_small_network, why_not

WHY_NOT = why_not()
pytestmark = [LINUX, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]


def test_burst_of_line_feeds_throws_out_nobody_who_reads() -> None:
    came_of_it = in_small_network(LINE_FEEDS.name)
    assert came_of_it["thrown_out"] == 0
    assert (came_of_it["lost"], came_of_it["doubled"], came_of_it["misordered"]) == (0, 0, 0)
    assert came_of_it["delays"] > 0
    assert came_of_it["connected"] == 4
    assert came_of_it.get("closed by the room", 0) == 0, "they read too"
