"""How long a check may take of the processor before it counts as stuck."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

STUCK_SECONDS = 20.0  # of processor time, for what takes milliseconds


@contextmanager
def patience(seconds: float = STUCK_SECONDS) -> Iterator[None]:
    """Fail what is inside when it takes that much of the processor; where there are no such timers, just run it."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def on_timer(number: int, frame: object) -> None:
        raise AssertionError(f"stuck: more than {seconds:.0f} s of the processor for one input")

    before = signal.signal(signal.SIGVTALRM, on_timer)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)
