"""Judges which names a server lets in (docs/protocol.md §3)."""

from shared.check.server_cast import Cast
from shared.check.server_guest import Guest
from shared.check.server_stage import Stage

_MAX_TRIES = 8
_CYRILLIC_A = "а"


def judge_names(cast: Cast) -> None:
    """Try names that must be refused, and some that must be let in."""
    stage = cast.stage
    stage.forget()
    tries = _Tries(stage)
    tag = stage.name("")
    for rule_id, wrong in (
        ("name-case", [cast.ann.name.upper()]),
        ("name-looks", [_CYRILLIC_A + cast.ann.name[1:]]),
        ("name-comma", [f"a,b{tag}"]),
        ("name-colon", [f"a:b{tag}", f"a：b{tag}"]),
        ("name-star", [f"*a{tag}"]),
        ("name-empty", ["", "   "]),
        ("name-unseen", [f"a\u200bb{tag}", f"a\u202eb{tag}"]),
        ("name-reserved", ["Server", "所有人"]),
    ):
        accepted = next((name for name in wrong if not tries.is_refused(name)), None)
        cast.judge(rule_id, holds=accepted is None, witness=tries.guest)
    is_long_refused = tries.is_refused("x" * (25 - len(tag)) + tag)
    if not is_long_refused:
        cast.judge("name-long", holds=False, witness=tries.guest)
    longest = "x" * (24 - len(tag)) + tag
    guest = tries.fresh()
    cast.judge("name-long", holds=stage.log_in(guest, longest), witness=guest)
    guest = tries.fresh()
    name = stage.name("hal")
    guest.send(f"\x021 {name} \x03".encode())
    stage.play(
        lambda: bool(guest.of_kind(b"0")) or guest.is_closed or any(map(stage.is_ours, _own(guest, name)))
    )
    cast.judge("name-trimmed", holds=guest.has(b"1", name), witness=guest)
    tries.close()
    stage.forget()


def _own(guest: Guest, name: str) -> list[str]:
    return [came for came in guest.of_kind(b"1") if came.strip() == name]


class _Tries:
    """Tries one name after the other on one connection, and on a new one when it got in or was refused often."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.guest = stage.connect()
        self._tried = 0
        self._is_in = False

    def is_refused(self, name: str) -> bool:
        if self._is_in or self.guest.is_closed or self._tried >= _MAX_TRIES:
            self.fresh()
        if not self._ask(name) and self.guest.is_closed and self._tried > 1:
            # It closes after a refusal, which is a rule of its own: this name gets its own connection.
            self.fresh()
            self._ask(name)
        self._is_in = bool(self.guest.of_kind(b"1"))
        return bool(self.guest.of_kind(b"0")) and not self._is_in

    def _ask(self, name: str) -> bool:
        self._tried += 1
        self.guest.forget()
        self.guest.send(b"\x021" + name.encode() + b"\x03")
        self._stage.play(lambda: self._is_answered() or self.guest.is_closed)
        return self._is_answered()

    def _is_answered(self) -> bool:
        return bool(self.guest.of_kind(b"0") or self.guest.of_kind(b"1"))

    def fresh(self) -> Guest:
        self.close()
        self.guest = self._stage.connect()
        self._tried, self._is_in = 0, False
        return self.guest

    def close(self) -> None:
        self.guest.forget()
        self.guest.close()
        self._stage.settle()
