"""What discovery sends out is bounded, and less than what came in: nobody can shout at others through a room."""

import time
from functools import partial

import pytest

from shared.protocol.limits import MAX_ANSWERS, MAX_ANSWERS_PER_SOURCE
from tests.hostile.attack_table import Attack, Crew
from tests.hostile.attackers.datagrams import GARBAGE, REQUEST, RICH_REQUEST, Shouters
from tests.hostile.measuring import Field
from tests.hostile.room_process import LINUX

pytestmark = LINUX

PROMISED_RATIO = 0.14
LONGEST_RICH_ANSWER = 512
A_TICK = 20


def shouting(datagrams: tuple[bytes, ...], sources: int) -> Attack:
    return Attack(
        "shouting", (Crew(partial(Shouters, datagrams=datagrams, sources=sources), A_TICK, A_TICK),)
    )


def shout(field: Field, attack: Attack) -> tuple[dict[str, int], int]:
    """Return what came of it, and in how many seconds of the clock at most."""
    began_at = time.monotonic()
    measured = field.measure(attack)
    return measured.did, int(time.monotonic() - began_at) + 2


@pytest.mark.parametrize("sources", [1, 60])
def test_plain_request_is_answered_with_a_seventh_of_its_bytes_at_most(field: Field, sources: int) -> None:
    did, seconds = shout(field, shouting((REQUEST,), sources))
    assert 0 < did["answers"] <= seconds * min(MAX_ANSWERS, sources * MAX_ANSWERS_PER_SOURCE)
    assert did["bytes received"] <= PROMISED_RATIO * did["bytes sent"]


def test_rich_request_is_answered_no_more_often_and_not_at_length(field: Field) -> None:
    did, seconds = shout(field, shouting((RICH_REQUEST,), 1))
    assert 0 < did["answers"] <= seconds * MAX_ANSWERS_PER_SOURCE
    assert did["longest answer"] <= LONGEST_RICH_ANSWER


def test_what_is_no_request_is_met_with_silence(field: Field) -> None:
    did, _ = shout(field, shouting(GARBAGE, 3))
    assert did["datagrams sent"] > 0
    assert did.get("answers", 0) == 0
