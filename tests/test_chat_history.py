"""What was said earlier, as the guest sees it: before coming, while away, and further up."""

import time
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import (
    AnnouncementArrived,
    HistoryArrived,
    HistoryKind,
    Joined,
    MessageArrived,
    Outgoing,
    OutgoingChanged,
    OutgoingState,
    PersonChanged,
    PinnedChanged,
    RoomNamed,
    SessionState,
    StateChanged,
)
from chatroom_client.window.chat import ChatPage
from shared.protocol.codec import Dialect, decode_client_frame, encode_client_message
from shared.protocol.encoding import EncodingDetector
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.messages import User, WantOlder
from shared.ui.language import Languages
from shared.ui.pinned_strip import PinnedStrip
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_rows import EdgeRow, EntryRow, HistoryEdge, PresenceRow, UnreadRow

NAMES = ("方老师", "alice", "bob", "grace")
USERS = tuple(User(name, is_host=name == "方老师") for name in NAMES)
STARTED_AT = time.time() - 3600
LOST = StateChanged(SessionState.RECONNECTING, retry_at=103.0)
IN_ROOM = StateChanged(SessionState.IN_ROOM)
RESUMED = Joined("grace", NAMES, is_return=True, is_resumed=True, users=USERS, is_rich=True)


def said(number: int, sender: str = "alice", key: int | None = None) -> MessageArrived:
    is_own = sender == "grace"
    return MessageArrived(
        STARTED_AT + number, sender, f"text {number}", is_own, message_id=number, outgoing_key=key
    )


def history(kind: HistoryKind, first: int, last: int, *, is_all: bool = False) -> HistoryArrived:
    return HistoryArrived(tuple(said(number) for number in range(first, last + 1)), kind, is_all)


@pytest.fixture
def page(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[ChatPage]:
    """A page in a room that keeps a history; the first hundred messages are not shown."""
    menu = QMenu()
    page = ChatPage(themes, menu, lambda: 100.0)
    qtbot.addWidget(page)
    page.resize(980, 700)
    page.show()
    page.activateWindow()
    page.enter("192.168.1.5:9999", ServerAddress("192.168.1.5", 9999))
    page.take([IN_ROOM, Joined("grace", NAMES, is_return=False, users=USERS, is_rich=True)])
    page.take([history(HistoryKind.BEFORE_JOIN, 101, 125), history(HistoryKind.BEFORE_JOIN, 126, 150)])
    page.focus_composer()
    qtbot.waitUntil(page.composer.edit.hasFocus)
    settle(page, qtbot)
    yield page
    menu.deleteLater()


def settle(page: ChatPage, qtbot: QtBot) -> None:
    page.transcript.flush()
    qtbot.waitUntil(lambda: page.view.is_measured)
    QApplication.processEvents()


def numbers(page: ChatPage) -> list[int | None]:
    page.transcript.flush()
    return [entry.message_id for entry in page.transcript.all_entries() if entry.is_message]


def lines(page: ChatPage) -> list[UnreadRow]:
    page.transcript.flush()
    return [row for row in page.transcript.shown_rows if isinstance(row, UnreadRow)]


def first_below_line(page: ChatPage) -> int | None:
    rows = page.transcript.shown_rows
    place = next(number for number, row in enumerate(rows) if isinstance(row, UnreadRow))
    below = rows[place + 1]
    assert isinstance(below, EntryRow)
    return below.entry.message_id


def place_of_line(page: ChatPage) -> int:
    number = page.transcript.unread_number
    assert number is not None
    return page.view.visualRect(page.view.model().index(number, 0)).top()


def edge(page: ChatPage) -> HistoryEdge:
    page.transcript.flush()
    first = page.transcript.row_at(0) if page.transcript.rowCount() else None
    return first.edge if isinstance(first, EdgeRow) else HistoryEdge.NONE


def text_on_screen(page: ChatPage, number: int) -> int:
    """Where the text of a message ends on the page."""
    place = next(
        place
        for place, row in enumerate(page.transcript.shown_rows)
        if isinstance(row, EntryRow) and row.entry.message_id == number
    )
    bottom = page.view.visualRect(page.view.model().index(place, 0)).bottom()
    return page.view.viewport().mapTo(page, QPoint(0, bottom)).y()


# ---- before coming -------------------------------------------------------------------------------------


def test_what_was_said_before_stands_above_and_counts_as_read(page: ChatPage) -> None:
    assert numbers(page) == list(range(101, 151))
    page.take([said(151)])
    assert numbers(page)[-1] == 151
    assert lines(page) == []
    assert page.view.is_at_bottom


def test_what_was_said_before_is_no_news_for_somebody_who_looks_elsewhere(
    page: ChatPage, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(page.transcript.messages_arrived):
        page.mark_read()
        page.take([Joined("grace", NAMES, is_return=False, users=USERS, is_rich=True)])
        page.mark_read()
        page.take([history(HistoryKind.BEFORE_JOIN, 1, 40)])
        settle(page, qtbot)
    assert lines(page) == []


def test_room_is_called_what_it_calls_itself(page: ChatPage) -> None:
    page.take([RoomNamed("Room 101")])
    assert page.header.room_label.text() == "Room 101"
    assert "192.168.1.5:9999" in page.header.place_label.text()


def test_announcement_is_pinned_for_those_who_come_later(page: ChatPage) -> None:
    pinned = page.findChild(PinnedStrip)
    assert pinned is not None
    page.take([PinnedChanged("Open your books.")])
    assert pinned.isVisible()
    assert pinned.text == "Open your books."
    page.take([PinnedChanged("")])
    assert not pinned.isVisible()


def test_old_announcement_pins_nothing(page: ChatPage) -> None:
    old = AnnouncementArrived(STARTED_AT, "Long ago.", message_id=160)
    page.take([LOST, IN_ROOM, RESUMED, HistoryArrived((old,), HistoryKind.MISSED)])
    pinned = page.findChild(PinnedStrip)
    assert pinned is not None
    assert not pinned.isVisible()


def test_what_is_known_of_people_stands_in_the_list(page: ChatPage) -> None:
    model = page.people.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == "方老师, teacher"
    page.take([PersonChanged(User("alice", has_hand_up=True))])
    assert model.index(1, 0).data(role) == "alice, hand up"
    page.take([PersonChanged(User("alice"))])
    assert model.index(1, 0).data(role) == "alice"


# ---- while away ----------------------------------------------------------------------------------------


def test_what_was_missed_stands_below_a_line_and_nothing_is_explained(page: ChatPage) -> None:
    page.take([LOST])
    page.take([IN_ROOM, RESUMED, history(HistoryKind.MISSED, 151, 153)])
    assert numbers(page) == list(range(101, 154))
    (line,) = lines(page)
    assert (line.count, first_below_line(page)) == (3, 151)
    assert page.view.is_at_bottom
    assert not any("back" in entry.shown_text for entry in page.transcript.all_entries())


def test_short_break_in_which_nothing_happened_leaves_no_trace(page: ChatPage, qtbot: QtBot) -> None:
    rows = list(page.transcript.shown_rows)
    page.take([LOST])
    page.take([IN_ROOM, RESUMED])
    settle(page, qtbot)
    assert list(page.transcript.shown_rows) == rows


def test_parts_of_what_was_missed_stand_below_one_line(page: ChatPage, qtbot: QtBot) -> None:
    page.take([LOST, IN_ROOM, RESUMED])
    for first in (151, 201, 251):
        page.take([history(HistoryKind.MISSED, first, first + 49)])
    page.take([said(301)])
    settle(page, qtbot)
    assert numbers(page) == list(range(101, 302))
    (line,) = lines(page)
    assert (line.count, first_below_line(page)) == (151, 151)
    assert 0 <= place_of_line(page) < page.view.viewport().height() // 4


def test_next_break_has_a_line_of_its_own_when_the_last_was_read(page: ChatPage) -> None:
    page.take([LOST, IN_ROOM, RESUMED, history(HistoryKind.MISSED, 151, 152)])
    page.take([LOST, IN_ROOM, RESUMED, history(HistoryKind.MISSED, 153, 155)])
    (line,) = lines(page)
    assert (line.count, first_below_line(page)) == (3, 153)


def test_line_stays_above_what_nobody_has_seen_yet(page: ChatPage, qtbot: QtBot) -> None:
    other = QMenu()
    qtbot.addWidget(other)
    page.mark_read()
    page.view.verticalScrollBar().setValue(0)
    page.take([said(151)])
    page.take([LOST, IN_ROOM, RESUMED, history(HistoryKind.MISSED, 152, 153)])
    (line,) = lines(page)
    assert (line.count, first_below_line(page)) == (3, 151)


def test_reader_further_up_is_not_moved_by_what_was_missed(page: ChatPage, qtbot: QtBot) -> None:
    page.view.verticalScrollBar().setValue(page.view.verticalScrollBar().maximum() // 2)
    number = next(
        row.entry.message_id
        for row in page.transcript.shown_rows
        if isinstance(row, EntryRow)
        and row.entry.message_id is not None
        and 300 < text_on_screen(page, row.entry.message_id) < 400
    )
    assert number is not None
    before = text_on_screen(page, number)
    page.take([LOST])
    QApplication.processEvents()
    assert page.banner.isVisible()
    assert text_on_screen(page, number) == before
    page.take([IN_ROOM, RESUMED, history(HistoryKind.MISSED, 151, 190)])
    settle(page, qtbot)
    assert not page.banner.isVisible()
    assert text_on_screen(page, number) == before
    assert not page.view.is_at_bottom


def test_newest_stays_in_its_place_when_the_banner_comes_and_goes(page: ChatPage, qtbot: QtBot) -> None:
    before = text_on_screen(page, 150)
    page.take([LOST])
    QApplication.processEvents()
    assert text_on_screen(page, 150) == before
    page.take([IN_ROOM, RESUMED])
    QApplication.processEvents()
    assert text_on_screen(page, 150) == before


def test_who_came_and_went_in_the_meantime_is_one_line(page: ChatPage) -> None:
    page.take([LOST, IN_ROOM])
    page.take([Joined("grace", ("方老师", "bob", "dora", "grace"), True, True, USERS, is_rich=True)])
    page.take([history(HistoryKind.MISSED, 151, 151)])
    page.transcript.flush()
    (row,) = [row for row in page.transcript.shown_rows if isinstance(row, PresenceRow)]
    assert (row.came, row.went) == (("dora",), ("alice",))


def test_only_person_in_a_rich_room_finds_what_was_said_before(page: ChatPage) -> None:
    page.take([IN_ROOM, Joined("grace", ("grace",), is_return=False, is_rich=True)])
    page.take([history(HistoryKind.BEFORE_JOIN, 151, 200)])
    assert edge(page) is HistoryEdge.MORE


def test_return_without_the_session_says_that_something_may_be_missing(page: ChatPage) -> None:
    page.take([LOST, IN_ROOM, Joined("grace", NAMES, is_return=True, users=USERS, is_rich=True)])
    page.take([history(HistoryKind.BEFORE_JOIN, 190, 199)])
    assert "missing" in page.transcript.all_entries()[50].shown_text
    assert numbers(page)[-10:] == list(range(190, 200))
    (line,) = lines(page)
    assert (line.count, first_below_line(page)) == (10, 190)


def test_return_to_a_plain_room_says_that_something_is_missing(page: ChatPage) -> None:
    page.take([LOST, IN_ROOM, Joined("grace", NAMES, is_return=True)])
    assert "not shown" in page.transcript.all_entries()[-1].shown_text
    assert edge(page) is HistoryEdge.NONE


def test_own_message_that_arrived_during_the_break_is_shown_once(page: ChatPage) -> None:
    on_its_way = Outgoing(1, "", "text 151", OutgoingState.SENDING, STARTED_AT)
    page.take([OutgoingChanged((on_its_way,)), LOST])
    page.take([IN_ROOM, RESUMED])
    missed = HistoryArrived((said(151, "grace", key=1), said(152)), HistoryKind.MISSED)
    page.take([missed, OutgoingChanged(())])
    assert numbers(page)[-2:] == [151, 152]
    assert len(page.transcript.shown_rows) == 1 + 50 + 2 + 1  # with the edge and the unread line
    (line,) = lines(page)
    assert line.count == 1


# ---- a new start of the program ------------------------------------------------------------------------


def test_what_was_unsaid_in_the_last_run_is_shown_below_everything(page: ChatPage) -> None:
    left = (
        Outgoing(1, "", "was being sent", OutgoingState.SENDING, STARTED_AT),
        Outgoing(2, "bob", "nobody knows", OutgoingState.UNSURE, STARTED_AT),
    )
    page.take([OutgoingChanged(left), StateChanged(SessionState.CONNECTING)])
    page.take(
        [
            IN_ROOM,
            Joined("grace", NAMES, False, True, USERS, is_rich=True),
            history(HistoryKind.MISSED, 151, 153),
        ]
    )
    page.transcript.flush()
    shown = [row.entry for row in page.transcript.shown_rows if isinstance(row, EntryRow)]
    assert [entry.text for entry in shown[-2:]] == ["was being sent", "nobody knows"]
    assert [entry.message_id for entry in shown[:-2]] == [151, 152, 153]
    assert all(entry.sender == "grace" for entry in shown[-2:])
    (line,) = lines(page)
    assert (line.count, first_below_line(page)) == (3, 151)


def test_what_was_read_in_the_last_run_comes_above_the_line(page: ChatPage, qtbot: QtBot) -> None:
    page.take(
        [
            IN_ROOM,
            Joined("grace", NAMES, False, True, USERS, is_rich=True),
            history(HistoryKind.MISSED, 151, 153),
        ]
    )
    page.take([history(HistoryKind.OLDER, 101, 150)])
    settle(page, qtbot)
    assert numbers(page) == list(range(101, 154))
    assert first_below_line(page) == 151
    assert page.view.is_at_bottom


# ---- further up ----------------------------------------------------------------------------------------


def test_what_is_asked_for_is_understood_though_nothing_is_shown_yet(page: ChatPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.older_wanted) as asked:
        page.take([IN_ROOM, Joined("ann", ("ann",), is_return=False, is_rich=True)])
        page.transcript.flush()
        page.view.scroll_pages(-1)
    [frame] = FrameDecoder(1_000).feed(encode_client_message(WantOlder(asked.args[0], 100)))
    assert isinstance(frame, Frame)
    read = decode_client_frame(frame, EncodingDetector(), Dialect.RICH)
    assert read == WantOlder(asked.args[0], 100)


def test_older_messages_are_asked_for_at_the_top_and_put_above(page: ChatPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.older_wanted) as asked:
        page.view.verticalScrollBar().setValue(0)
    assert asked.args == [101]
    assert edge(page) is HistoryEdge.MORE
    before = text_on_screen(page, 101)
    page.take([history(HistoryKind.OLDER, 1, 100, is_all=True)])
    assert text_on_screen(page, 101) == before
    assert numbers(page) == list(range(1, 151))
    assert edge(page) is HistoryEdge.START
    assert lines(page) == []


def test_where_the_conversation_begins_nothing_more_is_asked_for(page: ChatPage, qtbot: QtBot) -> None:
    page.take([history(HistoryKind.OLDER, 1, 100, is_all=True)])
    with qtbot.assertNotEmitted(page.older_wanted):
        page.view.verticalScrollBar().setValue(0)
        settle(page, qtbot)
    page.take([LOST, IN_ROOM, RESUMED])
    assert edge(page) is HistoryEdge.START


def test_messages_that_are_here_already_are_not_doubled(page: ChatPage) -> None:
    page.take([history(HistoryKind.OLDER, 60, 120)])
    assert numbers(page) == list(range(60, 151))


def test_without_a_connection_the_edge_says_so_and_asks_later(page: ChatPage, qtbot: QtBot) -> None:
    page.take([LOST])
    with qtbot.assertNotEmitted(page.older_wanted):
        page.view.verticalScrollBar().setValue(0)
        settle(page, qtbot)
    assert edge(page) is HistoryEdge.OUT_OF_REACH
    with qtbot.waitSignal(page.older_wanted) as asked:
        page.take([IN_ROOM, RESUMED])
    assert asked.args == [101]


def test_room_that_has_ended_is_asked_for_nothing(page: ChatPage, qtbot: QtBot) -> None:
    page.take([StateChanged(SessionState.ENDED)])
    with qtbot.assertNotEmitted(page.older_wanted):
        page.view.verticalScrollBar().setValue(0)
        settle(page, qtbot)
    assert edge(page) is HistoryEdge.NONE, "nobody comes back to it, and nothing is promised"


def test_answer_that_was_lost_with_the_connection_is_asked_for_again(page: ChatPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.older_wanted):
        page.view.verticalScrollBar().setValue(0)
    page.take([LOST])
    with qtbot.waitSignal(page.older_wanted):
        page.take([IN_ROOM, RESUMED])


def test_plain_room_has_no_edge_and_is_asked_for_nothing(page: ChatPage, qtbot: QtBot) -> None:
    page.take([IN_ROOM, Joined("grace", NAMES, is_return=False)])
    with qtbot.assertNotEmitted(page.older_wanted):
        page.take([MessageArrived(STARTED_AT, "alice", f"line {number}", False) for number in range(60)])
        page.transcript.flush()
        page.view.verticalScrollBar().setValue(0)
        settle(page, qtbot)
    assert edge(page) is HistoryEdge.NONE


def test_person_writes_on_while_history_comes(page: ChatPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.composer.edit, "half a sen")
    page.take([LOST])
    QTest.keyClicks(page.composer.edit, "tence")
    page.take([IN_ROOM, RESUMED, history(HistoryKind.MISSED, 151, 400)])
    page.take([history(HistoryKind.OLDER, 1, 100)])
    assert page.composer.edit.hasFocus()
    assert page.composer.text == "half a sentence"


# ---- more than can be held -----------------------------------------------------------------------------


def overflow(page: ChatPage) -> None:
    with patch.multiple("shared.ui.transcript_model", HELD_ROWS=60, SPARE_ROWS=10, MOST_ROWS=120):
        page.take([said(number) for number in range(151, 200)])
        page.transcript.flush()


def test_what_was_let_go_of_is_asked_for_again_at_the_top(page: ChatPage, qtbot: QtBot) -> None:
    page.take([history(HistoryKind.OLDER, 1, 100, is_all=True)])
    assert edge(page) is HistoryEdge.START
    overflow(page)
    oldest = numbers(page)[0]
    assert oldest is not None
    assert oldest > 100
    assert edge(page) is HistoryEdge.MORE
    with qtbot.waitSignal(page.older_wanted) as asked:
        page.view.verticalScrollBar().setValue(0)
    assert asked.args == [oldest]


def test_without_a_connection_what_was_let_go_of_is_out_of_reach(page: ChatPage) -> None:
    page.take([LOST])
    overflow(page)
    assert edge(page) is HistoryEdge.OUT_OF_REACH


def test_plain_room_says_that_the_oldest_is_not_kept(page: ChatPage) -> None:
    page.take([IN_ROOM, Joined("grace", NAMES, is_return=False)])
    assert edge(page) is HistoryEdge.NONE
    page.take([said(number) for number in range(1, 60)])
    overflow(page)
    assert edge(page) is HistoryEdge.DROPPED
    page.take([IN_ROOM, Joined("grace", NAMES, is_return=False)])
    page.take([said(1)])
    assert edge(page) is HistoryEdge.NONE
