"""docs/lesson.md and its Chinese: 45 minutes, the same steps and pictures, and commands that there are."""

import re
import shlex
from pathlib import Path

import pytest
from PIL import Image

from chatroom_server.arguments import parse_arguments as parse_server
from shared.check.arguments import parse_arguments as parse_check
from shared.check.rule import Language
from tests.experience.lesson_scenes import PICTURES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = {"en": DOCS / "lesson.md", "zh": DOCS / "lesson.zh-CN.md"}
LESSON_MINUTES = 45
MAX_PICTURE_BYTES = 1_500_000
MAX_COLOURS = 256

per_page = pytest.mark.parametrize("language", PAGES)


def text(language: str) -> str:
    return PAGES[language].read_text("utf-8")


def steps(language: str) -> list[tuple[int, str]]:
    """The number of each step, and what stands under its heading."""
    parts = re.split(r"^## (?:(\d+)\. )?.*$", text(language), flags=re.MULTILINE)
    return [(int(number), body) for number, body in zip(parts[1::2], parts[2::2], strict=True) if number]


def commands(language: str) -> list[str]:
    return "".join(re.findall(r"^```sh\n(.*?)^```$", text(language), re.MULTILINE | re.DOTALL)).splitlines()


def pictures(language: str) -> list[str]:
    return re.findall(r"^!\[.+\]\((.+)\)$", text(language), re.MULTILINE)


def minutes(language: str) -> list[int]:
    return [
        int(found) for _, body in steps(language) for found in re.findall(r"^\*(\d+) ", body, re.MULTILINE)
    ]


@per_page
def test_minutes_of_the_steps_are_a_lesson(language: str) -> None:
    assert [number for number, _ in steps(language)] == list(range(1, len(steps(language)) + 1))
    assert len(minutes(language)) == len(steps(language))
    assert sum(minutes(language)) == LESSON_MINUTES


@per_page
def test_table_at_the_top_says_the_same_minutes_and_leads_to_the_steps(language: str) -> None:
    told = re.findall(r"^\| \[(\d+)\]\(#(.+?)\) \| (\d+) \|", text(language), re.MULTILINE)
    headings = re.findall(r"^## (\d.*)$", text(language), re.MULTILINE)
    targets = [re.sub(r"[^\w\s-]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert [(target, int(length)) for _, target, length in told] == list(
        zip(targets, minutes(language), strict=True)
    )


def test_both_pages_have_the_same_steps_commands_and_pictures() -> None:
    assert minutes("zh") == minutes("en")
    assert commands("zh") == commands("en")
    assert [name.replace("-zh.", "-en.") for name in pictures("zh")] == pictures("en")
    for (_, english), (_, chinese) in zip(steps("en"), steps("zh"), strict=True):
        assert chinese.count("**做。**") == english.count("**Do.**")
        assert len(re.findall(r"\*\*(?:再|最后)?问：\*\*", chinese)) == len(
            re.findall(r"\*\*(?:Ask|And):?\*\*", english)
        )


@per_page
def test_pictures_of_a_page_are_those_that_the_lesson_takes(language: str) -> None:
    assert pictures(language) == [f"lesson/{name}-{language}.png" for name in PICTURES]


def test_pictures_are_small_and_no_other_file_lies_among_them() -> None:
    shown = {DOCS / name for language in PAGES for name in pictures(language)}
    assert set((DOCS / "lesson").iterdir()) == shown
    for language in PAGES:
        assert sum((DOCS / name).stat().st_size for name in pictures(language)) < MAX_PICTURE_BYTES
    for file in shown:
        with Image.open(file) as picture:
            assert picture.getcolors(MAX_COLOURS) is not None, file.name


def test_every_command_is_one_that_there_is() -> None:
    for command in commands("en"):
        program, *arguments = shlex.split(command)
        match Path(program).name:
            case "chatroom-server":
                parse_server(arguments)
            case "chatroom-check":
                parse_check(arguments, Language.EN)
            case "python3":
                assert (ROOT / arguments[0]).is_file()
            case "diff":
                assert all((ROOT / name).is_file() for name in arguments)
            case _:
                pytest.fail(f"nobody knows how to try {command!r}")


def test_diff_of_the_lesson_shows_the_one_function_and_the_words_at_the_top() -> None:
    right, broken = (
        (ROOT / "examples" / f"{name}.py").read_text("utf-8") for name in ("chat_client", "broken_client")
    )
    function = re.compile(r"^def frames.*?(?=^def )", re.MULTILINE | re.DOTALL)
    top = re.compile(r'\A""".*?"""|^(?:STX, ETX|MAX_PAYLOAD) = [^\n]*\n', re.MULTILINE | re.DOTALL)
    assert function.sub("", top.sub("", right)) == function.sub("", top.sub("", broken))
