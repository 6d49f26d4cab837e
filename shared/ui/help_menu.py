"""The menu "Help" of both windows: the keys, the log, the diagnostics, and what this program is.

The rule: whatever it opens stops nobody, and follows the language and the theme while it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from shared.ui.about_dialog import AboutDialog
from shared.ui.app_identity import Program
from shared.ui.diagnostics_dialog import DiagnosticsDialog
from shared.ui.keys_dialog import KeyLine, KeysDialog
from shared.ui.log_opener import LogOpener


class HelpMenu(QMenu):
    """Add it to the window's menu with `addMenu`; its keys, F1 and Ctrl+/, work in all of `window` at once."""

    def __init__(
        self,
        window: QWidget,
        *,
        program: str,
        keys: Callable[[], Sequence[KeyLine]],
        diagnostics: Callable[[], str],
    ) -> None:
        """`program` is `"server"` or `"client"`.

        `keys` tells the keys of the window in the language that is on; it is asked when they are to be shown.
        `diagnostics` adds what only the window knows, such as addresses, ports and states: never a message or a
        name of a person. It may be empty.
        """
        super().__init__(window)
        self._window = window
        self._program = Program(program)
        self._keys = keys
        self._diagnostics = diagnostics
        self._log_opener = LogOpener(window)
        self._keys_dialog: KeysDialog | None = None
        self._diagnostics_dialog: DiagnosticsDialog | None = None
        self._about_dialog: AboutDialog | None = None
        self.keys_action = self.addAction("")
        self.keys_action.setShortcuts([QKeySequence("F1"), QKeySequence("Ctrl+/")])
        # A menu that is closed gives its shortcuts to nobody; the window has them always.
        window.addAction(self.keys_action)
        self.addSeparator()
        self.log_action = self.addAction("")
        self.copy_action = self.addAction("")
        self.addSeparator()
        self.about_action = self.addAction("")
        self.keys_action.triggered.connect(self._on_keys_wanted)
        self.log_action.triggered.connect(self._log_opener.open_folder)
        self.copy_action.triggered.connect(self._on_copy_wanted)
        self.about_action.triggered.connect(self._on_about_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setTitle(self.tr("Help"))
        self.keys_action.setText(self.tr("Keyboard shortcuts"))
        self.log_action.setText(self.tr("Open the log folder"))
        self.copy_action.setText(self.tr("Copy diagnostics"))
        self.about_action.setText(self.tr("About"))
        if self._keys_dialog is not None and self._keys_dialog.isVisible():
            self._keys_dialog.set_keys(self._keys())

    @Slot()
    def _on_keys_wanted(self) -> None:
        if self._keys_dialog is None:
            self._keys_dialog = KeysDialog(self._window)
        self._keys_dialog.show_keys(self._keys())

    @Slot()
    def _on_copy_wanted(self) -> None:
        # It asks the system for its adapters with a library that nothing else in the guest's window needs.
        from shared.ui.diagnostics import describe  # noqa: PLC0415

        if self._diagnostics_dialog is None:
            self._diagnostics_dialog = DiagnosticsDialog(self._window)
        self._diagnostics_dialog.copy(describe(self._program, self._diagnostics()))

    @Slot()
    def _on_about_wanted(self) -> None:
        if self._about_dialog is None:
            self._about_dialog = AboutDialog(self._program, self._window)
        self._about_dialog.show()
        self._about_dialog.raise_()
        self._about_dialog.activateWindow()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
