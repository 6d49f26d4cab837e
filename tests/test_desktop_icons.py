"""The icons on the desktops are what the drawings show, in every size that is asked for."""

import importlib.machinery
import importlib.util
import struct
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
DESKTOP = ROOT / "assets" / "desktop"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("ci_icons", str(ROOT / ".ci" / "icons"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_icons_are_what_the_drawings_show(qapp: QApplication, tool: ModuleType) -> None:
    assert tool.problems() == []


def test_an_icon_that_is_missing_or_old_is_named(
    qapp: QApplication, tool: ModuleType, tmp_path: Path
) -> None:
    tool.write_all(tmp_path)
    assert tool.problems(tmp_path) == []
    (tmp_path / "chatroom-client.ico").unlink()
    QImage(48, 48, QImage.Format.Format_RGB32).save(str(tmp_path / "hicolor/48x48/apps/chatroom-server.png"))
    said = "\n".join(tool.problems(tmp_path))
    assert "chatroom-client.ico: missing" in said
    assert "chatroom-server.png: not what the drawing shows" in said


@pytest.mark.parametrize("name", ["chatroom-client", "chatroom-server"])
def test_windows_finds_every_size_in_the_ico(name: str) -> None:
    data = (DESKTOP / f"{name}.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    sides = [data[6 + 16 * number] or 256 for number in range(count)]
    assert {16, 24, 32, 48, 256} <= set(sides)
    for number, side in enumerate(sides):
        size, place = struct.unpack_from("<II", data, 6 + 16 * number + 8)
        body = data[place : place + size]
        assert len(body) == size
        if side == 256:
            assert body.startswith(b"\x89PNG")
        else:
            header, width, height, _, bits = struct.unpack_from("<IiiHH", body)
            # The height counts the mask below the picture too.
            assert (header, width, height, bits) == (40, side, 2 * side, 32)


@pytest.mark.parametrize("name", ["chatroom-client", "chatroom-server"])
def test_an_icon_has_the_size_that_its_folder_says(name: str, qapp: QApplication) -> None:
    files = list((DESKTOP / "hicolor").glob(f"*/apps/{name}.png"))
    assert len(files) >= 7
    for file in files:
        image = QImage(str(file))
        assert f"{image.width()}x{image.height()}" == file.parts[-3]
        assert image.pixelColor(0, 0).alpha() < 40
