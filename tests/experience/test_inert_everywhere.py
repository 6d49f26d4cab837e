"""Names and texts that look like markup do nothing but show, on every page, in every list, tooltip and menu."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QPushButton, QToolTip, QWidget

from shared.ui.elided_label import ElidedLabel
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.experience.every_scene import NAMES, played
from tests.experience.scene import HOSTILE, MARKUP, settle
from tests.experience.walk import seen, words_on

POWERS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\x1b\x00"))


@pytest.mark.parametrize("name", NAMES)
def test_what_people_write_only_shows(
    name: str, first_looks: tuple[ThemeSource, Languages], tmp_path: Path
) -> None:
    with played(name, *first_looks, tmp_path, HOSTILE) as top:
        settle(0.05)
        widgets = seen(top)
        # The name comes through as it was written wherever it is shown at all.
        assert _labels_that_obey(widgets) == []
        assert _buttons_that_swallow(widgets) == []
        assert _tooltips_that_obey(top) == []
        assert {place: text for place, text in words_on(top).items() if _has_power(place, text)} == {}


def _labels_that_obey(widgets: list[QWidget]) -> list[str]:
    """A label guesses whether its text is markup, unless it is told."""
    return [
        f"{type(label).__name__} {label.objectName()}"
        for label in widgets
        if isinstance(label, QLabel)
        and MARKUP in label.text()
        and label.textFormat() is not Qt.TextFormat.PlainText
    ]


def _buttons_that_swallow(widgets: list[QWidget]) -> list[str]:
    """In the text of a button or of an entry, one ampersand underlines a letter and two are one."""
    texts = [each.text() for each in widgets if isinstance(each, QAbstractButton)]
    texts += [action.text() for menu in widgets if isinstance(menu, QMenu) for action in menu.actions()]
    return [text for text in texts if MARKUP in text and "&" in text.replace("&&", "")]


def _tooltips_that_obey(top: QWidget) -> list[str]:
    """What the tooltips say, as a document shows them, has lost no markup."""
    texts = [text for place, text in words_on(top).items() if place.endswith("tooltip")]
    for label in top.findChildren(ElidedLabel):
        if label.isVisible():
            place = QPoint(1, 1)
            QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, place, label.mapToGlobal(place)))
            texts.append(QToolTip.text())
    return [text for text in texts if "x</b>" in text and not _shows_markup(text)]


def _shows_markup(text: str) -> bool:
    """Whether a tooltip with ``text`` shows the markup letter by letter."""
    document = QTextDocument()
    if GuiQt.mightBeRichText(text):
        document.setHtml(text)
    else:
        document.setPlainText(text)
    return MARKUP in document.toPlainText()


def _has_power(place: str, text: str) -> bool:
    """Whether a shown text can still turn a line around or steer a terminal; what is typed is left as it is."""
    is_typed = "Edit" in place
    return not is_typed and text != text.translate(POWERS)


def test_this_test_would_notice(looks: tuple[ThemeSource, Languages]) -> None:
    top = QWidget()
    label = QLabel(f"{MARKUP}\u202e", top)
    QPushButton(f"a&b {MARKUP}", top)
    label.setToolTip(MARKUP)
    top.resize(QSize(100, 100))
    top.show()
    settle()
    assert len(_labels_that_obey(seen(top))) == 1
    assert len(_buttons_that_swallow(seen(top))) == 1
    assert len(_tooltips_that_obey(top)) == 1
    assert any(_has_power(place, text) for place, text in words_on(top).items())
    top.deleteLater()
