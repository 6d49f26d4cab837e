"""The pages say what is true: commands, options, links, the client in the README and the map of the house."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.helpers.headless import PATIENCE_SECONDS, RawClient, frame, headless_server

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PACKAGES = ("chatroom_server", "chatroom_client", "shared")


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def commands(page: Path, language: str = "sh") -> list[str]:
    """Every line of every block of shell commands."""
    return [line for block in blocks(page, language) for line in block.splitlines()]


def help_options(package: str) -> set[str]:
    """What ``--help`` lists, without ``--help`` itself."""
    done = subprocess.run(
        [sys.executable, "-m", package, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    return set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", done.stdout, re.MULTILINE)) - {"--help"}


def table_options(page: Path) -> list[set[str]]:
    """The options of each table of options, in the order of the page."""
    tables = re.findall(r"(?:^\| .*\n)+", page.read_text(encoding="utf-8"), re.MULTILINE)
    found = [set(re.findall(r"^\| `(--[a-z-]+)", table, re.MULTILINE)) for table in tables]
    return [options for options in found if options]


# ---- commands --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("last", ["chatroom-demo", "pytest"])
@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_readme_sets_up_and_runs_in_one_command_that_the_checks_run_word_for_word(
    page: Path, last: str
) -> None:
    told = [line for line in commands(page) if line.endswith(last)]
    run = [line.strip() for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()]
    assert len(told) == 1
    assert run.count(told[0]) == 1


@pytest.mark.parametrize("language", ["sh", "powershell", "python", "json"])
def test_both_readmes_show_the_same_commands(language: str) -> None:
    english, chinese = (blocks(page, language) for page in READMES)
    assert english
    assert chinese == english


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_readme_tells_every_option(page: Path) -> None:
    assert table_options(page) == [help_options("chatroom_server"), help_options("chatroom_client")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_programs_that_a_page_starts_exist(page: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    started = set(re.findall(r"\bchatroom-[a-z]+\b(?!/)", "\n".join(commands(page))))
    assert started <= set(project["scripts"])


# ---- the client in the README ----------------------------------------------------------------------------


def test_client_in_the_readme_is_in_the_room_with_the_others(tmp_path: Path) -> None:
    (source,) = blocks(READMES[0], "python")
    program = tmp_path / "mine.py"
    program.write_text(source, encoding="utf-8")
    with headless_server() as server, RawClient(server.tcp_port) as bob:
        bob.log_in("bob")
        with subprocess.Popen(
            [sys.executable, str(program), "127.0.0.1", str(server.tcp_port), "alice"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as alice:
            try:
                assert alice.stdin is not None
                assert alice.stdout is not None
                bob.read_until(frame("2", "alice"))
                alice.stdin.write("hello\n")
                alice.stdin.flush()
                bob.read_until(frame("4", "alice: hello"))
                bob.send(frame("3", "hi"))
                heard = [alice.stdout.readline().rstrip("\n") for _ in range(4)]
                alice.stdin.close()
                bob.read_until(frame("3", "alice"))
                assert alice.wait(PATIENCE_SECONDS) == 0
            finally:
                alice.kill()
    assert heard == ["1bob", "1alice", "4alice: hello", "4bob: hi"]


# ---- links, licences and the map -------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_a_page_lead_to_files_that_are_there(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_readme_names_the_licence_of_everything_that_is_installed(page: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[^\w-]", requirement)[0] for requirement in project["dependencies"]}
    text = page.read_text(encoding="utf-8")
    licences = text[text.rindex("\n## ") :]
    assert needed == {"PySide6-Essentials", "platformdirs", "precis-i18n", "psutil", "pyqtgraph"}
    assert all(name.removesuffix("-Essentials") in licences for name in needed)


def test_map_of_the_house_names_every_file_once() -> None:
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    drawn = re.findall(r"^\| `([\w/]+\.py)` \|", page, re.MULTILINE)
    there = {
        str(file.relative_to(ROOT).as_posix())
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
        if file.name != "__init__.py"
    }
    assert sorted(drawn) == sorted(there)
