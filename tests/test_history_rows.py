"""Facts become rows once, in the room's order, and a batch that waits has a bound."""

from chatroom_server.facts import (
    HOST,
    NO_SESSION,
    AwayChanged,
    BanChanged,
    Fact,
    HandChanged,
    HostRefused,
    Interrupted,
    MuteChanged,
    RemovedByHost,
    Returned,
)
from chatroom_server.history.rows import (
    Batch,
    message_row,
    messages_among,
    old_message,
    old_whisper,
    whisper_row,
)
from shared.protocol.messages import Old, Stamp
from tests.helpers.histories import (
    ALICE,
    BOB,
    NINE,
    announced,
    arrived,
    expected,
    left,
    said,
    session,
    whispered,
)


def test_rows_are_in_the_order_of_the_room() -> None:
    batch = Batch()
    batch.add([said(1), announced(2), said(3), announced(4), announced(5), said(6)])
    batch.add([said(7), announced(8)])
    assert [row[0] for row in batch.messages] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [row[2] for row in batch.messages] == [0, 1, 0, 1, 1, 0, 0, 1]


def test_newest_id_is_that_of_the_newest_message_stored_or_not() -> None:
    batch = Batch()
    batch.add([said(1), whispered(2, NO_SESSION, NO_SESSION)])
    assert (batch.last_id, batch.first_id, batch.is_empty) == (2, 1, False)
    batch.add([whispered(3), announced(4)])
    assert batch.last_id == 4
    assert [row[0] for row in batch.whispers] == [3]


def test_whisper_that_is_not_stored_is_still_written_down_as_a_number() -> None:
    batch = Batch()
    batch.add([whispered(1, HOST, HOST)])
    assert (batch.whispers, batch.first_id, batch.is_empty) == ([], None, False)


def test_what_is_over_with_the_room_is_no_row() -> None:
    batch = Batch()
    batch.add(
        [
            expected(1, "a"),
            Interrupted(NINE, 1, "a"),
            Returned(NINE, 1, "a", ""),
            AwayChanged(NINE, 1, "a", True),
            HandChanged(NINE, 1, "a", True),
            MuteChanged(NINE, 1, "a", True),
            RemovedByHost(NINE, "a", False),
            BanChanged(NINE, "192.168.1.5", ("a",), True),
            HostRefused(NINE, "a", False),
        ]
    )
    assert batch.is_empty


def test_each_kind_of_row_alone_is_something_to_write() -> None:
    assert Batch().is_empty
    assert not Batch(sessions={1: session(1)}).is_empty
    assert not Batch(forgotten={1}).is_empty
    for fact in (arrived(1, "alice"), left(1, "alice")):
        batch = Batch()
        batch.add([fact])
        assert not batch.is_empty


def test_names_are_kept_as_shown_and_found_by_their_prepared_form() -> None:
    batch = Batch()
    batch.add([arrived(1, "ALICE  B")])
    assert batch.visits == [(1, "ALICE  B", "name:alice b", "192.168.1.5", NINE)]


def test_newest_of_each_kind_stay_and_what_goes_is_counted() -> None:
    batch = Batch()
    batch.add([said(n) for n in range(1, 11)])
    batch.add([whispered(n) for n in range(11, 16)])
    batch.add([arrived(n, f"guest {n}") for n in range(1, 9)])
    assert batch.trim(4) == 6 + 1
    assert [row[0] for row in batch.messages] == [7, 8, 9, 10]
    assert [row[0] for row in batch.whispers] == [12, 13, 14, 15]
    assert [row[0] for row in batch.visits] == [5, 6, 7, 8]
    assert batch.trim(4) == 0


def test_messages_are_told_from_everything_else() -> None:
    facts: list[Fact] = [said(1), arrived(1, "alice"), whispered(2), left(1, "alice"), announced(3)]
    assert [fact.message_id for fact in messages_among(facts)] == [1, 2, 3]


def test_rows_go_back_over_the_wire_as_they_came() -> None:
    assert old_message(message_row(said(1, "hi"))) == Old(Stamp(1, NINE), "alice", "hi")
    assert old_message(message_row(announced(2, "all"))) == Old(
        Stamp(2, NINE), "Teacher", "all", is_announcement=True
    )
    assert old_whisper(whisper_row(whispered(3, ALICE, BOB, "psst"))) == Old(
        Stamp(3, NINE), "alice", "psst", to="bob"
    )


def test_halves_of_characters_are_replaced_everywhere() -> None:
    batch = Batch(sessions={1: session(1)})
    batch.add([said(1, "a\ud800b", name="\udfff"), whispered(2, ALICE, BOB, "\ud800"), arrived(1, "\udc80")])
    batch.clean()
    assert batch.messages[0][3:] == ("?", "a?b")
    assert batch.whispers[0][4] == "?"
    assert batch.visits[0][1] == "?"
    assert batch.sessions == {1: session(1)}
