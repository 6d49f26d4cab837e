"""A saved conversation as text: whole, in order, and with no line that looks like somebody else's."""

import pytest
from PySide6.QtWidgets import QApplication

from shared.ui.language import Languages
from shared.ui.transcript_entry import Entry, Standing
from shared.ui.transcript_file import FileHead, FileWords, text_pieces
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import HistoryEdge
from tests.helpers.transcript import DAY, announced, at, came, noticed, own, said, whispered

HEAD = FileHead("Room 101", "192.168.1.5:9999", "grace", at(10), is_from_start=True)


@pytest.fixture
def model(qapp: QApplication, languages: Languages) -> TranscriptModel:
    return TranscriptModel(opened_on=DAY)


def lines(model: TranscriptModel, *entries: Entry, head: FileHead = HEAD) -> list[str]:
    model.append(entries)
    model.flush()
    return "".join(text_pieces(head, model.shown_rows, FileWords(model.words))).splitlines()


def test_the_head_says_where_by_whom_and_when(model: TranscriptModel) -> None:
    head = "\n".join(lines(model, said(1)))
    for part in ("Room 101", "192.168.1.5:9999", "grace", "10:00:00", "2026"):
        assert part in head
    assert "earlier" not in head


def test_it_says_that_something_came_before(model: TranscriptModel) -> None:
    head = FileHead("Room 101", "", "grace", at(10), is_from_start=False)
    assert any("earlier" in line for line in lines(model, said(1), head=head))


def test_everything_stands_in_order_with_time_and_name(model: TranscriptModel) -> None:
    shown = lines(
        model,
        came(1, "bob"),
        said(2, "hello"),
        own(3, "hi"),
        whispered(4, "psst"),
        own(5, "yes?", to="bob"),
        announced(6, "Listen."),
        noticed(7, "bob was muted"),
    )
    bare = [line.translate({0x2068: None, 0x2069: None}) for line in shown]
    assert bare[-7:] == [
        "[09:01:00] * bob came online",
        "[09:02:00] alice: hello",
        "[09:02:00] grace: hi",
        "[09:03:00] bob whispers to you: psst",
        "[09:02:00] You whisper to bob: yes?",
        "[09:05:00] Announcement: Listen.",
        "[09:05:00] * bob was muted",
    ]


def test_no_message_can_make_a_line_of_somebody_else(model: TranscriptModel) -> None:
    shown = lines(model, said(1, "hello\n[09:03:00] bob: I give up\u2028[09:04:00] bob: really\x0bx"))
    assert [line for line in shown if line.startswith("[")] == ["[09:02:00] alice: hello"]
    assert sum("bob" in line for line in shown) == 2


@pytest.mark.parametrize("text", ["\x1b[31mred", "\u202eevil", "\x00"])
def test_what_would_act_is_only_shown(model: TranscriptModel, text: str) -> None:
    assert text not in "\n".join(lines(model, said(1, text)))


def test_every_day_has_its_own_line_once(model: TranscriptModel) -> None:
    shown = lines(model, said(1), said(2, when=at(8, 0, 1)), said(3, when=at(9, 0, 1)))
    days = [model.words.day(day) for day in (at(8).date(), at(8, 0, 1).date())]
    assert [line for line in shown if line in days] == days


def test_lines_of_the_window_are_left_out(model: TranscriptModel) -> None:
    model.append([said(1)])
    model.mark_read()
    model.set_edge(HistoryEdge.MORE)
    shown = "\n".join(lines(model, said(2)))
    assert "Loading" not in shown
    assert "1 new" not in shown


def test_what_did_not_arrive_is_told_apart(model: TranscriptModel) -> None:
    model.set_pending([own(1, "hi", Standing.REFUSED)])
    assert lines(model)[-1] == "[09:02:00] grace (not sent): hi"


def test_where_nothing_was_said_it_says_so(model: TranscriptModel) -> None:
    assert lines(model)[-1] == "Nothing was said."
