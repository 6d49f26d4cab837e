"""Every sentence of the transcript, in the language that is on.

Names and texts of people go into sentences only through `isolated` and `inert`: they can neither turn a line
round nor break it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, assert_never

from PySide6.QtCore import QDate, QLocale, QObject, QTime

from shared.ui.inert import inert, inert_line, isolated
from shared.ui.transcript_entry import Entry, EntryKind, Standing
from shared.ui.transcript_rows import (
    DayRow,
    EdgeRow,
    EntryRow,
    HistoryEdge,
    PresenceRow,
    ShownRow,
    UnreadRow,
)

_MOST_NAMES: Final = 3
"""More people than this at once are counted, not named."""


class TranscriptWords(QObject):
    """Makes the sentences. It keeps none, so a new language shows as soon as everything is asked for again."""

    def header(self, entry: Entry) -> str:
        """Who says something to whom, above the message."""
        match entry.kind:
            case EntryKind.WHISPER if entry.is_own:
                return self.tr("You whisper to {name}").format(name=isolated(entry.to))
            case EntryKind.WHISPER:
                return self.tr("{name} whispers to you").format(name=isolated(entry.sender))
            case EntryKind.ANNOUNCEMENT:
                return self.tr("Announcement")
            case EntryKind.SAID | EntryKind.PRESENCE | EntryKind.NOTICE:
                return self.tr("You") if entry.is_own else inert_line(entry.sender)
        assert_never(entry.kind)

    def time(self, when: datetime) -> str:
        """The time of day, as short as the person's country writes it."""
        local = when.astimezone()
        return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)

    def full_time(self, when: datetime) -> str:
        """Day and time to the second, for tooltips."""
        day = self.day(when.astimezone().date())
        return self.tr("{day}, {time}", "a moment").format(day=day, time=self.clock(when))

    def clock(self, when: datetime) -> str:
        """The time of day to the second, in digits alone."""
        return f"{when.astimezone():%H:%M:%S}"

    def day(self, day: date) -> str:
        """A date in full, with the day of the week."""
        return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)

    def unread(self, count: int) -> str:
        """How many messages were not seen."""
        return self.tr("%Ln new", "messages, on the line above them", count)

    def presence(self, row: PresenceRow) -> str:
        """Who came and who left, in one line; many people are only counted."""
        if len(row.came) + len(row.went) > _MOST_NAMES:
            came = self.tr("%n came online", "people", len(row.came)) if row.came else ""
            went = self.tr("%n left", "people", len(row.went)) if row.went else ""
        else:
            came, went = self._came(row.came), self._went(row.went)
        if came and went:
            return self.tr("{arrivals}, {departures}", "who came, who left").format(
                arrivals=came, departures=went
            )
        return came or went

    def everyone(self, row: PresenceRow) -> str:
        """All who came and all who left by name, a line each, for the tooltip of a line that only counts."""
        separator = self.tr(", ", "between names in a list")
        lines = []
        if row.came:
            names = separator.join(isolated(name) for name in row.came)
            lines.append(self.tr("Came online: {names}").format(names=names))
        if row.went:
            names = separator.join(isolated(name) for name in row.went)
            lines.append(self.tr("Left: {names}").format(names=names))
        return "\n".join(lines)

    def edge(self, edge: HistoryEdge) -> str:
        """What lies above the oldest that is here."""
        match edge:
            case HistoryEdge.NONE:
                return ""
            case HistoryEdge.MORE:
                return self.tr("Loading older messages…")
            case HistoryEdge.OUT_OF_REACH:
                return self.tr("Older messages come when the room is back.")
            case HistoryEdge.START:
                return self.tr("This is where the conversation begins.")
            case HistoryEdge.DROPPED:
                return self.tr("What was said before this is no longer kept here.")
        assert_never(edge)

    def standing(self, standing: Standing) -> str:
        """How far one's own message has got; nothing once it is settled."""
        match standing:
            case Standing.SETTLED:
                return ""
            case Standing.WAITING:
                return self.tr("waiting")
            case Standing.SENDING:
                return self.tr("sending…")
            case Standing.UNSURE:
                return self.tr("not confirmed")
            case Standing.REFUSED:
                return self.tr("not sent")
        assert_never(standing)

    def try_again(self) -> str:
        """What to press to send a message once more."""
        return self.tr("Try again")

    def remove(self) -> str:
        """What to press to have a message back out of the transcript that did not arrive."""
        return self.tr("Remove")

    def shown(self, row: ShownRow) -> str:
        """What `row` says, without who and when."""
        match row:
            case EntryRow():
                return inert(row.entry.shown_text)
            case PresenceRow():
                return self.presence(row)
            case DayRow():
                return self.day(row.day)
            case UnreadRow():
                return self.unread(row.count)
            case EdgeRow():
                return self.edge(row.edge)
        assert_never(row)

    def spoken(self, row: ShownRow) -> str:
        """`row` as one plain sentence, for screen readers."""
        match row:
            case EntryRow():
                return self._spoken_entry(row.entry)
            case PresenceRow():
                return self._noted(row.when, self.presence(row))
            case DayRow() | UnreadRow() | EdgeRow():
                return self.shown(row)
        assert_never(row)

    def copied(self, row: ShownRow) -> str:
        """`row` as a line among others on the clipboard."""
        match row:
            case EntryRow() if row.entry.kind is not EntryKind.NOTICE:
                return self.tr("[{time}] {who}: {text}", "a copied message").format(
                    time=self.time(row.entry.when), who=self.who(row.entry), text=row.entry.shown_text
                )
            case EntryRow():
                return self._copied_note(row.entry.when, row.entry.shown_text)
            case PresenceRow():
                return self._copied_note(row.when, self.presence(row))
            case DayRow() | UnreadRow() | EdgeRow():
                return self.shown(row)
        assert_never(row)

    def who(self, entry: Entry) -> str:
        """Who said it, as it should stand in a copy; one's own name where it is known."""
        if entry.kind is EntryKind.SAID and entry.sender:
            return inert_line(entry.sender)
        return self.header(entry)

    def _spoken_entry(self, entry: Entry) -> str:
        if entry.kind is EntryKind.NOTICE:
            return self._noted(entry.when, inert(entry.shown_text))
        sentence = self.tr("{who}, {time}: {text}", "a message read aloud").format(
            who=self.header(entry), time=self.time(entry.when), text=inert(entry.shown_text)
        )
        standing = self.standing(entry.standing)
        if not standing:
            return sentence
        return self.tr("{message} ({state})", "a message and how far it has got").format(
            message=sentence, state=standing
        )

    def _noted(self, when: datetime, text: str) -> str:
        return self.tr("{time}: {text}", "an event read aloud").format(time=self.time(when), text=text)

    def _copied_note(self, when: datetime, text: str) -> str:
        return self.tr("[{time}] {text}", "a copied event").format(time=self.time(when), text=text)

    def _came(self, names: tuple[str, ...]) -> str:
        first, second, third = _three(names)
        match len(names):
            case 0:
                return ""
            case 1:
                return self.tr("{name} came online").format(name=first)
            case 2:
                return self.tr("{first} and {second} came online").format(first=first, second=second)
            case _:
                return self.tr("{first}, {second} and {third} came online").format(
                    first=first, second=second, third=third
                )

    def _went(self, names: tuple[str, ...]) -> str:
        first, second, third = _three(names)
        match len(names):
            case 0:
                return ""
            case 1:
                return self.tr("{name} left").format(name=first)
            case 2:
                return self.tr("{first} and {second} left").format(first=first, second=second)
            case _:
                return self.tr("{first}, {second} and {third} left").format(
                    first=first, second=second, third=third
                )


def _three(names: tuple[str, ...]) -> tuple[str, str, str]:
    isolated_names = [isolated(name) for name in names[:_MOST_NAMES]]
    first, second, third = (*isolated_names, "", "", "")[:_MOST_NAMES]
    return first, second, third
