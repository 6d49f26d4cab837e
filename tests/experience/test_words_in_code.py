"""No word that people see is written into a widget without `tr`, where no translation would ever find it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWING = {
    "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText",
    "setWindowTitle", "setStatusTip", "setTitle", "setTabText", "addAction", "addMenu", "addTab",
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "show_text", "announce",
}  # fmt: skip
# In both languages at once: whoever looks for it may not read the one that is on.
IN_BOTH = {"Language · 语言"}


def untranslated(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called not in SHOWING:
            continue
        for argument in node.args:
            for part in [argument, *(argument.values if isinstance(argument, ast.JoinedStr) else ())]:
                text = part.value if isinstance(part, ast.Constant) else ""
                if isinstance(text, str) and re.search(r"[A-Za-z]{2}|[一-鿿]", text) and text not in IN_BOTH:
                    yield f"line {node.lineno}: {called}({text!r})"


def test_every_word_of_the_windows_goes_through_tr() -> None:
    files = [
        path
        for package in ("chatroom_client/window", "chatroom_server/window", "shared/ui")
        for path in (ROOT / package).glob("*.py")
    ]
    assert len(files) > 60
    found = {path.name: list(untranslated(ast.parse(path.read_text("utf-8")))) for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_word_without_it_is_found() -> None:
    for line in ('label.setText("Hello")', 'QPushButton("关闭", self)', 'button.setToolTip(f"Hello {name}")'):
        assert len(list(untranslated(ast.parse(line)))) == 1
    for line in ('label.setText(self.tr("Hello"))', 'label.setText("·")', "label.setText(text)"):
        assert list(untranslated(ast.parse(line))) == []
