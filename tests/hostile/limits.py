"""A process that opens a thousand connections has to be allowed to."""

import sys

if sys.platform != "win32":
    import resource


def raise_descriptors() -> None:
    """Have as many open files as this user may."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
