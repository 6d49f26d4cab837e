"""Why a connection ended."""

import pytest

from chatroom_client.session.events import FailureReason
from chatroom_client.session.hearing import Hearing, is_for_good
from shared.protocol.messages import Notice, NoticeCode


@pytest.mark.parametrize("is_return", [False, True])
def test_last_words_count_more_than_any_guess(is_return: bool) -> None:
    hearing = Hearing()
    hearing.has_noise = True
    assert hearing.hear(Notice(NoticeCode.BANNED), is_in_room=False)
    assert not hearing.hear(Notice(NoticeCode.MUTED), is_in_room=False)
    assert hearing.cause_of_end(is_return=is_return) is FailureReason.BANNED


def test_too_many_connections_are_a_reason_only_at_the_door() -> None:
    assert not Hearing().hear(Notice(NoticeCode.TOO_MANY_CONNECTIONS), is_in_room=True)
    assert Hearing().hear(Notice(NoticeCode.TOO_MANY_CONNECTIONS), is_in_room=False)
    assert not is_for_good(FailureReason.TOO_MANY)
    assert is_for_good(FailureReason.ROOM_CLOSED)


def test_noise_without_a_frame_is_another_kind_of_server() -> None:
    hearing = Hearing()
    assert hearing.cause_of_end(is_return=False) is FailureReason.CLOSED_AT_ONCE
    hearing.has_noise = True
    assert hearing.cause_of_end(is_return=False) is FailureReason.NOT_A_ROOM
    assert hearing.cause_of_end(is_return=True) is FailureReason.LOST
    hearing.has_frame = True
    assert hearing.cause_of_end(is_return=False) is FailureReason.CLOSED_AT_ONCE


def test_silence_of_a_known_room_is_no_other_server() -> None:
    hearing = Hearing()
    assert hearing.cause_of_silence(is_return=False) is FailureReason.NOT_A_ROOM
    assert hearing.cause_of_silence(is_return=True) is FailureReason.NO_ANSWER
