"""A desktop with a tray for tests, where the platform without a screen has none and says so loudly."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QSystemTrayIcon


@dataclass
class Desk:
    """Whether there is a tray, whether the program's sign stands in it, and what was said there."""

    has_tray: bool = True
    is_sign_shown: bool = False
    said: list[str] = field(default_factory=list)

    def set_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have Qt speak of this desktop until the test ends."""

        def show(_sign: QSystemTrayIcon, is_shown: bool) -> None:
            self.is_sign_shown = is_shown

        def say(_sign: QSystemTrayIcon, _title: str, text: str, _icon: object) -> None:
            self.said.append(text)

        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: self.has_tray)
        monkeypatch.setattr(QSystemTrayIcon, "setVisible", show)
        monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _sign: self.is_sign_shown)
        monkeypatch.setattr(QSystemTrayIcon, "showMessage", say)
