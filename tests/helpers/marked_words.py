"""A language in which every text of the program begins with a mark: what has none was not said anew."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

MARK = "¡"


class _Marking(QTranslator):
    def isEmpty(self) -> bool:  # noqa: N802 - as Qt names it
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - as Qt names it
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        return MARK + sourceText


@contextmanager
def marked_words(app: QApplication) -> Iterator[None]:
    """Speak it for a while."""
    marking = _Marking()
    app.installTranslator(marking)
    app.processEvents()
    try:
        yield
    finally:
        app.removeTranslator(marking)
        app.processEvents()


def unmarked_words(widget: QWidget) -> list[str]:
    """What labels and buttons that can be seen in `widget` say without the mark."""
    texts = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    texts += [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisible()]
    return [text for text in texts if text and MARK not in text]
