"""The stream bench as a person uses it: it says what it does, and does it to one target at a time."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.bench_bar import BenchBar
from shared.wire.record import ConnectionId
from shared.wire.shape import AS_IT_IS, Shape

BOB, DORA = 7, 9


class Bench(QWidget):
    """A window with a bench in it, and what the bench has asked for."""

    def __init__(self, themes: ThemeSource, *, targets: bool = True) -> None:
        super().__init__()
        self.bar = BenchBar(themes, targets=targets, can_drop_answer=targets)
        self.shapes: list[tuple[Shape, ConnectionId | None]] = []
        self.resets: list[ConnectionId | None] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addStretch(1)
        self.bar.shape_changed.connect(lambda shape, target: self.shapes.append((shape, target)))
        self.bar.reset_wanted.connect(self.resets.append)

    def spin(self, name: str) -> QSpinBox:
        found = self.findChild(QSpinBox, name)
        assert isinstance(found, QSpinBox)
        return found

    def button(self, name: str) -> QPushButton:
        found = self.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        return found

    def type_number(self, name: str, number: int) -> None:
        spin = self.spin(name)
        spin.setFocus()
        spin.selectAll()
        QTest.keyClicks(spin, str(number))
        QTest.keyClick(spin, Qt.Key.Key_Return)

    def click(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def choose(self, name: str) -> None:
        chooser = self.findChild(QComboBox, "benchTarget")
        assert isinstance(chooser, QComboBox)
        chooser.setFocus()
        QTest.keyClick(chooser, Qt.Key.Key_Home)
        while chooser.currentText() != name:
            before = chooser.currentIndex()
            QTest.keyClick(chooser, Qt.Key.Key_Down)
            assert chooser.currentIndex() != before, f"no {name} to choose"

    @property
    def words(self) -> str:
        return " | ".join(label.text() for label in self.findChildren(QLabel))


@pytest.fixture
def bench(themes: ThemeSource, qtbot: QtBot) -> Bench:
    return shown(Bench(themes), qtbot, [(BOB, "bob"), (DORA, "dora")])


def shown(made: Bench, qtbot: QtBot, targets: Sequence[tuple[ConnectionId, str]]) -> Bench:
    qtbot.addWidget(made)
    made.bar.set_targets(targets)
    made.resize(900, 200)
    made.show()
    return made


def test_at_first_it_is_off_and_says_so(bench: Bench) -> None:
    assert "Stream bench: off" in bench.words
    assert not bench.bar.is_on
    assert not bench.button("benchOff").isEnabled()


def test_pieces_are_for_everyone_and_said_to_be(bench: Bench) -> None:
    bench.type_number("benchPieces", 3)
    assert bench.shapes == [(Shape(piece_bytes=3), None)]
    assert "Stream bench: on | for everyone" in bench.words
    assert bench.bar.property("banner") == "warning"


def test_a_number_that_is_being_typed_does_nothing_yet(bench: Bench) -> None:
    spin = bench.spin("benchPieces")
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "10")
    assert bench.shapes == []
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert bench.shapes == [(Shape(piece_bytes=10), None)]


def test_glue_and_delay_come_on_top(bench: Bench) -> None:
    bench.type_number("benchGlue", 3)
    bench.type_number("benchDelay", 500)
    assert bench.bar.shape == Shape(glued_frames=3, delay_seconds=0.5)
    assert bench.shapes[-1] == (Shape(glued_frames=3, delay_seconds=0.5), None)
    assert "stuck together" in bench.words
    assert "late" in bench.words


def test_another_target_lets_go_of_the_first(bench: Bench) -> None:
    bench.choose("bob")
    assert bench.shapes == []
    bench.type_number("benchPieces", 3)
    bench.choose("dora")
    assert bench.shapes[0] == (Shape(piece_bytes=3), BOB)
    assert bench.shapes[-1] == (Shape(piece_bytes=3), DORA)
    assert (AS_IT_IS, BOB) in bench.shapes
    last = {target: shape for shape, target in bench.shapes}
    assert {target for target, shape in last.items() if shape.is_on} == {DORA}
    assert "for dora" in bench.words


def test_off_lets_everything_go(bench: Bench) -> None:
    bench.choose("bob")
    bench.type_number("benchPieces", 3)
    bench.click("benchOff")
    assert bench.shapes[-1] == (AS_IT_IS, BOB)
    assert bench.spin("benchPieces").value() == 0
    assert "Stream bench: off" in bench.words
    assert bench.bar.property("banner") == ""


def test_turning_off_what_is_off_tells_nobody(bench: Bench) -> None:
    bench.bar.turn_off()
    assert bench.shapes == []


def test_slow_motion_is_a_byte_for_each_send(bench: Bench) -> None:
    bench.type_number("benchDelay", 500)
    bench.bar.set_slow_motion(DORA)
    assert bench.shapes[-2:] == [(AS_IT_IS, None), (Shape(piece_bytes=1), DORA)]
    assert bench.spin("benchDelay").value() == 0


def test_a_target_that_is_gone_is_let_go_of(bench: Bench) -> None:
    bench.choose("bob")
    bench.type_number("benchPieces", 3)
    bench.bar.set_targets([(DORA, "dora")])
    assert bench.shapes[-1] == (AS_IT_IS, BOB)
    assert not bench.bar.is_on
    assert "Stream bench: off" in bench.words


def test_a_new_target_changes_nothing(bench: Bench) -> None:
    bench.choose("dora")
    bench.type_number("benchPieces", 3)
    bench.bar.set_targets([(BOB, "bob"), (DORA, "dora now"), (11, "eve")])
    assert len(bench.shapes) == 1
    assert "for dora now" in bench.words
    bench.choose("eve")
    assert bench.shapes[-1] == (Shape(piece_bytes=3), 11)


def test_only_one_connection_can_be_reset(bench: Bench) -> None:
    assert not bench.button("benchReset").isEnabled()
    bench.choose("bob")
    bench.click("benchReset")
    assert bench.resets == [BOB]


def test_a_dropped_answer_is_asked_for_and_explained(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.bar.answer_drop_wanted):
        bench.click("benchDrop")
    assert "UDP is dropped" in bench.words
    bench.type_number("benchPieces", 3)
    assert "UDP is dropped" not in bench.words


def test_a_guest_has_no_choice_of_targets(themes: ThemeSource, qtbot: QtBot) -> None:
    bench = shown(Bench(themes, targets=False), qtbot, [])
    assert not bench.button("benchDrop").isVisible()
    bench.type_number("benchPieces", 1)
    assert bench.shapes == [(Shape(piece_bytes=1), None)]
    assert "Stream bench: on" in bench.words
    assert "for everyone" not in bench.words
    bench.click("benchReset")
    assert bench.resets == [None]


def test_a_narrow_window_has_more_lines_and_loses_nothing(bench: Bench, qtbot: QtBot) -> None:
    wide = bench.bar.height()
    bench.resize(320, 400)
    qtbot.waitUntil(lambda: bench.bar.height() > wide)
    assert bench.bar.width() <= 320
    for name in ("benchReset", "benchDrop", "benchOff"):
        button = bench.button(name)
        corner = button.mapTo(bench.bar, button.rect().bottomRight())
        assert bench.bar.rect().contains(corner)


def test_everything_has_a_name_for_those_who_do_not_see_it(bench: Bench) -> None:
    assert bench.spin("benchPieces").accessibleName() == "Pieces (bytes)"
    assert bench.button("benchOff").accessibleName() == "Turn the stream bench off"


def test_a_name_that_is_markup_stays_text(bench: Bench) -> None:
    bench.bar.set_targets([(BOB, "<b>bob</b>\n")])
    bench.bar.set_slow_motion(BOB)
    assert "for <b>bob</b>" in bench.words
    assert "\n" not in bench.words
