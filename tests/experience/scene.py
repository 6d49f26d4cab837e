"""What every scene needs: the people in it, a way to let things happen, and the states by name.

A scene is one state of a window that a person can meet. Tests walk all of them, and the pictures are taken of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

Desk = TypeVar("Desk")

PATIENCE_SECONDS: Final = 20.0  # for what must come; a machine under load is slow


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in the scenes, and what they say; ``lines`` are said by the others in turn."""

    room: str
    host: str
    you: str
    others: tuple[str, ...]
    lines: tuple[str, ...]
    announcement: str
    whisper: str
    answer: str


CLASS: Final = Cast(
    room="Room 101",
    host="方老师",
    you="小明",
    others=("alice", "bob", "王小红", "李雷", "韩梅梅", "张伟", "Ada", "grace"),
    lines=(
        "Is one send() always one recv()?",
        "不是，TCP 是字节流，会粘包 😄",
        "Found it: 02 31 62 6f 62 03. Docs: https://example.org/ascii",
        "大家好，我的客户端用的是 GBK 编码",
        "Then where does a message end?",
        "看最后一个字节：ETX。👩‍🏫 说过的",
    ),
    announcement="Today we look at how this very chat talks over TCP. 今天我们看看聊天室怎样使用 TCP。",
    whisper="psst, did you finish the client in C?",
    answer="Almost! It logs in already 🎉",
)

MARKUP: Final = "<b>x</b>"
"""What Qt takes for rich text where nobody has said that it is none."""

HOSTILE: Final = Cast(
    room=f"{MARKUP} &amp; Room",
    host=f"H {MARKUP}",
    you=f"me & {MARKUP}",
    others=(f"{MARKUP} 1", f"a&b {MARKUP}", f"é {MARKUP}", f"שלום {MARKUP}"),
    lines=(
        f"{MARKUP} <img src=x> &lt; \x1b[31m red",
        f"{MARKUP}\u202egnorw\u202c",
        f"{MARKUP} {'w' * 4_000}",
        f"{MARKUP} a" + "\u0301" * 100,
    ),
    announcement=f"{MARKUP} &amp; <img src=x>\u202egnorw",
    whisper=f"{MARKUP} psst",
    answer=f"{MARKUP} yes",
)
"""Names and texts that must do nothing but show."""


@dataclass(frozen=True, slots=True)
class Scene(Generic[Desk]):
    """One state; ``play`` leads to it and returns what is looked at: the window, or a dialog or menu over it."""

    name: str
    play: Callable[[Desk], QWidget]

    def __str__(self) -> str:
        return self.name


def settle(seconds: float = 0.0) -> None:
    """Let everything that is due happen: layouts, deferred deletions, and timers of ``seconds``."""
    QTest.qWait(round(seconds * 1_000))
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait_for(is_so: Callable[[], bool], what: str = "it") -> None:
    """Let things happen until ``is_so``; raises ``AssertionError`` when it never is."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, f"{what} did not come"
        QTest.qWait(5)


def opened_by(act: Callable[[], object], window: QWidget) -> QWidget:
    """Return the dialog or menu that ``act`` brings over ``window``."""
    before = set(shown_windows())
    act()
    new: list[QWidget] = []

    def is_open() -> bool:
        new[:] = [each for each in shown_windows() if each not in before and each is not window]
        return bool(new)

    wait_for(is_open, "a dialog or a menu")
    settle()
    return new[-1]


def shown_windows() -> list[QWidget]:
    """Every window, dialog, menu and popup on the screen."""
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def entry_of(menu: QMenu, *texts: str) -> QAction:
    """The entry of ``menu`` with the last of ``texts``, in the menus that the others name."""
    for text in texts[:-1]:
        inner = entry_of(menu, text).menu()
        assert isinstance(inner, QMenu), text
        menu = inner
    for action in menu.actions():
        if action.text() == texts[-1]:
            return action
    raise AssertionError([action.text() for action in menu.actions()])


def close_all_over(window: QWidget) -> None:
    """Close every dialog and menu, and leave the window."""
    for widget in shown_windows():
        if widget is not window and not widget.inherits("QTipLabel"):
            widget.close()
    settle()
