"""docs/check.md and its Chinese have the same rules as the program, and the same commands as each other."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from shared.check.client_rules import CLIENT_RULES
from shared.check.rule import Language, Rule
from shared.check.server_rules import SERVER_RULES

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {Language.EN: DOCS / "check.md", Language.ZH: DOCS / "check.zh-CN.md"}
OPTIONAL = {Language.EN: " (optional)", Language.ZH: "（可选）"}


def rows(rules: Sequence[Rule], language: Language) -> list[str]:
    return [
        f"| `{rule.id}` | {rule.section} | {rule.say(language)}{OPTIONAL[language] if rule.is_optional else ''} |"
        for rule in rules
    ]


@pytest.mark.parametrize("language", Language)
def test_page_has_every_rule_as_the_program_has_it(language: Language) -> None:
    page = PAGES[language].read_text("utf-8")
    told = re.findall(r"^\| `[a-z0-9-]+` \| §.*\|$", page, re.MULTILINE)
    assert told == rows(SERVER_RULES, language) + rows(CLIENT_RULES, language)


def test_both_pages_show_the_same_commands() -> None:
    english, chinese = (
        re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL) for page in PAGES.values()
    )
    assert english
    assert chinese == english


@pytest.mark.parametrize("rules", [SERVER_RULES, CLIENT_RULES], ids=["server", "client"])
def test_rules_have_ids_of_their_own_and_words_in_both_languages(rules: Sequence[Rule]) -> None:
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
        assert re.fullmatch(r"§[1-6]", rule.section)
        assert rule.en
        assert re.search("[一-鿿]", rule.zh)
