"""Four guests who stay while a server is judged, and visitors who come for one rule and leave.

The rule: whoever risks a connection is a visitor; those who stay do nothing that a correct server could mind.
"""

from shared.check.rule import Evidence
from shared.check.server_guest import Guest, frame
from shared.check.server_rules import LESSONS
from shared.check.server_stage import Stage


class Cast:
    """ann, bob and cat, who are in the room; ``visitor`` brings somebody else in.

    dan says nothing until the end, and ``stranger`` has not logged in: a server slows down who has said much, and
    whoever comes from the same address afterwards.
    """

    def __init__(
        self, stage: Stage, ann: Guest, bob: Guest, cat: Guest, *, dan: Guest, stranger: Guest
    ) -> None:
        self.stage = stage
        self.ann = ann
        self.bob = bob
        self.cat = cat
        self.dan = dan
        self.stranger = stranger
        self._visitor: Guest | None = None

    @property
    def everyone(self) -> tuple[Guest, Guest, Guest]:
        """Those who talk and are watched."""
        return self.ann, self.bob, self.cat

    def visitor(self, *, stays: bool = False) -> Guest:
        """Return a new guest who is in, after the last one has left; one who ``stays`` is nobody's last one."""
        if self._visitor is not None and not self._visitor.is_closed:
            self._visitor.close()
        guest = self.stage.visitor()
        self._visitor = None if stays else guest
        return guest

    def wait_for_line(self, writer: Guest, *texts: str) -> bool:
        """Wait until bob has got what ``writer`` said, each text as a line of its own."""
        wanted = [f"{writer.name}: {text}" for text in texts]
        return self.stage.play(lambda: all(self.bob.has(b"4", line) for line in wanted))

    def expect_line(self, rule_id: str, writer: Guest, *texts: str) -> bool:
        """Judge a rule by whether bob gets what ``writer`` said."""
        return self.judge(rule_id, holds=self.wait_for_line(writer, *texts), witness=self.bob, writer=writer)

    def is_alive(self, writer: Guest) -> bool:
        """Return whether ``writer`` is still connected and served."""
        if writer.is_closed:
            return False
        writer.send(frame("3", "still here"))
        return self.wait_for_line(writer, "still here")

    def judge(self, rule_id: str, *, holds: bool, witness: Guest, writer: Guest | None = None) -> bool:
        """Write a rule down as the stage does."""
        return self.stage.judge(rule_id, holds=holds, witness=witness, writer=writer)

    def fail(self, rule_id: str, *evidence: Evidence) -> None:
        """Write down that a rule is broken, with its lesson."""
        self.stage.ledger.failed(rule_id, LESSONS[rule_id], *evidence)
