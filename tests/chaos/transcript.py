"""What one guest was shown, held against the history: the two transcripts of the verdict, rich and plain."""

from collections.abc import Iterable, Mapping

from tests.chaos.findings import Findings, Flaw
from tests.chaos.journal import Connected, Kept, Older, Opened, PageOfOlder, Record, Shown, Welcomed
from tests.chaos.pages import Pages
from tests.chaos.past import History
from tests.chaos.sayings import is_rich


class RichTranscript:
    """Everything shown in one session, over all windows and connections; see ``guest.py`` for why it is cut."""

    def __init__(self, name: str, history: History, findings: Findings) -> None:
        self._name = name
        self._history = history
        self._findings = findings
        self._session = ""
        self._joined_after = 0  # the newest id when this guest became a member
        self._has_kept = False
        self._shown: set[int] = set()
        self._newest = 0
        self._pages = Pages(name, history, findings)

    def judge(self, records: Iterable[Record]) -> None:
        """Go through the whole journal; at its end everything must have been shown."""
        for record in records:
            match record:
                case Opened(session, last):
                    self._open(session, last)
                case Welcomed():
                    self._welcome(record)
                case Shown():
                    self._show(record)
                case PageOfOlder():
                    self._pages.turn()
                case Older():
                    self._check(record)
                    self._pages.show(record.message_id)
                case Kept():
                    self._has_kept = True
                case _:
                    pass
        self._pages.turn()
        self._look_for_gaps(self._history.newest)

    def _open(self, session: str, last: int) -> None:
        self._pages.open(last)
        if session != self._session:
            # Killed between the welcome and the writing down of it: nothing was typed yet, and a new person comes.
            if self._has_kept:
                self._findings.add(Flaw.FORGOTTEN, f"the kept file has {session!r}, not {self._session!r}")
            self._begin_session(session, last)
            return
        self._shown = {message_id for message_id in self._shown if message_id <= last}
        self._newest = max(self._shown, default=0)

    def _welcome(self, welcomed: Welcomed) -> None:
        if welcomed.is_resumed:
            self._session = welcomed.session
            return
        if self._session:
            self._findings.add(Flaw.FORGOTTEN, f"the room does not know {self._session!r} any more")
        self._begin_session(welcomed.session, welcomed.last)
        self._findings.sessions += 1

    def _begin_session(self, session: str, last: int) -> None:
        self._look_for_gaps(self._newest)
        self._session, self._joined_after = session, last
        self._has_kept = False
        self._shown = set()
        self._newest = 0

    def _show(self, shown: Shown) -> None:
        self._check(shown)
        findings, message_id = self._findings, shown.message_id
        findings.shown += 1
        self._pages.stand_below(message_id)
        if message_id in self._shown:
            findings.add(Flaw.DOUBLED, f"id {message_id}: {shown.saying}")
        elif message_id < self._newest:
            findings.add(Flaw.MISORDERED, f"id {message_id} after {self._newest}")
        self._shown.add(message_id)
        self._newest = max(self._newest, message_id)

    def _check(self, shown: Shown | Older) -> None:
        if not shown.saying.is_for(self._name):
            self._findings.add(Flaw.LEAKED, f"id {shown.message_id}: {shown.saying}")
        if self._history.sayings.get(shown.message_id) != shown.saying:
            self._findings.add(Flaw.UNRECORDED, f"id {shown.message_id}: {shown.saying}")

    def _look_for_gaps(self, last: int) -> None:
        for message_id, saying in self._history.between(self._joined_after, last + 1, self._name):
            if message_id not in self._shown:
                self._findings.add(Flaw.LOST, f"id {message_id}: {saying}")


def judge_plain(
    name: str,
    records: Iterable[Record],
    history: History,
    typed: Mapping[str, Mapping[int, str]],
    findings: Findings,
) -> None:
    """What a plain guest was shown on one connection is true, in order, and without gaps."""
    newest = place = 0
    last_number: dict[str, int] = {}
    for record in records:
        if isinstance(record, Connected):
            findings.sessions += 1
            newest, place = 0, -1
            last_number = {}
        if not isinstance(record, Shown):
            continue
        findings.shown += 1
        saying = record.saying
        if not saying.is_for(name):
            findings.add(Flaw.LEAKED, str(saying))
        message_id = history.id_of.get((saying.sender, saying.number))
        if message_id is None:
            # A whisper between two who cannot resume is in no history.
            is_kept = not saying.to or is_rich(saying.sender) or is_rich(saying.to)
            if is_kept or typed.get(saying.sender, {}).get(saying.number) != saying.to:
                findings.add(Flaw.UNRECORDED, str(saying))
        elif history.sayings[message_id] != saying:
            findings.add(Flaw.UNRECORDED, str(saying))
        elif message_id == newest:
            findings.add(Flaw.DOUBLED, str(saying))
        elif message_id < newest:
            findings.add(Flaw.MISORDERED, f"{saying}: id {message_id} after {newest}")
        else:
            newest = message_id
            if not saying.to:
                if place >= 0 and history.public_place[message_id] != place + 1:
                    findings.add(Flaw.LOST, f"before {saying}, on one connection")
                place = history.public_place[message_id]
        if saying.number <= last_number.get(saying.sender, 0):
            findings.add(Flaw.MISORDERED, f"{saying} after number {last_number[saying.sender]}")
        last_number[saying.sender] = max(saying.number, last_number.get(saying.sender, 0))
