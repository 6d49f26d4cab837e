"""The walls of the house: who imports whom, how long a file may be, and that every file has its tests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("chatroom_client", "chatroom_server", "shared")
SOURCES = sorted(path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
MAX_LINES = 400

# What the protocol must not know: sockets, loops, windows, and the time, which comes in as an argument.
UNKNOWN_TO_THE_PROTOCOL = {
    "PySide6", "asyncio", "concurrent", "datetime", "io", "logging", "multiprocessing", "os", "psutil", "queue",
    "random", "secrets", "select", "selectors", "signal", "socket", "ssl", "subprocess", "sys", "threading", "time",
}  # fmt: skip
# Decisions are made in plain classes: they know no more than the protocol does, but where they are logged.
PURE = [
    "chatroom_server/room.py",
    "chatroom_server/deliveries.py",
    "chatroom_server/facts.py",
    "chatroom_server/allowance.py",
    "chatroom_server/backlog.py",
    "chatroom_server/people.py",
    "chatroom_server/sessions.py",
    "chatroom_server/speech.py",
    "chatroom_server/visitor.py",
    "chatroom_server/sanctions.py",
    "chatroom_server/limit_log.py",
    "chatroom_server/count_words.py",
    *[path.as_posix() for path in SOURCES if path.parts[:2] == ("shared", "wire")],
    *[path.as_posix() for path in SOURCES if path.parts[:2] == ("chatroom_client", "session")],
]

# The room runs without Qt: these alone, and the windows, may know it.
QT_IN_THE_SERVER = {"chatroom_server/app.py", "chatroom_server/host.py", "chatroom_server/settings.py"}

# Files that are tested under another name, each with where.
TESTED_ELSEWHERE = {
    "shared/protocol/errors.py": "a tree of exceptions with nothing in them; raised in test_framing and test_names",
    "shared/wire/meanings.py": "data; every kind is met in test_meaning and its like",
    "shared/wire/shape.py": "data; carried out in test_shaper",
    "shared/protocol/messages.py": "data; every message goes there and back in test_codec",
    "chatroom_server/socket_life.py": "data; asked for in test_socket_watch",
    "chatroom_server/deliveries.py": "data; decided in test_room and carried out in test_service",
    "chatroom_server/link_owner.py": "data; every cause is met in test_server_link and test_server_link_limits",
    "chatroom_server/room_settings.py": "data; given and read in test_service",
    "chatroom_server/visitor.py": "data; given in test_room_places",
    "chatroom_client/command_line.py": "read in test_client_arguments",
    "shared/version.py": "the commands say it in test_arguments and test_client_arguments",
    "chatroom_server/facts.py": "data; told in test_room and test_room_moderation",
    "chatroom_client/session/events.py": "data; told in test_session",
    "chatroom_client/session/orders.py": "data; given in test_session",
    "shared/demo/actor.py": "the demo is one program, played whole in test_demo",
    "shared/demo/lesson.py": "the demo is one program, played whole in test_demo",
    "shared/demo/stage.py": "the demo is one program, played whole in test_demo",
}


def names(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        match node:
            case ast.Import(aliases):
                yield from (alias.name for alias in aliases)
            case ast.ImportFrom(module, aliases, level):
                assert level == 0, f"{path}: imports are absolute"
                yield module or ""
                yield from (f"{module}.{alias.name}" for alias in aliases)


IMPORTS = {path: set(names(path)) for path in SOURCES}


def packages_in(path: Path) -> set[str]:
    return {name.split(".")[0] for name in names(path)}


def sources(*parts: str) -> list[Path]:
    return [path for path in SOURCES if path.as_posix().startswith(parts)]


def test_house_is_not_empty() -> None:
    assert len(SOURCES) > 30
    for path in PURE:
        assert Path(path) in SOURCES


@pytest.mark.parametrize(
    ("package", "others"),
    [
        ("chatroom_server/", {"chatroom_client"}),
        ("chatroom_client/", {"chatroom_server"}),
        ("shared/", {"chatroom_client", "chatroom_server"}),
    ],
    ids=["server", "client", "shared"],
)
def test_programs_never_import_each_other(package: str, others: set[str]) -> None:
    assert {
        str(path): packages_in(path) & others for path in sources(package) if packages_in(path) & others
    } == {}


def test_nothing_imports_the_tests() -> None:
    assert [str(path) for path in SOURCES if packages_in(path) & {"tests", "pytest", "hypothesis"}] == []


def test_protocol_knows_no_socket_no_loop_no_window_and_no_clock() -> None:
    wrong = {str(path): packages_in(path) & UNKNOWN_TO_THE_PROTOCOL for path in sources("shared/protocol/")}
    assert {path: found for path, found in wrong.items() if found} == {}


def test_protocol_stands_on_nothing_but_itself() -> None:
    for path in sources("shared/protocol/"):
        inside = {name for name in names(path) if name.startswith("shared.")}
        assert not [
            name
            for name in inside
            if not name.startswith(("shared.protocol", "shared.resources", "shared.value"))
        ], path


@pytest.mark.parametrize("path", [Path(path) for path in PURE], ids=str)
def test_decisions_are_made_without_sockets_loops_windows_and_clocks(path: Path) -> None:
    assert packages_in(path) & UNKNOWN_TO_THE_PROTOCOL == set()


def test_room_runs_without_qt() -> None:
    """Only the window's own files know Qt, and only they are let in by the files that run without it."""
    may = {path for path in sources("chatroom_server/") if path.parts[1] == "window"}
    may |= {Path(path) for path in QT_IN_THE_SERVER}
    for path in set(sources("chatroom_server/")) - may:
        found = set(names(path))
        assert not [
            name for name in found if re.match(r"(PySide6|shared\.ui|chatroom_server\.window)\b", name)
        ], path


def test_windows_are_the_top_of_the_house() -> None:
    below = [
        path
        for path in sources("chatroom_")
        if "window" not in path.parts and path.name not in {"app.py", "__main__.py"}
    ]
    for path in below:
        assert not [name for name in names(path) if re.match(r"chatroom_\w+\.window\b", name)], path


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_file_is_not_too_long(path: Path) -> None:
    assert len((ROOT / path).read_text("utf-8").splitlines()) <= MAX_LINES, "split it: one file, one idea"


@pytest.mark.parametrize("path", [path for path in SOURCES if (ROOT / path).stat().st_size], ids=str)
def test_file_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse((ROOT / path).read_text("utf-8"))), "a sentence at the top"


def has_test(path: Path) -> bool:
    stem = path.stem
    program = path.parts[0].removeprefix("chatroom_")
    wanted = {f"test_{stem}", f"test_{program}_{stem}", f"test_{path.parent.name}_{stem}"}
    return any(test in wanted or test.startswith(tuple(f"{name}_" for name in wanted)) for test in TESTS)


def module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


def built_into(path: Path) -> set[Path]:
    """The files that import this one."""
    return {other for other in SOURCES if module(path) in IMPORTS[other]}


def is_tested(path: Path) -> bool:
    """Whether a file has a test of its name; or, for a piece of a window or judge, what it is part of has one."""
    is_piece = "window" in path.parts or path.parts[:2] in {("shared", "ui"), ("shared", "check")}
    return has_test(path) or (is_piece and any(is_tested(whole) for whole in built_into(path)))


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in SOURCES
        # A package's own file has nothing in it; the commands are run as processes in tests/integration.
        if path.name not in {"__init__.py", "__main__.py"} and path.as_posix() not in TESTED_ELSEWHERE
    ],
    ids=str,
)
def test_file_has_a_test_of_its_name(path: Path) -> None:
    assert is_tested(path), "write one, or say in TESTED_ELSEWHERE where it is tested"


def test_list_of_what_is_tested_elsewhere_is_short_and_true() -> None:
    for path in TESTED_ELSEWHERE:
        assert Path(path) in SOURCES, f"{path} is gone: take it off the list"
        assert not has_test(Path(path)), f"{path} has a test of its name: take it off the list"


_HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")


def colours(path: Path) -> Iterator[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Constant(str(text)) if _HEX_COLOUR.search(text):
                yield f"line {node.lineno}: {text[:40]!r}"
            case ast.Call(ast.Name("QColor"), [ast.Constant(), *_]):
                yield f"line {node.lineno}: QColor of a literal"
            case ast.Attribute(ast.Attribute(_, "GlobalColor"), name) if name != "transparent":
                yield f"line {node.lineno}: Qt.GlobalColor.{name}"


def test_colours_stand_in_the_theme_alone() -> None:
    found = {str(path): list(colours(path)) for path in SOURCES if path != Path("shared/ui/theme.py")}
    assert {path: lines for path, lines in found.items() if lines} == {}
    assert list(colours(Path("shared/ui/theme.py"))), "or this test sees nothing"
