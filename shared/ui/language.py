"""Which language the windows speak, changed while they are open.

Qt's own words ("OK", "Copy") and ours change together. A widget keeps its words in one method
`retranslate()`, calls it at the end of its constructor, and again when Qt tells of a new language:

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

Objects that are no widgets, such as models, connect `language_changed` instead.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from shared import resources

_QT_WORDS: Final = {"zh_CN": "qtbase_zh_CN.qm"}
"""Qt speaks English by itself."""


class Languages(QObject):
    """Puts the chosen language on. Make one before the first window; `choose` changes it at any time."""

    AVAILABLE: Final = (("en", "English"), ("zh_CN", "简体中文"))
    """Each code with the language's name in itself, for the menu; these names are never translated."""

    language_changed = Signal(str)
    """The code of the language that is on now. Qt tells the widgets with `LanguageChange` right after it."""

    def __init__(self, app: QCoreApplication, code: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._translators: list[QTranslator] = []
        self._code = ""
        self.choose(code)

    @property
    def code(self) -> str:
        """The language that is on, `"en"` or `"zh_CN"`."""
        return self._code

    def choose(self, code: str | None) -> None:
        """Speak `code`, one of `AVAILABLE`, or with `None` the computer's own language.

        Times and numbers follow the language too, so that a sentence is never half and half. An unknown code,
        as from an old settings file, counts as `None`.
        """
        known = [available for available, _ in self.AVAILABLE]
        wanted = code if code in known else _language_of(QLocale.system())
        if wanted == self._code:
            return
        self.remove()
        self._translators = self._load(wanted)
        for translator in self._translators:
            self._app.installTranslator(translator)
        self._code = wanted
        QLocale.setDefault(_locale_of(wanted))
        self.language_changed.emit(wanted)

    def remove(self) -> None:
        """Take all words away again, as before this object was made; for tests and for the end."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []
        self._code = ""

    def _load(self, code: str) -> list[QTranslator]:
        files = [str(resources.path("translations", f"lan_chatroom_{code}.qm"))]
        if code in _QT_WORDS:
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            files.append(f"{folder}/{_QT_WORDS[code]}")
        loaded = []
        for file in files:
            translator = QTranslator(self)
            # Qt's own words may be missing in a distribution's package; ours still help.
            if translator.load(file):
                loaded.append(translator)
        return loaded


def _locale_of(code: str) -> QLocale:
    """The computer's own habits for dates where it speaks the language, else the language's."""
    system, own = QLocale.system(), QLocale(code)
    return system if system.language() == own.language() else own


def _language_of(locale: QLocale) -> str:
    """The first language of `locale` that the program speaks."""
    for language in locale.uiLanguages():
        # A reader of traditional characters is nearer to these than to English.
        if language.startswith("zh"):
            return "zh_CN"
        if language.startswith("en"):
            return "en"
    return "en"
