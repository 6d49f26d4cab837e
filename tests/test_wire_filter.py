"""What a filter lets through."""

import pytest

from shared.ui.wire.wire_filter import RowKind, Way, WireFilter
from shared.ui.wire.wire_rows import WireRow
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import Role, WireFrame, WireFrames
from shared.wire.record import Closed, Opened
from tests.helpers.wire_records import WireRecords, frame


def talk(words: WireWords) -> list[WireRow]:
    records = WireRecords()
    alice = records.join("alice")
    records.ask()
    records.say(alice, "中文")
    records.receive(alice, frame("9", "?"))
    records.close(alice)
    for record in records.all:
        words.people.see(record)
    events = [record for record in records.all if isinstance(record, Opened | Closed)]
    return [*events, *WireFrames(Role.SERVER).add(records.all)]


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        (WireFilter(kind=RowKind.TYPE_1), [b"1", b"1"]),
        (WireFilter(kind=RowKind.TYPE_1, way=Way.TO_SERVER), [b"1"]),
        (WireFilter(kind=RowKind.CONNECTIONS), [None, None]),
        (WireFilter(kind=RowKind.DATAGRAMS), [b""]),
        (WireFilter(way=Way.FROM_SERVER), [b"1", b"4"]),
        (WireFilter(is_only_wrong=True), [b"9"]),
        (WireFilter(text="中文"), [b"3", b"4"]),
        (WireFilter(connections=frozenset({5})), []),
        (WireFilter(text="no such message"), [b"9"]),
    ],
)
def test_rows_that_are_shown(wanted: WireFilter, kinds: list[bytes | None]) -> None:
    words = WireWords(Role.SERVER)
    shown = [row for row in talk(words) if wanted.shows(row, words)]
    assert [row.kind if isinstance(row, WireFrame) else None for row in shown] == kinds


def test_nothing_is_held_back_at_first() -> None:
    words = WireWords(Role.SERVER)
    assert all(WireFilter().shows(row, words) for row in talk(words))
    assert not WireFilter().is_on
