"""What is said where no window can be opened."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from shared.preflight import Computer, check_windows

ROOT = Path(__file__).resolve().parent.parent
DESKTOP = {"DISPLAY": ":0", "LANG": "en_US.UTF-8"}


@pytest.fixture
def qt(tmp_path: Path) -> Path:
    """A folder with Qt's own files where the wheel has them."""
    for name in (
        "lib/libQt6Widgets.so.6",
        "plugins/platforms/libqxcb.so",
        "plugins/platforms/libqwayland.so",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return tmp_path


def a_computer(
    qt: Path | None,
    *,
    lacks: Iterable[str] = (),
    broken: str = "",
    tools: Iterable[str] = ("apt", "sudo"),
    open_displays: Iterable[str] = (":0",),
) -> Computer:
    """`lacks` are its missing libraries, and Qt's file `broken` does not load for want of them."""

    def load(name: str) -> object:
        if name in lacks:
            raise OSError(f"{name}: cannot open shared object file: No such file or directory")
        if broken and name.endswith(broken):
            first = next(iter(lacks), "libnew.so.3")
            raise OSError(f"{first}: cannot open shared object file: No such file or directory")
        return object()

    has: Callable[[str], str | None] = {tool: f"/usr/bin/{tool}" for tool in tools}.get
    return Computer(
        load=load, which=has, qt_folder=lambda: qt, is_open=lambda _kind, display: display in open_displays
    )


def test_a_desktop_with_everything_is_fine(qt: Path) -> None:
    assert check_windows("linux", DESKTOP, computer=a_computer(qt)) is None


def test_no_desktop_is_said_with_the_command_that_does_without(qt: Path) -> None:
    said = check_windows("linux", {}, instead="chatroom-server --headless", computer=a_computer(qt))
    assert said is not None
    assert "DISPLAY" in said
    assert "chatroom-server --headless" in said
    assert len(said.splitlines()) <= 6


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "zh_TW.UTF-8"])
def test_it_is_said_in_chinese_to_whom_speaks_it(qt: Path, language: str) -> None:
    said = check_windows("linux", {"LANG": language}, computer=a_computer(qt))
    assert said is not None
    assert "桌面" in said


def test_one_locale_variable_outweighs_the_other(qt: Path) -> None:
    environ = {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}
    assert "桌面" not in (check_windows("linux", environ, computer=a_computer(qt)) or "")


def test_a_desktop_that_does_not_answer_is_named(qt: Path) -> None:
    said = check_windows("linux", {"DISPLAY": "far:7"}, computer=a_computer(qt, open_displays=()))
    assert said is not None
    assert "far:7" in said
    assert len(said.splitlines()) <= 6


def test_wayland_is_enough_when_the_other_desktop_is_closed(qt: Path) -> None:
    environ = {"DISPLAY": ":9", "WAYLAND_DISPLAY": "wayland-0"}
    assert check_windows("linux", environ, computer=a_computer(qt, open_displays=("wayland-0",))) is None


@pytest.mark.parametrize("chosen", ["offscreen", "minimal", "vnc:size=800x600", "xcb;offscreen"])
def test_a_platform_without_desktop_needs_none(qt: Path, chosen: str) -> None:
    assert check_windows("linux", {"QT_QPA_PLATFORM": chosen}, computer=a_computer(qt)) is None


def test_missing_libraries_of_windows_are_all_in_one_command(qt: Path) -> None:
    lacks = ("libxcb-cursor.so.0", "libxcb-icccm.so.4")
    said = check_windows("linux", DESKTOP, computer=a_computer(qt, lacks=lacks, broken="libqxcb.so"))
    assert said is not None
    assert said.splitlines()[-1].strip() == "sudo apt install libxcb-cursor0 libxcb-icccm4"
    assert "libxcb-cursor.so.0" in said
    assert len(said.splitlines()) <= 6


def test_what_all_of_qt_needs_is_looked_for_even_without_a_desktop(qt: Path) -> None:
    computer = a_computer(qt, lacks=("libEGL.so.1",), broken="libQt6Widgets.so.6")
    said = check_windows("linux", {"QT_QPA_PLATFORM": "offscreen"}, computer=computer)
    assert said is not None
    assert "libegl1" in said


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("dnf", "dnf install 'libEGL.so.1()(64bit)'"),
        ("pacman", "pacman -S libglvnd"),
        ("zypper", "zypper install 'libEGL.so.1()(64bit)'"),
    ],
)
def test_the_command_is_that_of_the_system(qt: Path, tool: str, command: str) -> None:
    computer = a_computer(qt, lacks=("libEGL.so.1",), broken="libQt6Widgets.so.6", tools=(tool,))
    said = check_windows("linux", DESKTOP, computer=computer)
    assert said is not None
    assert said.splitlines()[-1].strip() == command


def test_a_library_nobody_knows_a_package_for_is_named_all_the_same(qt: Path) -> None:
    said = check_windows("linux", DESKTOP, computer=a_computer(qt, broken="libQt6Widgets.so.6"))
    assert said is not None
    assert "libnew.so.3" in said


def test_a_listed_library_that_qt_does_not_ask_for_is_not_missed(qt: Path) -> None:
    assert check_windows("linux", DESKTOP, computer=a_computer(qt, lacks=("libX11.so.6",))) is None


def test_qt_itself_missing_is_said_on_every_system() -> None:
    said = check_windows("win32", {}, computer=a_computer(None))
    assert said is not None
    assert "PySide6-Essentials" in said


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_always_have_a_desktop(qt: Path, platform: str) -> None:
    assert check_windows(platform, {}, computer=a_computer(qt)) is None


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these always have a desktop")
@pytest.mark.parametrize("display", [None, ":2147"])
def test_the_program_without_a_desktop_says_why_and_does_not_abort(display: str | None) -> None:
    environ = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_MESSAGES"}
    }
    environ["LC_ALL"] = "C.UTF-8"
    if display is not None:
        environ["DISPLAY"] = display
    run = subprocess.run(
        [sys.executable, "-m", "chatroom_client"],
        env=environ,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    assert 1 <= len(run.stderr.splitlines()) <= 6
    assert "desktop" in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
