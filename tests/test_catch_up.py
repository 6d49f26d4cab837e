"""History in parts."""

from chatroom_client.session.catch_up import PART_MESSAGES, CatchUp, Part
from chatroom_client.session.events import HistoryKind
from shared.protocol.messages import Old, Stamp


def old(number: int) -> Old:
    return Old(Stamp(number, float(number)), "bob", "hi")


def test_long_history_is_told_in_parts() -> None:
    catch_up = CatchUp()
    catch_up.begin(HistoryKind.MISSED)
    parts = [catch_up.take(old(number)) for number in range(2 * PART_MESSAGES + 3)]
    told = [part for part in parts if part is not None]
    rest = catch_up.end_login()
    assert [len(part.olds) for part in told] == [PART_MESSAGES] * 2
    assert rest is not None
    assert [each.stamp.id for part in [*told, rest] for each in part.olds] == list(
        range(2 * PART_MESSAGES + 3)
    )
    assert not catch_up.is_behind_login


def test_login_with_nothing_behind_it_tells_nothing() -> None:
    catch_up = CatchUp()
    catch_up.begin(HistoryKind.BEFORE_JOIN)
    assert catch_up.end_login() is None
    assert catch_up.end_login() is None


def test_answer_ends_with_its_own_pong() -> None:
    catch_up = CatchUp()
    catch_up.ask(2, pong=7)
    assert catch_up.take(old(1)) is None
    assert catch_up.end_asked(6) is None
    assert catch_up.end_asked(7) == Part((old(1),), HistoryKind.OLDER, is_all=True)
    assert catch_up.end_asked(7) is None


def test_break_gives_up_the_question_and_keeps_what_was_missed() -> None:
    catch_up = CatchUp()
    catch_up.ask(2, pong=7)
    catch_up.take(old(1))
    assert catch_up.break_off() is None
    assert not catch_up.is_asked
    catch_up.begin(HistoryKind.MISSED)
    catch_up.take(old(2))
    assert catch_up.break_off() == Part((old(2),), HistoryKind.MISSED)


def test_history_that_nobody_announced_is_told_at_once() -> None:
    assert CatchUp().take(old(1)) == Part((old(1),), HistoryKind.MISSED)
