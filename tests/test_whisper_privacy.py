"""Who can read whispers, as a client hears of it from a rich room and from a plain one."""

from chatroom_client.session.events import WhispersShown
from chatroom_client.session.whisper_privacy import WhisperPrivacy
from shared.protocol.messages import Notice, NoticeCode


def test_it_is_told_when_it_changes() -> None:
    privacy = WhisperPrivacy()
    assert privacy.take(False) == []
    assert privacy.take(True) == [WhispersShown(True)]
    assert privacy.take(True) == []
    assert privacy.take(False) == [WhispersShown(False)]


def test_room_that_speaks_plain_tells_it_in_its_notices() -> None:
    privacy = WhisperPrivacy()
    assert privacy.hear(Notice(NoticeCode.WHISPERS_SHOWN)) == [WhispersShown(True)]
    assert privacy.hear(Notice(NoticeCode.WHISPERS_HIDDEN)) == [WhispersShown(False)]


def test_other_notices_say_nothing_of_it() -> None:
    privacy = WhisperPrivacy()
    for code in NoticeCode:
        if code not in {NoticeCode.WHISPERS_SHOWN, NoticeCode.WHISPERS_HIDDEN}:
            assert privacy.hear(Notice(code, name="bob", number=7)) == []
