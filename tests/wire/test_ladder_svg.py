"""A ladder as a picture: good XML whatever anybody is called or says, with all of it in."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from shared.wire.ladder import Ends, ladder_of
from shared.wire.ladder_svg import svg_of
from shared.wire.ladder_words import LadderWords
from shared.wire.record import Chunk, Closed, Direction, Ending, Endpoint, WireRecord

WORDS = LadderWords("Guest", "Server", "dashed: inferred", "{number} calls not shown")
HERE = Endpoint("10.0.0.1", 9999)
SVG = "{http://www.w3.org/2000/svg}"


def picture(name: str, data: bytes, calls: int = 0) -> ET.Element:
    ends = Ends(1, name, HERE, Endpoint("10.0.0.2", 5), 12, HERE, 4, 128, 1.0, calls)
    records: list[WireRecord] = [Chunk(2.0, (1,), Direction.RECEIVED, data), Closed(3.0, 1, Ending.BY_PEER)]
    return ET.fromstring(svg_of(ladder_of(ends, records), WORDS))


def texts(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def test_every_call_and_every_passage_is_in_the_picture() -> None:
    found = texts(picture("alice", b"\x023hi\x03", calls=4))
    for wanted in (
        "Guest alice",
        "10.0.0.2:5",
        "listen(4, 128)",
        "SYN",
        "accept(4) = 12, 10.0.0.2:5",
        "recv(12) = 5",
        "[02]3hi[03] (5 B)",
        "3 calls not shown",
        "FIN",
        "close(12)",
        "dashed: inferred",
    ):
        assert wanted in found, wanted


def test_inferred_passages_are_dashed_and_real_ones_are_not() -> None:
    lines = [each for each in picture("alice", b"x").iter(f"{SVG}line") if each.get("marker-end")]
    assert [bool(each.get("stroke-dasharray")) for each in lines] == [True, True, True, False, True]


@given(st.text(max_size=30), st.binary(max_size=300))
def test_any_name_and_any_bytes_are_only_text(name: str, data: bytes) -> None:
    root = picture(name, data)
    assert {each.tag for each in root.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "defs", "marker", "path", "rect", "line", "text")
    }
    assert not [key for each in root.iter() for key in each.attrib if key.startswith("on") or "href" in key]
