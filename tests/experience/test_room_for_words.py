"""No word is cut off and no control out of reach: in both languages, with large text, and on a small laptop."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.experience.conftest import Shown
from tests.experience.fit import clipped, out_of_reach, overlapping
from tests.experience.scene import settle

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh_CN"])
# A screen of 1366 × 768, less the window's frame and the task bar; at 200 % a window with a question or a strip in
# it may need all of it. At 100 % that is 1366 × 700, between these and the first sizes of both windows, in which no
# word may be cut off either: nothing was ever found there that was not found in one of them.
LAPTOP = pytest.mark.parametrize(("width", "height"), [(910, 450), (683, 384)], ids=["150%", "200%"])


@pytest.mark.parametrize("percent", [100, 150])
@LANGUAGES
def test_no_word_is_cut_off(undressed: Shown, language: str, percent: int) -> None:
    shown = undressed
    if percent != 100 and shown.top.windowType() is Qt.WindowType.Popup:
        pytest.skip("it closes before anybody can change the size of the text")
    shown.dress(language, percent)
    if not isinstance(shown.top, QMainWindow):
        shown.top.adjustSize()
        settle()
    assert clipped(shown.top) == []
    assert overlapping(shown.top) == []
    assert out_of_reach(shown.top) == []


@LAPTOP
@LANGUAGES
def test_everything_is_in_reach_on_a_small_laptop(
    undressed: Shown, language: str, width: int, height: int
) -> None:
    shown = undressed
    if not isinstance(shown.top, QMainWindow):
        pytest.skip("what stands over a window is as large as the screen lets it")
    shown.dress(language)
    shown.resize(width, height)
    assert shown.top.width() <= width
    assert shown.top.height() <= height
    assert clipped(shown.top) == []
    assert overlapping(shown.top) == []
    assert out_of_reach(shown.top) == []


def test_a_word_that_is_cut_off_is_found(looks: tuple[ThemeSource, Languages]) -> None:
    top = QWidget()
    column = QVBoxLayout(top)
    label, button = QLabel("Nobody has said anything yet"), QPushButton("Close room")
    column.addWidget(label)
    column.addWidget(button)
    top.resize(400, 200)
    top.show()
    settle()
    assert clipped(top) + overlapping(top) + out_of_reach(top) == []
    label.setFixedWidth(40)
    button.setFixedWidth(20)
    settle()
    assert len(clipped(top)) == 2
    button.move(label.pos())
    assert len(overlapping(top)) == 1
    button.move(390, 0)
    assert len(out_of_reach(top)) == 1
    top.deleteLater()
