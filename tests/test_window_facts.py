"""What waits for the host's window: in order, counted to the last message, and never too much of it."""

import pytest

from chatroom_server.facts import HOST, Arrived, Fact, Left, Spoke, Whispered
from chatroom_server.window_facts import AT_ONCE, MOST_SPOKEN, Happening, PassedOver, WindowFacts


def spoke(number: int, guest: int = 1) -> Spoke:
    return Spoke(1_700_000_000.0 + number, number, guest, f"guest {guest}", f"line {number}")


def everything(facts: WindowFacts) -> list[Happening]:
    """All that waits, taken as a window takes it."""
    taken: list[Happening] = []
    while facts:
        some = facts.take()
        assert 0 < len(some) <= AT_ONCE
        taken += some
    return taken


def counted(happenings: list[Happening]) -> dict[int, int]:
    """How many messages each person has said."""
    said: dict[int, int] = {}
    for happening in happenings:
        if isinstance(happening, PassedOver):
            for guest, count in happening.said:
                said[guest] = said.get(guest, 0) + count
        elif isinstance(happening, Spoke):
            said[happening.guest] = said.get(happening.guest, 0) + 1
    return said


def test_what_happens_is_taken_in_order() -> None:
    facts = WindowFacts()
    happened: list[Fact] = [
        Arrived(1.0, 1, "alice", "192.0.2.1", True),
        spoke(1),
        spoke(2),
        Left(2.0, 1, "alice"),
    ]
    facts.add(happened[:2])
    facts.add(happened[2:])
    assert facts.take() == happened
    assert not facts
    assert facts.take() == []


def test_much_at_once_is_taken_in_pieces_and_nothing_is_missing() -> None:
    facts = WindowFacts()
    happened = [spoke(number) for number in range(MOST_SPOKEN)]
    for fact in happened:
        facts.add((fact,))
    assert everything(facts) == happened


def test_whispers_between_two_guests_are_not_for_the_window() -> None:
    facts = WindowFacts()
    facts.add((Whispered(1.0, 1, 1, "alice", 2, "bob", "a secret"),))
    assert not facts
    to_host = Whispered(1.0, 2, 1, "alice", HOST, "Teacher", "a question")
    by_host = Whispered(1.0, 3, HOST, "Teacher", 1, "alice", "an answer")
    facts.add((to_host, by_host))
    assert facts.take() == [to_host, by_host]


def test_what_nobody_could_have_seen_is_counted_and_not_kept() -> None:
    facts = WindowFacts()
    for number in range(10 * MOST_SPOKEN):
        facts.add((spoke(number, guest=1 + number % 3),))
    taken = everything(facts)
    assert len(taken) <= MOST_SPOKEN + 1
    (passed,) = [happening for happening in taken if isinstance(happening, PassedOver)]
    shown = [happening for happening in taken if isinstance(happening, Spoke)]
    assert taken == [passed, *shown]
    assert passed.messages + len(shown) == 10 * MOST_SPOKEN
    assert [fact.message_id for fact in shown] == [*range(passed.messages, 10 * MOST_SPOKEN)]
    assert passed.utc == shown[0].utc - 1
    assert counted(taken) == {guest: -(-(10 * MOST_SPOKEN - guest + 1) // 3) for guest in (1, 2, 3)}


def test_a_window_that_looks_again_gets_the_newest() -> None:
    facts = WindowFacts()
    for number in range(3 * MOST_SPOKEN):
        facts.add((spoke(number),))
    assert everything(facts)[-1] == spoke(3 * MOST_SPOKEN - 1)


def test_everything_but_talk_outlasts_a_storm_in_its_place() -> None:
    facts = WindowFacts()
    arrived = Arrived(1.0, 7, "grace", "192.0.2.7", True)
    whisper = Whispered(2.0, 1, 7, "grace", HOST, "Teacher", "help")
    host_said = Spoke(3.0, 2, HOST, "Teacher", "Quiet, please")
    left = Left(4.0, 7, "grace")
    facts.add((spoke(0), arrived, spoke(1), whisper, spoke(2), host_said, spoke(3), left))
    for number in range(4, 3 * MOST_SPOKEN):
        facts.add((spoke(number),))
    taken = everything(facts)
    kept = [happening for happening in taken if happening in (arrived, whisper, host_said, left)]
    assert kept == [arrived, whisper, host_said, left]
    # Whoever talked and left is gone by then, and whoever came is here: the counts go to the right people.
    assert isinstance(taken[4], PassedOver)
    assert counted(taken) == {1: 3 * MOST_SPOKEN, HOST: 1}


@pytest.mark.parametrize("between", [0, 1, AT_ONCE, MOST_SPOKEN // 2])
def test_counts_stay_exact_however_the_window_looks(between: int) -> None:
    facts = WindowFacts()
    taken: list[Happening] = []
    for number in range(4 * MOST_SPOKEN):
        facts.add((spoke(number, guest=1 + number % 7),))
        if between and number % (between * 2) == 0:
            taken += facts.take()
    taken += everything(facts)
    assert sum(counted(taken).values()) == 4 * MOST_SPOKEN
    ids = [happening.message_id for happening in taken if isinstance(happening, Spoke)]
    assert ids == sorted(set(ids))
