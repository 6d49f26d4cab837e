"""What is installed: the right Qt, the three packages, the assets and the commands."""

import importlib.util
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PACKAGES = ("chatroom_server", "chatroom_client", "shared")
COMMANDS = {"chatroom-check", "chatroom-server", "chatroom-client", "chatroom-demo", "chatroom-menu"}
OFFERED_QT = ("6.8.3", "6.11.3", "6.12.0", "6.12.1", "6.13.0")


def requirements() -> list[Requirement]:
    """What the programs need at run time."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line) for line in project["dependencies"]]


def allowed_qt(python: str) -> list[str]:
    """Which of some versions of PySide6-Essentials may be installed on that Python."""
    asked = [
        requirement
        for requirement in requirements()
        if requirement.name == "PySide6-Essentials"
        and (requirement.marker is None or requirement.marker.evaluate({"python_version": python}))
    ]
    assert len(asked) == 1
    return [version for version in OFFERED_QT if asked[0].specifier.contains(version)]


def test_qt_that_breaks_python_3_11_is_never_installed_there() -> None:
    assert "6.12.0" not in allowed_qt("3.11")
    assert {"6.8.3", "6.11.3", "6.12.1"} <= set(allowed_qt("3.11"))


@pytest.mark.parametrize("python", ["3.12", "3.13", "3.14"])
def test_later_pythons_may_have_every_qt(python: str) -> None:
    assert allowed_qt(python) == list(OFFERED_QT)


def test_the_browser_engine_is_not_installed() -> None:
    names = {requirement.name for requirement in requirements()}
    assert "PySide6-Essentials" in names
    assert names.isdisjoint({"PySide6", "PySide6-Addons", "pyside6"})


def test_installed_qt_is_one_that_is_allowed() -> None:
    from PySide6 import __version__ as installed  # noqa: PLC0415

    assert sys.version_info >= (3, 12) or installed != "6.12.0"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel of this checkout, built with no network."""
    if importlib.util.find_spec("hatchling") is None or importlib.util.find_spec("pip") is None:
        pytest.skip("hatchling is not installed here, and pip would have to download it")
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", str(ROOT), "--quiet", "--wheel-dir", str(folder)),
            *("--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        yield archive


def test_wheel_holds_every_source_and_asset_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    sources = {
        file.relative_to(ROOT).as_posix() for package in PACKAGES for file in (ROOT / package).rglob("*.py")
    }
    assets = {
        f"shared/{file.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "assets").rglob("*")
        if file.is_file() and file.parent.name != "screenshots"
    }
    installed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert installed == sources | assets


def test_wheel_brings_the_commands_and_the_licence(wheel: zipfile.ZipFile) -> None:
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    listed = wheel.read(entry_points).decode().splitlines()
    assert {line.partition(" = ")[0] for line in listed if " = " in line} == COMMANDS
    licences = {name.partition("/licenses/")[2] for name in wheel.namelist()}
    assert {"LICENSE", "assets/unicode/LICENSE-UNICODE.txt"} <= licences


def test_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    (file,) = [name for name in wheel.namelist() if name.endswith("/METADATA")]
    metadata = Parser().parsestr(wheel.read(file).decode())
    assert metadata["Name"] == "lan-chatroom"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
