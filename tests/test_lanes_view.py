"""The three lanes: what cut the stream, where the frames are, and how one gets about in them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from shared.protocol.framing import FrameFault
from shared.ui.theme_source import ThemeChoice, ThemeSource
from shared.ui.wire.lanes_layout import Track
from shared.ui.wire.lanes_view import LanesView
from shared.ui.wire.lanes_words import LanesWords
from shared.wire.frames import Role
from shared.wire.lanes import CallSpan, FrameSpan, Gap, Lane, OutsideSpan
from shared.wire.record import Direction
from tests.helpers.marked_words import MARK, marked_words, unmarked_words

NONE = Qt.KeyboardModifier.NoModifier
MORNING, HI, OK = b"\x023good morning\x03", b"\x022alice,hi\x03", b"\x023ok\x03"
STREAM = MORNING + HI + OK


def frame(number: int, data: bytes, start: int, **more: int) -> FrameSpan:
    return FrameSpan(
        number, start, len(data), None, data[1:2], data[2:-1], more.get("calls", 1), more.get("neighbours", 0)
    )


FRAMES = (
    frame(1, MORNING, 0, calls=2),
    frame(2, HI, len(MORNING), neighbours=1),
    frame(3, OK, len(MORNING + HI), neighbours=1),
)
CALLS = (CallSpan(17, 0, 9, 0.0), CallSpan(18, 9, len(MORNING) - 9, 0.1), CallSpan(19, len(MORNING), 17, 0.2))
LANE = Lane(Direction.RECEIVED, CALLS, FRAMES, data=STREAM)


def long_lane(frames: int, first: int = 0) -> Lane:
    """So many frames of ten bytes, the first of them so far down the stream."""
    data = b"\x023message\x03"
    starts = [first + number * 10 for number in range(frames)]
    return Lane(
        Direction.RECEIVED,
        tuple(CallSpan(start // 10 + 1, start, 10, 0.0) for start in starts),
        tuple(frame(start // 10 + 1, data, start) for start in starts),
        data=data * frames,
        start=first,
    )


class Shown(NamedTuple):
    """A view, and what was asked for in it."""

    view: LanesView
    frames: list[int]
    slow: list[bool]

    def place_of(self, track: Track, start: int, length: int = 1) -> QPoint:
        """The middle of some bytes in a lane."""
        return self.view.strip.place_of(track, start, length).center().toPoint()

    def click(self, track: Track, start: int) -> None:
        """Click on a byte in a lane."""
        place = self.place_of(track, start)
        QTest.mouseClick(self.view.strip.viewport(), Qt.MouseButton.LeftButton, NONE, place)

    def press(self, *keys: Qt.Key) -> str:
        """Press keys, and hear what the last has led to."""
        for key in keys:
            QTest.keyClick(self.view.strip, key)
        return self.view.strip.pointed_in_words()

    def sees(self, start: int) -> bool:
        """Whether a byte is in sight."""
        return self.view.strip.viewport().rect().contains(self.place_of(Track.BYTES, start))


@pytest.fixture
def shown(themes: ThemeSource, qtbot: QtBot) -> Shown:
    view = LanesView(themes)
    qtbot.addWidget(view)
    view.resize(900, 200)
    view.show()
    shown = Shown(view, [], [])
    view.frame_chosen.connect(shown.frames.append)
    view.slow_motion_wanted.connect(shown.slow.append)
    return shown


@pytest.fixture
def words() -> LanesWords:
    return LanesWords()


def test_split_and_stuck_frames_are_called_by_name(words: LanesWords) -> None:
    assert [words.frame_labels(span)[0] for span in FRAMES] == [
        "frame “3 good morning” (split over 2 recv)",
        "frame “2 alice,hi” (stuck together)",
        "frame “3 ok” (stuck together)",
    ]


def test_split_is_still_said_where_there_is_little_room(words: LanesWords) -> None:
    assert "“3 good morning” (split)" in words.frame_labels(FRAMES[0])


def test_call_says_which_it_was_and_how_much_it_took(words: LanesWords) -> None:
    assert words.call_labels(CALLS[0]) == ("recv #17 · 9 bytes", "#17 · 9", "#17", "17")
    assert words.call_labels(replace(CALLS[0], call=0))[0] == "recv · 9 bytes"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (FrameFault.LOST_END, "dropped: a new STX came before its ETX"),
        (FrameFault.TOO_LONG, "dropped: too long"),
        (FrameFault.NO_TYPE, "dropped: nothing between STX and ETX"),
    ],
)
def test_dropped_frame_says_why(words: LanesWords, fault: FrameFault, said: str) -> None:
    labels = words.frame_labels(replace(FRAMES[2], fault=fault, neighbours=0))
    assert labels[0] == f"frame “3 ok” ({said})"
    assert all("dropped" in label for label in labels)


def test_unfinished_frame_and_bytes_in_no_frame_are_named(words: LanesWords) -> None:
    unfinished = FrameSpan(0, 0, 4, None, b"3", b"he", 1, 0, is_open=True)
    assert words.frame_labels(unfinished)[0] == "frame “3 he” (not complete yet)"
    assert words.outside_labels(OutsideSpan(0, 1_017))[0] == "1017 bytes in no frame: skipped"


def test_label_that_is_not_the_whole_payload_says_so(words: LanesWords) -> None:
    assert words.frame_labels(FrameSpan(1, 0, 203, None, b"3", b"x" * 48, 1, 0))[0].endswith("x…”")


def test_label_never_ends_in_half_a_character(words: LanesWords) -> None:
    half = replace(FRAMES[2], label_bytes="你好".encode()[:4], length=20)
    assert "你…" in words.frame_labels(half)[0]
    assert "\ufffd" not in words.frame_labels(half)[0]
    broken = replace(FRAMES[2], label_bytes=b"\xff", length=4)
    assert "\ufffd" in words.frame_labels(broken)[0], "what is really wrong is shown"


def test_name_in_a_frame_cannot_turn_the_lanes_round(words: LanesWords) -> None:
    nasty = replace(FRAMES[2], label_bytes="\u202eevil\n".encode(), length=20)
    assert not set("\u202e\n") & set(words.frame_labels(nasty)[0])


@pytest.mark.parametrize(
    ("role", "direction", "call"),
    [
        (Role.SERVER, Direction.RECEIVED, "each recv() returned"),
        (Role.SERVER, Direction.SENT, "each send() took"),
        (Role.CLIENT, Direction.RECEIVED, "each read() returned"),
        (Role.CLIENT, Direction.SENT, "each write() took"),
    ],
)
def test_calls_have_the_names_they_have_in_the_program(
    themes: ThemeSource, qtbot: QtBot, role: Role, direction: Direction, call: str
) -> None:
    view = LanesView(themes, role)
    qtbot.addWidget(view)
    view.show_lanes(replace(LANE, direction=direction), "Byte stream")
    assert call in view.strip.accessibleName()
    assert any(call in label.text() for label in view.findChildren(QLabel))


def test_title_is_the_connections(shown: Shown) -> None:
    shown.view.show_lanes(LANE, "Byte stream of <b>bob</b> → server")
    assert "Byte stream of <b>bob</b> → server" in [label.text() for label in shown.view.findChildren(QLabel)]


def test_screen_reader_hears_the_sums_first(shown: Shown) -> None:
    assert shown.view.strip.accessibleDescription() == "No bytes on this stream yet"
    shown.view.show_lanes(LANE, "bob")
    assert shown.view.strip.accessibleDescription() == "3 calls, 3 frames, 1 split, 2 stuck together"


def test_frame_that_is_clicked_is_chosen(shown: Shown) -> None:
    shown.view.show_lanes(LANE, "bob")
    shown.click(Track.FRAMES, 20)
    shown.click(Track.BYTES, 3)
    assert shown.frames == [2, 1]


def test_call_that_is_clicked_is_told_and_no_frame_is_chosen(shown: Shown) -> None:
    shown.view.show_lanes(LANE, "bob")
    shown.click(Track.CALLS, 20)
    assert shown.frames == []
    assert shown.view.strip.pointed_in_words().startswith("recv #19 · 17 bytes")
    assert "bytes of 2 frames: stuck together" in shown.view.strip.pointed_in_words()


def test_call_that_has_only_a_part_of_a_frame_says_so(shown: Shown) -> None:
    shown.view.show_lanes(LANE, "bob")
    shown.click(Track.CALLS, 2)
    assert "only a part of a frame is in it: split" in shown.view.strip.pointed_in_words()


def test_unfinished_frame_cannot_be_chosen(shown: Shown) -> None:
    unfinished = FrameSpan(0, 0, 4, None, b"3", b"he", 1, 0, is_open=True)
    shown.view.show_lanes(Lane(Direction.RECEIVED, CALLS[:1], (unfinished,), data=b"\x023he"), "bob")
    shown.click(Track.FRAMES, 1)
    assert shown.frames == []


def test_arrows_go_from_frame_to_frame_and_from_lane_to_lane(shown: Shown) -> None:
    shown.view.show_lanes(LANE, "bob")
    assert shown.press(Qt.Key.Key_Home).startswith("frame 1: “3 good morning”")
    assert shown.press(Qt.Key.Key_Right).startswith("frame 2: “2 alice,hi”")
    assert shown.press(Qt.Key.Key_Up).startswith("recv #19")
    assert shown.press(Qt.Key.Key_Left).startswith("recv #18")
    assert shown.press(Qt.Key.Key_Up).startswith("byte ")
    assert shown.press(Qt.Key.Key_Home) == "byte 0 of the stream: 02, STX: a frame begins"
    assert shown.press(Qt.Key.Key_Right) == "byte 1 of the stream: 33"
    assert shown.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End).startswith("frame 3: “3 ok”")
    assert shown.frames == []
    shown.press(Qt.Key.Key_Return)
    assert shown.frames == [3]


def test_arrows_stop_at_both_ends(shown: Shown) -> None:
    shown.view.show_lanes(LANE, "bob")
    assert shown.press(Qt.Key.Key_Home, Qt.Key.Key_Left) == shown.press(Qt.Key.Key_Home)
    assert shown.press(Qt.Key.Key_End, Qt.Key.Key_Right) == shown.press(Qt.Key.Key_End)


def test_newest_is_followed_while_the_end_is_in_sight(shown: Shown) -> None:
    shown.view.show_lanes(long_lane(50), "bob")
    assert shown.sees(499)
    shown.view.show_lanes(long_lane(60), "bob")
    assert shown.sees(599)


def test_what_is_looked_at_stays_when_more_comes_and_the_oldest_goes(shown: Shown) -> None:
    shown.view.show_lanes(long_lane(100), "bob")
    shown.view.strip.horizontalScrollBar().setValue(3_000)
    assert not shown.view.strip.is_following
    before = shown.place_of(Track.BYTES, 150)
    shown.view.show_lanes(long_lane(100, first=50), "bob")
    assert (shown.place_of(Track.BYTES, 150) - before).manhattanLength() <= 1


def test_what_is_looked_at_stays_when_its_owner_logs_in(shown: Shown) -> None:
    shown.view.show_lanes(long_lane(100), "10.0.0.7:50001")
    shown.view.strip.horizontalScrollBar().setValue(3_000)
    before = shown.place_of(Track.BYTES, 150)
    shown.view.show_lanes(long_lane(100), "bob")
    assert shown.place_of(Track.BYTES, 150) == before


def test_whoever_scrolls_back_to_the_end_follows_again(shown: Shown) -> None:
    shown.view.show_lanes(long_lane(50), "bob")
    bar = shown.view.strip.horizontalScrollBar()
    bar.setValue(0)
    bar.setValue(bar.maximum())
    shown.view.show_lanes(long_lane(60), "bob")
    assert shown.sees(599)


def test_selected_frame_is_brought_into_sight_once(shown: Shown) -> None:
    shown.view.show_lanes(long_lane(100), "bob", 3)
    assert shown.sees(25)
    bar = shown.view.strip.horizontalScrollBar()
    bar.setValue(5_000)
    shown.view.show_lanes(long_lane(101), "bob", 3)
    assert not shown.sees(25)
    shown.view.show_lanes(long_lane(101), "bob", 4)
    assert shown.sees(35)


def test_other_connection_is_shown_from_its_end(shown: Shown) -> None:
    shown.view.show_lanes(long_lane(100), "bob")
    shown.view.strip.horizontalScrollBar().setValue(0)
    shown.view.show_lanes(long_lane(90), "alice", connection=2)
    assert shown.sees(899)


def test_missing_bytes_are_told(shown: Shown) -> None:
    shown.view.show_lanes(replace(LANE, gaps=(Gap(len(MORNING)),)), "bob")
    shown.click(Track.FRAMES, len(MORNING) + 2)
    assert "bytes before this were not recorded" in shown.view.strip.pointed_in_words()
    shown.click(Track.FRAMES, 2)
    assert "not recorded" not in shown.view.strip.pointed_in_words()


def test_slow_motion_is_there_when_offered_and_on_when_answered(shown: Shown) -> None:
    button = shown.view.findChild(QPushButton, "slowMotion")
    assert isinstance(button, QPushButton)
    assert not button.isVisible()
    shown.view.offer_slow_motion(True)
    button.click()
    assert shown.slow == [True]
    assert not button.isChecked()
    shown.view.set_slow_motion(True)
    assert button.isChecked()
    button.click()
    assert shown.slow == [True, False]


def picture_of(shown: Shown, tracks: Sequence[Track] = tuple(Track)) -> list[set[int]]:
    """The colours of each lane."""
    image = shown.view.strip.viewport().grab().toImage()
    found = []
    for track in tracks:
        area: QRect = shown.view.strip.place_of(track, 0, len(STREAM)).toRect() & image.rect()
        found.append(
            {
                image.pixel(x, y)
                for x in range(area.left(), area.right())
                for y in range(area.top(), area.bottom())
            }
        )
    return found


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_cut_through_a_frame_is_painted_in_every_lane(
    shown: Shown, themes: ThemeSource, choice: ThemeChoice
) -> None:
    themes.choose(choice)
    whole = (CallSpan(17, 0, len(MORNING), 0.0), CALLS[2])
    cut_color = themes.theme.warning_text
    shown.view.show_lanes(replace(LANE, data=MORNING, frames=FRAMES[:1], calls=whole[:1]), "bob")
    wanted = int(cut_color.removeprefix("#"), 16) | 0xFF000000
    assert all(wanted not in colors for colors in picture_of(shown))
    shown.view.show_lanes(replace(LANE, data=MORNING, frames=FRAMES[:1], calls=CALLS[:2]), "bob")
    assert all(wanted in colors for colors in picture_of(shown))


def test_words_are_said_anew_in_another_language(shown: Shown, qapp: QApplication) -> None:
    shown.view.offer_slow_motion(True)
    shown.view.show_lanes(LANE, f"{MARK}bob")
    with marked_words(qapp):
        assert unmarked_words(shown.view) == []
        assert shown.view.strip.accessibleName().startswith(MARK)


def test_cleared_lanes_are_empty(shown: Shown) -> None:
    shown.view.show_lanes(LANE, "bob")
    shown.view.clear()
    assert shown.view.strip.accessibleDescription() == "No bytes on this stream yet"
    shown.press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert shown.frames == []
