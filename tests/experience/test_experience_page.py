"""docs/experience.md names only tests and pictures that there are, and adds up its own scores."""

import re
from pathlib import Path

from tests.experience.every_scene import NAMES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "experience.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| \d+ \|", line)
]


def text_of(file: str) -> str:
    return (ROOT / "tests" / f"{file}.py").read_text("utf-8")


def test_every_criterion_stands_there_once_with_its_weight() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 26))
    assert [int(row[2]) for row in ROWS] == [3] * 8 + [2] * 9 + [1] * 8
    assert all(row[3] in {"0", "1", "2"} for row in ROWS)


def test_a_point_that_is_missing_says_why() -> None:
    for row in ROWS:
        assert (row[3] == "2") or re.search(r"Partly: |not there yet", row[4]), row[0]


def test_the_sum_is_the_one_that_is_told() -> None:
    told = re.search(r"\*\*(\d+) of 100\*\*", PAGE)
    assert told is not None
    assert int(told[1]) == sum(int(row[2]) * int(row[3]) for row in ROWS)


def test_every_test_that_is_named_is_there() -> None:
    missing, found = [], 0
    for row in ROWS:
        for proof in row[4].split(";"):
            files = re.findall(r"`((?:\w+/)?test_\w+)`", proof)
            for file in files:
                assert (ROOT / "tests" / f"{file}.py").exists(), file
            names = proof.partition("`:")[2].replace(", in every scene", "").split(". ")[0]
            text = "\n".join(text_of(file) for file in files)
            for name in re.findall(r"[a-z]\w*_\w+…?", names):
                found += 1
                begin = f"def test_{name.removesuffix('…')}"
                if begin + ("" if name.endswith("…") else "(") not in text:
                    missing.append(f"{row[0]}: {name}")
    assert missing == []
    assert found > 30, "or this test reads nothing"


def test_every_picture_that_is_named_is_taken() -> None:
    named = set(re.findall(r"\b(?:guest|host)-[a-z-]+", "".join(row[4] for row in ROWS)))
    assert named
    assert named <= set(NAMES)
