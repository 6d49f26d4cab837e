"""Assets are found from a checkout and from an installed wheel, and a missing one is said plainly."""

import shutil
from pathlib import Path

import pytest

from shared import resources


def test_an_icon_is_read_as_bytes_and_as_text() -> None:
    assert resources.read_bytes("icons", "send.svg").startswith(b"<svg")
    assert resources.read_text("icons", "send.svg").startswith("<svg")


def test_a_path_is_a_file_that_qt_can_open() -> None:
    assert resources.path("icons", "send.svg").is_file()


def test_a_missing_asset_raises_with_its_name() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.svg"):
        resources.read_bytes("icons", "nothing.svg")


def test_in_a_wheel_the_assets_lie_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "shared"
    shutil.copytree(resources.path("icons"), package / "assets" / "icons")
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    assert resources.path("icons", "send.svg") == package / "assets" / "icons" / "send.svg"
