"""``chatroom-menu``: puts both programs into the menu of this person's desktop, on Linux, and takes them out again.

The rule: it writes only below the person's own data folder, and takes away nothing but what it has put there.
"""

from __future__ import annotations

import argparse
import os
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from shared import resources
from shared.preflight import speaks_chinese

PROGRAMS: Final = ("chatroom-client", "chatroom-server")

_ESCAPED_IN_EXEC: Final = '"`$\\'


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the desktop: where it goes, below the data folder, and what is in it."""

    place: Path
    content: bytes


def data_folder(environ: Mapping[str, str]) -> Path:
    """Where this person's desktop looks for programs and icons."""
    named = Path(environ.get("XDG_DATA_HOME", ""))
    # The specification wants a path that is not absolute to be ignored.
    return named if named.is_absolute() else Path.home() / ".local" / "share"


def entries(command_of: Callable[[str], Path]) -> Iterator[Entry]:
    """All files for both programs. `command_of` tells where a program's command lies."""
    for program in PROGRAMS:
        text = resources.read_text("desktop", f"{program}.desktop")
        command = command_of(program)
        # In a menu nothing is on the path. When the program is gone, its entry is not shown any more.
        started = f"TryExec={_in_value(str(command))}\nExec={_in_exec(str(command))}"
        yield Entry(
            Path("applications", f"{program}.desktop"),
            text.replace(f"Exec={program}", started).encode(),
        )
        yield Entry(
            Path("icons", "hicolor", "scalable", "apps", f"{program}.svg"),
            resources.read_bytes("icons", f"{program}.svg"),
        )
        for picture in sorted(resources.path("desktop", "hicolor").glob(f"*/apps/{program}.png")):
            yield Entry(Path("icons", "hicolor", *picture.parts[-3:]), picture.read_bytes())


def put_in(folder: Path, command_of: Callable[[str], Path]) -> None:
    """Write all files below `folder`, over those of an earlier version. Raises `OSError`."""
    for entry in entries(command_of):
        file = folder / entry.place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(entry.content)
    _tell_desktop(folder)


def take_out(folder: Path) -> None:
    """Delete the files of `put_in` below `folder`, and nothing else. Raises `OSError`."""
    for entry in entries(Path):
        (folder / entry.place).unlink(missing_ok=True)
    _tell_desktop(folder)


def main() -> int:
    """Run the command; return the exit status."""
    words = _CHINESE if speaks_chinese(os.environ) else _ENGLISH
    parser = argparse.ArgumentParser(
        prog="chatroom-menu",
        description="Put both programs into the menu of your desktop (Linux). No administrator is needed.",
    )
    parser.add_argument("--remove", action="store_true", help="take them out again")
    arguments = parser.parse_args()
    if sys.platform in {"win32", "darwin"}:
        sys.stderr.write(words.not_here.format(folder=resources.path("desktop")))
        return 1
    folder = data_folder(os.environ)
    commands = {program: Path(sysconfig.get_path("scripts"), program) for program in PROGRAMS}
    missing = [str(command) for command in commands.values() if not command.exists()]
    if missing and not arguments.remove:
        sys.stderr.write(words.not_installed.format(command=missing[0]))
        return 1
    try:
        if arguments.remove:
            take_out(folder)
        else:
            put_in(folder, commands.__getitem__)
    except OSError:
        sys.stderr.write(words.cannot_write.format(folder=folder))
        return 1
    sys.stdout.write((words.removed if arguments.remove else words.done).format(folder=folder))
    return 0


def _tell_desktop(folder: Path) -> None:
    """A desktop that keeps a list of its icons reads them again when their folder is newer than the list."""
    icons = folder / "icons" / "hicolor"
    if icons.exists():
        os.utime(icons)


def _in_exec(command: str) -> str:
    """`command` as one quoted word of the key Exec."""
    quoted = "".join(f"\\{each}" if each in _ESCAPED_IN_EXEC else each for each in command)
    return _in_value(f'"{quoted}"').replace("%", "%%")


def _in_value(text: str) -> str:
    return text.replace("\\", "\\\\")


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said here, without Qt and its translations."""

    done: str
    removed: str
    not_here: str
    not_installed: str
    cannot_write: str


_ENGLISH: Final = _Words(
    done="Both programs are in your menu now ({folder}). To take them out again:\n  chatroom-menu --remove\n",
    removed="Both programs are out of your menu ({folder}).\n",
    not_here="chatroom-menu is for the desktops of Linux. Here, make a shortcut to chatroom-client or\n"
    "chatroom-server yourself; its icon is in {folder}.\n",
    not_installed="chatroom-menu: {command} is not there. Install the programs first: python -m pip install .\n",
    cannot_write="chatroom-menu: cannot write to {folder}.\n",
)
_CHINESE: Final = _Words(
    done="两个程序已放进你的菜单（{folder}）。要移除：\n  chatroom-menu --remove\n",
    removed="两个程序已从你的菜单移除（{folder}）。\n",
    not_here="chatroom-menu 用于 Linux 桌面。在本系统上，请自行为 chatroom-client 或 chatroom-server\n"
    "创建快捷方式；图标在 {folder}。\n",
    not_installed="chatroom-menu：找不到 {command}。请先安装程序：python -m pip install .\n",
    cannot_write="chatroom-menu：无法写入 {folder}。\n",
)


if __name__ == "__main__":
    sys.exit(main())
