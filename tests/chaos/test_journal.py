"""What guests write down comes back as it was, and a kill in the middle of a line leaves nothing half."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chaos.journal import (
    Connected,
    Journal,
    Kept,
    Older,
    Opened,
    PageOfOlder,
    Record,
    Returned,
    SawRoster,
    Shown,
    Strange,
    Typed,
    Welcomed,
    line_of,
    read_journal,
    record_of,
)
from tests.chaos.sayings import Saying, saying_of

RECORDS: list[Record] = [
    Opened("", 0),
    Opened("0123abcd", 17),
    Connected(),
    Welcomed("0123abcd", is_resumed=True, last=5),
    Typed(1, ""),
    Typed(2, "rich-02"),
    Kept(2),
    Returned(2, is_unsure=False),
    Returned(3, is_unsure=True),
    Shown(9, Saying("rich-01", 3)),
    Shown(0, Saying("plain-01", 4, "rich-02")),
    PageOfOlder(),
    Older(5, Saying("rich-01", 1)),
    SawRoster(("rich-01", "plain-01")),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_record_comes_back_from_its_line(record: Record) -> None:
    assert record_of(line_of(record)) == record


def test_strange_words_are_one_line_whatever_they_are() -> None:
    line = line_of(Strange("two\nlines, 中文 and \x00"))
    assert line.isascii()
    assert line.isprintable()


def test_line_that_no_guest_writes_is_an_error() -> None:
    with pytest.raises(ValueError, match="no such record"):
        record_of("z 1")


def test_journal_goes_on_where_the_life_before_ended(tmp_path: Path) -> None:
    file = tmp_path / "rich-01.journal"
    first = Journal(file)
    assert first.last_typed == 0
    first.note(Typed(1, ""))
    first.note(Typed(12, "rich-02"))
    first.note(Kept(12))
    first.write()
    first.note(Typed(13, ""))  # killed before it was written
    second = Journal(file)
    assert second.last_typed == 12
    second.note(Connected())
    second.close()
    assert list(read_journal(file)) == [Typed(1, ""), Typed(12, "rich-02"), Kept(12), Connected()]


def test_torn_line_was_never_written(tmp_path: Path) -> None:
    file = tmp_path / "rich-01.journal"
    file.write_bytes(b"t 1 -\nk 1\nt 2")
    assert list(read_journal(file)) == [Typed(1, ""), Kept(1)]
    journal = Journal(file)
    assert journal.last_typed == 1
    journal.note(Typed(2, ""))
    journal.close()
    assert list(read_journal(file)) == [Typed(1, ""), Kept(1), Typed(2, "")]


def test_reading_leaves_out_what_was_shown(tmp_path: Path) -> None:
    file = tmp_path / "rich-01.journal"
    file.write_text("".join(f"{line_of(record)}\n" for record in RECORDS), encoding="utf-8")
    kept = [record for record in RECORDS if not isinstance(record, Shown | Older)]
    assert list(read_journal(file, with_shown=False)) == kept


@given(number=st.integers(1, 10**6), to=st.sampled_from(["", "rich-02", "plain-10"]))
def test_text_is_known_to_the_last_character(number: int, to: str) -> None:
    saying = Saying("rich-01", number, to)
    assert saying_of(saying.text) == saying
    assert saying_of(f"{saying.text} ") is None
    assert saying_of(saying.text[:-1]) != saying
    assert saying_of(saying.text.replace("rich-01", "rich-03", 1)) != saying
