"""The search for a name that the room accepts, name by name."""

from itertools import islice

import pytest

from chatroom_client.session.events import RefusalReason
from chatroom_client.session.login import Login
from shared.protocol.messages import NameRefused, Notice, NoticeCode, RefusalCode
from shared.protocol.names import NameProblem, parse_name


def test_wanted_name_is_the_trimmed_one() -> None:
    login = Login()
    assert login.choose("  alice ") is None
    assert login.wanted == "alice"


def test_forbidden_name_leaves_the_wanted_one_as_it_was() -> None:
    login = Login()
    login.choose("alice")
    refused = login.choose("a:b")
    assert refused is not None
    assert (refused.name, refused.reason, refused.problem) == (
        "a:b",
        RefusalReason.INVALID,
        NameProblem.COLON,
    )
    assert login.wanted == "alice"


def test_hundred_refusals_bring_a_hundred_different_names() -> None:
    login = Login()
    login.choose("2024001")
    suggestions = []
    for _ in range(100):
        suggestion = login.refuse(NameRefused(login.wanted)).suggestion
        suggestions.append(suggestion)
        assert login.choose(suggestion) is None
    assert len(set(suggestions)) == 100
    assert all(parse_name(each).shown == each for each in suggestions)
    assert list(islice(suggestions, 3)) == ["2024001-2", "2024001-3", "2024001-4"]


def test_suggestion_for_a_reserved_name_is_allowed() -> None:
    refused = Login().choose("Teacher")
    assert refused is not None
    assert refused.problem == NameProblem.RESERVED
    assert Login().choose(refused.suggestion) is None


def test_only_words_about_the_login_are_reasons() -> None:
    login = Login()
    assert not login.remember(Notice(NoticeCode.LOG_IN_FIRST))
    assert login.remember(Notice(NoticeCode.ROOM_FULL, number=30))
    assert login.refuse(NameRefused("alice")).reason is RefusalReason.ROOM_FULL
    login.start()
    assert login.refuse(NameRefused("alice")).reason is RefusalReason.TAKEN


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (RefusalCode.TAKEN, RefusalReason.TAKEN),
        (RefusalCode.INVALID, RefusalReason.INVALID),
        (RefusalCode.FULL, RefusalReason.ROOM_FULL),
        (RefusalCode.BANNED, RefusalReason.BANNED),
        (RefusalCode.REMOVED, RefusalReason.REMOVED),
    ],
)
def test_rich_room_says_why_a_name_is_refused(code: RefusalCode, reason: RefusalReason) -> None:
    login = Login()
    login.choose("alice")
    refused = login.refuse(NameRefused("alice", code))
    assert refused.reason is reason
    helps = code in {RefusalCode.TAKEN, RefusalCode.INVALID}
    assert bool(refused.suggestion) == helps
