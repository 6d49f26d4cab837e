"""Looks before Qt does whether this computer can show a window, because Qt itself can only abort.

The rule: nothing of Qt is imported here, and what is wrong is said in at most six lines with the one command
that mends it.
"""

import ctypes
import importlib.util
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Loader = Callable[[str], object]
"""Loads a shared library by name or path; raises `OSError` as `ctypes.CDLL` does."""

_COMMON: Final = (
    "lib/libQt6Widgets.so.6",
    "lib/libQt6Network.so.6",
    "lib/libQt6Svg.so.6",
)
_PLUGINS: Final = {"xcb": "plugins/platforms/libqxcb.so", "wayland": "plugins/platforms/libqwayland.so"}

# What Qt's own files ask the system for, with its package for apt and for pacman. dnf and zypper take the
# library's own name.
_PACKAGES: Final = {
    "libEGL.so.1": ("libegl1", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libz.so.1": ("zlib1g", "zlib"),
}
_PLUGIN_PACKAGES: Final = {
    "xcb": {
        "libX11-xcb.so.1": ("libx11-xcb1", "libx11"),
        "libxcb.so.1": ("libxcb1", "libxcb"),
        "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
        "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
        "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
        "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
        "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
        "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
        "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
        "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
        "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
        "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
        "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
        "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
        "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
        "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    },
    "wayland": {
        "libwayland-client.so.0": ("libwayland-client0", "wayland"),
        "libwayland-cursor.so.0": ("libwayland-cursor0", "wayland"),
    },
}
_INSTALLERS: Final = {
    "apt": "apt install",
    "dnf": "dnf install",
    "pacman": "pacman -S",
    "zypper": "zypper install",
}
_MISSING: Final = re.compile(r"(lib[^\s:/]+\.so[.\d]*): cannot open")


def _qt_folder() -> Path | None:
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "Qt"


def _is_open(kind: str, display: str) -> bool:
    """Knock with the same library as Qt, so that sockets, forwarding and permissions are all tried."""
    name = display.encode()
    if kind == "wayland":
        wayland = ctypes.CDLL("libwayland-client.so.0")
        wayland.wl_display_connect.restype = ctypes.c_void_p
        connection = wayland.wl_display_connect(name)
        if connection:
            wayland.wl_display_disconnect(ctypes.c_void_p(connection))
        return bool(connection)
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(name, None))
    is_open = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return bool(is_open)


@dataclass(frozen=True, slots=True)
class Computer:
    """How the checks reach this computer; tests put their own in place."""

    load: Loader = ctypes.CDLL
    which: Callable[[str], str | None] = shutil.which
    qt_folder: Callable[[], Path | None] = _qt_folder
    is_open: Callable[[str, str], bool] = _is_open
    """Whether the desktop `display` lets us in, over "xcb" or "wayland"."""


def check_windows(
    platform: str, environ: Mapping[str, str], *, instead: str = "", computer: Computer | None = None
) -> str | None:
    """Why no window can be opened here, and what mends it; None when nothing stands in the way.

    Call it before anything of Qt is imported, with `sys.platform` and `os.environ`; print what it returns on
    standard error and exit with status 1. `instead` is a command that does without a window.
    """
    here = computer or Computer()
    words = _CHINESE if speaks_chinese(environ) else _ENGLISH
    folder = here.qt_folder()
    if folder is None:
        return words.no_qt
    if platform in {"win32", "cygwin", "darwin"}:
        return None
    missing = _missing(_COMMON, _PACKAGES, folder, here.load)
    if missing:
        return _say_missing(missing, words, here.which)
    return _check_display(environ, instead, words, folder, here)


def _check_display(
    environ: Mapping[str, str], instead: str, words: "_Words", folder: Path, here: Computer
) -> str | None:
    asked = [name.partition(":")[0] for name in environ.get("QT_QPA_PLATFORM", "").split(";") if name]
    if any(not name.startswith(("xcb", "wayland")) for name in asked):
        return None
    displays = {"xcb": environ.get("DISPLAY", ""), "wayland": environ.get("WAYLAND_DISPLAY", "")}
    if asked:
        kinds = {"wayland" if name.startswith("wayland") else "xcb" for name in asked}
        displays = {kind: display for kind, display in displays.items() if kind in kinds}
    if not any(displays.values()):
        return "\n".join((words.no_display, *_other_way(instead, words)))
    lacking: set[str] = set()
    closed = ""
    for kind, display in displays.items():
        if not display:
            continue
        missing = _missing((_PLUGINS[kind],), _PLUGIN_PACKAGES[kind], folder, here.load)
        if not missing and here.is_open(kind, display):
            return None
        lacking = lacking or missing
        closed = closed or display
    if lacking:
        return _say_missing(lacking, words, here.which)
    return "\n".join((words.closed_display.format(display=closed), *_other_way(instead, words)))


def _other_way(instead: str, words: "_Words") -> tuple[str, str]:
    return (words.without_window, f"  {instead}") if instead else (words.over_ssh, "  ssh -X")


def _missing(files: Iterable[str], known: Iterable[str], folder: Path, load: Loader) -> set[str]:
    """The system libraries without which one of Qt's own `files` does not load."""
    # Qt's own files are asked first: which libraries they need differs from version to version.
    unlisted: set[str] = set()
    is_whole = True
    for file in files:
        # A distribution's own Qt lies elsewhere, and brought its libraries with it.
        if not (folder / file).exists():
            continue
        try:
            load(str(folder / file))
        except OSError as error:
            is_whole = False
            unlisted.update(_MISSING.findall(f"{error}"))
    if is_whole:
        return set()
    return unlisted | {name for name in known if not _loads(name, load)}


def _loads(name: str, load: Loader) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True


def _say_missing(missing: set[str], words: "_Words", which: Callable[[str], str | None]) -> str:
    named = sorted(missing)
    text = words.missing.format(libraries=", ".join(named))
    manager = next((name for name in _INSTALLERS if which(name)), None)
    if manager is None:
        return f"{text}\n{words.install_yourself}"
    known = {**_PACKAGES, **_PLUGIN_PACKAGES["xcb"], **_PLUGIN_PACKAGES["wayland"]}
    if manager in {"dnf", "zypper"}:
        packages = [f"'{name}()(64bit)'" for name in named]
    else:
        column = 0 if manager == "apt" else 1
        packages = list(dict.fromkeys(known[name][column] for name in named if name in known))
    if not packages:
        return f"{text}\n{words.install_yourself}"
    sudo = "sudo " if which("sudo") else ""
    return f"{text}\n{words.install}\n  {sudo}{_INSTALLERS[manager]} {' '.join(packages)}"


def speaks_chinese(environ: Mapping[str, str]) -> bool:
    """Whether what is said before Qt is there should be said in Chinese."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((environ[name] for name in names if environ.get(name)), "").startswith("zh")


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said here; Qt's translations cannot be had before Qt."""

    no_qt: str
    no_display: str
    closed_display: str
    without_window: str
    over_ssh: str
    missing: str
    install: str
    install_yourself: str


_ENGLISH: Final = _Words(
    no_qt="PySide6 is not installed, and the windows are made with it. Install it with:\n"
    "  python -m pip install PySide6-Essentials",
    no_display="There is no desktop here to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).",
    closed_display="The desktop {display} does not let this program open a window.",
    without_window="Start it from a desktop, or without a window:",
    over_ssh="Start it from a desktop. If you are here by SSH, log in again with:",
    missing="The window cannot be opened: this system lacks {libraries}.",
    install="Install what is missing with:",
    install_yourself="Install the packages of your system that hold them, then start again.",
)
_CHINESE: Final = _Words(
    no_qt="没有安装 PySide6，窗口要用到它。安装命令：\n  python -m pip install PySide6-Essentials",
    no_display="这里没有可以打开窗口的桌面（DISPLAY 和 WAYLAND_DISPLAY 都没有设置）。",
    closed_display="桌面 {display} 不允许本程序打开窗口。",
    without_window="请在桌面上启动，或者不用窗口：",
    over_ssh="请在桌面上启动。如果是通过 SSH 登录的，请这样重新登录：",
    missing="无法打开窗口：系统缺少 {libraries}。",
    install="安装缺少的部分：",
    install_yourself="请安装系统中包含它们的软件包，然后重新启动。",
)
