"""What every test stands on: no screen, no settings and no histories of the person at this computer, one language.

All of it is set before Qt is imported, and holds for the programs that tests start too. A run on a real display
sets QT_QPA_PLATFORM itself.
"""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

_HOME = tempfile.TemporaryDirectory(prefix="chatroom-tests-", ignore_cleanup_errors=True)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _variable, _folder in (
    ("HOME", ""),
    ("USERPROFILE", ""),
    ("APPDATA", "roaming"),
    ("LOCALAPPDATA", "local"),
    ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "local"),  # Windows itself would not be asked about the line before
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_STATE_HOME", "state"),
    ("XDG_CACHE_HOME", "cache"),
):
    _path = Path(_HOME.name, _folder)
    _path.mkdir(exist_ok=True)
    os.environ[_variable] = str(_path)
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)

import pytest  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from shared.ui.language import Languages  # noqa: E402
from shared.ui.theme_source import ThemeChoice, ThemeSource  # noqa: E402

QSettings.setDefaultFormat(QSettings.Format.IniFormat)
for _scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
    QSettings.setPath(QSettings.Format.IniFormat, _scope, str(Path(_HOME.name, "config")))


# New containers since the last collection: a few megabytes.
_GARBAGE_A_TEST = 50_000


def pytest_configure(config: pytest.Config) -> None:
    """Qt's warnings fail a test, except what the screenless platform says of itself for each window."""
    gc.disable()
    config.addinivalue_line("qt_log_ignore", r"^This plugin does not support \w")


def pytest_unconfigure() -> None:
    """Free what is left while there is still an interpreter: Qt's clipboard lives longer than that."""
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()
    gc.enable()
    gc.collect()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect garbage here and nowhere else: freed on a room's thread, a widget of an earlier test is a crash."""
    if gc.get_count()[0] > _GARBAGE_A_TEST:
        gc.collect()


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeSource]:
    """The light theme, worn by the application as long as the test runs."""
    font, palette = qapp.font(), qapp.palette()
    source = ThemeSource(qapp, ThemeChoice.LIGHT)
    yield source
    # Widgets first: one that is deleted after its style sheet was changed can stay in Qt's cache of rules, and
    # the next sheet then crashes. The sheet itself stays until the next theme replaces it, for the same reason.
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setPalette(palette)
    qapp.setFont(font)
    source.deleteLater()


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    """English, spoken by the application as long as the test runs."""
    locale = QLocale()
    spoken = Languages(qapp, "en")
    yield spoken
    spoken.remove()
    QLocale.setDefault(locale)
