"""A lock on an open file, in each system's own way: it ends with the process that has it, however it ends."""

import sys

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def lock_file(descriptor: int) -> None:
    """Have an open file for this process alone until it is closed; ``OSError`` at once when another has it."""
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
