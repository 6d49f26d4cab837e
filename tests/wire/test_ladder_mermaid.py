"""A ladder as Mermaid text: one line for each thing, and nobody's name or words can write another."""

import re

from hypothesis import given
from hypothesis import strategies as st

from shared.wire.ladder import Ends, ladder_of
from shared.wire.ladder_mermaid import mermaid_of
from shared.wire.ladder_words import LadderWords
from shared.wire.record import Chunk, Closed, Datagram, Direction, Ending, Endpoint, WireRecord

WORDS = LadderWords("Guest", "Server", "dashed: inferred", "{number} calls not shown")
HERE = Endpoint("10.0.0.1", 9999)
PEER = Endpoint("10.0.0.2", 5)
LINE = re.compile(
    r"sequenceDiagram|"
    r"    participant [GS] as [^;:\n]*(?:#\d+;[^;:\n]*)*|"
    r"    Note (?:over G,S|left of G|right of S): (?:[^;:#\n]|#\d+;|#101;nd)*|"
    r"    (?:G(?:->>|-->>|-x)S|S(?:->>|-->>|-x)G): (?:[^;:#\n]|#\d+;|#101;nd)*"
)


def diagram(name: str, data: bytes) -> str:
    ends = Ends(1, name, HERE, PEER, 12, HERE, 4, 128, 1.0, 9)
    records: list[WireRecord] = [
        Datagram(0.5, Direction.SENT, HERE, PEER, b"9999", is_dropped=True),
        Chunk(2.0, (1,), Direction.SENT, data),
        Closed(3.0, 1, Ending.RESET_BY_US),
    ]
    return mermaid_of(ladder_of(ends, records), WORDS)


def test_diagram_has_both_sides_the_handshake_and_the_data() -> None:
    lines = diagram("alice", b"hi").splitlines()
    assert lines[0] == "sequenceDiagram"
    assert "    participant G as Guest alice<br/>10.0.0.2#58;5" in lines
    assert "    G-->>S: SYN" in lines
    assert "    S->>G: hi (2 B)" in lines
    assert any(each.startswith("    S-xG: UDP 9999") for each in lines)
    assert "    Note right of S: recv(12) = 0" not in lines
    assert "    S-->>G: RST" in lines


@given(st.text(max_size=30), st.binary(max_size=200))
def test_any_name_and_any_bytes_stay_in_their_line(name: str, data: bytes) -> None:
    text = diagram(name, data)
    assert len(text.splitlines()) == len(diagram("alice", b"hi").splitlines())
    for line in text.splitlines():
        assert LINE.fullmatch(line), line


def test_word_that_ends_a_diagram_is_written_otherwise() -> None:
    assert " end " not in diagram("the end", b"the end of it")
