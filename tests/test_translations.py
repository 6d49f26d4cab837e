"""No text of the windows is left without its translation, and the tool that sees to it works."""

import importlib.machinery
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / ".ci" / "translations"

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="{language}" sourcelanguage="en">
<context>
    <name>People</name>
    <message><source>Mute {{name}}</source><translation{mark}>{mute}</translation></message>
    <message numerus="yes"><source>%n message(s)</source>
        <translation{mark}>{count}</translation></message>
</context>
</TS>
"""


def load_tool() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("ci_translations", str(SCRIPT))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name.
    sys.modules[loader.name] = module
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load_tool()


def write_ts(folder: Path, *, mute: str = "", forms: tuple[str, ...] = ("",)) -> None:
    mark = "" if mute else ' type="unfinished"'
    count = "".join(f"<numerusform>{form}</numerusform>" for form in forms)
    text = TS.format(language="zh_CN", mark=mark, mute=mute, count=count)
    (folder / "lan_chatroom_zh_CN.ts").write_text(text, encoding="utf-8")


def test_every_text_of_the_windows_is_translated(tool: ModuleType) -> None:
    assert tool.problems() == []


def test_an_unfinished_text_is_listed_with_its_place(tool: ModuleType, tmp_path: Path) -> None:
    write_ts(tmp_path)
    assert tool.unfinished("zh_CN", tmp_path) == [
        "zh_CN: People: not translated: 'Mute {name}'",
        "zh_CN: People: not translated: '%n message(s)'",
    ]


def test_filling_in_finishes_texts_and_plurals(tool: ModuleType, tmp_path: Path) -> None:
    write_ts(tmp_path)
    filling = {"People": {"Mute {name}": "禁言 {name}", "%n message(s)": ["%n 条消息"]}}
    assert tool.fill("zh_CN", filling, tmp_path) == []
    assert tool.unfinished("zh_CN", tmp_path) == []
    assert [entry.forms for entry in tool.entries("zh_CN", tmp_path)] == [("禁言 {name}",), ("%n 条消息",)]


def test_a_filling_for_no_text_is_reported(tool: ModuleType, tmp_path: Path) -> None:
    write_ts(tmp_path)
    assert tool.fill("zh_CN", {"People": {"Gone": "没了"}}, tmp_path) == ["no such text: People: 'Gone'"]


@pytest.mark.parametrize("mute", ["禁言", "禁言 {nmae}", "禁言 {name} %n"])
def test_a_translation_that_loses_or_invents_a_place_is_found(
    tool: ModuleType, tmp_path: Path, mute: str
) -> None:
    write_ts(tmp_path, mute=mute, forms=("%n 条消息",))
    assert len(tool.broken_places("zh_CN", tmp_path)) == 1


@pytest.mark.parametrize(
    "line",
    [
        'self.tr(f"Hello {who}")',
        'self.tr("Hello " + who)',
        "self.tr(who)",
        'self.tr("Hello {}".format(who))',
        'app.translate("People", "Hello " + who)',
    ],
)
def test_a_text_that_is_not_one_literal_is_found(tool: ModuleType, tmp_path: Path, line: str) -> None:
    file = tmp_path / "window.py"
    file.write_text(f"\n{line}\n", encoding="utf-8")
    (problem,) = tool.unusable_texts(file)
    assert "window.py:2:" in problem


@pytest.mark.parametrize(
    "line",
    [
        'self.tr("Hello {}").format(who)',
        'self.tr("%n people", "", count)',
        'self.tr("one " "literal")',
        "text.translate(table)",
        'app.translate("People", "Hello")',
    ],
)
def test_a_text_that_can_be_found_again_is_left_alone(tool: ModuleType, tmp_path: Path, line: str) -> None:
    file = tmp_path / "window.py"
    file.write_text(line, encoding="utf-8")
    assert tool.unusable_texts(file) == []


def test_what_is_missing_can_be_handed_back_to_fill(tool: ModuleType, tmp_path: Path) -> None:
    write_ts(tmp_path)
    empty = json.loads(json.dumps({"People": {"Mute {name}": "", "%n message(s)": [""]}}))
    assert tool.missing("zh_CN", tmp_path) == empty
    assert tool.fill("zh_CN", empty, tmp_path) == []


def test_a_text_left_empty_is_still_missing(tool: ModuleType, tmp_path: Path) -> None:
    write_ts(tmp_path)
    tool.fill("zh_CN", {"People": {"Mute {name}": ""}}, tmp_path)
    assert len(tool.unfinished("zh_CN", tmp_path)) == 2


def test_the_command_without_a_word_explains_itself(
    tool: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tool.main([]) == 2
    assert ".ci/translations update" in capsys.readouterr().out
