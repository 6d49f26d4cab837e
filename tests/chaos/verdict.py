"""Nothing lost, nothing twice: says from the journals and the history alone whether it is true.

The rule: everything that can be wrong is a ``Flaw`` of its own, and a test plants each and sees it found. What a
journal shows is compared with the history, and the history with what was typed; no program under test is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.findings import Findings, Flaw
from tests.chaos.journal import Kept, Opened, Record, Returned, SawRoster, Strange, Typed, read_journal
from tests.chaos.past import History
from tests.chaos.sayings import is_rich
from tests.chaos.transcript import RichTranscript, judge_plain


@dataclass(slots=True)
class Account:
    """Everything that one guest typed, what became of it on the guest's own side, and who was there in the end."""

    typed: dict[int, str] = field(default_factory=dict)  # number, and to whom
    kept: set[int] = field(default_factory=set)
    returned: dict[int, bool] = field(default_factory=dict)  # number, and whether as unsure
    roster: tuple[str, ...] | None = None


def account_of(records: Iterable[Record], findings: Findings) -> Account:
    """Return what one guest says of itself."""
    account = Account()
    unkept = 0
    for record in records:
        match record:
            case Opened():
                unkept = 0  # a kill may come between the typing and the keeping of the last of a life
                findings.windows += 1
            case Typed(number, to):
                if unkept and findings.windows:
                    findings.add(Flaw.UNKEPT, f"number {unkept}")
                unkept = number
                account.typed[number] = to
            case Kept(number):
                unkept = 0
                account.kept.add(number)
            case Returned(number, is_unsure):
                account.returned[number] = is_unsure
            case Strange(words):
                findings.add(Flaw.INVENTED, words[:200])
            case SawRoster(names):
                account.roster = names
            case _:
                pass
    findings.typed, findings.returned = len(account.typed), len(account.returned)
    return account


def judge_history(
    history: History, accounts: Mapping[str, Account], verdicts: Mapping[str, Findings], nobody: Findings
) -> None:
    """Compare the history with what was typed: everything kept is said once, in order, and nothing else is."""
    last: dict[str, int] = {}
    for message_id in history.ids:
        row, saying = history.rows[message_id], history.sayings[message_id]
        sender = row.sender
        if sender not in verdicts:
            nobody.add(Flaw.INVENTED, f"id {message_id} by {row.sender!r} in the history: {row.text[:80]!r}")
            continue
        if (
            saying is None
            or (saying.sender, saying.to) != (row.sender, row.to)
            or accounts[sender].typed.get(saying.number) != saying.to
        ):
            verdicts[sender].add(Flaw.INVENTED, f"id {message_id} in the history: {row.text[:80]!r}")
            continue
        if history.id_of[sender, saying.number] != message_id:
            first = history.id_of[sender, saying.number]
            verdicts[sender].add(
                Flaw.DOUBLED, f"number {saying.number} is in the history as {first} and {message_id}"
            )
        elif saying.number < last.get(sender, 0):
            verdicts[sender].add(Flaw.MISORDERED, f"number {saying.number} said after {last[sender]}")
        last[sender] = max(saying.number, last.get(sender, 0))
    for name, account in accounts.items():
        _judge_account(name, account, history, verdicts[name])


def _judge_account(name: str, account: Account, history: History, findings: Findings) -> None:
    for number, is_unsure in account.returned.items():
        if (name, number) in history.id_of:
            how = "unsure" if is_unsure else "refused"
            findings.add(Flaw.FALSELY_RETURNED, f"number {number}, as {how}")
    for number in account.kept:
        # To everyone it cannot be refused; a whisper can, while its receiver is away.
        may_be_returned = number in account.returned and account.typed[number]
        if (name, number) not in history.id_of and not may_be_returned:
            findings.add(Flaw.LOST, f"number {number} was kept and never said")


def judge_rosters(accounts: Mapping[str, Account], verdicts: Mapping[str, Findings]) -> None:
    """When all is over everybody sees everybody, once."""
    everybody = sorted(accounts)
    for name, account in accounts.items():
        seen = account.roster
        if seen is None:
            verdicts[name].add(Flaw.ROSTER, "did not report")
        elif sorted(seen) != everybody:
            missing, added = set(everybody) - set(seen), set(seen) - set(everybody)
            verdicts[name].add(
                Flaw.ROSTER, f"{len(seen)} names; missing {sorted(missing)}, not there {sorted(added)}"
            )


@dataclass(slots=True)
class Verdict:
    """What was found out about everybody; ``nobody`` has what cannot be laid at one guest's door."""

    guests: dict[str, Findings] = field(default_factory=dict)
    nobody: Findings = field(default_factory=Findings)
    messages: int = 0  # said, as far as the history has them

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all is wrong."""
        return not any(findings.flaws for findings in (*self.guests.values(), self.nobody))

    def count(self, flaw: Flaw) -> int:
        """Return how often this is wrong."""
        return sum(findings.flaws[flaw] for findings in (*self.guests.values(), self.nobody))


def judge(journals: Mapping[str, Path], history: History, troubles: Sequence[str] = ()) -> Verdict:
    """Return the verdict on one run: a journal for each guest, the history, and what the director noticed."""
    verdict = Verdict({name: Findings() for name in journals}, messages=len(history.ids))
    for trouble in troubles:
        verdict.nobody.add(Flaw.TROUBLE, trouble)
    accounts = {
        name: account_of(read_journal(file, with_shown=False), verdict.guests[name])
        for name, file in journals.items()
    }
    judge_history(history, accounts, verdict.guests, verdict.nobody)
    judge_rosters(accounts, verdict.guests)
    typed = {name: account.typed for name, account in accounts.items()}
    for name, file in journals.items():
        if is_rich(name):
            RichTranscript(name, history, verdict.guests[name]).judge(read_journal(file))
        else:
            judge_plain(name, read_journal(file), history, typed, verdict.guests[name])
    return verdict
