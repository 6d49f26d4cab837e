"""``chatroom-demo``: with a display live windows, without one pictures and a transcript."""

import argparse
import json
import os
import socket
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from shared.demo.lesson import Lesson
from shared.demo.stage import DemoFailed, StagedWindow, free_port
from shared.preflight import check_windows, speaks_chinese

_LIVE_PACE_SECONDS = 1.5
_TRANSCRIPT = "transcript.txt"
_CANNOT_WRITE = "chatroom-demo: cannot write to {folder}: choose another folder with --output."
_CANNOT_WRITE_CHINESE = "chatroom-demo：无法写入 {folder}，请用 --output 指定另一个文件夹。"
# The second stops Qt from saying for each window what a screen that is not there cannot do.
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
# Qt's own has 800 by 600, and a window that opens there makes itself small.
_SCREEN = {"name": "desk", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1}
_GUESTS = ("alice", "小明", "bob")
# Left, top, width and height: in pixels for pictures, in percent of a live screen.
_PLACES = {
    "host": ((0, 0, 1100, 680), (0, 0, 58, 60)),
    "alice": ((0, 0, 760, 560), (58, 0, 42, 52)),
    "小明": ((0, 0, 760, 560), (0, 60, 46, 40)),
    "bob": ((0, 0, 760, 560), (58, 52, 42, 48)),
}


def main() -> int:
    """Play the lesson; return 0 when every window showed what it must, else 1."""
    arguments = _parse(sys.argv[1:])
    is_live = not arguments.offscreen and _has_display()
    environment = {} if is_live else _OFFSCREEN
    if not is_live:
        problem = check_windows(sys.platform, {**os.environ, **environment})
        if problem is not None:
            print(problem, file=sys.stderr)
            return 1
    pictures = Path(arguments.output)
    if not _can_write(pictures):
        words = _CANNOT_WRITE_CHINESE if speaks_chinese(os.environ) else _CANNOT_WRITE
        print(words.format(folder=pictures), file=sys.stderr)
        return 1
    try:
        _play(pictures, environment, is_live=is_live)
    except DemoFailed as reason:
        print(f"chatroom-demo: {reason}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="chatroom-demo",
        description="Play a short lesson: a room and its guests on this computer, in real windows.",
    )
    parser.add_argument("--offscreen", action="store_true", help="no windows, even where there is a display")
    parser.add_argument(
        "--output", default="chatroom-demo", metavar="FOLDER", help="for pictures and the transcript"
    )
    return parser.parse_args(argv)


def _can_write(pictures: Path) -> bool:
    try:
        pictures.mkdir(parents=True, exist_ok=True)
        (pictures / _TRANSCRIPT).open("w", encoding="utf-8").close()
    except OSError:
        return False
    return True


def _has_display() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    return check_windows(sys.platform, os.environ) is None


def play_offscreen(pictures: Path, *, theme: str, languages: dict[str, str]) -> None:
    """Play the lesson for its pictures: ``theme`` is light or dark, ``languages`` gives some people's codes."""
    _play(pictures, _OFFSCREEN, is_live=False, theme=theme, languages=languages)


def offscreen_platform(file: Path) -> str:
    """Return what QT_QPA_PLATFORM is to be for a screen as large as most; ``file`` is written, and has to stay."""
    if sys.platform == "win32":
        return "offscreen"  # the colon of a drive would end the name of the file
    file.write_text(json.dumps({"screens": [{**_SCREEN, "logicalDpi": 96, "logicalBaseDpi": 96}]}), "utf-8")
    return f"offscreen:configfile={file}"


def _play(
    pictures: Path,
    environment: dict[str, str],
    *,
    is_live: bool,
    theme: str = "system",
    languages: dict[str, str] | None = None,
) -> None:
    tcp_port = free_port(socket.SOCK_STREAM)
    udp_port = free_port(socket.SOCK_DGRAM)
    with ExitStack() as stack:
        transcript = stack.enter_context((pictures / _TRANSCRIPT).open("w", encoding="utf-8"))

        def tell(line: str) -> None:
            print(line, flush=True)
            transcript.write(line + "\n")

        def open_window(name: str, module: str, *options: str) -> StagedWindow:
            window = StagedWindow(
                name, module, "--udp-port", str(udp_port), *options, environment=environment
            )
            stack.callback(window.close)
            x, y, width, height = _PLACES[name][is_live]
            window.do("tile" if is_live else "place", x=x, y=y, w=width, h=height)
            window.do("dress", theme=theme, language=(languages or {}).get(name))
            return window

        # What is played is nobody's history.
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="chatroom-demo-", ignore_cleanup_errors=True)
        )
        history = Path(folder, "lesson.db")
        if not is_live:
            environment = {**environment, "QT_QPA_PLATFORM": offscreen_platform(Path(folder, "screen.json"))}
        host = open_window("host", "chatroom_server", "--tcp-port", str(tcp_port), "--history", str(history))
        guests = {name: open_window(name, "chatroom_client") for name in _GUESTS}
        pace = _LIVE_PACE_SECONDS if is_live else 0.0
        Lesson(host, guests, tcp_port, pictures=pictures, pace_seconds=pace, tell=tell).play()
        tell(f"pictures of all windows and this transcript are in {pictures}")
        if is_live:
            print(
                "The lesson is over. The windows are yours: close them all, or press Ctrl+C here.", flush=True
            )
            for window in (host, *guests.values()):
                window.wait()


if __name__ == "__main__":
    sys.exit(main())
