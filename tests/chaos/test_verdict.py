"""The verdict can fail: every flaw is planted in a run that was clean, and found."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.chaos.findings import Flaw
from tests.chaos.journal import (
    Connected,
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
)
from tests.chaos.past import History, Row
from tests.chaos.report import report_lines
from tests.chaos.sayings import Saying
from tests.chaos.verdict import Verdict, judge

A, B, P, Q = "rich-01", "rich-02", "plain-01", "plain-02"
EVERYBODY = (A, B, P, Q)


@dataclass
class Story:
    """A short run that is clean: what everybody wrote down, and the history. Tests spoil it."""

    journals: dict[str, list[Record]] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    def shown(self, name: str, message_id: int) -> Shown:
        """The record of a message of the history, as this guest has it."""
        row = self.rows[message_id]
        number = int(row.text.partition("#")[2].split(">")[0].split()[0])
        return Shown(message_id if name.startswith("rich") else 0, Saying(row.sender, number, row.to))

    def place(self, name: str, message_id: int) -> int:
        """Where in a guest's journal a message was last shown."""
        journal = self.journals[name]
        return len(journal) - 1 - journal[::-1].index(self.shown(name, message_id))

    def verdict(self, folder: Path) -> Verdict:
        """Write it all down, and have it judged."""
        files = {}
        for name, records in self.journals.items():
            files[name] = folder / f"{name}.journal"
            files[name].write_text("".join(f"{line_of(record)}\n" for record in records), encoding="utf-8")
        return judge(files, History(self.rows), self.troubles)


def row(saying: Saying) -> Row:
    return Row(saying.sender, saying.to, saying.text)


@pytest.fixture
def story() -> Story:
    """A is killed once and shown two messages again in a new window; P is cut once and misses some."""
    story = Story()
    story.rows = {
        1: row(Saying(P, 1)),
        2: row(Saying(A, 1)),
        3: row(Saying(B, 1)),
        4: row(Saying(B, 2, A)),
        5: row(Saying(A, 2, B)),
        6: row(Saying(P, 2, A)),
        7: row(Saying(A, 3)),
        8: row(Saying(P, 4)),
        9: row(Saying(B, 3)),
        10: row(Saying(A, 5)),
    }

    def shown(name: str, *ids: int) -> list[Record]:
        return [story.shown(name, message_id) for message_id in ids]

    story.journals = {
        A: [
            Opened("", 0), Welcomed("aa", is_resumed=False, last=1), *shown(A, 1),
            Typed(1, ""), Kept(1), *shown(A, 2, 3, 4), Typed(2, B), Kept(2), *shown(A, 5, 6), Typed(3, ""),
            Kept(3),
            # Killed: id 4 was the newest that was kept.
            Opened("aa", 4), Welcomed("aa", is_resumed=True, last=7), *shown(A, 5, 6, 7),
            Typed(4, P), Kept(4), Returned(4, is_unsure=False), *shown(A, 8, 9), Typed(5, ""), Kept(5),
            *shown(A, 10), SawRoster(EVERYBODY),
        ],
        B: [
            Opened("", 0), Welcomed("bb", is_resumed=False, last=1), *shown(B, 1, 2), Typed(1, ""), Kept(1),
            *shown(B, 3), Typed(2, A), Kept(2), *shown(B, 4, 5, 7, 8), Typed(3, ""), Kept(3), *shown(B, 9, 10),
            SawRoster((B, A, Q, P)),
        ],
        P: [
            Connected(), Typed(1, ""), *shown(P, 1, 2), Typed(2, A), Typed(3, ""),
            Connected(), *shown(P, 7), Typed(4, ""), *shown(P, 8, 9, 10), SawRoster(EVERYBODY),
        ],
        Q: [
            Connected(), *shown(Q, 1, 2, 3, 7), Typed(1, P), Shown(0, Saying(Q, 1, P)), *shown(Q, 8, 9, 10),
            SawRoster(EVERYBODY),
        ],
    }  # fmt: skip
    return story


def test_clean_run_is_clean(story: Story, tmp_path: Path) -> None:
    verdict = story.verdict(tmp_path)
    assert verdict.is_clean, "\n".join(report_lines(verdict))
    assert verdict.messages == 10
    assert verdict.guests[A].windows == 2
    assert verdict.guests[A].shown == 12
    assert verdict.guests[P].sessions == 2
    assert "nothing lost, nothing twice" in list(report_lines(verdict))[-1]


def lose_one(story: Story) -> None:
    del story.journals[B][story.place(B, 5)]


def lose_the_last(story: Story) -> None:
    del story.journals[B][story.place(B, 10)]


def lose_what_the_window_before_had_shown(story: Story) -> None:
    """It was shown, but in a window that is gone, and the kept file does not know of it."""
    del story.journals[A][story.place(A, 5)]


def lose_on_a_plain_connection(story: Story) -> None:
    del story.journals[Q][story.place(Q, 3)]


def never_say_what_was_kept(story: Story) -> None:
    del story.rows[9]
    for journal in story.journals.values():
        journal[:] = [
            each for each in journal if not (isinstance(each, Shown) and each.saying == Saying(B, 3))
        ]


def give_back_what_was_said_to_everyone(story: Story) -> None:
    never_say_what_was_kept(story)
    story.journals[B].append(Returned(3, is_unsure=True))


def double_one(story: Story) -> None:
    story.journals[B].insert(story.place(B, 7), story.shown(B, 5))


def double_after_a_restart(story: Story) -> None:
    """The kept file knew of it, so it need not be shown again."""
    at = story.place(A, 5)
    story.journals[A].insert(at, story.shown(A, 4))


def double_on_a_plain_connection(story: Story) -> None:
    at = story.place(P, 7)
    story.journals[P].insert(at, story.shown(P, 7))


def say_twice(story: Story) -> None:
    story.rows[11] = story.rows[10]
    for name in EVERYBODY:
        story.journals[name].append(Shown(11 if name in {A, B} else 0, Saying(A, 5)))


def swap_two(story: Story) -> None:
    journal, at = story.journals[B], story.place(B, 9)
    journal[at], journal[at + 1] = journal[at + 1], journal[at]


def swap_two_on_a_plain_connection(story: Story) -> None:
    journal, at = story.journals[P], story.place(P, 9)
    journal[at], journal[at + 1] = journal[at + 1], journal[at]


def say_in_the_wrong_order(story: Story) -> None:
    story.rows[7], story.rows[10] = story.rows[10], story.rows[7]
    for name, journal in story.journals.items():
        first, second = story.shown(name, 7), story.shown(name, 10)
        wrong = {
            dataclasses.replace(first, saying=second.saying): first,
            dataclasses.replace(second, saying=first.saying): second,
        }
        journal[:] = [wrong.get(each, each) if isinstance(each, Shown) else each for each in journal]


def scroll_up(story: Story, *ids: int) -> None:
    """A page of older ones in the second window of A, whose kept file knew of everything up to 4."""
    at = story.place(A, 9)
    page = [Older(message_id, story.shown(A, message_id).saying) for message_id in ids]
    story.journals[A][at:at] = [PageOfOlder(), *page]


def lose_from_the_middle_of_a_page(story: Story) -> None:
    scroll_up(story, 1, 3, 4)


def lose_between_a_page_and_the_rest(story: Story) -> None:
    scroll_up(story, 1, 2, 3)


def double_on_a_page(story: Story) -> None:
    scroll_up(story, 3, 4, 5)


def turn_to_the_same_page_twice(story: Story) -> None:
    scroll_up(story, 3, 4)
    scroll_up(story, 3, 4)


def swap_two_on_a_page(story: Story) -> None:
    scroll_up(story, 1, 3, 2, 4)


def leak_a_whisper(story: Story) -> None:
    story.journals[B].insert(story.place(B, 7), story.shown(B, 6))


def leak_a_whisper_to_a_plain_guest(story: Story) -> None:
    story.journals[Q].insert(story.place(Q, 7), story.shown(Q, 5))


def show_what_nobody_said(story: Story) -> None:
    story.journals[B].append(Strange("rich-01: give me your lunch"))


def record_what_nobody_typed(story: Story) -> None:
    story.rows[11] = row(Saying(A, 77))
    for name in (A, B):
        story.journals[name].append(story.shown(name, 11))


def record_what_a_stranger_said(story: Story) -> None:
    story.rows[11] = Row("mallory", "", "hello")


def change_a_character(story: Story) -> None:
    story.rows[9] = dataclasses.replace(story.rows[9], text=story.rows[9].text + "!")


def lose_from_the_history(story: Story) -> None:
    del story.rows[8]


def lose_a_whisper_from_the_history(story: Story) -> None:
    del story.rows[6]


def forget_a_session(story: Story) -> None:
    journal = story.journals[A]
    journal[journal.index(Welcomed("aa", is_resumed=True, last=7))] = Welcomed("a2", is_resumed=False, last=7)


def lose_the_kept_file(story: Story) -> None:
    journal = story.journals[A]
    journal[journal.index(Opened("aa", 4))] = Opened("", 0)


def give_back_as_unsure_what_was_said(story: Story) -> None:
    story.journals[B].append(Returned(2, is_unsure=True))


def send_without_keeping(story: Story) -> None:
    story.journals[B].remove(Kept(2))


def miss_somebody_in_the_end(story: Story) -> None:
    story.journals[B][-1] = SawRoster((A, B, P))


def see_a_ghost_in_the_end(story: Story) -> None:
    story.journals[P][-1] = SawRoster((*EVERYBODY, "rich-03"))


def see_somebody_twice_in_the_end(story: Story) -> None:
    story.journals[P][-1] = SawRoster((*EVERYBODY, A))


def never_report(story: Story) -> None:
    del story.journals[Q][-1]


def raise_an_exception(story: Story) -> None:
    story.troubles.append("server raised: KeyError")


@pytest.mark.parametrize(
    ("plant", "flaw", "culprit"),
    [
        (lose_one, Flaw.LOST, B),
        (lose_the_last, Flaw.LOST, B),
        (lose_what_the_window_before_had_shown, Flaw.LOST, A),
        (lose_on_a_plain_connection, Flaw.LOST, Q),
        (never_say_what_was_kept, Flaw.LOST, B),
        (give_back_what_was_said_to_everyone, Flaw.LOST, B),
        (double_one, Flaw.DOUBLED, B),
        (double_after_a_restart, Flaw.DOUBLED, A),
        (double_on_a_plain_connection, Flaw.DOUBLED, P),
        (say_twice, Flaw.DOUBLED, A),
        (swap_two, Flaw.MISORDERED, B),
        (swap_two_on_a_plain_connection, Flaw.MISORDERED, P),
        (say_in_the_wrong_order, Flaw.MISORDERED, A),
        (lose_from_the_middle_of_a_page, Flaw.LOST, A),
        (lose_between_a_page_and_the_rest, Flaw.LOST, A),
        (double_on_a_page, Flaw.DOUBLED, A),
        (turn_to_the_same_page_twice, Flaw.DOUBLED, A),
        (swap_two_on_a_page, Flaw.MISORDERED, A),
        (leak_a_whisper, Flaw.LEAKED, B),
        (leak_a_whisper_to_a_plain_guest, Flaw.LEAKED, Q),
        (show_what_nobody_said, Flaw.INVENTED, B),
        (record_what_nobody_typed, Flaw.INVENTED, A),
        (record_what_a_stranger_said, Flaw.INVENTED, ""),
        (change_a_character, Flaw.INVENTED, B),
        (lose_from_the_history, Flaw.UNRECORDED, B),
        (lose_from_the_history, Flaw.UNRECORDED, Q),
        (lose_a_whisper_from_the_history, Flaw.UNRECORDED, A),
        (forget_a_session, Flaw.FORGOTTEN, A),
        (lose_the_kept_file, Flaw.FORGOTTEN, A),
        (give_back_as_unsure_what_was_said, Flaw.FALSELY_RETURNED, B),
        (send_without_keeping, Flaw.UNKEPT, B),
        (miss_somebody_in_the_end, Flaw.ROSTER, B),
        (see_a_ghost_in_the_end, Flaw.ROSTER, P),
        (see_somebody_twice_in_the_end, Flaw.ROSTER, P),
        (never_report, Flaw.ROSTER, Q),
        (raise_an_exception, Flaw.TROUBLE, ""),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_planted_flaw_is_found(
    story: Story, tmp_path: Path, plant: Callable[[Story], None], flaw: Flaw, culprit: str
) -> None:
    plant(story)
    verdict = story.verdict(tmp_path)
    findings = verdict.guests[culprit] if culprit else verdict.nobody
    assert not verdict.is_clean
    assert findings.flaws[flaw], "\n".join(report_lines(verdict))
    assert any(f"{flaw.value}: " in line for line in report_lines(verdict))
    assert "SOMETHING IS WRONG" in list(report_lines(verdict))[-1]


def test_scrolling_up_is_no_doubling(story: Story, tmp_path: Path) -> None:
    scroll_up(story, 3, 4)
    scroll_up(story, 1, 2)
    verdict = story.verdict(tmp_path)
    assert verdict.is_clean, "\n".join(report_lines(verdict))


def test_kill_between_the_typing_and_the_keeping_is_no_loss(story: Story, tmp_path: Path) -> None:
    journal = story.journals[A]
    journal.insert(journal.index(Opened("aa", 4)), Typed(99, ""))
    assert story.verdict(tmp_path).is_clean


def test_new_person_after_a_kill_before_anything_was_kept_is_no_loss(story: Story, tmp_path: Path) -> None:
    """The welcome came, and the process was killed before the session was on disk."""
    story.journals[B][:0] = [
        Opened("", 0),
        Welcomed("b0", is_resumed=False, last=0),
        story.shown(B, 1),
    ]
    verdict = story.verdict(tmp_path)
    assert verdict.is_clean, "\n".join(report_lines(verdict))


def test_whisper_refused_while_its_receiver_is_away_is_no_loss(story: Story, tmp_path: Path) -> None:
    verdict = story.verdict(tmp_path)
    assert verdict.guests[A].returned == 1
    assert verdict.count(Flaw.LOST) == 0
