"""Every attack there is on a class that talks: nobody's words are lost or late, and nothing is left behind."""

import pytest

from tests.hostile.attack_table import ATTACKS, EVERYTHING, Attack
from tests.hostile.conftest import PUPILS
from tests.hostile.measuring import Field
from tests.hostile.room_process import LINUX, MIB
from tests.hostile.watched_room import MARK

pytestmark = LINUX

# A guest may cost the room a mebibyte of what waits for it, and a read that is not served yet.
_BYTES_EACH = MIB + MIB // 16
# Python itself takes and gives back memory by the mebibyte.
_SLACK_BYTES = 8 * MIB
# The addresses of this computer, for discovery: at most every five seconds, and the same whoever asks.
_OWN_ADDRESSES = "('/proc/net/"


@pytest.mark.parametrize("attack", [EVERYTHING, *ATTACKS], ids=lambda attack: attack.name)
def test_class_goes_on_as_if_nobody_attacked(field: Field, attack: Attack) -> None:
    measured = field.measure(attack)
    assert measured.did.get("connected", 0) + measured.did.get("datagrams sent", 0) > 0, measured.did
    assert measured.attack.delays.count > 0
    assert measured.flaws.total == 0, measured.flaws
    assert measured.is_unmoved, f"{measured.attack.delays} where {measured.quiet_p99:.3f} s is quiet"
    assert measured.growth_bytes <= measured.growth_descriptors * _BYTES_EACH + _SLACK_BYTES


def test_nothing_that_a_peer_sends_opens_a_file_a_connection_or_a_program(field: Field) -> None:
    opened = [line for line in field.room.log_lines()[field.marked :] if line.startswith(MARK)]
    assert [line for line in opened if _OWN_ADDRESSES not in line] == []
    assert field.room.children == ""
    assert field.room.open_files == field.open_files


def test_in_the_end_everybody_agrees_on_who_is_here(field: Field) -> None:
    report = field.lesson.report()
    assert report.flaws.total == 0
    assert report.false_notices == 0, "between two arrivals of one name there is a departure"
    assert report.roster is not None
    assert len(report.roster) >= PUPILS
