"""Rows as text with all their bytes."""

import io

from shared.ui.wire.hex_text import dump, write_hex_text
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import Role, WireFrames
from tests.helpers.wire_records import WireRecords, frame


def test_a_row_has_a_line_of_words_and_its_bytes_below() -> None:
    records = WireRecords()
    records.receive(records.open(), frame("3", "good morning, all") + b"\0" * 100)
    file = io.BytesIO()
    write_hex_text(WireFrames(Role.SERVER).add(records.all), WireWords(Role.SERVER), file)
    lines = file.getvalue().decode().splitlines()
    assert lines[0].startswith("1  ")
    assert "good morning, all" in lines[0]
    assert lines[1].startswith("    0000  02 33 67 6f 6f 64")
    assert lines[1].endswith(".3good morning, ")
    assert lines[-1] == "    … 36"


def test_quoted_texts_and_names_stand_there_without_signs_that_nobody_sees() -> None:
    records, words = WireRecords(), WireWords(Role.SERVER)
    records.receive(records.open(), frame("3", "hi"))
    file = io.BytesIO()
    write_hex_text(WireFrames(Role.SERVER).add(records.all), words, file)
    assert "say “hi” to everyone" in file.getvalue().decode()


def test_the_last_line_stands_below_the_others() -> None:
    first, second = dump(bytes(range(0x20, 0x31)))
    assert first == "0000  20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f   !\"#$%&'()*+,-./"
    assert second == f"0010  30{' ' * 47}0"
