"""The ready-made bytes are what they are called."""

from itertools import count

import pytest

from shared.protocol.framing import FrameFault
from shared.wire.frames import Role, WireFrame, WireFrames
from shared.wire.meaning import MeaningKind, explain
from shared.wire.record import Chunk, Direction
from shared.wire.wrong_frames import Example, ExampleKind, examples


def rows_of(data: bytes) -> list[WireFrame]:
    frames = WireFrames(Role.SERVER)
    calls = count(1)
    # A right frame behind it brings out what was left open.
    return frames.add(
        Chunk(1.0, (1,), Direction.RECEIVED, some, next(calls)) for some in (data, b"\x023next\x03")
    )[:-1]


@pytest.fixture(params=examples(), ids=lambda example: example.kind.value)
def example(request: pytest.FixtureRequest) -> Example:
    assert isinstance(request.param, Example)
    return request.param


def test_there_is_one_of_each_kind() -> None:
    assert [example.kind for example in examples()] == list(ExampleKind)


def test_every_wrong_one_is_told_in_some_way(example: Example) -> None:
    rows = rows_of(example.data)
    is_right_by_itself = example.kind in (ExampleKind.TEXT_BEFORE_LOGIN, ExampleKind.NAME_TWICE)
    is_told = any(explain(row, Role.SERVER).is_wrong or row.after_count or b"\xff" in row.raw for row in rows)
    assert is_told == (example.is_wrong and not is_right_by_itself)


@pytest.mark.parametrize(
    ("kind", "meaning"),
    [
        (ExampleKind.LOG_IN, MeaningKind.LOG_IN),
        (ExampleKind.WHISPER, MeaningKind.WHISPER),
        (ExampleKind.UNKNOWN_TYPE, MeaningKind.UNKNOWN_TYPE),
        (ExampleKind.NO_ETX, MeaningKind.END_LOST),
        (ExampleKind.NO_TYPE, MeaningKind.NO_TYPE),
        (ExampleKind.TOO_LONG, MeaningKind.TOO_LONG),
        (ExampleKind.NAME_WITH_COMMA, MeaningKind.BAD_LOGIN_NAME),
        (ExampleKind.WHISPER_WITHOUT_COMMA, MeaningKind.WHISPER_WITHOUT_COMMA),
        (ExampleKind.NO_FRAME, MeaningKind.OUTSIDE),
    ],
)
def test_it_means_what_it_is_called(kind: ExampleKind, meaning: MeaningKind) -> None:
    (found,) = (example for example in examples() if example.kind is kind)
    assert explain(rows_of(found.data)[0], Role.SERVER).kind is meaning


def test_the_padded_one_is_a_whole_buffer() -> None:
    (padded,) = (example.data for example in examples() if example.kind is ExampleKind.NUL_PADDING)
    (row,) = rows_of(padded)
    assert (len(padded), row.after_count, row.payload) == (1_024, 1_017, b"hell")


def test_stx_in_a_text_loses_the_beginning() -> None:
    (cut,) = (example.data for example in examples() if example.kind is ExampleKind.STX_IN_TEXT)
    assert [row.fault for row in rows_of(cut)] == [FrameFault.LOST_END, None]


def test_the_names_are_those_that_were_asked_for() -> None:
    found = {example.kind: example.data for example in examples("陈小明", "dora")}
    assert found[ExampleKind.LOG_IN] == b"\x021" + "陈小明".encode() + b"\x03"
    assert found[ExampleKind.WHISPER] == b"\x022dora,psst\x03"
