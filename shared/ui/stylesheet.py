"""The look of both windows, as one Qt style sheet built from a theme.

No colour is written here, only its purpose. What a widget is for is said with the property `role`, set by
`set_role()`; a widget without a role gets the quiet standard look of its kind.

Roles: buttons `primary`, `danger`, `link`, `quiet`, `choice`; labels `title`, `heading`, `muted`, `problem`,
`mono`, `monoHeading`, `address`; frames `header`, `footer`, `panel`, `card`, `call`, `popup`; lists and tables
`framed`.

A button that says how things are has the property `state`: `warning` when somebody is held back.

A box for writing and the button beside it that names the receiver have the property `recipient`: `whisper` when
only one person will read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from shared.ui.spacing import RADIUS

if TYPE_CHECKING:
    from shared.ui.icons import IconFiles
    from shared.ui.theme import Theme

_SCROLL_HANDLE_ALPHA: Final = 110
"""Of 255: visible on every surface, and quieter than any writing."""


def set_role(widget: QWidget, role: str) -> None:
    """Say what `widget` is for, in a word of the module's docstring; works before and after it is shown."""
    set_style_property(widget, "role", role)


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and dress `widget` anew if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    # Qt looks at properties only when it polishes a widget.
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def build_stylesheet(theme: Theme, text_points: float, mono_family: str, icon_files: IconFiles) -> str:
    """The style sheet for the whole application.

    `text_points` is the size of running text in points, from which headings are made; `mono_family` is the
    family for addresses and bytes; `icon_files` makes the arrows and ticks, and must outlive the sheet.
    """
    return "\n".join(
        (
            _labels_and_frames(theme, text_points, mono_family),
            _buttons(theme),
            _fields(theme),
            _choices(theme, icon_files),
            _lists(theme),
            _tabs_and_bars(theme),
            _menus(theme, icon_files),
            _notices(theme),
        )
    )


def _labels_and_frames(theme: Theme, text_points: float, mono_family: str) -> str:
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {text_points * 1.4:.1f}pt; font-weight: 700; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {theme.muted_text}; font-size: {text_points * 0.94:.1f}pt; }}
QLabel[role="problem"] {{ color: {theme.danger}; font-size: {text_points * 0.94:.1f}pt; }}
QLabel[role="monoHeading"] {{ font-family: "{mono_family}"; font-weight: 700; }}
QLabel[role="mono"] {{ font-family: "{mono_family}"; }}
QLabel[role="address"] {{
    font-family: "{mono_family}"; font-size: {text_points * 1.6:.1f}pt; font-weight: 700;
}}
QFrame[role="header"] {{ background: {theme.window}; border: none; border-bottom: 1px solid {theme.border}; }}
QFrame[role="footer"] {{ background: {theme.window}; border: none; border-top: 1px solid {theme.border}; }}
QFrame[role="panel"] {{ background: {theme.panel}; border: none; }}
QFrame[role="card"] {{
    background: {theme.window}; border: 1px solid {theme.border}; border-radius: 12px;
}}
QFrame[role="call"] {{ background: {theme.panel}; border: 1px solid {theme.border}; border-radius: {RADIUS}px; }}
QFrame[role="call"][state="made"] {{ background: {theme.selection}; border-color: {theme.accent}; }}
QFrame[role="popup"] {{ background: {theme.window}; border: 1px solid {theme.border}; }}
QSplitter::handle {{ background: {theme.border}; }}
QSplitter::handle:hover {{ background: {theme.accent}; }}
"""


def _buttons(theme: Theme) -> str:
    # A ring of two pixels takes the place of the line and one pixel of padding, so nothing moves on focus.
    return f"""
QPushButton, QToolButton {{
    background: {theme.window}; color: {theme.text};
    border: 1px solid {theme.border}; border-radius: {RADIUS}px;
    padding: 5px 12px; font-weight: 600;
}}
QPushButton:hover, QToolButton:hover {{ background: {theme.hover}; }}
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {{
    background: {theme.selection};
}}
QPushButton:focus, QToolButton:focus {{
    border: 2px solid {theme.accent}; padding: 4px 11px; outline: none;
}}
QPushButton:disabled, QToolButton:disabled {{ color: {theme.muted_text}; background: {theme.panel}; }}
QFileDialog QToolButton {{ padding: 2px; }}
QFileDialog QToolButton:focus {{ padding: 1px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}

QPushButton[role="primary"] {{
    background: {theme.accent}; color: {theme.accent_text}; border-color: {theme.accent};
}}
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed {{
    background: {theme.accent_hover}; border-color: {theme.accent_hover};
}}
QPushButton[role="primary"]:focus {{ border-color: {theme.text}; }}
QPushButton[role="primary"]:disabled {{
    background: {theme.hover}; color: {theme.muted_text}; border-color: {theme.border};
}}

QPushButton[state="warning"] {{
    background: {theme.warning_fill}; color: {theme.warning_text}; border-color: {theme.warning_text};
}}
QPushButton[state="warning"]:focus {{ border-color: {theme.accent}; }}

QPushButton[role="danger"] {{
    background: {theme.danger}; color: {theme.danger_text}; border-color: {theme.danger};
}}
QPushButton[role="danger"]:hover, QPushButton[role="danger"]:pressed {{
    background: {theme.danger_hover}; border-color: {theme.danger_hover};
}}
QPushButton[role="danger"]:focus {{ border-color: {theme.text}; }}
QPushButton[role="danger"]:disabled {{
    background: {theme.hover}; color: {theme.muted_text}; border-color: {theme.border};
}}

QPushButton[role="link"] {{
    background: transparent; color: {theme.link}; border: 1px solid transparent;
    padding: 1px 3px; font-weight: 400;
}}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="link"]:focus {{ border: 2px solid {theme.accent}; padding: 0 2px; }}
QPushButton[role="link"]:disabled {{ color: {theme.muted_text}; }}

QPushButton[role="choice"] {{ background: {theme.panel}; font-weight: 500; padding: 5px 10px; }}
QPushButton[role="choice"]:hover, QPushButton[role="choice"]:pressed {{ background: {theme.hover}; }}
QPushButton[role="choice"]:focus {{ padding: 4px 9px; }}

QPushButton[role="quiet"], QToolButton[role="quiet"] {{
    background: transparent; color: {theme.muted_text}; border: 1px solid transparent; padding: 5px 8px;
}}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{
    background: {theme.hover}; color: {theme.text};
}}
QPushButton[role="quiet"]:checked, QToolButton[role="quiet"]:checked {{
    background: {theme.selection}; color: {theme.text};
}}
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{
    border: 2px solid {theme.accent}; padding: 4px 7px;
}}
"""


def _fields(theme: Theme) -> str:
    return f"""
QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox {{
    background: {theme.field}; color: {theme.text};
    border: 1px solid {theme.border}; border-radius: {RADIUS}px; padding: 6px 10px;
    selection-background-color: {theme.selection}; selection-color: {theme.text};
    placeholder-text-color: {theme.muted_text};
}}
QTextEdit, QPlainTextEdit {{ padding: 3px 6px; }}
QLineEdit:focus, QSpinBox:focus {{ border: 2px solid {theme.accent}; padding: 5px 9px; }}
QTextEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {theme.accent}; padding: 2px 5px; }}
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled {{
    background: {theme.panel}; color: {theme.muted_text};
}}
QLineEdit[problem="yes"], QTextEdit[problem="yes"] {{ border-color: {theme.danger}; }}
QTextEdit[recipient="whisper"], QTextEdit[recipient="whisper"]:focus {{
    background: {theme.whisper_fill}; border: 2px dashed {theme.whisper_line}; padding: 2px 5px;
}}
QPushButton[recipient="whisper"], QToolButton[recipient="whisper"] {{
    background: {theme.whisper_fill}; color: {theme.whisper_text}; border-color: {theme.whisper_line};
}}
"""


def _choices(theme: Theme, icon_files: IconFiles) -> str:
    down = icon_files.url("chevron-down", theme.muted_text)
    up = icon_files.url("chevron-up", theme.muted_text)
    tick = icon_files.url("check", theme.accent_text)
    return f"""
QComboBox {{
    background: {theme.panel}; color: {theme.text};
    border: 1px solid {theme.border}; border-radius: {RADIUS}px; padding: 5px 4px 5px 10px; font-weight: 500;
    combobox-popup: 0;
}}
QComboBox:hover {{ background: {theme.hover}; }}
QComboBox:focus {{ border: 2px solid {theme.accent}; padding: 4px 3px 4px 9px; }}
QComboBox:disabled {{ color: {theme.muted_text}; }}
QComboBox::drop-down {{ border: none; width: 1.25em; }}
QComboBox::down-arrow {{ image: {down}; width: 1em; height: 1em; }}
QComboBox QAbstractItemView {{
    background: {theme.window}; border: 1px solid {theme.border}; padding: 4px; outline: none;
    selection-background-color: {theme.selection}; selection-color: {theme.text};
}}
QComboBox QAbstractItemView::item {{ padding: 6px; border: none; border-radius: 6px; }}
QComboBox QAbstractItemView::item:selected {{ background: {theme.selection}; color: {theme.text}; }}

QSpinBox QLineEdit {{ border: none; background: transparent; padding: 0 0 0 8px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; background: transparent; width: 20px; }}
QSpinBox::up-button {{ subcontrol-position: top right; margin-top: 2px; }}
QSpinBox::down-button {{ subcontrol-position: bottom right; margin-bottom: 2px; }}
QSpinBox::up-arrow {{ image: {up}; width: 14px; height: 14px; }}
QSpinBox::down-arrow {{ image: {down}; width: 14px; height: 14px; }}

QCheckBox, QRadioButton {{
    spacing: 8px; background: transparent; border: 2px solid transparent; border-radius: 4px; padding: 2px;
    outline: none;
}}
QCheckBox::indicator, QRadioButton::indicator {{
    width: 14px; height: 14px; background: {theme.field}; border: 1px solid {theme.muted_text};
}}
QCheckBox::indicator {{ width: 0.875em; height: 0.875em; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked {{
    background: {theme.accent}; border-color: {theme.accent}; image: {tick};
}}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {theme.accent}; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {theme.accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {theme.muted_text}; }}
"""


def _lists(theme: Theme) -> str:
    return f"""
QAbstractItemView {{
    background: {theme.window}; color: {theme.text}; border: none;
    selection-background-color: {theme.selection}; selection-color: {theme.text};
    gridline-color: {theme.border};
}}
QAbstractItemView[role="framed"] {{
    border: 1px solid {theme.border}; border-radius: {RADIUS}px; padding: 4px;
}}
QAbstractItemView[role="framed"]:focus {{ border: 2px solid {theme.accent}; padding: 3px; }}
QAbstractItemView[role="panel"] {{ background: {theme.panel}; }}
QListView::item {{ padding: 6px; border-radius: 6px; color: {theme.text}; }}
QListView::item:hover {{ background: {theme.hover}; }}
QListView::item:selected {{ background: {theme.selection}; color: {theme.text}; }}
QTableView {{ outline: none; }}
QTableView::item, QTreeView::item {{
    padding: 4px 10px; border: none; border-bottom: 1px solid {theme.border};
}}
QTableView::item:selected, QTreeView::item:selected {{
    background: {theme.selection}; color: {theme.text};
}}
QTableView::item:focus {{ border: 1px solid {theme.accent}; }}
QHeaderView {{ background: {theme.panel}; border: none; }}
QHeaderView::section {{
    background: {theme.panel}; color: {theme.muted_text}; font-weight: 500;
    border: none; border-bottom: 1px solid {theme.border}; padding: 6px 12px; text-align: left;
}}
QTableCornerButton::section {{ background: {theme.panel}; border: none; }}
"""


def _tabs_and_bars(theme: Theme) -> str:
    handle = _with_alpha(theme.muted_text, _SCROLL_HANDLE_ALPHA)
    return f"""
QTabWidget::pane {{ border: none; border-top: 1px solid {theme.border}; }}
QTabBar {{ background: {theme.window}; qproperty-drawBase: 0; }}
QTabBar::tab {{
    background: transparent; color: {theme.muted_text}; font-weight: 500;
    border: none; border-bottom: 2px solid transparent; padding: 9px 13px 8px 13px;
}}
QTabBar::tab:hover {{ color: {theme.text}; }}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
QTabBar::tab:focus {{ color: {theme.accent}; }}
QStatusBar {{
    background: {theme.panel}; color: {theme.muted_text}; border-top: 1px solid {theme.border};
}}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {theme.muted_text}; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {theme.muted_text}; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _menus(theme: Theme, icon_files: IconFiles) -> str:
    tick = icon_files.url("check", theme.text)
    return f"""
QMenuBar {{ background: {theme.window}; color: {theme.text}; }}
QMenuBar::item {{ background: transparent; padding: 5px 10px; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {theme.hover}; }}
QMenu {{
    background: {theme.window}; color: {theme.text};
    border: 1px solid {theme.border}; border-radius: {RADIUS}px; padding: 5px;
}}
QMenu::item {{ padding: 6px 20px 6px 10px; border-radius: 6px; }}
QMenu::indicator {{ width: 0.875em; height: 0.875em; padding-left: 8px; }}
QMenu::indicator:checked {{ image: {tick}; }}
QMenu::item:selected {{ background: {theme.selection}; color: {theme.text}; }}
QMenu::item:disabled {{ color: {theme.muted_text}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {theme.border}; margin: 5px 10px; }}
QToolTip {{
    background: {theme.tooltip_fill}; color: {theme.text};
    border: 1px solid {theme.border}; padding: 4px 8px;
}}
"""


def _notices(theme: Theme) -> str:
    return f"""
QFrame[role="pinned"] {{
    background: {theme.announcement_fill}; border: none; border-left: 3px solid {theme.announcement_line};
}}
QFrame[banner="info"] {{ background: {theme.selection}; border: none; }}
QFrame[banner="info"] QLabel {{ color: {theme.text}; }}
QFrame[banner="warning"] {{ background: {theme.warning_fill}; border: none; }}
QFrame[banner="warning"] QLabel {{ color: {theme.text}; }}
QFrame[banner="danger"] {{ background: {theme.danger_fill}; border: none; }}
QFrame[banner="danger"] QLabel {{ color: {theme.text}; }}
QFrame[toast="yes"] {{
    background: {theme.tooltip_fill}; border: 1px solid {theme.border}; border-radius: {RADIUS}px;
}}
"""


def _with_alpha(color: str, alpha: int) -> str:
    solid = QColor(color)
    return f"rgba({solid.red()}, {solid.green()}, {solid.blue()}, {alpha})"
