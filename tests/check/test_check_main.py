"""``chatroom-check`` as a process: its report, its files and its exit status."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.check.faulty_server import Fault, faulty_server
from tests.helpers.headless import PATIENCE_SECONDS, ROOT


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shared.check", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=3 * PATIENCE_SECONDS,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def test_faulty_server_ends_with_status_1_a_table_and_both_files(tmp_path: Path) -> None:
    with faulty_server(Fault.WHISPER_LEAKS) as (tcp_port, _):
        done = check(
            "server",
            f"127.0.0.1:{tcp_port}",
            "--no-udp",
            "--lang",
            "zh",
            "--report",
            str(tmp_path / "mark.html"),
        )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "未通过" in done.stdout
    assert "不让第三个人看到私聊" in done.stdout
    assert json.loads((tmp_path / "mark.json").read_text("utf-8"))["exit_status"] == 1
    assert 'lang="zh-CN"' in (tmp_path / "mark.html").read_text("utf-8")


def test_nobody_there_ends_with_status_2_and_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed_soon:
        port = closed_soon.getsockname()[1]
    done = check("server", f"127.0.0.1:{port}", "--no-udp")
    assert (done.returncode, done.stderr) == (2, "")
    assert "is the server running" in " ".join(done.stdout.split())


def test_report_that_cannot_be_written_is_said_at_once(tmp_path: Path) -> None:
    done = check("server", "127.0.0.1:1", "--report", str(tmp_path / "nowhere" / "mark.html"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot write the report" in done.stderr
