"""The ladder of one connection: real calls, inferred ones marked, and nothing of anybody else."""

from dataclasses import replace

from shared.wire.ladder import Ends, Passage, Rung, ladder_of
from shared.wire.record import Chunk, Closed, Datagram, Direction, Ending, Endpoint, Named, Opened, WireRecord

PEER = Endpoint("192.168.1.23", 51010)
LOCAL = Endpoint("192.168.1.5", 9999)
ENDS = Ends(7, "alice", LOCAL, PEER, 12, Endpoint("0.0.0.0", 9999), 5, 4096, accepted_utc=100.0)


def received(data: bytes, utc: float = 101.0, connection: int = 7) -> Chunk:
    return Chunk(utc, (connection,), Direction.RECEIVED, data)


def sent(data: bytes, *connections: int) -> Chunk:
    return Chunk(102.0, connections or (7,), Direction.SENT, data)


def rungs(*records: WireRecord, most: int = 200, calls: int = 0) -> list[Rung]:
    ends = replace(ENDS, calls=calls)
    return list(ladder_of(ends, records, most).rungs)


def server_calls(found: list[Rung]) -> list[str]:
    return [rung.server for rung in found if rung.server]


def test_ladder_begins_with_the_calls_that_made_the_listening_socket() -> None:
    assert server_calls(rungs())[:4] == [
        "socket(AF_INET, SOCK_STREAM) = 5",
        "bind(5, 0.0.0.0:9999)",
        "listen(5, 4096)",
        "accept(5) = 12, 192.168.1.23:51010",
    ]


def test_handshake_and_the_guests_calls_are_inferred() -> None:
    found = rungs()
    handshake = [rung for rung in found if rung.passage in {Passage.SYN, Passage.SYN_ACK, Passage.ACK}]
    assert [rung.passage for rung in handshake] == [Passage.SYN, Passage.SYN_ACK, Passage.ACK]
    assert [rung.is_to_server for rung in handshake] == [True, False, True]
    assert all(rung.is_inferred for rung in handshake)
    assert [rung.guest for rung in found if rung.guest] == [
        "socket(AF_INET, SOCK_STREAM)",
        "connect(192.168.1.5:9999)",
    ]


def test_each_recv_and_send_is_a_rung_with_its_real_result() -> None:
    found = rungs(received(b"\x021alice\x03"), sent(b"\x022alice\x03", 3, 7, 9))
    assert server_calls(found)[4:] == ["recv(12) = 8", "send(12, 8) = 8"]
    assert [(rung.is_to_server, rung.data) for rung in found if rung.passage is Passage.DATA] == [
        (True, b"\x021alice\x03"),
        (False, b"\x022alice\x03"),
    ]
    assert not any(rung.is_inferred for rung in found if rung.passage is Passage.DATA)


def test_what_others_did_is_not_in_it() -> None:
    others: list[WireRecord] = [
        Opened(101.0, 8, LOCAL, PEER),
        Named(101.0, 8, "bob"),
        received(b"\x023psst\x03", connection=8),
        sent(b"x", 8, 9),
        Closed(103.0, 8, Ending.BY_PEER),
    ]
    assert rungs(*others) == rungs()


def test_discovery_of_the_same_computer_comes_before_the_connection() -> None:
    there = Endpoint(PEER.host, 40000)
    anywhere = Endpoint("0.0.0.0", 6000)
    found = rungs(
        Datagram(99.0, Direction.RECEIVED, anywhere, there, b"REQUEST"),
        Datagram(99.0, Direction.SENT, anywhere, there, b"9999"),
        Datagram(99.5, Direction.SENT, anywhere, there, b"9999", is_dropped=True),
        Datagram(99.0, Direction.RECEIVED, anywhere, Endpoint("192.168.1.99", 40000), b"REQUEST"),
        Datagram(200.0, Direction.RECEIVED, anywhere, there, b"REQUEST"),
    )
    calls = server_calls(found)
    assert calls[3:6] == [
        "recvfrom() = 7, 192.168.1.23:40000",
        "sendto(192.168.1.23:40000, 4) = 4",
        "sendto(192.168.1.23:40000, 4) = 4",
    ]
    assert calls[6].startswith("accept(")
    assert len(calls) == 7
    assert [rung.passage for rung in found if rung.data][-1] is Passage.LOST_DATAGRAM


def test_search_of_another_program_on_the_same_computer_is_not_in_it() -> None:
    anywhere, own, other = Endpoint("0.0.0.0", 6000), Endpoint(PEER.host, 40000), Endpoint(PEER.host, 40001)
    found = rungs(
        Datagram(98.0, Direction.RECEIVED, anywhere, other, b"REQUEST"),
        Datagram(98.0, Direction.SENT, anywhere, other, b"1"),
        Datagram(99.0, Direction.RECEIVED, anywhere, own, b"REQUEST"),
        Datagram(99.0, Direction.SENT, anywhere, own, b"9999"),
        Datagram(99.5, Direction.RECEIVED, anywhere, other, b"REQUEST"),
    )
    assert [rung.data for rung in found if rung.data] == [b"REQUEST", b"9999"]
    assert not any("40001" in rung.server for rung in found)


def test_every_end_is_told_apart() -> None:
    ends = {ending: rungs(Closed(105.0, 7, ending))[8:] for ending in Ending}
    assert [rung.server for rung in ends[Ending.BY_PEER]] == ["recv(12) = 0", "close(12)"]
    assert [rung.server for rung in ends[Ending.BY_US]] == ["close(12)"]
    assert [rung.server for rung in ends[Ending.RESET]] == ["recv(12) = ECONNRESET", "close(12)"]
    assert [rung.server for rung in ends[Ending.RESET_BY_US]] == ["setsockopt(12, SO_LINGER, 0)", "close(12)"]
    passages = {
        ending: [each.passage for each in found if each.passage is not Passage.NOTHING]
        for ending, found in ends.items()
    }
    assert passages == {
        Ending.BY_PEER: [Passage.FIN],
        Ending.BY_US: [Passage.FIN],
        Ending.RESET: [Passage.RST],
        Ending.RESET_BY_US: [Passage.RST],
    }


def test_calls_before_anybody_looked_and_beyond_the_newest_are_counted() -> None:
    chunks = [received(bytes([65 + number])) for number in range(10)]
    found = rungs(*chunks, most=4, calls=25)
    (gap,) = [rung for rung in found if rung.left_out]
    assert gap.left_out == (25 - 10) + (10 - 4)
    assert [rung.data for rung in found if rung.passage is Passage.DATA] == [b"G", b"H", b"I", b"J"]
    assert found.index(gap) == 8, "after it was accepted, before what is shown"


def test_calls_after_they_were_counted_are_not_taken_for_some_that_were() -> None:
    ends = replace(ENDS, calls=5, counted_utc=103.0)
    records = [received(b"a", 101.0), received(b"b", 102.0), received(b"c", 104.0), received(b"d", 105.0)]
    (gap,) = [rung for rung in ladder_of(ends, records).rungs if rung.left_out]
    assert gap.left_out == 3


def test_ipv6_is_named() -> None:
    six = Endpoint("fe80::1", 5)
    ends = Ends(7, "", six, six, 12, Endpoint("::", 9999), 5, 1, accepted_utc=0.0)
    assert ladder_of(ends, ()).rungs[0].server == "socket(AF_INET6, SOCK_STREAM) = 5"
    assert ladder_of(ends, ()).rungs[1].server == "bind(5, [::]:9999)"
