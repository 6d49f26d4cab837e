"""What is copied for whoever helps: enough to help, and nothing about people."""

import getpass
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from shared.ui.app_identity import Program
from shared.ui.diagnostics import describe, without_home


@pytest.mark.parametrize("program", Program)
def test_versions_screens_and_networks_are_told(qapp: QApplication, program: Program) -> None:
    said = describe(program, "")
    assert said.startswith("Program\n")
    for word in (f"chatroom-{program}", "Python", "Qt", "scale", "127.0.0.1"):
        assert word in said
    assert "Window" not in said.splitlines()


def test_what_the_window_adds_comes_last(qapp: QApplication) -> None:
    assert describe("client", "port 9999\nplain\n").endswith("Window\n  port 9999\n  plain\n")


def test_no_account_and_no_hardware_address_is_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = describe("server", "")
    assert str(Path.home()) not in said
    assert not re.search(r"\b([0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b", said, re.IGNORECASE)
    # What a link-local address is made of.
    assert "fe80" not in said
    monkeypatch.setenv("USER", "secretperson")
    assert getpass.getuser() not in describe("server", "").replace("root", "")


def test_the_folder_of_the_account_is_not_shown() -> None:
    assert without_home(Path.home() / "logs") == str(Path("~") / "logs")
    assert without_home(Path("/somewhere/else")) == str(Path("/somewhere/else"))
