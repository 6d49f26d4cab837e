"""A recording that is read is the one that was written; any other file is refused with one clear code."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.text import clean_name
from shared.wire import recording
from shared.wire.frames import Role
from shared.wire.record import (
    Chunk,
    Closed,
    Datagram,
    Direction,
    Ending,
    Endpoint,
    Named,
    Opened,
    WireRecord,
)
from shared.wire.recording import (
    Recording,
    RecordingError,
    RecordingFault,
    read_recording,
    write_recording,
)
from tests.helpers.captures import BEGIN, IN, lesson

HEAD = b'{"format":"lan-chatroom-recording","version":1,"role":"server","room":"Room 101"}\n'
BROKEN, TOO_LARGE = RecordingFault.BROKEN, RecordingFault.TOO_LARGE

times = st.floats(0, 32_503_680_000)
numbers = st.integers(0, 2**53 - 1)
names = st.text(max_size=30).map(clean_name)
ends = st.builds(Endpoint, names, st.integers(0, 65_535))
directions = st.sampled_from(Direction)
crowds = st.lists(st.integers(0, 30) | numbers, min_size=1, max_size=12).map(tuple)
every_record: st.SearchStrategy[WireRecord] = st.one_of(
    st.builds(Opened, times, numbers, ends, ends),
    st.builds(Named, times, numbers, names),
    st.builds(
        Chunk, times, crowds, directions, st.binary(max_size=99), numbers, st.booleans(), st.booleans()
    ),
    st.builds(Closed, times, numbers, st.sampled_from(Ending)),
    st.builds(Datagram, times, directions, ends, ends, st.binary(max_size=99), st.booleans()),
)


def written(records: list[WireRecord], role: Role = Role.SERVER, room: str = "") -> bytes:
    file = io.BytesIO()
    write_recording(records, role, file, room)
    return file.getvalue()


def refusal(data: bytes) -> tuple[RecordingFault, int]:
    """With what a file is refused, and in which line."""
    with pytest.raises(RecordingError) as refused:
        read_recording(io.BytesIO(data))
    return refused.value.fault, refused.value.line


# ---- there and back --------------------------------------------------------------------------------------


@given(records=st.lists(every_record, max_size=9), role=st.sampled_from(Role), room=names)
def test_what_is_written_is_read_back(records: list[WireRecord], role: Role, room: str) -> None:
    data = written(records, role, room)
    assert data.count(b"\n") == 1 + len(records)
    assert read_recording(io.BytesIO(data)) == Recording(role, tuple(records), room)


def test_whole_lesson_comes_back() -> None:
    found = read_recording(io.BytesIO(written(lesson(), room="Room 101")))
    assert found == Recording(Role.SERVER, tuple(lesson()), "Room 101")


def test_crowd_takes_no_room_in_the_file_and_one_tuple_in_memory() -> None:
    everyone = tuple(range(1, 2001))
    records: list[WireRecord] = [Chunk(BEGIN, everyone, IN, b"x") for _ in range(2)]
    data = written(records)
    assert len(data) < 400
    first, second = read_recording(io.BytesIO(data)).records
    assert isinstance(first, Chunk)
    assert isinstance(second, Chunk)
    assert first.connections == everyone
    assert second.connections is first.connections


def test_keys_of_later_programs_are_ignored() -> None:
    line = b'{"is":"named","utc":5,"connection":1,"name":"alice","colour":"red"}\n'
    assert read_recording(io.BytesIO(HEAD + line)).records == (Named(5.0, 1, "alice"),)


# ---- files that are none -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\n",
        b"hello\n",
        b"\x00\xff\x02\x03" * 50,
        b"[1]\n",
        b"[" * 100_000 + b"\n",
        HEAD[:-1],
        HEAD.replace(b"lan-chatroom-recording", b"another"),
        HEAD.replace(b'"version":1', b'"version":"1"'),
        HEAD.replace(b'"version":1,', b""),
        HEAD.decode().encode("utf-16"),
    ],
)
def test_file_of_another_kind_is_no_recording(head: bytes) -> None:
    assert refusal(head) == (RecordingFault.NOT_A_RECORDING, 1)


def test_file_of_a_later_program_is_too_new_whatever_else_it_says() -> None:
    later = HEAD.replace(b'"version":1', b'"version":2').replace(b'"server"', b'"switch"')
    assert refusal(later + b"?") == (RecordingFault.TOO_NEW, 1)


def test_head_that_does_not_say_whose_it_is_is_broken() -> None:
    assert refusal(HEAD.replace(b'"server"', b'"switch"')) == (BROKEN, 1)


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"hello\n",
        b'{"is":"named","utc":5,"connection":1,"name":"alice"}',
        b'{"is":"named","utc":5,"connection":1}\n',
        b'{"is":"named","utc":5,"connection":-1,"name":"alice"}\n',
        b'{"is":"named","utc":NaN,"connection":1,"name":"alice"}\n',
        b'{"is":"named","utc":1e999,"connection":1,"name":"alice"}\n',
        b'{"is":"renamed","utc":5,"connection":1,"name":"alice"}\n',
        b'{"is":"closed","utc":5,"connection":1,"ending":"sadly"}\n',
        b'{"is":"opened","utc":5,"connection":1,"local":{"host":"h","port":1},"peer":null}\n',
        b'{"is":"opened","utc":5,"connection":1,"local":{"host":"h","port":1},"peer":{"host":"h","port":65536}}\n',
        b'{"is":"chunk","utc":5,"connections":"1","direction":"sent","data":"0"}\n',
        b'{"is":"chunk","utc":5,"connections":"1","direction":"sent","data":"zz"}\n',
        b'{"is":"chunk","utc":5,"connections":"1","direction":"up","data":"00"}\n',
        b'{"is":"chunk","utc":5,"connections":"","direction":"sent","data":"00"}\n',
        b'{"is":"chunk","utc":5,"connections":"1,","direction":"sent","data":"00"}\n',
        b'{"is":"chunk","utc":5,"connections":"3-1","direction":"sent","data":"00"}\n',
        b'{"is":"chunk","utc":5,"connections":"0-9007199254740991","direction":"sent","data":"00"}\n',
        b'{"is":"chunk","utc":5,"connections":[1],"direction":"sent","data":"00"}\n',
        "{\"is\":\"chunk\",\"utc\":5,\"connections\":\"\u0663\",\"direction\":\"sent\",\"data\":\"00\"}\n".encode(),
    ],
)  # fmt: skip
def test_line_that_is_wrong_is_told_by_its_number(line: bytes) -> None:
    good = b'{"is":"named","utc":5,"connection":1,"name":"alice"}\n'
    assert refusal(HEAD + good + line) == (BROKEN, 3)


@given(cut=st.integers(0, len(written(lesson())) - 1))
def test_file_that_is_cut_anywhere_is_refused_or_ends_at_a_line(cut: int) -> None:
    data = written(lesson())[:cut]
    if data.endswith(b"\n"):
        assert len(read_recording(io.BytesIO(data)).records) == data.count(b"\n") - 1
    else:
        refusal(data)


@given(at=st.integers(0, 2000), junk=st.binary(min_size=1, max_size=8))
def test_damaged_file_is_read_or_refused_and_nothing_else(at: int, junk: bytes) -> None:
    data = written(lesson())
    try:
        read_recording(io.BytesIO(data[:at] + junk + data[at + len(junk) :]))
    except RecordingError as refused:
        assert refused.fault in RecordingFault


# ---- bounds ------------------------------------------------------------------------------------------------


def test_line_without_an_end_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MAX_LINE_BYTES", 2000)
    assert refusal(HEAD + b" " * 2001) == (TOO_LARGE, 2)
    assert refusal(HEAD + b" " * 2000) == (BROKEN, 2)


@pytest.mark.parametrize(("bound", "most"), [("MAX_RECORDS", 4), ("MAX_DATA_BYTES", 4), ("_MAX_LISTED", 10)])
def test_recording_beyond_a_bound_is_refused(monkeypatch: pytest.MonkeyPatch, bound: str, most: int) -> None:
    monkeypatch.setattr(recording, bound, most)
    four: list[WireRecord] = [Chunk(BEGIN, tuple(range(each)), IN, b"x") for each in range(1, 5)]
    assert len(read_recording(io.BytesIO(written(four))).records) == 4
    assert refusal(written([*four, Chunk(BEGIN, (1, 3, 5), IN, b"x")])) == (TOO_LARGE, 6)


def test_trouble_with_the_file_goes_to_the_caller() -> None:
    class Disk(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        read_recording(Disk())
