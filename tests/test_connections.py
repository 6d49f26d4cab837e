"""Every open connection under its number, and what is still counted of those that are closed."""

from dataclasses import dataclass, field
from typing import cast

from chatroom_server.connections import Connections
from chatroom_server.facts import GuestId
from chatroom_server.link import Link
from tests.helpers.loops import ClockLoop, run_on_clock, settle


@dataclass
class Came:
    """What a line has received."""

    read_bytes: int = 0


@dataclass
class Went:
    """What it was sent."""

    sent_bytes: int = 0


@dataclass(eq=False)
class Line:
    """What is asked of a link here."""

    guest: GuestId
    malformed: int = 0
    refused: int = 0
    intake: Came = field(default_factory=Came)
    cursor: Went = field(default_factory=Went)


def guests_of(connections: Connections) -> list[GuestId]:
    return [link.guest for link in connections]


def connected(*lines: Line) -> Connections:
    connections = Connections()
    for line in lines:
        connections.add(cast(Link, line))
    return connections


def test_connection_is_found_by_its_guest_until_it_is_closed() -> None:
    first, second = Line(1), Line(2)
    connections = connected(first, second)
    assert (guests_of(connections), len(connections)) == ([1, 2], 2)
    assert connections.find(2) is cast(Link, second)
    connections.remove(cast(Link, second))
    assert connections.find(2) is None
    assert guests_of(connections) == [1]


def test_each_may_be_closed_while_all_are_gone_through() -> None:
    connections = connected(Line(1), Line(2), Line(3))
    for link in connections:
        connections.remove(link)
    assert len(connections) == 0


def test_what_the_closed_ones_sent_is_still_counted() -> None:
    gone, here = Line(1, malformed=3, refused=2), Line(2, malformed=1)
    connections = connected(gone, here)
    connections.remove(cast(Link, gone))
    here.malformed += 1
    assert (connections.malformed, connections.refused) == (5, 2)


def test_newcomer_gets_the_number_of_the_place_and_its_twin_the_one_that_is_nobodys() -> None:
    twin, newcomer = Line(1), Line(7)
    connections = connected(twin, newcomer)
    assert connections.take_over(7, 1) is cast(Link, twin)
    assert (newcomer.guest, twin.guest) == (1, 7)
    assert connections.find(1) is cast(Link, newcomer)
    connections.remove(cast(Link, twin))
    assert guests_of(connections) == [1]


def test_kept_place_that_is_taken_back_has_no_twin() -> None:
    newcomer = Line(7)
    connections = connected(newcomer)
    assert connections.take_over(7, 1) is None
    assert connections.find(7) is None
    assert connections.find(1) is cast(Link, newcomer)


def test_waiting_ends_with_the_last_of_them_or_with_patience() -> None:
    async def main(loop: ClockLoop) -> None:
        assert await connected().wait_until_closed(2.0), "nobody is waited for"
        line = Line(1)
        connections = connected(line)
        waiting = loop.create_task(connections.wait_until_closed(2.0))
        await settle()
        assert not waiting.done()
        connections.remove(cast(Link, line))
        assert await waiting
        connections.add(cast(Link, line))
        waiting = loop.create_task(connections.wait_until_closed(2.0))
        await settle()
        loop.advance(2.1)
        assert not await waiting

    run_on_clock(main)


def test_bytes_of_connections_that_are_closed_stay_counted() -> None:
    here, gone = Line(1, intake=Came(10), cursor=Went(100)), Line(2, intake=Came(7), cursor=Went(70))
    connections = connected(here, gone)
    connections.remove(cast(Link, gone))
    here.intake.read_bytes += 1
    assert connections.moved_bytes == (18, 170)
