"""The command line of the check: what is understood, and the one sentence for what is not."""

from pathlib import Path

import pytest

from shared.check.arguments import ClientOptions, ServerOptions, language_of, parse_address, parse_arguments
from shared.check.rule import Language


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("127.0.0.1:9001", ("127.0.0.1", 9001)),
        ("localhost", ("localhost", 9999)),
        ("[::1]:9001", ("::1", 9001)),
        ("::1", ("::1", 9999)),
    ],
)
def test_address_is_understood(text: str, found: tuple[str, int]) -> None:
    assert parse_address(text) == found


@pytest.mark.parametrize("text", ["", "a:b", "host:0", "host:70000", "http://host:1", "a:1:2", "[::1"])
def test_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_address(text)


def test_server_has_its_options() -> None:
    found = parse_arguments(
        ["server", "h:1", "--udp-port", "7", "--timeout", "3", "--report", "a/b.json"], Language.EN
    )
    assert found.options == ServerOptions("h", 1, 7, 3.0)
    assert found.report == Path("a/b")


def test_client_has_its_options() -> None:
    found = parse_arguments(["client", "--command", "c {name}", "--no-udp", "--lang", "zh"], Language.EN)
    assert isinstance(found.options, ClientOptions)
    assert (found.options.command, found.options.udp_port) == ("c {name}", None)
    assert found.language is Language.ZH


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["server"],
        ["server", "a:b"],
        ["judge"],
        ["server", "h:1", "--timeout", "soon"],
        ["server", "h:1", "--udp-port", "0"],
        ["server", "h:1", "--report", "mark.pdf"],
        ["server", "h:1", "--wrong"],
        ["client", "--command", "c {nam}"],
        ["client", "--say"],
        ["server", "h:1", "--lang", "fr"],
    ],
)
@pytest.mark.parametrize("language", Language)
def test_what_is_wrong_is_one_sentence_in_the_persons_language(
    argv: list[str], language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(argv, language)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.count("\n") == 1
    assert ("用 chatroom-check --help" in said) == (language is Language.ZH)


def test_language_is_that_of_the_environment_else_of_the_system() -> None:
    assert language_of({"LANG": "zh_CN.UTF-8"}) is Language.ZH
    assert language_of({"LANG": "en_GB.UTF-8"}, "zh_CN") is Language.EN
    assert language_of({}, "Chinese (Simplified)_China") is Language.ZH
