"""Each program is somebody of its own to the desktop, under the same words everywhere."""

import re

import pytest
from PySide6.QtWidgets import QApplication

from shared import resources
from shared.ui.app_identity import Program, application_icon


def test_the_programs_share_no_name() -> None:
    client, server = Program.CLIENT, Program.SERVER
    assert client.desktop_file_name != server.desktop_file_name
    assert client.window_class != server.window_class
    assert client.app_user_model_id != server.app_user_model_id


@pytest.mark.parametrize("program", Program)
def test_the_id_for_windows_is_one_that_windows_takes(program: Program) -> None:
    # At most 128 characters, of two to four parts, without a space.
    assert re.fullmatch(r"[A-Za-z]+(\.[A-Za-z]+){1,3}", program.app_user_model_id)


@pytest.mark.parametrize("program", Program)
def test_the_desktop_file_says_what_the_program_says(program: Program) -> None:
    text = resources.read_text("desktop", f"{program.desktop_file_name}.desktop")
    lines = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    assert lines["StartupWMClass"] == program.window_class
    assert lines["Icon"] == program.desktop_file_name
    assert lines["Exec"] == program.desktop_file_name


def test_both_programs_have_an_icon_of_their_own(qapp: QApplication) -> None:
    server = application_icon("server").pixmap(64, 64).toImage()
    assert not server.isNull()
    assert server != application_icon("client").pixmap(64, 64).toImage()
