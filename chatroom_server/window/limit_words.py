"""The limits that were hit, in the language of the window: what was too much, and what the room did about it.

The rule: in English they are the words of the log, or whoever reads both would count one trouble twice.
"""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QDateTime, QLocale, QObject

from chatroom_server.limit_log import HitCount, LimitHit
from shared.ui.inert import inert_line, isolated


class LimitWords(QObject):
    """Makes the sentences. It keeps none, so a new language shows as soon as they are asked for again."""

    def cause(self, limit: LimitHit) -> str:
        """What was too much, and what was done."""
        match limit:
            case LimitHit.RATE:
                return self.tr("Too many messages from one guest: slowed down")
            case LimitHit.TOO_SLOW:
                return self.tr("Too much waited for a guest who did not read: closed")
            case LimitHit.STALLED:
                return self.tr("A guest took nothing for too long: closed")
            case LimitHit.SILENT:
                return self.tr("A guest's program fell silent: closed")
            case LimitHit.LONG_TEXT:
                return self.tr("A text was too long: refused")
            case LimitHit.LONG_FRAME:
                return self.tr("A frame was too long: dropped")
            case LimitHit.MALFORMED:
                return self.tr("Too many malformed frames in a row: closed")
            case LimitHit.SKIPPED:
                return self.tr("Too many bytes without a frame: closed")
            case LimitHit.NO_LOGIN:
                return self.tr("No login in time: closed")
            case LimitHit.LONG_LOGIN:
                return self.tr("A frame before the login was too long: closed")
            case LimitHit.REFUSED:
                return self.tr("Too many refused names in a row: closed")
            case LimitHit.REMOVED:
                return self.tr("A removed guest was back too soon: refused")
            case LimitHit.BANNED:
                return self.tr("A connection from a banned address: turned away")
            case LimitHit.PER_ADDRESS:
                return self.tr("Too many connections from one address: turned away")
            case LimitHit.STRANGERS:
                return self.tr("Too many connections without a login: the one that waited longest closed")
            case LimitHit.ROOM_FULL:
                return self.tr("The room was full: refused")
            case LimitHit.CROWDED:
                return self.tr("Too much waited for all guests together: the one with the most closed")
            case LimitHit.DESCRIPTORS:
                return self.tr("Too many open files: new connections made to wait")
            case LimitHit.NOT_ACCEPTED:
                return self.tr("The system did not let a connection in: made to wait")
            case LimitHit.PLACES:
                return self.tr("Too many kept places for one address: the oldest given up")
            case LimitHit.SESSIONS:
                return self.tr("Too many kept sessions: the oldest forgotten")
            case LimitHit.REQUESTS_OF_ONE:
                return self.tr("Too many requests for rooms from one address: not answered")
            case LimitHit.REQUESTS:
                return self.tr("Too many requests for rooms in all: not answered")
        assert_never(limit)

    def lately(self, count: HitCount) -> str:
        """How often a limit was hit in the last minutes, when the last time, and by whom."""
        if not count.recent:
            recent = self.tr("Not in the last five minutes", "a limit was hit")
        elif count.recent == count.times:
            # The number stands beside it already.
            recent = self.tr("In the last five minutes", "a limit was hit")
        else:
            recent = self.tr("%Ln time(s) in the last five minutes", "a limit was hit", count.recent)
        clock = QDateTime.fromSecsSinceEpoch(int(count.last_utc)).time()
        when = QLocale().toString(clock, QLocale.FormatType.ShortFormat)
        who = self._who(count)
        if not who:
            return self.tr("{recent}. Last at {time}", "a limit was hit").format(recent=recent, time=when)
        last = self.tr("{recent}. Last at {time}: {who}", "a limit was hit")
        return last.format(recent=recent, time=when, who=who)

    def _who(self, count: HitCount) -> str:
        if count.name and count.where:
            at = self.tr("{name} at {address}", "a guest")
            return at.format(name=isolated(count.name), address=inert_line(count.where))
        return isolated(count.name) if count.name else inert_line(count.where)
