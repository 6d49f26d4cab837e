"""Counters in words: what happened, and nothing that did not."""

from dataclasses import replace

import pytest

from chatroom_server.announcer import DiscoveryCounters
from chatroom_server.count_words import Brought, words_of, words_of_now
from chatroom_server.room_settings import Counters

QUIET = Counters(
    users=0,
    connections=0,
    messages=0,
    delivered=0,
    malformed=0,
    too_slow=0,
    turned_away=0,
    refused=0,
    waiting_bytes=0,
    discovery=DiscoveryCounters(),
    udp_port=6000,
)
BUSY = replace(
    QUIET,
    users=30,
    connections=31,
    messages=1_312,
    delivered=39_360,
    malformed=4,
    too_slow=1,
    turned_away=2,
    refused=1,
    waiting_bytes=1_024,
    discovery=DiscoveryCounters(14, 3, 2),
)


def test_everything_that_happened_is_told_in_words() -> None:
    assert words_of(Brought.until(BUSY)) == (
        "1,312 messages relayed, 39,360 deliveries, 1 login refused, 2 connections turned away, "
        "1 guest too slow, 4 malformed frames, 14 requests for rooms answered, 3 requests too many, "
        "2 datagrams that were no requests"
    )


def test_what_did_not_happen_is_not_told() -> None:
    assert words_of(Brought.until(QUIET)) == ""
    assert words_of(Brought.until(replace(QUIET, malformed=1))) == "1 malformed frame"


def test_a_minute_is_what_came_since_the_one_before() -> None:
    later = replace(BUSY, messages=1_313, discovery=DiscoveryCounters(14, 3, 3))
    brought = Brought.until(later).since(Brought.until(BUSY))
    assert words_of(brought) == "1 message relayed, 1 datagram that was no request"


@pytest.mark.parametrize(
    ("counters", "words"),
    [
        (QUIET, "nobody here, no connection"),
        (replace(QUIET, users=1), "1 person, no connection"),
        (BUSY, "30 people, 31 connections, 1,024 bytes waiting"),
    ],
    ids=["empty", "the host alone", "busy"],
)
def test_what_is_open_now_is_told_in_words(counters: Counters, words: str) -> None:
    assert words_of_now(counters) == words
