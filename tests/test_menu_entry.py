"""Both programs get into the menu of the desktop, without an administrator, and out of it again."""

import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from shared import resources
from shared.menu_entry import PROGRAMS, data_folder, put_in, take_out
from tests.helpers.headless import PATIENCE_SECONDS, ROOT


def command_of(program: str) -> Path:
    return Path("/opt/chat room/bin", program)


def keys(file: Path) -> dict[str, str]:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("[Desktop Entry]\n")
    return dict(line.split("=", 1) for line in text.splitlines()[1:])


def files_below(folder: Path) -> set[Path]:
    return {file.relative_to(folder) for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_entry_starts_the_installed_command(tmp_path: Path, program: str) -> None:
    put_in(tmp_path, command_of)
    entry = keys(tmp_path / "applications" / f"{program}.desktop")
    assert shlex.split(entry["Exec"]) == [f"/opt/chat room/bin/{program}"]
    assert entry["TryExec"] == f"/opt/chat room/bin/{program}"
    assert entry["Terminal"] == "false"


def test_a_strange_path_is_quoted_as_the_specification_says(tmp_path: Path) -> None:
    put_in(tmp_path, lambda program: Path('/o"d$ 100%', program))
    entry = keys(tmp_path / "applications" / "chatroom-client.desktop")
    assert entry["Exec"] == r'"/o\\"d\\$ 100%%/chatroom-client"'


@pytest.mark.parametrize("program", PROGRAMS)
def test_its_icon_is_there_in_every_usual_size(tmp_path: Path, program: str) -> None:
    put_in(tmp_path, command_of)
    icons = tmp_path / "icons" / "hicolor"
    name = keys(tmp_path / "applications" / f"{program}.desktop")["Icon"]
    assert (icons / "scalable" / "apps" / f"{name}.svg").is_file()
    sizes = {int(file.parts[-3].partition("x")[0]) for file in icons.glob(f"*/apps/{name}.png")}
    assert {16, 24, 32, 48, 64, 128, 256} <= sizes


@pytest.mark.parametrize("program", PROGRAMS)
def test_it_speaks_both_languages(program: str) -> None:
    entry = dict(
        line.split("=", 1)
        for line in resources.read_text("desktop", f"{program}.desktop").splitlines()
        if "=" in line
    )
    for key in ("Name", "GenericName", "Comment"):
        assert entry[key].isascii()
        assert not entry[f"{key}[zh_CN]"].isascii()
    # The specification wants a list to end like this.
    assert entry["Categories"].endswith(";")
    assert entry["Keywords"].endswith(";")


def test_what_was_put_in_is_taken_out_and_nothing_else(tmp_path: Path) -> None:
    other = tmp_path / "applications" / "other.desktop"
    other.parent.mkdir()
    other.write_text("[Desktop Entry]\n", encoding="utf-8")
    put_in(tmp_path, command_of)
    put_in(tmp_path, command_of)
    take_out(tmp_path)
    take_out(tmp_path)
    assert files_below(tmp_path) == {Path("applications/other.desktop")}


def test_the_folder_is_the_persons_own(tmp_path: Path) -> None:
    assert data_folder({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path
    assert data_folder({}) == Path.home() / ".local" / "share"
    assert data_folder({"XDG_DATA_HOME": "not/absolute"}) == Path.home() / ".local" / "share"


def run(folder: Path, *arguments: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shared.menu_entry", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "XDG_DATA_HOME": str(folder), "LC_ALL": language, "PYTHONUTF8": "1"},
        timeout=PATIENCE_SECONDS,
        check=False,
    )


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="menus of this kind are Linux's")


@on_linux
def test_the_command_says_what_it_did_or_what_is_missing(tmp_path: Path) -> None:
    done = run(tmp_path)
    if Path(sysconfig.get_path("scripts"), "chatroom-client").exists():
        assert done.returncode == 0
        assert "chatroom-menu --remove" in done.stdout
        assert Path("applications/chatroom-server.desktop") in files_below(tmp_path)
    else:
        assert done.returncode == 1
        assert "pip install" in done.stderr
    assert run(tmp_path, "--remove").returncode == 0
    assert files_below(tmp_path) == set()


@on_linux
def test_a_folder_that_cannot_be_written_is_said_in_the_language_of_the_person(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")
    done = run(file, "--remove", language="zh_CN.UTF-8")
    assert done.returncode == 1
    assert done.stderr == f"chatroom-menu：无法写入 {file}。\n"
