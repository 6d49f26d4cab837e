"""The rules of a room, as a client hears of them from a rich room and from a plain one."""

from chatroom_client.session.events import RulesChanged
from chatroom_client.session.heard_rules import HeardRules
from shared.protocol.messages import Notice, NoticeCode, RoomMode

FREELY = RulesChanged(RoomMode.ALL, 0.0)


def test_rules_are_told_when_they_change() -> None:
    rules = HeardRules()
    assert rules.take(RoomMode.ALL, 0.0) == []
    assert rules.take(RoomMode.NOBODY, 5.0) == [RulesChanged(RoomMode.NOBODY, 5.0)]
    assert rules.take(RoomMode.NOBODY, 5.0) == []


def test_login_tells_them_even_if_they_are_those_of_before() -> None:
    rules = HeardRules()
    rules.enter()
    assert rules.take(RoomMode.ALL, 0.0) == [FREELY]
    assert rules.take(RoomMode.ALL, 0.0) == []


def test_another_room_begins_without_any() -> None:
    rules = HeardRules()
    assert rules.start_over() == []
    rules.take(RoomMode.HOST_ONLY, 30.0)
    assert rules.start_over() == [FREELY]
    rules.enter()
    assert rules.start_over() == []


def test_room_that_speaks_plain_tells_them_in_its_notices() -> None:
    rules = HeardRules()
    told = [
        rules.hear(Notice(code, name="Ms Lee", number=15))
        for code in (
            NoticeCode.RULES_NO_WHISPERS,
            NoticeCode.SLOW_ON,
            NoticeCode.RULES_HOST_ONLY,
            NoticeCode.RULES_NOBODY,
            NoticeCode.SLOW_OFF,
            NoticeCode.RULES_ALL,
        )
    ]
    assert told == [
        [RulesChanged(RoomMode.NO_WHISPERS, 0.0)],
        [RulesChanged(RoomMode.NO_WHISPERS, 15.0)],
        [RulesChanged(RoomMode.HOST_ONLY, 15.0)],
        [RulesChanged(RoomMode.NOBODY, 15.0)],
        [RulesChanged(RoomMode.NOBODY, 0.0)],
        [FREELY],
    ]


def test_other_notices_change_no_rule() -> None:
    rules = HeardRules()
    telling = {"rules-all", "rules-no-whispers", "rules-host-only", "rules-nobody", "slow-on", "slow-off"}
    for code in NoticeCode:
        if code.value not in telling:
            assert rules.hear(Notice(code, name="bob", number=7)) == []
