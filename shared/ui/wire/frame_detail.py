"""One frame, taken apart: its fields and its bytes side by side, or what three encodings make of its text.

The rule: it shows one frame until it is given another, and what is chosen in the fields and in the bytes is
the same.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QEvent, QLocale, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from shared.protocol.encoding import TextEncoding
from shared.ui import spacing
from shared.ui.elided_label import ElidedLabel
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.byte_cells import ByteRole
from shared.ui.wire.call_names import call_name
from shared.ui.wire.encodings_view import EncodingsView
from shared.ui.wire.field_list import FieldList
from shared.ui.wire.hex_view import HexView
from shared.wire.byte_reading import character_set
from shared.wire.fields import Field, FieldKind, fields
from shared.wire.frames import Role, WireFrame

_FIELDS_SHARE: Final = 4
_HEX_SHARE: Final = 3

_BYTES_TAB, _ENCODINGS_TAB = 0, 1


class FrameDetail(QWidget):
    """Call ``show_frame`` for the row that is chosen, and ``clear`` when none is."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: WireFrame | None = None
        self._role = Role.SERVER
        self._title, self._facts, self._nothing = ElidedLabel(), ElidedLabel(), QLabel()
        self._title.setObjectName("detailTitle")
        self._facts.setObjectName("detailFacts")
        self._nothing.setObjectName("detailNothing")
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        set_role(self._title, "heading")
        set_role(self._facts, "muted")
        set_role(self._nothing, "muted")
        self._tabs, self._pages = QTabBar(), QStackedWidget()
        self._tabs.setObjectName("detailTabs")
        self._tabs.setExpanding(False)
        self._tabs.addTab("")
        self._tabs.addTab("")
        self._fields = FieldList()
        self._hex = HexView(themes)
        self._encodings = EncodingsView(themes)
        self._both = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._fields.field_chosen.connect(self._on_field_chosen)
        self._hex.byte_chosen.connect(self._on_byte_chosen)
        self.retranslate()
        self.clear()

    @property
    def frame(self) -> WireFrame | None:
        """The frame that is shown, or None."""
        return self._frame

    @property
    def field_list(self) -> FieldList:
        """The fields; the keyboard belongs there."""
        return self._fields

    def show_frame(self, frame: WireFrame, role: Role) -> None:
        """Show ``frame``, as a program whose ``role`` is this has recorded it."""
        self._frame, self._role = frame, role
        data = frame.raw + frame.after
        found = fields(frame, role)
        self._fields.show_fields(found)
        self._hex.show_bytes(data, _roles_of(found, len(data)), character_set(frame.encoding))
        text = frame.payload if frame.payload and frame.fault is None else frame.raw
        self._encodings.show_payload(text, frame.encoding)
        self._say_head()
        self._show_page()

    def clear(self) -> None:
        """Show no frame."""
        self._frame = None
        self._fields.show_fields(())
        self._hex.show_bytes(b"", (), character_set(TextEncoding.UTF_8))
        self._encodings.clear()
        self._say_head()
        self._show_page()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._tabs.setTabText(_BYTES_TAB, self.tr("Bytes"))
        self._tabs.setTabText(_ENCODINGS_TAB, self.tr("Encodings"))
        self._tabs.setAccessibleName(self.tr("What to see of the frame"))
        self._nothing.setText(self.tr("Choose a frame above to see its fields and its bytes"))
        self._say_head()

    def _say_head(self) -> None:
        frame = self._frame
        if frame is None:
            self._title.setText(self.tr("No frame chosen"))
            self._facts.clear()
            return
        name = self._kind_words(frame).format(number=QLocale().toString(frame.number))
        size = self.tr("%n bytes", "", frame.length)
        self._title.setText(f"{name} · {size}")
        self._facts.setText(" · ".join(self._fact_words(frame)))

    def _kind_words(self, frame: WireFrame) -> str:
        if frame.is_datagram:
            return self.tr("Datagram {number}")
        if frame.is_outside:
            return self.tr("Bytes in no frame, {number}")
        return self.tr("Frame {number}")

    def _fact_words(self, frame: WireFrame) -> list[str]:
        """From where in the stream it is, and what is not to be seen of it."""
        facts = []
        if frame.start >= 0:
            facts.append(
                self.tr("from byte {offset} of the stream on").format(offset=QLocale().toString(frame.start))
            )
        name = call_name(self._role, frame.direction)
        if frame.calls > 1 and frame.first_call > 0:
            facts.append(
                self.tr("in {call} #{first} to #{last}").format(
                    call=name, first=frame.first_call, last=frame.last_call
                )
            )
        elif frame.first_call > 0:
            facts.append(self.tr("in {call} #{number}").format(call=name, number=frame.first_call))
        if len(frame.connections) > 1:
            facts.append(self.tr("sent to %n connections", "", len(frame.connections)))
        if frame.is_masked:
            facts.append(self.tr("hidden bytes are shown as *"))
        if len(frame.raw) < frame.length:
            facts.append(self.tr("the first %n bytes are shown", "", len(frame.raw)))
        return facts

    def _show_page(self) -> None:
        if self._tabs.currentIndex() == _ENCODINGS_TAB:
            self._pages.setCurrentWidget(self._encodings)
        else:
            self._pages.setCurrentWidget(self._nothing if self._frame is None else self._both)

    def _lay_out(self) -> None:
        self._both.addWidget(self._fields)
        self._both.addWidget(self._hex)
        self._both.setStretchFactor(0, _FIELDS_SHARE)
        self._both.setStretchFactor(1, _HEX_SHARE)
        self._both.setSizes([_FIELDS_SHARE * 100, _HEX_SHARE * 100])
        self._both.setChildrenCollapsible(False)
        for page in (self._nothing, self._both, self._encodings):
            self._pages.addWidget(page)
        head = QHBoxLayout()
        head.setContentsMargins(spacing.MEDIUM, 0, spacing.MEDIUM, 0)
        head.setSpacing(spacing.MEDIUM)
        head.addWidget(self._title)
        head.addWidget(self._facts, 1)
        head.addWidget(self._tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    @Slot()
    def _on_tab_changed(self) -> None:
        self._show_page()

    @Slot(object)
    def _on_field_chosen(self, field: Field) -> None:
        self._hex.mark(field.start, field.length)

    @Slot(int)
    def _on_byte_chosen(self, position: int) -> None:
        self._fields.choose_at(position)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _roles_of(found: tuple[Field, ...], count: int) -> tuple[ByteRole, ...]:
    """What each of the first ``count`` bytes is for."""
    roles = [ByteRole.PLAIN] * count
    for field in found:
        role = _role_of(field.kind)
        end = min(count, field.start + field.length)
        roles[field.start : end] = [role] * max(0, end - field.start)
    return tuple(roles)


def _role_of(kind: FieldKind) -> ByteRole:
    match kind:
        case FieldKind.STX:
            return ByteRole.STX
        case FieldKind.TYPE:
            return ByteRole.TYPE
        case FieldKind.ETX:
            return ByteRole.ETX
        case FieldKind.PADDING | FieldKind.OUTSIDE | FieldKind.LOST | FieldKind.ENDING:
            return ByteRole.SKIPPED
        case (
            FieldKind.NAME
            | FieldKind.COMMA
            | FieldKind.HEAD
            | FieldKind.TEXT
            | FieldKind.HIDDEN
            | FieldKind.JSON_KEY
            | FieldKind.JSON_VALUE
            | FieldKind.JSON_PUNCTUATION
            | FieldKind.PAYLOAD
            | FieldKind.REQUEST
            | FieldKind.PORT
            | FieldKind.DATAGRAM
        ):
            return ByteRole.PLAIN
    assert_never(kind)
