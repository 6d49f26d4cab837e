"""``chatroom-demo`` as a newcomer runs it, without a display."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from PySide6.QtGui import QImage

from shared.demo.lesson import ANNOUNCEMENT, TALK
from tests.helpers.headless import PATIENCE_SECONDS, ROOT
from tests.helpers.processes import still_running

# Where tests run in the background, programs are told to ignore it.
DEMO_THAT_MINDS_CTRL_C = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("shared.demo", run_name="__main__", alter_sys=True)
"""
PICTURES = ("open-room", "join-refused", "host", "alice", "bob", "xiaoming")


def test_demo_without_a_display_leaves_pictures_and_a_transcript(tmp_path: Path) -> None:
    data = tmp_path / "data"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "XDG_DATA_HOME": str(data)}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "shared.demo"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    transcript = (tmp_path / "chatroom-demo" / "transcript.txt").read_text("utf-8")
    assert transcript == done.stdout
    for line in TALK:
        assert f"{line.who}: {line.text}\n" in transcript
    assert f"*** {ANNOUNCEMENT}\n" in transcript
    for name in PICTURES:
        assert _colors_in(tmp_path / "chatroom-demo" / f"{name}.png") > 50, name
    assert list(data.rglob("*.db*")) == [], "what is played is nobody's history"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there are always fonts there")
def test_demo_works_on_a_computer_without_any_font(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{tmp_path}/none</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    done = subprocess.run(
        [sys.executable, "-m", "shared.demo", "--offscreen"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "FONTCONFIG_FILE": str(fonts)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("language", "words"), [("C.UTF-8", "cannot write"), ("zh_CN.UTF-8", "无法写入")])
def test_a_folder_that_cannot_be_written_to_is_named_in_one_sentence(
    tmp_path: Path, language: str, words: str
) -> None:
    (tmp_path / "chatroom-demo" / "transcript.txt").mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "shared.demo", "--offscreen"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LC_ALL": language},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process there")
def test_ctrl_c_ends_the_demo_and_all_of_its_windows_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-c", DEMO_THAT_MINDS_CTRL_C, "--offscreen"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as demo:
        assert demo.stdout is not None
        assert demo.stdout.readline()
        windows = psutil.Process(demo.pid).children(recursive=True)
        assert windows
        # A terminal sends it to the whole group.
        os.killpg(demo.pid, signal.SIGINT)
        _, errors = demo.communicate(timeout=PATIENCE_SECONDS)
        assert demo.returncode == 130
    assert errors == ""
    # What a window itself has started ends right after it.
    assert not still_running(windows)


def _colors_in(picture: Path) -> int:
    image = QImage(str(picture))
    assert not image.isNull(), picture
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})
