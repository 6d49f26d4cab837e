"""The rules by which a client is judged."""

from shared.check.client_rules import CLIENT_RULES, NEEDS
from tests.check.judged import ROOT


def test_each_rule_has_a_name_of_its_own_and_both_languages() -> None:
    assert len({rule.id for rule in CLIENT_RULES}) == len(CLIENT_RULES)
    for rule in CLIENT_RULES:
        assert rule.en.isascii() or "粘包" in rule.en or "半包" in rule.en or "…" in rule.en
        assert any("\u4e00" <= character <= "\u9fff" for character in rule.zh)


def test_each_rule_stands_in_a_section_that_there_is() -> None:
    page = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    for rule in CLIENT_RULES:
        assert f"\n## {rule.section.removeprefix('§')}. " in page


def test_needs_are_rules_that_come_from_the_same_list() -> None:
    known = {rule.id for rule in CLIENT_RULES}
    for rule_id, needs in NEEDS.items():
        assert {rule_id, *needs} <= known
