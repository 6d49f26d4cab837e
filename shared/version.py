"""Which version of the programs this is."""

from functools import cache


@cache  # the room says it to each guest, and nothing that a guest sends may open a file
def product_version() -> str:
    """Return the version of the installed program, or ``development`` in a checkout that was never installed."""
    # With half of Python's mail in it, this takes longer to load than a window.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("lan-chatroom")
    except PackageNotFoundError:
        return "development"
