"""The stream bench: what is sent goes out in pieces, glued or late, so that the other side can be tried.

The rule: it says in words whether it is on, and one target at a time is on it: whoever chooses another lets go of
the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.elided_label import ElidedLabel
from shared.ui.inert import inert_line
from shared.ui.pill import Pill, PillKind
from shared.ui.stylesheet import set_role, set_style_property
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.bench_words import BenchWords
from shared.ui.wire.flow_row import FlowRow
from shared.wire.record import ConnectionId
from shared.wire.shape import AS_IT_IS, Shape

_MOST_PIECE_BYTES: Final = 10_000
_MOST_GLUED_FRAMES: Final = 100
_MOST_DELAY_MILLISECONDS: Final = 10_000
_DELAY_STEP_MILLISECONDS: Final = 100
_NAME_CHARACTERS: Final = 12


class BenchBar(QFrame):
    """Place it, and do what its signals say.

    ``shape_changed`` has a ``Shape`` and for whom: a ``ConnectionId``, or None for everyone, as without
    ``targets``. ``reset_wanted`` has the ``ConnectionId``, None without ``targets``.
    """

    shape_changed = Signal(object, object)
    reset_wanted = Signal(object)
    answer_drop_wanted = Signal()

    def __init__(
        self,
        themes: ThemeSource,
        *,
        targets: bool,
        can_drop_answer: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = BenchWords(self)
        self._has_targets = targets
        self._targets: tuple[tuple[ConnectionId, str], ...] = ()
        self._shape = AS_IT_IS
        self._target: ConnectionId | None = None  # for whom the shape is
        self._drops_answer = False  # the last thing that was done here

        set_role(self, "panel")
        self._state = Pill(themes)
        self._for_whom = ElidedLabel()
        set_role(self._for_whom, "heading")
        self._for_whom.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._effect = _label("muted")
        self._effect.setWordWrap(True)
        self._off = QPushButton()
        self._off.setObjectName("benchOff")
        self._chooser = QComboBox()
        self._chooser.setObjectName("benchTarget")
        self._chooser.setMinimumContentsLength(_NAME_CHARACTERS)
        self._chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._chooser.addItem("", None)
        self._pieces = _spin("benchPieces", 0, _MOST_PIECE_BYTES)
        self._glue = _spin("benchGlue", 1, _MOST_GLUED_FRAMES)
        self._delay = _spin("benchDelay", 0, _MOST_DELAY_MILLISECONDS)
        self._delay.setSingleStep(_DELAY_STEP_MILLISECONDS)
        self._reset = QPushButton()
        self._reset.setObjectName("benchReset")
        self._drop = QPushButton()
        self._drop.setObjectName("benchDrop")
        self._labels = {field: _label("") for field in (self._chooser, self._pieces, self._glue, self._delay)}
        self._lay_out(can_drop_answer=can_drop_answer)

        self._chooser.activated.connect(self._on_value_changed)
        for spin in (self._pieces, self._glue, self._delay):
            spin.valueChanged.connect(self._on_value_changed)
        self._off.clicked.connect(self.turn_off)
        self._reset.clicked.connect(self._on_reset_clicked)
        self._drop.clicked.connect(self._on_drop_clicked)
        self.retranslate()

    @property
    def shape(self) -> Shape:
        """What is on now."""
        return self._shape

    @property
    def target(self) -> ConnectionId | None:
        """For whom ``shape`` is, None for everyone."""
        return self._target

    @property
    def is_on(self) -> bool:
        """Whether anything is sent otherwise than it would be."""
        return self._shape.is_on

    def set_targets(self, targets: Sequence[tuple[ConnectionId, str]]) -> None:
        """Offer these connections by these names; call it whenever you like, it costs nothing if they are the same.

        One that is gone is let go of, and the bench is off.
        """
        if tuple(targets) == self._targets:
            return
        self._targets = tuple(targets)
        chosen = self._chooser.currentData()
        if chosen is not None and chosen not in dict(self._targets):
            self.turn_off()
            chosen = None
        with QSignalBlocker(self._chooser):
            while self._chooser.count() > 1:
                self._chooser.removeItem(1)
            for connection, name in self._targets:
                self._chooser.addItem(inert_line(name), connection)
            self._chooser.setCurrentIndex(max(0, self._chooser.findData(chosen)))
        self._show_state()

    @Slot()
    def turn_off(self) -> None:
        """Let everything go out as it is."""
        self._set_values(AS_IT_IS)
        self._apply()

    def answer_dropped(self) -> None:
        """Say no more that the next answer is dropped: one just was."""
        if self._drops_answer:
            self._drops_answer = False
            self._show_state()

    def set_slow_motion(self, connection: ConnectionId | None) -> None:
        """Send one byte at a time, to this connection if it is offered, else to everyone."""
        with QSignalBlocker(self._chooser):
            self._chooser.setCurrentIndex(max(0, self._chooser.findData(connection)))
        self._set_values(Shape(piece_bytes=1))
        self._apply()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._chooser.setItemText(0, self.tr("everyone"))
        self._pieces.setSpecialValueText(self.tr("as they are"))
        self._glue.setSpecialValueText(self.tr("no"))
        self._delay.setSpecialValueText(self.tr("none"))
        words = {
            self._chooser: self.tr("Send to"),
            self._pieces: self.tr("Pieces (bytes)"),
            self._glue: self.tr("Glue (frames)"),
            self._delay: self.tr("Delay (ms)"),
        }
        for field, label in self._labels.items():
            label.setText(words[field])
            field.setAccessibleName(words[field])
        self._off.setText(self.tr("Off"))
        self._off.setAccessibleName(self.tr("Turn the stream bench off"))
        self._reset.setText(self.tr("Reset connection (RST)"))
        self._drop.setText(self.tr("Drop the next answer (UDP)"))
        self._show_state()

    # ---- inside --------------------------------------------------------------------------------------------

    def _lay_out(self, *, can_drop_answer: bool) -> None:
        top = QHBoxLayout()
        top.setSpacing(spacing.MEDIUM)
        top.addWidget(self._state)
        top.addWidget(self._for_whom, 1)
        top.addWidget(self._off)
        flow = FlowRow()
        for field, label in self._labels.items():
            both = _together(label, field)
            flow.add(both)
            both.setVisible(field is not self._chooser or self._has_targets)
        flow.add(self._reset)
        flow.add(self._drop)
        self._drop.setVisible(can_drop_answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, spacing.SMALL)
        column.setSpacing(spacing.SMALL)
        column.addLayout(top)
        column.addWidget(flow)
        column.addWidget(self._effect)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _set_values(self, shape: Shape) -> None:
        for spin, wanted in (
            (self._pieces, shape.piece_bytes),
            (self._glue, max(1, shape.glued_frames)),
            (self._delay, round(shape.delay_seconds * 1000)),
        ):
            with QSignalBlocker(spin):
                spin.setValue(wanted)

    def _apply(self) -> None:
        glued = self._glue.value()
        shape = Shape(self._pieces.value(), glued if glued > 1 else 0, self._delay.value() / 1000)
        target: ConnectionId | None = self._chooser.currentData()
        before, before_target = self._shape, self._target
        self._shape, self._target = shape, target
        self._drops_answer = False
        if before.is_on and before_target != target:
            self.shape_changed.emit(AS_IT_IS, before_target)
            before = AS_IT_IS
        if shape != before:
            self.shape_changed.emit(shape, target)
        self._show_state()

    def _show_state(self) -> None:
        name: str | None = None
        if self._has_targets:
            name = "" if self._target is None else dict(self._targets).get(self._target, "")
        state, target = self._words.state(self._shape), self._words.target(self._shape, name)
        effect = self._words.answer_drop() if self._drops_answer else self._words.effect(self._shape)
        if (state, target) != (self._state.text(), self._for_whom.text()) and self.isVisible():
            announce(self, f"{state} {target}. {effect}")
        self._state.show_state(state, PillKind.WARNING if self.is_on else PillKind.QUIET)
        self._for_whom.setText(target)
        self._effect.setText(effect)
        set_style_property(self, "banner", "warning" if self.is_on else "")
        self._off.setEnabled(self.is_on)
        is_one = not self._has_targets or self._chooser.currentData() is not None
        self._reset.setEnabled(is_one)
        self._reset.setToolTip(
            self.tr("Breaks the connection off: the other side's next call fails.")
            if is_one
            else self.tr("Choose to whom first.")
        )

    @Slot()
    def _on_value_changed(self) -> None:
        self._apply()

    @Slot()
    def _on_reset_clicked(self) -> None:
        self.reset_wanted.emit(self._chooser.currentData())

    @Slot()
    def _on_drop_clicked(self) -> None:
        self._drops_answer = True
        self._show_state()
        announce(self, self._words.answer_drop())
        self.answer_drop_wanted.emit()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        set_role(label, role)
    return label


def _spin(name: str, least: int, most: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setObjectName(name)
    spin.setRange(least, most)
    spin.setKeyboardTracking(False)  # 100 is not 1 and 10 first
    # The style's own padding moves the field inside, and not what is written in it.
    spin.lineEdit().setTextMargins(spacing.SMALL, 0, 0, 0)
    return spin


def _together(label: QLabel, field: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing.SMALL)
    row.addWidget(label)
    row.addWidget(field)
    label.setBuddy(field)
    return both
