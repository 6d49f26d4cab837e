"""The rows of the wire: the newest are kept, a filter goes from the newest to the oldest, and Qt agrees."""

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from shared.ui.wire.wire_filter import RowKind, WireFilter
from shared.ui.wire.wire_model import WireModel
from shared.ui.wire.wire_rows import LeftOut, WireRow
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import Role, WireFrame
from shared.wire.record import Direction
from tests.helpers.wire_records import frame


def said(number: int, text: str = "hi", connection: int = 1) -> WireFrame:
    raw = frame("3", text)
    return WireFrame(
        number, float(number), Direction.RECEIVED, (connection,), "bob", raw, len(raw), b"3", text.encode()
    )


def rows(first: int, last: int) -> list[WireRow]:
    return [said(number) for number in range(first, last + 1)]


def numbers(model: WireModel) -> list[int]:
    return [row.number for row in model.shown_rows() if isinstance(row, WireFrame)]


@pytest.fixture
def model(qtmodeltester: ModelTester) -> WireModel:
    made = WireModel(WireWords(Role.SERVER), most_rows=10)
    made.words.setParent(made)
    qtmodeltester.check(made)  # type: ignore[no-untyped-call]
    return made


def test_rows_come_in_order(model: WireModel) -> None:
    model.append(rows(1, 3))
    model.append(rows(4, 5))
    assert numbers(model) == [1, 2, 3, 4, 5]


def test_only_the_newest_are_kept(model: WireModel) -> None:
    model.append(rows(1, 15))
    model.append(rows(16, 20))
    assert numbers(model) == [*range(11, 21)]


def test_a_filter_hides_rows_and_takes_them_back(model: WireModel) -> None:
    model.append([said(1, "apple"), said(2, "pear"), said(3, "pineapple")])
    model.set_filter(WireFilter(text="apple"))
    assert numbers(model) == [1, 3]
    model.append([said(4, "plum"), said(5, "apple")])
    assert numbers(model) == [1, 3, 5]
    model.set_filter(WireFilter())
    assert numbers(model) == [1, 2, 3, 4, 5]


def test_what_goes_is_gone_from_a_filtered_view_too(model: WireModel) -> None:
    model.set_filter(WireFilter(connections=frozenset({2})))
    model.append([said(number, connection=1 + number % 2) for number in range(1, 21)])
    assert numbers(model) == [11, 13, 15, 17, 19]


def test_a_long_list_is_filtered_bit_by_bit_from_its_end(qtbot: QtBot) -> None:
    words = WireWords(Role.SERVER)
    model = WireModel(words)
    model.append([said(number, f"word {number}") for number in range(1, 6_001)])
    with qtbot.waitSignal(model.filtered):
        model.set_filter(WireFilter(text="word 5"))
        assert not model.is_filtering or 1 not in numbers(model)
    assert numbers(model)[:3] == [5, 50, 51]
    assert len(numbers(model)) == 1111


def test_that_something_is_missing_is_shown_under_every_filter(model: WireModel) -> None:
    gap = LeftOut(0.0, 7)
    model.append([said(1), gap])
    model.set_filter(WireFilter(kind=RowKind.TYPE_5))
    assert model.shown_rows() == (gap,)


def test_very_long_frames_push_out_the_oldest_sooner() -> None:
    model = WireModel(WireWords(Role.SERVER))
    large = b"\x023" + b"x" * 65_000 + b"\x03"
    model.append(
        [
            WireFrame(number, 0.0, Direction.RECEIVED, (1,), "", large, len(large))
            for number in range(1, 1_201)
        ]
    )
    assert 900 < model.kept_count < 1_100
    assert numbers(model)[-1] == 1_200


def test_a_row_is_found_by_its_number(model: WireModel) -> None:
    model.append([LeftOut(0.0, 1), said(7), said(8)])
    assert model.row_of_frame(8) == 2
    assert model.row_of_frame(9) is None
