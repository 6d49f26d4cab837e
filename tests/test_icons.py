"""Icons are drawn in any colour, sharply, and as files for the style sheet."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from shared import resources
from shared.ui.icons import IconFiles, icon
from shared.ui.theme import DARK, LIGHT

NAMES = sorted(file.stem for file in resources.path("icons").glob("*.svg"))


def test_an_icon_is_painted_in_the_color_asked_for(qapp: QApplication) -> None:
    image = icon("menu", LIGHT.danger).pixmap(24, 24).toImage()
    seen = {image.pixelColor(x, y).name().upper() for x in range(24) for y in range(24)}
    assert LIGHT.danger in seen


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something(qapp: QApplication, name: str) -> None:
    image = icon(name, LIGHT.text).pixmap(24, 24).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("chatroom-")])
def test_no_icon_but_the_programs_own_has_a_color_in_it(name: str) -> None:
    assert "#" not in resources.read_text("icons", f"{name}.svg")


def test_an_unknown_icon_raises(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("nothing", LIGHT.text)


def test_an_icon_file_has_its_color_and_goes_with_its_owner(qapp: QApplication) -> None:
    files = IconFiles()
    light, dark = (Path(files.url("check", color)[5:-2]) for color in (LIGHT.text, DARK.text))
    assert light != dark
    assert not QImage(str(light)).isNull()
    assert LIGHT.text in light.read_text(encoding="utf-8")
    assert files.url("check", LIGHT.text)[5:-2] == light.as_posix()
    del files
    assert not light.exists()
