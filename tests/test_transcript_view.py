"""The transcript as a person uses it: reading, copying, clicking, listening."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QObject,
    QPoint,
    Qt,
    QTranslator,
    QUrl,
    Slot,
)
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QDesktopServices,
    QGuiApplication,
    QHelpEvent,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from shared.ui.language import Languages
from shared.ui.theme import DARK, LIGHT
from shared.ui.theme_source import ThemeChoice, ThemeSource
from shared.ui.transcript_entry import Entry, Standing
from shared.ui.transcript_layout import Hit, HitKind
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_view import TranscriptView
from tests.helpers.transcript import (
    DAY,
    announced,
    at,
    came,
    delete_closed_widgets,
    noticed,
    own,
    said,
    talk,
    whispered,
)


class Browser(QObject):
    """Stands in for the person's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    for scheme in ("http", "https"):
        QDesktopServices.setUrlHandler(scheme, made, "open")  # type: ignore[arg-type]
    yield made
    for scheme in ("http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def model(qapp: QApplication, languages: Languages) -> TranscriptModel:
    return TranscriptModel(opened_on=DAY)


@pytest.fixture
def view(qtbot: QtBot, themes: ThemeSource, model: TranscriptModel) -> Iterator[TranscriptView]:
    made = TranscriptView(model, themes)
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    delete_closed_widgets()


def show(model: TranscriptModel, *entries: Entry) -> None:
    model.append(entries)
    model.flush()


def place_of(view: TranscriptView, wanted: Hit) -> QPoint:
    """A place where `wanted` lies, found by looking everywhere as a mouse would."""
    area = view.viewport().rect()
    for y in range(0, area.height(), 4):
        for x in range(0, area.width(), 4):
            if view.hit_at(QPoint(x, y)) == wanted:
                return QPoint(x, y)
    raise AssertionError(f"{wanted} is nowhere in sight")


def select(view: TranscriptView, *numbers: int) -> None:
    for number in numbers:
        view.selectionModel().select(view.model().index(number, 0), QItemSelectionModel.SelectionFlag.Select)


def copy_by_keyboard(qtbot: QtBot, view: TranscriptView) -> str:
    QGuiApplication.clipboard().setText("what was there before")
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def menu_at(view: TranscriptView, place: QPoint, by_keyboard: bool = False) -> QMenu | None:
    reason = QContextMenuEvent.Reason.Keyboard if by_keyboard else QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    return view.findChild(QMenu)


def texts(menu: QMenu | None) -> list[str]:
    return [action.text() for action in menu.actions()] if menu else []


def press(menu: QMenu | None, text: str) -> None:
    assert menu is not None
    next(action for action in menu.actions() if action.text() == text).trigger()


def tool_tip_at(view: TranscriptView, place: QPoint) -> str:
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    return QToolTip.text()


def test_one_copied_message_is_its_bare_text(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, said(1), said(2, "use `recv()`\n  twice"))
    select(view, 1)

    assert copy_by_keyboard(qtbot, view) == "use `recv()`\n  twice"


def test_several_copied_messages_have_time_and_name(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, said(1, "hello"), own(2, "hi"), noticed(3, "bob was muted"), said(4))
    select(view, 2, 0, 1)
    time, later = model.words.time(at(9, 2)), model.words.time(at(9, 5))

    expected = f"[{time}] alice: hello\n[{time}] grace: hi\n[{later}] bob was muted"
    assert copy_by_keyboard(qtbot, view) == expected


def test_nothing_selected_leaves_the_clipboard_alone(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, said(1))

    assert copy_by_keyboard(qtbot, view) == "what was there before"


def test_everything_is_copied_however_much_it_is(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, *talk(3_000))

    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    lines = copy_by_keyboard(qtbot, view).split("\n")
    assert len(lines) == 3_000
    assert "message 1 " in lines[0]


def test_selecting_one_after_everything_copies_only_that_one(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, said(1, "one"), said(2, "two"))
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    place = view.visualRect(model.index(1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert copy_by_keyboard(qtbot, view) == "two"


def test_clicked_link_opens_in_the_browser(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel, browser: Browser
) -> None:
    show(model, said(1, "Docs: https://example.org/ascii?a=b&c=d."))
    target = "https://example.org/ascii?a=b&c=d"
    place = place_of(view, Hit(HitKind.LINK, target))

    with qtbot.waitSignal(view.link_activated) as activated:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert activated.args == [target]
    assert browser.opened == [target]


def test_link_does_not_open_when_the_mouse_is_let_go_elsewhere(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel, browser: Browser
) -> None:
    show(model, said(1, "http://a.org/x"), said(2, "hello"))
    place = place_of(view, Hit(HitKind.LINK, "http://a.org/x"))

    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    elsewhere = view.visualRect(model.index(1)).center()
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=elsewhere)

    assert browser.opened == []


@pytest.mark.parametrize(
    "text", ["file:///etc/passwd", "javascript:alert(1)", "<a href='http://a.org'>x</a >"]
)
def test_other_schemes_and_markup_cannot_be_clicked(
    view: TranscriptView, model: TranscriptModel, text: str
) -> None:
    show(model, said(1, text))
    area = view.viewport().rect()
    hits = {view.hit_at(QPoint(x, y)) for x in range(0, area.width(), 3) for y in range(0, area.height(), 3)}

    # What stands in the quotes is an address, and only that.
    assert {hit.target for hit in hits if hit.kind is HitKind.LINK} <= {"http://a.org"}


def test_pointer_shows_what_can_be_clicked(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, said(1, "see http://a.org/x now"))
    link = place_of(view, Hit(HitKind.LINK, "http://a.org/x"))

    QTest.mouseMove(view.viewport(), link)
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), QPoint(590, 380))
    assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


def test_tool_tips_show_targets_times_and_names_as_plain_text(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    names = [f"<b>s{number}</b>" for number in range(9)]
    show(model, said(1, "http://a.org/?a=1&lt=2"), came(2, *names))

    link = tool_tip_at(view, place_of(view, Hit(HitKind.LINK, "http://a.org/?a=1&lt=2")))
    assert "http://a.org/?a=1&amp;lt=2" in link
    people = tool_tip_at(view, view.visualRect(model.index(1)).center())
    assert "&lt;b&gt;s8&lt;/b&gt;" in people
    assert "<b>" not in people
    moment = tool_tip_at(view, place_of(view, Hit(HitKind.PERSON, "alice")))
    assert "2026" in moment
    tool_tip_at(view, QPoint(590, 380))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_double_click_on_a_person_asks_for_a_whisper(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, said(1))
    place = place_of(view, Hit(HitKind.PERSON, "alice"))

    with qtbot.waitSignal(view.whisper_requested) as asked:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == ["alice"]


def test_double_click_on_a_message_asks_for_nothing(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, said(1))

    with qtbot.assertNotEmitted(view.whisper_requested):
        place = place_of(view, Hit(HitKind.MESSAGE))
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_try_again_tells_which_message(qtbot: QtBot, view: TranscriptView, model: TranscriptModel) -> None:
    model.set_pending([own(5_000_000_000, standing=Standing.UNSURE)])
    model.flush()
    place = place_of(view, Hit(HitKind.TRY_AGAIN))

    with qtbot.waitSignal(view.resend_requested) as asked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [5_000_000_000]


def test_remove_tells_which_message_and_not_the_next_one_as_well(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    first, second = own(1, "the same", Standing.REFUSED), own(2, "the same", Standing.REFUSED)
    model.set_pending([first, second])
    model.flush()
    removed: list[int] = []

    def remove(key: int) -> None:
        removed.append(key)
        model.set_pending([second])
        model.flush()

    view.discard_requested.connect(remove)
    viewport, button, nothing = view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = place_of(view, Hit(HitKind.REMOVE))
    QTest.mouseClick(viewport, button, pos=place)
    assert removed == [1]
    # What follows when somebody clicks twice; the test framework's own double click lets nothing go.
    QTest.mouseDClick(viewport, button, nothing, place)
    QTest.mouseRelease(viewport, button, nothing, place)
    assert removed == [1]
    QTest.mouseClick(viewport, button, pos=place_of(view, Hit(HitKind.REMOVE)))
    assert removed == [1, 2]


def test_everything_the_mouse_can_do_to_a_message_is_in_its_menu(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel, browser: Browser
) -> None:
    model.set_pending([own(1, "see http://a.org/x", standing=Standing.REFUSED)])
    model.flush()
    view.setCurrentIndex(model.index(0))

    menu = menu_at(view, QPoint(), by_keyboard=True)
    assert texts(menu) == ["Copy", "Open link", "Copy link", "Try again", "Remove"]

    press(menu, "Copy link")
    assert QGuiApplication.clipboard().text() == "http://a.org/x"
    press(menu, "Open link")
    assert browser.opened == ["http://a.org/x"]
    with qtbot.waitSignal(view.resend_requested):
        press(menu, "Try again")
    with qtbot.waitSignal(view.discard_requested):
        press(menu, "Remove")


def test_menu_takes_the_link_under_the_mouse(view: TranscriptView, model: TranscriptModel) -> None:
    show(model, said(1, "http://a.org/x and http://b.org/y"))

    press(menu_at(view, place_of(view, Hit(HitKind.LINK, "http://b.org/y"))), "Copy link")

    assert QGuiApplication.clipboard().text() == "http://b.org/y"


def test_window_adds_its_own_to_the_menu_of_a_message(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    entry = said(1)
    show(model, entry, came(2, "bob"))
    view.menu_requested.connect(lambda asked, menu: menu.addAction(f"Whisper to {asked.sender}"))

    assert "Whisper to alice" in texts(menu_at(view, view.visualRect(model.index(0)).center()))


def test_menu_opens_only_over_a_row(view: TranscriptView, model: TranscriptModel) -> None:
    show(model, said(1))

    assert menu_at(view, QPoint(300, 380)) is None


def test_what_is_typed_into_the_transcript_is_handed_on(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, said(1))

    with qtbot.waitSignal(view.text_typed) as typed:
        QTest.keyClick(view, Qt.Key.Key_H)
    assert typed.args == ["h"]


def test_reading_by_keyboard_starts_at_the_newest(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, *talk(50))
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)

    assert view.currentIndex().row() == 49
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 48


def test_end_key_goes_to_the_newest_of_all_and_home_to_the_oldest(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, *talk(4_500))
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    assert view.visualRect(model.index(0)).top() == 0
    assert not view.is_at_bottom

    QTest.keyClick(view, Qt.Key.Key_End)

    assert view.currentIndex().row() == 4_499
    assert view.is_at_bottom


def test_page_keys_go_through_everything_and_skip_nothing(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, *talk(200))
    view.setCurrentIndex(model.index(199))
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        seen = set(view.rows_in_sight)
        for _ in range(200):
            QTest.keyClick(view, key)
            seen |= set(view.rows_in_sight)
        assert seen == set(range(200))


def scroll_to_the_middle(view: TranscriptView) -> range:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    return view.rows_in_sight


@pytest.mark.parametrize("key", [Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_Down])
@pytest.mark.parametrize("was_at", [0, 999])
def test_keys_go_on_from_what_is_in_sight_after_the_reader_has_scrolled(
    view: TranscriptView, model: TranscriptModel, key: Qt.Key, was_at: int
) -> None:
    show(model, *talk(1_000))
    view.setCurrentIndex(model.index(was_at))
    sight = scroll_to_the_middle(view)
    assert was_at not in sight

    QTest.keyClick(view, key)

    row = view.currentIndex().row()
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_Up):
        assert sight[0] - len(sight) - 10 <= row < sight[0]
    else:
        assert sight[-1] < row <= sight[-1] + len(sight) + 10
    assert row in view.rows_in_sight


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_End])
def test_home_and_end_lead_to_the_ends_also_from_where_the_mouse_has_scrolled_to(
    view: TranscriptView, model: TranscriptModel, key: Qt.Key
) -> None:
    show(model, *talk(1_000))
    QTest.keyClick(view, key)
    scroll_to_the_middle(view)

    QTest.keyClick(view, key)

    bar = view.verticalScrollBar()
    assert bar.value() == (0 if key == Qt.Key.Key_Home else bar.maximum())


def test_reading_by_keyboard_starts_at_the_lowest_that_is_in_sight_and_scrolls_nothing(
    view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, *talk(1_000))
    view.setCurrentIndex(model.index(999))
    view.clearFocus()
    sight = scroll_to_the_middle(view)

    view.setFocus(Qt.FocusReason.TabFocusReason)

    assert view.rows_in_sight == sight
    row = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(row)
    view.clearFocus()
    view.setCurrentIndex(model.index(sight[1]))
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.currentIndex().row() == sight[1], "a row that can be seen stays the one"


def test_drag_selects_all_rows_that_it_passes(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, *[said(key, f"text {key}") for key in range(1, 6)])
    start, end = (view.visualRect(model.index(number)).center() for number in (1, 3))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), start + QPoint(0, 20))
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)

    copied = copy_by_keyboard(qtbot, view).split("\n")
    assert [line.rpartition(": ")[2] for line in copied] == ["text 2", "text 3", "text 4"]


def test_shift_and_a_key_select_on_from_where_the_reader_was(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, *talk(300))
    view.setFocus()
    view.setCurrentIndex(model.index(299))
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    top = view.currentIndex().row()

    assert top < 280
    assert len(view.selectedIndexes()) == 300 - top


def test_button_counts_what_is_new_below_and_leads_there(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    button = view.findChild(QPushButton)
    assert button is not None
    show(model, *talk(100))
    assert not button.isVisible()

    view.verticalScrollBar().setValue(100)
    assert button.isVisible()
    show(model, said(101), own(102), came(103, "bob"), whispered(104))
    assert not button.isVisible(), "one's own message goes to the newest"

    view.verticalScrollBar().setValue(100)
    show(model, said(105), came(106, "dora"), whispered(107))
    assert button.text() == "2 new ↓"
    assert view.rect().contains(button.geometry())

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.is_at_bottom
    assert not button.isVisible()


def test_button_leaves_the_keyboard_where_the_person_writes(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    button = view.findChild(QPushButton)
    assert button is not None
    show(model, *talk(100))
    view.setFocus()
    view.verticalScrollBar().setValue(100)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.hasFocus()

    view.verticalScrollBar().setValue(100)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert view.is_at_bottom
    assert view.hasFocus(), "the button is gone: typing goes on from the transcript to the message"


def test_unread_line_is_not_moved_while_something_is_unread(
    view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, *talk(100))
    view.mark_read()
    view.verticalScrollBar().setValue(100)
    show(model, said(101))
    view.mark_read()
    show(model, said(102))

    assert "2 new" in [model.index(number).data() for number in range(model.rowCount())]


def test_empty_room_says_so_until_something_is_there(view: TranscriptView, model: TranscriptModel) -> None:
    empty = view.grab().toImage()
    view.set_empty_text("Nobody has said anything yet.")
    with_words = view.grab().toImage()
    assert with_words != empty

    show(model, said(1, " "))
    view.set_empty_text("")
    filled = view.grab().toImage()
    view.set_empty_text("Nobody has said anything yet.")
    assert view.grab().toImage() == filled


def test_screen_reader_finds_a_named_list_with_one_child_for_each_row(
    view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, said(1), whispered(2), announced(3))

    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Conversation"
    assert interface.childCount() == 3
    spoken = interface.child(1).text(QAccessible.Text.Name)
    assert spoken == model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)


class Backwards(QTranslator):
    """A language that is spoken backwards."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, number: int = -1
    ) -> str:
        return source if "{" in source else source[::-1]

    def isEmpty(self) -> bool:  # noqa: N802
        return False


def test_new_language_is_spoken_at_once(
    qtbot: QtBot, qapp: QApplication, view: TranscriptView, model: TranscriptModel
) -> None:
    model.set_pending([own(1, standing=Standing.WAITING)])
    model.flush()
    before = view.grab().toImage()
    backwards = Backwards()
    qapp.installTranslator(backwards)
    try:
        qtbot.waitUntil(lambda: view.accessibleName() == "noitasrevnoC")
        assert view.grab().toImage() != before
        assert "gnitiaw" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    finally:
        qapp.removeTranslator(backwards)


def has_color(image: QImage, color: str) -> bool:
    return any(
        image.pixelColor(x, y).name().upper() == color.upper()
        for x in range(image.width())
        for y in range(image.height())
    )


def test_theme_changes_every_row_at_once(
    view: TranscriptView, model: TranscriptModel, themes: ThemeSource
) -> None:
    show(model, said(1), whispered(2), announced(3), came(4, "bob"))
    themes.choose(ThemeChoice.DARK)

    image = view.grab().toImage()
    assert has_color(image, DARK.bubble)
    light = (LIGHT.bubble, LIGHT.whisper_fill, LIGHT.announcement_fill)
    assert not any(has_color(image, color) for color in light)


def test_dropped_things_are_not_taken(view: TranscriptView) -> None:
    assert not view.acceptDrops() or not view.model().canDropMimeData(
        QMimeData(), Qt.DropAction.CopyAction, 0, 0, view.rootIndex()
    )


def test_room_below_the_newest_is_no_white_stripe_below_any_other(
    view: TranscriptView, model: TranscriptModel
) -> None:
    show(model, *talk(200))
    newest = view.visualRect(model.index(199))
    assert 0 < view.viewport().rect().bottom() - newest.bottom() < 20
    scroll_to_the_middle(view)
    assert view.viewport().geometry().bottom() == view.rect().bottom()
