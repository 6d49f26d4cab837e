"""The verdict on the talk finds each flaw that is planted, and nothing in a clean lesson."""

import random
from collections.abc import Callable

import pytest

from tests.chaos.findings import Flaw
from tests.soak.talk import Flaws, Run, Typed, judge_talk
from tests.soak.words import HOST, Saying, name_of, saying_of

ANNA, BOB = "Anna 1-1", "王小明 1-2"
ROWS = [
    (11, Saying(ANNA, 1)),
    (12, Saying(BOB, 1)),
    (13, Saying(ANNA, 2, BOB)),
    (14, Saying(HOST, 1)),
    (15, Saying(BOB, 2, ANNA)),
    (16, Saying(ANNA, 3)),
]


def rich(*ids: int, after: int = 10) -> Run:
    """Anna, who has heard these, to the end."""
    return Run(ANNA, after, [(row_id, dict(ROWS)[row_id]) for row_id in ids], is_whole=True)


def plain(*ids: int) -> Run:
    """Bob, who has heard these and is told no ids, to the end."""
    return Run(BOB, None, [(0, dict(ROWS)[row_id]) for row_id in ids], is_whole=True)


def flaws_of(*runs: Run, typed: Typed | None = None, rows: list[tuple[int, Saying]] = ROWS) -> list[Flaw]:
    flaws = Flaws()
    judge_talk(rows, runs, [] if typed is None else [typed], flaws)
    return list(flaws.counts)


def test_clean_lesson_is_clean() -> None:
    typed = Typed(ANNA, [Saying(ANNA, 1), Saying(ANNA, 2, BOB), Saying(ANNA, 3)], {Saying(ANNA, 9, "nobody")})
    assert flaws_of(rich(11, 12, 13, 14, 15, 16), plain(11, 12, 13, 14, 15, 16), typed=typed) == []


def test_who_comes_later_has_to_have_the_rest() -> None:
    assert flaws_of(rich(13, 14, 15, 16, after=12), plain(14, 15, 16)) == []


def test_who_leaves_earlier_need_not_have_the_rest() -> None:
    run = rich(11, 12)
    run.is_whole = False
    assert flaws_of(run) == []


@pytest.mark.parametrize("run", [rich, plain], ids=["rich", "plain"])
@pytest.mark.parametrize(
    ("ids", "flaw"),
    [
        ((11, 13, 14, 15, 16), Flaw.LOST),
        ((11, 12, 13, 14, 15), Flaw.LOST),
        ((11, 12, 12, 13, 14, 15, 16), Flaw.DOUBLED),
        ((11, 12, 13, 13, 14, 15, 16), Flaw.DOUBLED),
        ((11, 12, 13, 15, 14, 16), Flaw.MISORDERED),
        ((12, 11, 13, 14, 15, 16), Flaw.MISORDERED),
    ],
)
def test_what_is_lost_doubled_or_out_of_order_is_found(
    run: Callable[..., Run], ids: tuple[int, ...], flaw: Flaw
) -> None:
    assert flaw in flaws_of(run(*ids))


def test_whisper_that_a_rich_guest_was_not_shown_is_found() -> None:
    assert flaws_of(rich(11, 12, 13, 14, 16)) == [Flaw.LOST]


def test_first_thing_after_the_login_must_not_be_missing() -> None:
    assert flaws_of(rich(12, 13, 14, 15, 16)) == [Flaw.LOST]


def test_whisper_of_others_is_found() -> None:
    run = Run("Eve 1-3", 10, [(13, Saying(ANNA, 2, BOB))])
    assert flaws_of(run) == [Flaw.LEAKED]


def test_what_nobody_said_is_found() -> None:
    assert flaws_of(Run(ANNA, 15, [(17, Saying(BOB, 7))])) == [Flaw.UNRECORDED]


def test_wrong_id_is_found() -> None:
    assert Flaw.UNRECORDED in flaws_of(Run(ANNA, 10, [(12, Saying(ANNA, 1))]))


def test_older_message_with_a_wrong_id_is_found() -> None:
    run = rich(11, 12, 13, 14, 15, 16)
    run.older.append((12, Saying(ANNA, 1)))
    assert flaws_of(run) == [Flaw.UNRECORDED]


def test_typed_and_never_said_is_found() -> None:
    assert flaws_of(typed=Typed(ANNA, [Saying(ANNA, 4)])) == [Flaw.LOST]


def test_given_back_and_yet_said_is_found() -> None:
    assert flaws_of(typed=Typed(ANNA, [], {Saying(ANNA, 3)})) == [Flaw.FALSELY_RETURNED]


def test_said_twice_or_in_another_order_than_typed_is_found() -> None:
    assert flaws_of(rows=[*ROWS, (17, Saying(ANNA, 3))]) == [Flaw.DOUBLED]
    assert flaws_of(rows=[(1, Saying(BOB, 2)), (2, Saying(BOB, 1))]) == [Flaw.MISORDERED]


@pytest.mark.parametrize("number", range(1, 200))
def test_saying_is_told_from_its_text_to_the_last_character(number: int) -> None:
    saying = Saying(ANNA, number, BOB if number % 3 == 0 else "")
    assert saying_of(ANNA, saying.text) == saying
    assert saying_of(BOB, saying.text + "x") is None
    assert len(saying.text) <= 4_000


def test_names_of_gbk_programs_cannot_be_read_as_utf_8() -> None:
    for seed in range(30):
        name = name_of(1, seed, random.Random(seed), is_gbk=True)
        with pytest.raises(UnicodeDecodeError):
            name.encode("gbk").decode("utf-8")
