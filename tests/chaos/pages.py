"""The pages of older messages in a guest's window: each stands right above what is there, whole and in order."""

from tests.chaos.findings import Findings, Flaw
from tests.chaos.past import History


class Pages:
    """Tell it of every window, of everything that is shown below, and of every page."""

    def __init__(self, name: str, history: History, findings: Findings) -> None:
        self._name = name
        self._history = history
        self._findings = findings
        self._top = 0  # the oldest id in the window, or that belongs into it; 0 for an empty one
        self._page: list[int] = []

    def open(self, last: int) -> None:
        """An empty window opens, which goes on behind ``last``; the page that a kill has torn is not looked at."""
        self._page.clear()
        self._top = last + 1 if last else 0

    def stand_below(self, message_id: int) -> None:
        """Something is shown at the lower end."""
        self.turn()
        self._top = self._top or message_id

    def show(self, message_id: int) -> None:
        """A message of the page."""
        self._page.append(message_id)

    def turn(self) -> None:
        """The page is whole: look at it."""
        page, self._page = self._page, []
        if not page:
            return
        findings = self._findings
        if page != sorted(page):
            findings.add(Flaw.MISORDERED, f"a page of older ones: {page}")
        twice = [message_id for message_id in page if self._top and message_id >= self._top]
        if twice or len(page) != len(set(page)):
            findings.add(Flaw.DOUBLED, f"a page of older ones above id {self._top}: {page}")
        below = self._top or max(page) + 1
        for message_id, saying in self._history.between(min(page) - 1, below, self._name):
            if message_id not in page:
                findings.add(Flaw.LOST, f"id {message_id} from a page of older ones: {saying}")
        self._top = min(page)
