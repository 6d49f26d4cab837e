"""``chatroom-demo`` as a newcomer runs it, without a display."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from shared.demo.lesson import ANNOUNCEMENT, TALK
from tests.helpers.headless import ROOT

PICTURES = ("open-room", "join-refused", "host", "alice", "bob", "xiaoming")


def test_demo_without_a_display_leaves_pictures_and_a_transcript(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
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


def _colors_in(picture: Path) -> int:
    image = QImage(str(picture))
    assert not image.isNull(), picture
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})
