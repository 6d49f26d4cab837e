"""All that is written in a row of the wire's table, in the language that is on.

The rule: what is said of a row is found out when somebody looks at it or searches it, never before; and what bytes
hold is inert in every word.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QLocale, QObject

from shared.ui.inert import inert_line, isolated
from shared.ui.wire.call_names import call_name
from shared.ui.wire.clock_time import clock_time
from shared.ui.wire.frame_parts import parts_of, text_of_parts
from shared.ui.wire.meaning_words import MeaningWords
from shared.ui.wire.wire_people import WirePeople
from shared.ui.wire.wire_rows import LeftOut, WireColumn, WireRow
from shared.wire.frames import Role, WireFrame, is_from_client
from shared.wire.meaning import Meaning, explain
from shared.wire.record import Closed, Ending, Opened

_REMEMBERED: Final = 512
"""Rows whose meaning is kept: some screens full, for they are painted over and over while new ones come."""


class WireWords(QObject):
    """Makes the words for the rows of one ``role``. Give it the ``people`` of the records that are shown."""

    def __init__(self, role: Role, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.people = WirePeople()
        self._meanings = MeaningWords(self)
        self._explained: dict[int, Meaning] = {}

    def begin(self) -> None:
        """Other people come, and other frames have the same numbers from now on."""
        self.people = WirePeople()
        self._explained.clear()

    def copy(self) -> WireWords:
        """Return one that knows what this one knows now, for another thread, whatever becomes of this one."""
        words = WireWords(self.role)
        words.people = self.people.copy()
        return words

    def meaning(self, row: WireRow) -> str:
        """What a row means, without remarks on how it came."""
        match row:
            case WireFrame():
                return self._meanings.say(self._explain(row))
            case Opened():
                if self.role is Role.SERVER:
                    return self.tr("connected from {address}").format(address=str(row.peer))
                return self.tr("connected to {address}").format(address=str(row.peer))
            case Closed():
                return self._ending(row.ending)
            case LeftOut():
                return self.tr("… %Ln calls not shown", "too much came at once", row.calls)
        assert_never(row)

    def remarks(self, row: WireRow) -> str:
        """What is remarkable about how a frame came or went; empty if nothing is."""
        if not isinstance(row, WireFrame):
            return ""
        call = f"{call_name(self.role, row.direction)}()"
        found = []
        if row.after_count:
            found.append(self.tr("%Ln bytes after ETX", "", row.after_count))
        if row.is_split:
            found.append(self.tr("split over %Ln {call}", "calls", row.calls).format(call=call))
        if row.is_glued:
            found.append(
                self.tr("stuck together with %Ln more in one {call}", "frames", row.neighbours).format(
                    call=call
                )
            )
        if row.is_dropped:
            found.append(self.tr("the bench let it fall: it was not sent"))
        return self.tr("; ", "between remarks").join(found)

    def meaning_with_remarks(self, row: WireRow) -> str:
        """All that the last column says."""
        parts = [part for part in (self.meaning(row), self.remarks(row)) if part]
        return self.tr("; ", "between remarks").join(parts)

    def is_wrong(self, row: WireRow) -> bool:
        """Whether a row breaks a rule of the protocol."""
        match row:
            case WireFrame():
                return row.fault is not None or self._explain(row).is_wrong
            case Closed():
                return row.ending is Ending.RESET
            case _:
                return False

    def who(self, row: WireRow) -> str:
        """Whose connection it is; before the login already, if it has come since."""
        match row:
            case WireFrame(is_datagram=True):
                return str(row.peer) if row.peer is not None else ""
            case WireFrame(connections=(connection,)):
                return inert_line(self.people.name(connection, row.who))
            case WireFrame():
                return self._several(row)
            case Opened() | Closed():
                return inert_line(self.people.name(row.connection))
            case LeftOut():
                return ""
        assert_never(row)

    def time(self, row: WireRow) -> str:
        """When it was, to the millisecond, on this computer's clock."""
        return clock_time(row.utc)

    def text(self, row: WireRow, column: WireColumn) -> str:
        """What a column says, as text."""
        match column:
            case WireColumn.NUMBER:
                return str(row.number) if isinstance(row, WireFrame) else ""
            case WireColumn.TIME:
                return self.time(row)
            case WireColumn.WHO:
                return self.who(row)
            case WireColumn.ARROW:
                if not isinstance(row, WireFrame):
                    return ""
                return "→" if is_from_client(row.direction, self.role) else "←"
            case WireColumn.BYTES:
                return text_of_parts(parts_of(row)) if isinstance(row, WireFrame) else ""
            case WireColumn.MEANING:
                return self.meaning_with_remarks(row)
        assert_never(column)

    def title(self, column: WireColumn) -> str:
        """What a column is called."""
        match column:
            case WireColumn.NUMBER:
                return self.tr("#", "number of a frame")
            case WireColumn.TIME:
                return self.tr("Time")
            case WireColumn.WHO:
                return self.tr("Who")
            case WireColumn.ARROW:
                return ""
            case WireColumn.BYTES:
                return self.tr("Bytes")
            case WireColumn.MEANING:
                return self.tr("Meaning")
        assert_never(column)

    def spoken(self, row: WireRow) -> str:
        """The whole row as a sentence, for screen readers."""
        if not isinstance(row, WireFrame):
            return self.tr("{time}, {who}: {meaning}", "a row of the wire").format(
                time=self.time(row), who=isolated(self.who(row)), meaning=self.meaning(row)
            )
        wrong = self.tr("wrong: ", "before what is wrong with a frame") if self.is_wrong(row) else ""
        return self.tr(
            "frame {number}, {time}, {who}, {way}: {wrong}{meaning}. Bytes: {bytes}", "a row of the wire"
        ).format(
            number=row.number,
            time=self.time(row),
            who=isolated(self.who(row)),
            way=self.way(row),
            wrong=wrong,
            meaning=self.meaning_with_remarks(row),
            bytes=isolated(text_of_parts(parts_of(row))),
        )

    def way(self, row: WireFrame) -> str:
        """Where it goes, in words."""
        if is_from_client(row.direction, self.role):
            return self.tr("to the server")
        return self.tr("from the server")

    def searchable(self, row: WireRow) -> str:
        """All in which a word is looked for, in one case of letters."""
        bytes_of_it = text_of_parts(parts_of(row)) if isinstance(row, WireFrame) else ""
        return "\n".join((self.who(row), bytes_of_it, self.meaning_with_remarks(row))).casefold()

    def _explain(self, frame: WireFrame) -> Meaning:
        known = self._explained.get(frame.number)
        if known is None:
            if len(self._explained) >= _REMEMBERED:
                self._explained.clear()
            known = self._explained[frame.number] = explain(frame, self.role)
        return known

    def _several(self, frame: WireFrame) -> str:
        if self.people.is_to_everyone(frame):
            return self.tr("everyone ×{count}").format(count=QLocale().toString(len(frame.connections)))
        return self.tr("%Ln people", "", len(frame.connections))

    def _ending(self, ending: Ending) -> str:
        match ending:
            case Ending.BY_PEER:
                return self.tr("closed by the other side")
            case Ending.BY_US:
                return self.tr("closed by this side")
            case Ending.RESET:
                return self.tr("broken off (reset)")
            case Ending.RESET_BY_US:
                return self.tr("broken off by this side (RST)")
        assert_never(ending)
