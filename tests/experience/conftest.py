"""Plays each scene of both windows once, for all tests of this folder that ask for it.

The rule: a test may change language, looks and sizes; the next one finds all of it as it was, unless it begins with
dressing the scene itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QApplication, QWidget

from shared.ui.language import Languages
from shared.ui.theme_source import ThemeChoice, ThemeSource
from tests.experience.every_scene import NAMES, played
from tests.experience.scene import settle

_LAID_OUT_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene that is on the screen: ``top`` is what is looked at, the window or something over it."""

    name: str
    top: QWidget
    size: QSize
    themes: ThemeSource
    languages: Languages

    def dress(self, language: str = "en", percent: int = 100, theme: ThemeChoice = ThemeChoice.LIGHT) -> None:
        """Change language, size of the text and looks, as a person does in the menu."""
        before = (self.languages.code, self.themes.text_percent, self.themes.choice)
        if before == (language, percent, theme):
            return
        self.languages.choose(language)
        self.themes.set_text_percent(percent)
        self.themes.choose(theme)
        # With larger text it may have needed more.
        self.top.resize(self.size)
        settle(_LAID_OUT_SECONDS)

    def resize(self, width: int, height: int) -> None:
        self.top.resize(width, height)
        settle(_LAID_OUT_SECONDS)


@pytest.fixture(scope="package")
def looks(qapp: QApplication) -> Iterator[tuple[ThemeSource, Languages]]:
    """One for all scenes: a style that is put on again while widgets of the last one go is a crash of Qt."""
    font, palette, locale = qapp.font(), qapp.palette(), QLocale()
    themes, languages = ThemeSource(qapp, ThemeChoice.LIGHT), Languages(qapp, "en")
    yield themes, languages
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    settle()
    languages.remove()
    qapp.setPalette(palette)
    qapp.setFont(font)
    themes.deleteLater()
    QLocale.setDefault(locale)


@pytest.fixture
def first_looks(looks: tuple[ThemeSource, Languages]) -> tuple[ThemeSource, Languages]:
    """English, light, and the usual size of the text, whatever was before."""
    _put_on(*looks)
    return looks


def _put_on(themes: ThemeSource, languages: Languages) -> None:
    languages.choose("en")
    themes.set_text_percent(100)
    if themes.choice is not ThemeChoice.LIGHT:
        themes.choose(ThemeChoice.LIGHT)


@pytest.fixture(scope="package", params=NAMES)
def _played(
    request: pytest.FixtureRequest,
    looks: tuple[ThemeSource, Languages],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shown]:
    _put_on(*looks)
    with played(request.param, *looks, tmp_path_factory.mktemp("scene")) as top:
        settle(_LAID_OUT_SECONDS)
        yield Shown(request.param, top, top.size(), *looks)


@pytest.fixture
def undressed(_played: Shown) -> Shown:
    """Every scene in turn, in its first size; in which language and looks is for the test to say before all else.

    Each change takes a tenth of a second, and there are a thousand tests.
    """
    _played.top.resize(_played.size)
    _played.top.activateWindow()
    settle()
    return _played


@pytest.fixture
def shown(undressed: Shown) -> Shown:
    """Every scene in turn: in English, light, in its first size."""
    undressed.dress()
    return undressed
