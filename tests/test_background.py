"""Work beside the window: done in another thread, told in this one, in order, and only if it is still wished."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from chatroom_server.window.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_the_work_is_done_elsewhere_and_told_here(background: Background, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []

    def work() -> str:
        threads.append(threading.current_thread())
        return "done"

    def then(result: str) -> None:
        assert result == "done"
        threads.append(threading.current_thread())

    background.run(work, then)
    assert len(threads) < 2, "told before run was over"
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_several_wishes_are_all_told_in_their_order(background: Background, qtbot: QtBot) -> None:
    told: list[int] = []
    for number in range(5):
        background.run(lambda number=number: number, told.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: told == [0, 1, 2, 3, 4])


def test_what_is_done_soon_can_be_waited_for_and_is_told_once(background: Background, qtbot: QtBot) -> None:
    told: list[int] = []
    for number in range(3):
        background.run(lambda number=number: number, told.append)  # type: ignore[misc]
    background.wait(10)
    assert told == [0, 1, 2]
    background.run(lambda: 3, told.append)
    qtbot.waitUntil(lambda: told[-1] == 3)
    assert told == [0, 1, 2, 3]


def test_nobody_waits_longer_than_that_for_a_slow_disk(background: Background, qtbot: QtBot) -> None:
    may_end = threading.Event()
    told: list[bool] = []
    background.run(may_end.wait, told.append)
    background.wait(0.01)
    assert told == []
    may_end.set()
    qtbot.waitUntil(lambda: told == [True])


def test_what_is_not_wished_any_more_is_not_told_and_what_waited_is_not_begun(
    background: Background, qtbot: QtBot
) -> None:
    may_end, begun = threading.Event(), threading.Event()
    told: list[str] = []

    def slow() -> str:
        begun.set()
        assert may_end.wait(20)
        return "slow"

    def never() -> str:
        raise AssertionError("begun after all")

    background.run(slow, told.append)
    background.run(never, told.append)
    assert begun.wait(20)
    background.forget()
    background.run(lambda: "new", told.append)
    may_end.set()
    qtbot.waitUntil(lambda: told == ["new"])


def test_a_bug_in_the_work_is_raised_where_it_was_wished(background: Background, qtbot: QtBot) -> None:
    def fail() -> str:
        raise RuntimeError("a bug of ours")

    def then(_result: str) -> None:
        raise AssertionError("told a result that is none")

    with qtbot.captureExceptions() as raised:
        background.run(fail, then)
        qtbot.waitUntil(lambda: len(raised) == 1)
    assert raised[0][0] is RuntimeError


def test_closing_waits_for_what_is_being_done(qtbot: QtBot) -> None:
    background = Background()
    may_end, begun = threading.Event(), threading.Event()
    ended: list[bool] = []

    def slow() -> None:
        begun.set()
        assert may_end.wait(20)
        ended.append(True)

    background.run(slow, lambda _nothing: ended.append(False))
    assert begun.wait(20)
    may_end.set()
    background.close()
    assert ended == [True]
    background.run(lambda: None, lambda _nothing: ended.append(False))
    assert ended == [True], "nothing is begun any more"
