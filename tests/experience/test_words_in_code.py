"""No word that people see is written into a widget without `tr`, where no translation would ever find it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWING = {
    "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText",
    "setWindowTitle", "setStatusTip", "setTitle", "setTabText", "setItemText", "setInformativeText",
    "setDetailedText", "setSuffix", "setPrefix", "setSpecialValueText", "setLabelText",
    "addAction", "addMenu", "addTab", "addItem", "addItems", "insertItem", "addButton", "addRow", "showMessage",
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu",
    "show_text", "announce",
}  # fmt: skip
# Qt takes each property when a widget is made, whatever its class is called.
PROPERTIES = {
    "toolTip", "accessibleName", "accessibleDescription", "placeholderText", "windowTitle", "statusTip",
    "title", "informativeText", "suffix", "prefix", "specialValueText",
}  # fmt: skip
# In both languages at once: whoever looks for it may not read the one that is on.
IN_BOTH = {"Language · 语言"}


def written(expression: ast.expr) -> Iterator[str]:
    """The texts that stand in an expression, but for those that are given to a function."""
    match expression:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from written(one)
            yield from written(other)
        case (
            ast.JoinedStr(values=parts)
            | ast.BoolOp(values=parts)
            | ast.List(elts=parts)
            | ast.Tuple(elts=parts)
        ):
            for part in parts:
                yield from written(part)
        case ast.Call(func=ast.Attribute(value=text, attr="format" | "join")):
            yield from written(text)


def untranslated(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        shown = [word.value for word in node.keywords if called in SHOWING or word.arg in PROPERTIES]
        if called in SHOWING:
            shown += node.args
        for text in (text for argument in shown for text in written(argument)):
            if re.search(r"[A-Za-z]{2}|[一-鿿]", text) and text not in IN_BOTH:
                yield f"line {node.lineno}: {called}({text!r})"


def test_every_word_of_the_windows_goes_through_tr() -> None:
    files = [
        path
        for package in ("chatroom_client/window", "chatroom_server/window", "shared/ui", "shared/ui/wire")
        for path in (ROOT / package).glob("*.py")
    ]
    assert len(files) > 60
    found = {path.name: list(untranslated(ast.parse(path.read_text("utf-8")))) for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_word_without_it_is_found() -> None:
    for line in (
        'label.setText("Hello")',
        'QPushButton("关闭", self)',
        'button.setToolTip(f"Hello {name}")',
        'button.setToolTip("Hello {name}".format(name=name))',
        'box.setItemText(0, "Hello")',
        'box.addItem("Hello", 1)',
        'question.setInformativeText("Hello")',
        'sign.showMessage(self.tr("Hello"), "Hello", icon)',
        'field.setSuffix(" seconds")',
        'label.setText("Hello" if is_on else "")',
        'label.setText("" if is_on else self.tr("Good") + " morning")',
        'label.setText(name or "nobody")',
        'QLabel(text="Hello")',
        'LineEdit(self, placeholderText="Hello")',
    ):
        assert len(list(untranslated(ast.parse(line)))) == 1, line
    for line in (
        'label.setText(self.tr("Hello"))',
        'label.setText(self.tr("Hello {name}").format(name=name))',
        'label.setText(self.tr("Hello") if is_on else "·")',
        'label.setText("·")',
        "label.setText(text)",
        'QTimer(self, objectName="clock")',
    ):
        assert list(untranslated(ast.parse(line))) == [], line
